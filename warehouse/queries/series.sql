SELECT *
FROM series
WHERE ($metric IS NULL OR metric = lower($metric))
  AND ($actor IS NULL OR lower(actor) = lower($actor))
  AND ($claimant IS NULL OR lower(said_by) = lower($claimant))
  AND ($population IS NULL OR population = lower($population))
  AND ($place IS NULL OR lower(place_key) = lower($place) OR lower(country) = lower($place))
  AND ($start::DATE IS NULL OR as_of >= $start::DATE)
  AND ($end::DATE IS NULL OR as_of <= $end::DATE)
ORDER BY as_of, said_on, said_by, best, claim_id;

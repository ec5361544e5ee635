SELECT *
FROM chart_points
WHERE subject_id = $subject
  AND chart = $chart
ORDER BY as_of, said_on, said_by, series_id, claim_id;

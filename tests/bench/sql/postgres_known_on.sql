SELECT claimant, count(*) AS claims, max(best) AS highest
FROM claims
WHERE metric = 'killed' AND actor = 'SDN' AND population = 'military'
  AND public_from <= DATE '2023-06-30' AND (public_until IS NULL OR public_until > DATE '2023-06-30')
GROUP BY claimant;

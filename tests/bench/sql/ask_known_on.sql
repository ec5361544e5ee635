SELECT claimant, count(*) AS claims, max(best) AS highest
FROM figures_as_known_on(DATE '2023-06-30')
WHERE metric = 'killed' AND actor = 'SDN' AND population = 'military'
GROUP BY claimant;

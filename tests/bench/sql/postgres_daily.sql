-- The same question as ask_daily.sql: the last word for each day of a series, carried until the next, 30 days at the end.
WITH points AS (
    SELECT DISTINCT ON (place_key, aggregation, claimant, as_of) place_key, aggregation, claimant, as_of
    FROM claims
    WHERE metric = 'killed' AND actor = 'SDN' AND population = 'military' AND country = 'SDN' AND is_current
      AND aggregation IN ('cumulative', 'stock')
    ORDER BY place_key, aggregation, claimant, as_of, said_on DESC, claim_id
),
spans AS (
    SELECT *, coalesce(lead(as_of) OVER (PARTITION BY place_key, aggregation, claimant ORDER BY as_of) - as_of - 1, 30)
        AS days_held
    FROM points
)
SELECT as_of + age AS day, count(*) AS series, max(age) AS oldest
FROM spans
CROSS JOIN LATERAL generate_series(0, days_held) AS age
GROUP BY 1;

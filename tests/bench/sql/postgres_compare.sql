-- The same question as ask_compare.sql: what each had said last by the end of a month, three months old at most.
WITH latest AS (
    SELECT DISTINCT ON (place_key, aggregation, claimant, bucket)
        place_key, aggregation, claimant, bucket, as_of, low, best, high, qualifier
    FROM (
        SELECT *, CASE WHEN aggregation IN ('cumulative', 'stock')
            THEN date_trunc('month', as_of)::date ELSE as_of END AS bucket
        FROM claims
        WHERE metric = 'killed' AND actor = 'SDN' AND population = 'military' AND country = 'SDN' AND is_current
          AND as_of BETWEEN DATE '2022-09-01' AND DATE '2024-06-30'
    ) AS statements
    ORDER BY place_key, aggregation, claimant, bucket, as_of DESC, said_on DESC, claim_id DESC
),
held AS (
    SELECT *, lead(bucket) OVER (PARTITION BY place_key, aggregation, claimant ORDER BY bucket) AS next_bucket FROM latest
),
standing AS (
    SELECT held.*, slot::date AS slot, (slot::date > bucket) AS carried
    FROM held
    CROSS JOIN LATERAL generate_series(
        bucket,
        CASE WHEN aggregation IN ('cumulative', 'stock')
            THEN least(coalesce(next_bucket - INTERVAL '1 month', bucket + INTERVAL '3 months'), bucket + INTERVAL '3 months')
            ELSE bucket END,
        INTERVAL '1 month'
    ) AS slot
)
SELECT a.slot, a.claimant, a.best, b.claimant, b.best, b.best / a.best AS ratio,
    CASE WHEN a.high < b.low OR b.high < a.low THEN 'disjoint' ELSE 'overlap' END AS bounds
FROM standing AS a
JOIN standing AS b
    ON a.place_key IS NOT DISTINCT FROM b.place_key AND a.aggregation = b.aggregation AND a.slot = b.slot
    AND a.claimant != b.claimant AND NOT a.carried AND (b.carried OR a.claimant < b.claimant)
WHERE a.slot >= DATE '2023-01-01';

-- The same question as ask_contradictions.sql: every quantity of one country, and only what no number satisfies.
WITH latest AS (
    SELECT DISTINCT ON (metric, item, population, actor, place_key, aggregation, claimant, bucket)
        metric, item, population, actor, place_key, aggregation, claimant, bucket, as_of, low, best, high, qualifier
    FROM (
        SELECT *, CASE WHEN aggregation IN ('cumulative', 'stock')
            THEN date_trunc('month', as_of)::date ELSE as_of END AS bucket
        FROM claims
        WHERE country = 'SDN' AND is_current
    ) AS statements
    ORDER BY metric, item, population, actor, place_key, aggregation, claimant, bucket, as_of DESC, said_on DESC, claim_id DESC
),
held AS (
    SELECT *, lead(bucket) OVER (
        PARTITION BY metric, item, population, actor, place_key, aggregation, claimant ORDER BY bucket
    ) AS next_bucket
    FROM latest
),
standing AS (
    SELECT held.*, slot::date AS slot, slot::date > bucket AS carried
    FROM held
    CROSS JOIN LATERAL generate_series(
        bucket,
        CASE WHEN aggregation IN ('cumulative', 'stock')
            THEN least(coalesce(next_bucket - INTERVAL '1 month', bucket + INTERVAL '3 months'), bucket + INTERVAL '3 months')
            ELSE bucket END,
        INTERVAL '1 month'
    ) AS slot
),
pairs AS (
    SELECT a.metric, a.aggregation, a.claimant AS claimant_a, a.best AS best_a, a.as_of AS as_of_a,
        b.claimant AS claimant_b, b.best AS best_b, b.as_of AS as_of_b,
        a.high < b.low OR (a.high = b.low AND (a.qualifier IN ('less_than', 'nearly') OR b.qualifier = 'more_than')) AS a_below,
        b.high < a.low OR (b.high = a.low AND (b.qualifier IN ('less_than', 'nearly') OR a.qualifier = 'more_than')) AS b_below
    FROM standing AS a
    JOIN standing AS b
        ON a.metric = b.metric AND a.aggregation = b.aggregation AND a.slot = b.slot
        AND a.item IS NOT DISTINCT FROM b.item AND a.population IS NOT DISTINCT FROM b.population
        AND a.actor = b.actor AND a.place_key IS NOT DISTINCT FROM b.place_key
        AND a.claimant != b.claimant AND NOT a.carried AND (b.carried OR a.claimant < b.claimant)
)
SELECT * FROM pairs
WHERE (a_below AND NOT (aggregation = 'cumulative' AND as_of_a < as_of_b) OR b_below AND NOT (aggregation = 'cumulative' AND as_of_b < as_of_a))
  AND NOT (aggregation = 'stock' AND as_of_a != as_of_b);

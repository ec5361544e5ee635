CREATE OR REPLACE VIEW divergence AS
WITH voices AS (
    SELECT
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, bucket_end, bounds,
        unnest([said_by_a, said_by_b]) AS said_by,
        unnest([best_a, best_b]) AS best
    FROM comparison
)
SELECT
    metric, item, population, actor, place_key, country, aggregation, kind, rate_per, bucket_end,
    count(DISTINCT said_by) AS voices,
    arg_min(said_by, best) AS lowest_said_by,
    min(best) AS lowest_best,
    arg_max(said_by, best) AS highest_said_by,
    max(best) AS highest_best,
    max(best) / nullif(min(best), 0) AS ratio,
    ln(nullif(max(best), 0) / nullif(min(best), 0)) AS log_ratio,
    (count(*) FILTER (bounds = 'disjoint')) // 2 AS disjoint_pairs,
    count(*) // 2 AS pairs
FROM voices
GROUP BY metric, item, population, actor, place_key, country, aggregation, kind, rate_per, bucket_end;

COMMENT ON VIEW divergence IS 'How far claimants are apart over time, for each quantity and month (or interval): the lowest and the highest who stand side by side in comparison.';
COMMENT ON COLUMN divergence.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN divergence.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN divergence.population IS 'Whom it counts.';
COMMENT ON COLUMN divergence.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN divergence.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN divergence.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN divergence.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN divergence.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN divergence.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN divergence.bucket_end IS 'Last day of the month, day or interval.';
COMMENT ON COLUMN divergence.voices IS 'How many claimants stand side by side.';
COMMENT ON COLUMN divergence.lowest_said_by IS 'Who says the lowest number.';
COMMENT ON COLUMN divergence.lowest_best IS 'That number.';
COMMENT ON COLUMN divergence.highest_said_by IS 'Who says the highest number.';
COMMENT ON COLUMN divergence.highest_best IS 'That number.';
COMMENT ON COLUMN divergence.ratio IS 'Highest over lowest; NULL where the lowest is 0.';
COMMENT ON COLUMN divergence.log_ratio IS 'Natural logarithm of the ratio: 0 is agreement, 0.69 twice as many.';
COMMENT ON COLUMN divergence.disjoint_pairs IS 'Pairs that no number satisfies.';
COMMENT ON COLUMN divergence.pairs IS 'All pairs.';

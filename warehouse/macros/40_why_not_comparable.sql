CREATE OR REPLACE MACRO why_not_comparable(claim_a, claim_b) AS TABLE
WITH two AS (
    SELECT a, b
    FROM (SELECT history AS a FROM claim_history AS history WHERE claim_key = ('0x' || substr(claim_a, 1, 16))::UBIGINT)
    CROSS JOIN (SELECT history AS b FROM claim_history AS history WHERE claim_key = ('0x' || substr(claim_b, 1, 16))::UBIGINT)
),
reasons AS (
    SELECT unnest([
        {reason: 'metric', applies: a.metric != b.metric,
         words: 'They count different things: ' || replace(a.metric, '_', ' ') || ' against ' || replace(b.metric, '_', ' ') || '.'},
        {reason: 'unit', applies: a.kind != b.kind OR a.rate_per IS DISTINCT FROM b.rate_per,
         words: 'They have different units: ' || a.kind || coalesce(' per ' || a.rate_per, '') || ' against '
             || b.kind || coalesce(' per ' || b.rate_per, '') || '.'},
        {reason: 'item', applies: a.item IS DISTINCT FROM b.item,
         words: 'They count different items: ' || coalesce(a.item, 'people or events') || ' against '
             || coalesce(b.item, 'people or events') || '.'},
        {reason: 'population', applies: a.population IS DISTINCT FROM b.population,
         words: 'They count different people: ' || coalesce(a.population, 'none') || ' against '
             || coalesce(b.population, 'none') || '.'},
        {reason: 'actor', applies: a.actor IS DISTINCT FROM b.actor,
         words: 'They count different sides: ' || coalesce(a.actor, 'not said') || ' against '
             || coalesce(b.actor, 'not said') || '.'},
        {reason: 'place', applies: a.scope IS DISTINCT FROM b.scope,
         words: 'They are about different places: ' || coalesce(a.place_key, a.country, 'not said') || ' against '
             || coalesce(b.place_key, b.country, 'not said') || '.'},
        {reason: 'aggregation', applies: a.aggregation != b.aggregation,
         words: 'One is ' || a.aggregation || ', the other ' || b.aggregation
             || ': a running total, a level, an interval and a single event are not the same quantity.'},
        {reason: 'start',
         applies: a.aggregation = 'cumulative' AND b.aggregation = 'cumulative'
             AND NOT starts_agree(a.period_start, b.period_start),
         words: 'The totals count from different days: ' || coalesce(a.period_start, 'not said') || ' against '
             || coalesce(b.period_start, 'not said') || '.'},
        {reason: 'time',
         applies: CASE
             WHEN a.as_of IS NULL OR b.as_of IS NULL THEN true
             WHEN a.aggregation IN ('cumulative', 'stock') THEN abs(last_day(a.as_of) - last_day(b.as_of)) > 92
             ELSE a.as_of != b.as_of
                 OR coalesce(period_first_day(a.period_start), a.as_of)
                     != coalesce(period_first_day(b.period_start), b.as_of)
         END,
         words: 'They are for different times: ' || coalesce(a.period_start || ' to ', '')
             || coalesce(a.as_of::VARCHAR, 'not known') || ' against ' || coalesce(b.period_start || ' to ', '')
             || coalesce(b.as_of::VARCHAR, 'not known') || '.'},
        {reason: 'status', applies: a.status != 'reported' OR b.status != 'reported',
         words: 'Not both are reported as having happened: ' || a.status || ' against ' || b.status || '.'},
        {reason: 'claimant', applies: lower(a.said_by) IS NOT DISTINCT FROM lower(b.said_by) AND a.said_by IS NOT NULL,
         words: 'Both are of ' || coalesce(a.said_by, '') || ': see revisions.'},
        {reason: 'voice', applies: a.said_by IS NULL OR b.said_by IS NULL,
         words: 'An article says it in its own voice: nobody is named who could be compared.'},
        {reason: 'version',
         applies: NOT a.is_current OR NOT b.is_current OR a.reread_at IS NOT NULL OR b.reread_at IS NOT NULL,
         words: 'One has been replaced by a newer version of its article, or a newer reading of it.'}
    ], recursive := true)
    FROM two
)
SELECT reason, words FROM reasons WHERE applies
UNION ALL
SELECT 'none', 'Nothing stands against comparing them.'
FROM two
WHERE NOT EXISTS (SELECT 1 FROM reasons WHERE applies);
COMMENT ON MACRO TABLE why_not_comparable IS 'Why two claims are not put side by side, in words, one row a reason; a row with the reason none where nothing stands against it; no row where a claim does not exist.';

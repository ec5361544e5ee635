CREATE OR REPLACE VIEW revisions AS
WITH ordered AS (
    SELECT
        *,
        lag(best) OVER earlier AS earlier_best,
        lag(as_of) OVER earlier AS earlier_as_of,
        lag(said_on) OVER earlier AS earlier_said_on,
        lag(claim_id) OVER earlier AS earlier_claim_id
    FROM series
    WHERE kind = 'count' AND as_of IS NOT NULL AND said_by IS NOT NULL AND aggregation IN ('cumulative', 'stock', 'period')
    WINDOW earlier AS (
        PARTITION BY
            metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
            said_by_kind, series_id, CASE WHEN aggregation = 'period' THEN period_start || as_of ELSE '' END
        ORDER BY as_of, said_on NULLS FIRST, claim_id
    )
),
usual AS (
    -- what the running total of the series gains in a day, on all days but one in ten
    SELECT series_id, quantile_cont((best - earlier_best) / (as_of - earlier_as_of), 0.9) AS gain
    FROM ordered
    WHERE aggregation = 'cumulative' AND as_of > earlier_as_of AND best >= earlier_best
    GROUP BY series_id
    HAVING count(*) >= 10
),
explained AS (
    SELECT
        ordered.*,
        usual.gain,
        (
            SELECT sum(change)
            FROM corrections
            WHERE corrections.claimant = ordered.claimant
              AND corrections.definition IS NOT DISTINCT FROM ordered.definition
              AND corrections.metric = ordered.metric
              AND corrections.item IS NOT DISTINCT FROM ordered.item
              AND corrections.corrected_on BETWEEN ordered.as_of - 1 AND ordered.as_of
        ) AS correction
    FROM ordered
    LEFT JOIN usual USING (series_id)
    WHERE earlier_best IS NOT NULL
),
named AS (
    SELECT
        *,
        CASE
            -- two intervals told at once are two events, not a revision
            WHEN aggregation = 'period' AND said_on IS NOT DISTINCT FROM earlier_said_on THEN NULL
            WHEN as_of = earlier_as_of AND best > earlier_best THEN 'raised'
            WHEN as_of = earlier_as_of AND best < earlier_best THEN 'lowered'
            WHEN aggregation != 'cumulative' THEN NULL
            WHEN best < earlier_best / 2 THEN 'reset'
            WHEN best < earlier_best THEN 'lowered'
            WHEN correction > 0
                OR best - earlier_best > 5 * greatest(gain, 2) * (as_of - earlier_as_of) THEN 'backlog'
        END AS revision
    FROM explained
)
SELECT
    series_id, metric, item, population, actor, place_key, country, aggregation, definition, claimant, said_by,
    revision,
    earlier_as_of,
    earlier_best,
    as_of,
    best,
    best - earlier_best AS change,
    said_on,
    correction,
    CASE
        WHEN correction IS NOT NULL THEN 'explained: the keeper of the series notes a correction of ' || correction::BIGINT
        WHEN revision = 'backlog' THEN 'not explained: five times what it gains on nine days in ten'
        WHEN as_of = earlier_as_of THEN 'another figure for the same day'
        ELSE 'not explained: a running total cannot fall'
    END AS explanation,
    correction IS NOT NULL AS is_explained,
    earlier_claim_id,
    claim_id
FROM named
WHERE revision IS NOT NULL
UNION ALL
SELECT
    NULL AS series_id, old.metric, old.item, old.population, old.actor, old.place_key, old.country, old.aggregation,
    old.definition, old.claimant, old.said_by,
    CASE
        WHEN new.claim_id IS NULL THEN 'retracted'
        WHEN new.best > old.best THEN 'raised'
        ELSE 'lowered'
    END AS revision,
    old.as_of AS earlier_as_of,
    old.best AS earlier_best,
    new.as_of,
    new.best,
    new.best - old.best AS change,
    old.public_until AS said_on,
    NULL AS correction,
    CASE
        WHEN new.claim_id IS NULL THEN 'the newer version of the article does not have it'
        ELSE 'the newer version of the article has another number'
    END AS explanation,
    true AS is_explained,
    old.claim_id AS earlier_claim_id,
    new.claim_id
FROM claim_history AS old
LEFT JOIN claim_history AS new
    ON new.article_id = old.article_id
    AND new.is_current
    AND new.reread_at IS NULL
    AND new.metric = old.metric
    AND new.item IS NOT DISTINCT FROM old.item
    AND new.population IS NOT DISTINCT FROM old.population
    AND new.actor IS NOT DISTINCT FROM old.actor
    AND new.kind = old.kind
    AND new.definition IS NOT DISTINCT FROM old.definition
WHERE NOT old.is_current
  AND old.reread_at IS NULL
  AND (new.claim_id IS NULL OR new.best != old.best)
  AND old.kind = 'count';

COMMENT ON VIEW revisions IS 'Where a series does not simply go on: another figure for the same day (raised, lowered), a running total that falls (lowered, or reset below half), a gain that belongs to earlier days or is three times what the series gains on all but one day in a hundred (backlog), a figure that the newer version of its article does not have (retracted).';
COMMENT ON COLUMN revisions.series_id IS 'Id of the series; NULL: a corrected article.';
COMMENT ON COLUMN revisions.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN revisions.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN revisions.population IS 'Whom it counts.';
COMMENT ON COLUMN revisions.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN revisions.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN revisions.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN revisions.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN revisions.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN revisions.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN revisions.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN revisions.revision IS 'raised, lowered, backlog, reset or retracted.';
COMMENT ON COLUMN revisions.earlier_as_of IS 'The day of the figure before.';
COMMENT ON COLUMN revisions.earlier_best IS 'The figure before.';
COMMENT ON COLUMN revisions.as_of IS 'The day of the new figure; NULL: retracted.';
COMMENT ON COLUMN revisions.best IS 'The new figure; NULL: retracted.';
COMMENT ON COLUMN revisions.change IS 'best less earlier_best.';
COMMENT ON COLUMN revisions.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN revisions.correction IS 'The correction that the keeper of the series notes for that day.';
COMMENT ON COLUMN revisions.explanation IS 'What explains it, or that nothing does.';
COMMENT ON COLUMN revisions.is_explained IS 'Whether something on record explains it.';
COMMENT ON COLUMN revisions.earlier_claim_id IS 'Its claim.';
COMMENT ON COLUMN revisions.claim_id IS 'Its claim; NULL: retracted.';

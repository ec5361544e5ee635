CREATE OR REPLACE VIEW revisions AS
WITH steps AS (
    SELECT
        *,
        lag(best) OVER earlier AS earlier_best,
        lag(as_of) OVER earlier AS earlier_as_of,
        lag(said_on) OVER earlier AS earlier_said_on,
        lag(claim_id) OVER earlier AS earlier_claim_id,
        lag(best, 2) OVER earlier AS best_before,
        lead(best) OVER earlier AS next_best,
        lead(as_of) OVER earlier AS next_as_of
    FROM series
    WHERE kind = 'count' AND as_of IS NOT NULL AND said_by IS NOT NULL AND aggregation IN ('cumulative', 'stock', 'period')
    WINDOW earlier AS (
        PARTITION BY
            metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
            said_by_kind, series_id, CASE WHEN aggregation = 'period' THEN period_start || as_of ELSE '' END
        ORDER BY as_of, said_on NULLS FIRST, claim_id
    )
),
gains AS (
    SELECT
        *,
        CASE WHEN aggregation = 'cumulative' AND as_of > earlier_as_of AND best > earlier_best
            THEN (best - earlier_best) / (as_of - earlier_as_of)
        END AS gain
    FROM steps
),
usual AS (
    SELECT *, quantile_cont(gain, 0.95) OVER around AS usual_gain, count(gain) OVER around AS gains_around
    FROM gains
    WINDOW around AS (
        PARTITION BY
            metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
            said_by_kind, series_id, CASE WHEN aggregation = 'period' THEN period_start || as_of ELSE '' END
        ORDER BY as_of, said_on NULLS FIRST, claim_id
        ROWS BETWEEN 45 PRECEDING AND 45 FOLLOWING EXCLUDE CURRENT ROW
    )
),
noted AS (
    SELECT claimant, definition, metric, item, corrected_on, sum(change) AS change
    FROM corrections
    GROUP BY ALL
),
explained AS (
    -- a correction belongs to the report of its day, or to the next day's where only that one shows it
    SELECT
        usual.*,
        nullif(
            CASE
                WHEN shows_correction(best - earlier_best, today.change) OR next_as_of IS DISTINCT FROM as_of + 1
                    OR NOT shows_correction(next_best - best, today.change) THEN coalesce(today.change, 0)
                ELSE 0
            END
            + CASE
                WHEN shows_correction(best - earlier_best, eve.change)
                    AND NOT coalesce(shows_correction(earlier_best - best_before, eve.change), false) THEN coalesce(eve.change, 0)
                ELSE 0
            END,
            0
        ) AS correction
    FROM usual
    LEFT JOIN noted AS today
        ON today.claimant = usual.claimant
        AND today.definition IS NOT DISTINCT FROM usual.definition
        AND today.metric = usual.metric
        AND today.item IS NOT DISTINCT FROM usual.item
        AND today.corrected_on = usual.as_of
    LEFT JOIN noted AS eve
        ON eve.claimant = usual.claimant
        AND eve.definition IS NOT DISTINCT FROM usual.definition
        AND eve.metric = usual.metric
        AND eve.item IS NOT DISTINCT FROM usual.item
        AND eve.corrected_on = usual.as_of - 1
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
            WHEN correction > 0 THEN 'backlog'
            WHEN gains_around >= 20 AND gain > 3 * greatest(usual_gain, 2) THEN 'jump'
        END AS revision
    FROM explained
),
next_versions AS (
    SELECT article_version_id, min_by(superseded_by, {replaced_on: replaced_on, superseded_at: superseded_at}) AS next_id
    FROM supersessions
    GROUP BY article_version_id
),
before_correction AS (
    SELECT old.*, next_versions.next_id
    FROM claim_core AS old
    JOIN next_versions USING (article_version_id)
    JOIN articles AS newer ON newer.article_version_id = next_versions.next_id
    WHERE old.reread_at IS NULL AND old.kind = 'count'
),
after_correction AS (
    SELECT *
    FROM claim_core
    WHERE reread_at IS NULL AND kind = 'count' AND article_version_id IN (SELECT next_id FROM next_versions)
),
-- a figure that stands in both versions was not revised; the others are paired in the order of the text
gone AS (
    SELECT
        old.*,
        row_number() OVER (
            PARTITION BY next_id, metric, item, population, actor, definition ORDER BY start
        ) AS place_in_text
    FROM before_correction AS old
    ANTI JOIN after_correction AS new
        ON new.article_version_id = old.next_id
        AND new.metric = old.metric
        AND new.item IS NOT DISTINCT FROM old.item
        AND new.population IS NOT DISTINCT FROM old.population
        AND new.actor IS NOT DISTINCT FROM old.actor
        AND new.best IS NOT DISTINCT FROM old.best
),
come AS (
    SELECT
        new.*,
        row_number() OVER (
            PARTITION BY article_version_id, metric, item, population, actor, definition ORDER BY start
        ) AS place_in_text
    FROM after_correction AS new
    ANTI JOIN before_correction AS old
        ON old.next_id = new.article_version_id
        AND old.metric = new.metric
        AND old.item IS NOT DISTINCT FROM new.item
        AND old.population IS NOT DISTINCT FROM new.population
        AND old.actor IS NOT DISTINCT FROM new.actor
        AND old.best IS NOT DISTINCT FROM new.best
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
        WHEN revision = 'jump'
            THEN 'not explained: ' || round(gain)::BIGINT || ' a day where ' || round(usual_gain)::BIGINT || ' is much'
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
FROM gone AS old
LEFT JOIN come AS new
    ON new.article_version_id = old.next_id
    AND new.metric = old.metric
    AND new.item IS NOT DISTINCT FROM old.item
    AND new.population IS NOT DISTINCT FROM old.population
    AND new.actor IS NOT DISTINCT FROM old.actor
    AND new.definition IS NOT DISTINCT FROM old.definition
    AND new.place_in_text = old.place_in_text;

COMMENT ON VIEW revisions IS 'Where a series does not simply go on: another figure for the same day (raised, lowered); a running total that falls (lowered, or reset below half); a gain of which the keeper of the series puts a part down to earlier days (backlog); a gain three times as large as what it gains on nineteen days of twenty with a gain among its 45 reports before and after (jump), which is a backlog or an event that nothing here tells; a figure that the next version of its article does not have (retracted).';
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
COMMENT ON COLUMN revisions.revision IS 'raised, lowered, reset, backlog, jump or retracted.';
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

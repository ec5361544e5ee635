CREATE OR REPLACE VIEW daily_change AS
WITH totals AS (
    SELECT
        *,
        lag(best) OVER earlier AS earlier_best,
        coalesce(as_of - lag(as_of) OVER earlier, 1) AS covers_days
    FROM series_points
    WHERE aggregation = 'cumulative' AND kind = 'count'
    WINDOW earlier AS (
        PARTITION BY
            metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
            said_by_kind, series_id
        ORDER BY as_of
    )
),
flows AS (
    SELECT
        *,
        as_of - period_first_day(period_start) + 1 AS covers_days,
        coalesce(period_first_day(period_start) - lag(as_of) OVER earlier - 1, 0) AS gap_days
    FROM series_points
    WHERE aggregation = 'period' AND kind = 'count' AND length(period_start) = 10
    WINDOW earlier AS (
        PARTITION BY
            metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
            said_by_kind, series_id
        ORDER BY as_of
    )
),
changes AS (
    SELECT
        series_id, metric, item, population, actor, place_key, country, definition, claimant, said_by, said_by_kind,
        as_of, best - earlier_best AS change, best AS total, 'change' AS derived, covers_days,
        covers_days - 1 AS days_before, claim_id
    FROM totals
    UNION ALL
    SELECT
        series_id, metric, item, population, actor, place_key, country, definition, claimant, said_by, said_by_kind,
        as_of, best AS change,
        sum(best) OVER (
            PARTITION BY
                metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
                said_by_kind, series_id
            ORDER BY as_of
        ) AS total,
        'total' AS derived, covers_days, greatest(gap_days, 0) + covers_days - 1 AS days_before, claim_id
    FROM flows
),
days AS (
    -- the day of each report, and before it each day that had none
    SELECT *, unnest(range(days_before + 1))::INTEGER AS days_earlier FROM changes
)
SELECT
    series_id, metric, item, population, actor, place_key, country, definition, claimant, said_by, said_by_kind,
    as_of - days_earlier AS day,
    CASE WHEN days_earlier = 0 THEN change END AS change,
    CASE WHEN days_earlier = 0 THEN total END AS total,
    derived,
    CASE WHEN days_earlier = 0 THEN covers_days END AS covers_days,
    days_earlier > 0 AS is_missing,
    CASE WHEN days_earlier = 0 THEN claim_id END AS claim_id
FROM days;

COMMENT ON VIEW daily_change IS 'What running totals gained from report to report, and running sums of reported intervals. What is derived is named. A day without a report is there and empty (is_missing), never zero; a change after a gap covers all its days.';
COMMENT ON COLUMN daily_change.series_id IS 'Id of the series: what shares it has the same metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN daily_change.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN daily_change.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN daily_change.population IS 'Whom it counts.';
COMMENT ON COLUMN daily_change.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN daily_change.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN daily_change.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN daily_change.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN daily_change.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN daily_change.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN daily_change.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN daily_change.day IS 'The day.';
COMMENT ON COLUMN daily_change.change IS 'The gain since the report before, or the reported number of the interval; NULL: missing day, or first report.';
COMMENT ON COLUMN daily_change.total IS 'The running total, reported or summed up; over missing days a sum is too small; NULL: missing day.';
COMMENT ON COLUMN daily_change.derived IS 'Which of the two we have derived: change or total.';
COMMENT ON COLUMN daily_change.covers_days IS 'How many days the change covers.';
COMMENT ON COLUMN daily_change.is_missing IS 'Whether the day had no report of its own.';
COMMENT ON COLUMN daily_change.claim_id IS 'The claim behind it; NULL: missing day.';

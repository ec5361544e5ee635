CREATE OR REPLACE VIEW series_daily AS
WITH spans AS (
    SELECT
        *,
        coalesce(
            lead(as_of) OVER (
                PARTITION BY
                    metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition,
                    claimant, said_by_kind, series_id
                ORDER BY as_of
            ) - as_of - 1,
            30
        ) AS days_held
    FROM series_points
    WHERE aggregation IN ('cumulative', 'stock') AND kind = 'count'
),
days AS (
    SELECT *, unnest(range(days_held + 1))::INTEGER AS age_days FROM spans
)
SELECT
    series_id,
    metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition,
    claimant, said_by, said_by_kind,
    as_of + age_days AS day,
    low,
    best,
    high,
    qualifier,
    as_of,
    age_days,
    age_days > 0 AS is_carried,
    claim_id
FROM days;

COMMENT ON VIEW series_daily IS 'Running totals and levels carried forward from day to day, with the age of the value: until the next figure of the series, and for 30 days after its last.';
COMMENT ON COLUMN series_daily.series_id IS 'Id of the series: what shares it has the same metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN series_daily.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN series_daily.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN series_daily.population IS 'Whom it counts.';
COMMENT ON COLUMN series_daily.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN series_daily.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN series_daily.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN series_daily.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN series_daily.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN series_daily.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN series_daily.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN series_daily.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN series_daily.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN series_daily.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN series_daily.day IS 'The day.';
COMMENT ON COLUMN series_daily.low IS 'Smallest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN series_daily.best IS 'The number to plot under the convention in force; NULL: the convention gives none.';
COMMENT ON COLUMN series_daily.high IS 'Largest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN series_daily.qualifier IS 'What the words around the number assert.';
COMMENT ON COLUMN series_daily.as_of IS 'The day that the figure itself holds for.';
COMMENT ON COLUMN series_daily.age_days IS 'How many days ago the figure that stands for this day held: 0 on its own day.';
COMMENT ON COLUMN series_daily.is_carried IS 'Whether the figure is carried forward from an earlier day.';
COMMENT ON COLUMN series_daily.claim_id IS 'Id of the claim.';

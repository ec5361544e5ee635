CREATE OR REPLACE VIEW series_points AS
SELECT
    series_id,
    metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition,
    claimant, said_by, said_by_kind,
    as_of,
    said_on,
    low,
    best,
    high,
    qualifier,
    period_start,
    count(*) OVER one_day AS statements,
    articles,
    claim_id
FROM series
WHERE as_of IS NOT NULL
-- the partition names every column of the key, so that a filter on any of them is applied before
WINDOW one_day AS (
    PARTITION BY
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
        said_by_kind, series_id, as_of
)
QUALIFY row_number() OVER (
    PARTITION BY
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
        said_by_kind, series_id, as_of
    ORDER BY said_on DESC NULLS LAST, articles DESC, claim_id
) = 1;

COMMENT ON VIEW series_points IS 'One point for each day of a series: the last that was said for that day.';
COMMENT ON COLUMN series_points.series_id IS 'Id of the series: what shares it has the same metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN series_points.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN series_points.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN series_points.population IS 'Whom it counts.';
COMMENT ON COLUMN series_points.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN series_points.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN series_points.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN series_points.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN series_points.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN series_points.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN series_points.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN series_points.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN series_points.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN series_points.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN series_points.as_of IS 'The day that the figure holds for: the end of its period, else the day of publication. A month or year that was not over yet when the text was published ends with the publication.';
COMMENT ON COLUMN series_points.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN series_points.low IS 'Smallest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN series_points.best IS 'The number to plot under the convention in force; NULL: the convention gives none.';
COMMENT ON COLUMN series_points.high IS 'Largest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN series_points.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN series_points.period_start IS 'Start of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN series_points.statements IS 'How many figures the series has for that day; the last one said stands here.';
COMMENT ON COLUMN series_points.articles IS 'How many articles carry the figure.';
COMMENT ON COLUMN series_points.claim_id IS 'Id of the claim.';

CREATE OR REPLACE VIEW series_list AS
SELECT
    series_id,
    metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition,
    claimant,
    min(said_by) AS said_by,
    said_by_kind,
    count(*) AS points,
    min(as_of) AS first_day,
    max(as_of) AS last_day,
    arg_max(best, as_of) AS last_best,
    max(said_on) AS last_said_on
FROM series
GROUP BY
    series_id, metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
    said_by_kind;

COMMENT ON VIEW series_list IS 'One row a series: how many points, from when to when.';
COMMENT ON COLUMN series_list.series_id IS 'Id of the series: what shares it has the same metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN series_list.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN series_list.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN series_list.population IS 'Whom it counts.';
COMMENT ON COLUMN series_list.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN series_list.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN series_list.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN series_list.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN series_list.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN series_list.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN series_list.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN series_list.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN series_list.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN series_list.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN series_list.points IS 'How many figures the series has.';
COMMENT ON COLUMN series_list.first_day IS 'First day that it has a figure for.';
COMMENT ON COLUMN series_list.last_day IS 'Last day that it has a figure for.';
COMMENT ON COLUMN series_list.last_best IS 'The figure of the last day.';
COMMENT ON COLUMN series_list.last_said_on IS 'The last day of publication.';

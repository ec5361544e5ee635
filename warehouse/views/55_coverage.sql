CREATE OR REPLACE VIEW coverage AS
SELECT
    series_id, metric, item, population, actor, place_key, country, aggregation, definition, claimant,
    min(said_by) AS said_by,
    count(*) AS days_reported,
    min(as_of) AS first_day,
    max(as_of) AS last_day,
    max(as_of) - min(as_of) + 1 - count(*) AS days_missing,
    count(*) FILTER (next_as_of - as_of > 1) AS gaps,
    coalesce(max(next_as_of - as_of) - 1, 0) AS longest_gap_days,
    CASE WHEN max(next_as_of - as_of) > 1 THEN arg_max(as_of, next_as_of - as_of) + 1 END AS longest_gap_from,
    (SELECT max(published_on) FROM articles) - max(as_of) AS stale_days
FROM series_days
GROUP BY series_id, metric, item, population, actor, place_key, country, aggregation, definition, claimant;

COMMENT ON VIEW coverage IS 'How whole a series is: days with and without a figure, the longest gap, how long it has been silent.';
COMMENT ON COLUMN coverage.series_id IS 'Id of the series: what shares it has the same metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN coverage.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN coverage.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN coverage.population IS 'Whom it counts.';
COMMENT ON COLUMN coverage.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN coverage.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN coverage.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN coverage.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN coverage.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN coverage.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN coverage.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN coverage.days_reported IS 'Days with a figure.';
COMMENT ON COLUMN coverage.first_day IS 'First day that it has a figure for.';
COMMENT ON COLUMN coverage.last_day IS 'Last day that it has a figure for.';
COMMENT ON COLUMN coverage.days_missing IS 'Days between the first and the last without one.';
COMMENT ON COLUMN coverage.gaps IS 'Runs of such days.';
COMMENT ON COLUMN coverage.longest_gap_days IS 'Days of the longest one.';
COMMENT ON COLUMN coverage.longest_gap_from IS 'Its first day; NULL where there is no gap.';
COMMENT ON COLUMN coverage.stale_days IS 'Days from the last figure to the newest article that we hold.';

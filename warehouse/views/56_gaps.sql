CREATE OR REPLACE VIEW gaps AS
SELECT
    series_id, metric, item, population, actor, place_key, definition, claimant, said_by,
    as_of + 1 AS first_missing_day,
    next_as_of - 1 AS last_missing_day,
    next_as_of - as_of - 1 AS days
FROM series_days
WHERE next_as_of - as_of > 1;

COMMENT ON VIEW gaps IS 'Days of a series without a report, one row a gap.';
COMMENT ON COLUMN gaps.series_id IS 'Id of the series: what shares it has the same metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN gaps.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN gaps.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN gaps.population IS 'Whom it counts.';
COMMENT ON COLUMN gaps.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN gaps.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN gaps.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN gaps.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN gaps.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN gaps.first_missing_day IS 'First day without a figure.';
COMMENT ON COLUMN gaps.last_missing_day IS 'Last one.';
COMMENT ON COLUMN gaps.days IS 'How many.';

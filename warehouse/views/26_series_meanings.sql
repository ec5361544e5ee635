CREATE OR REPLACE VIEW series_meanings AS
SELECT
    days.series_id,
    any_value(days.metric) AS metric,
    any_value(days.item) AS item,
    any_value(days.population) AS population,
    any_value(days.actor) AS actor,
    any_value(days.claimant) AS claimant,
    min(days.said_by) AS said_by,
    days.definition,
    definitions.word,
    definitions.meaning,
    definitions.valid_from,
    definitions.valid_to,
    definitions.valid_from IS NOT NULL OR definitions.valid_to IS NOT NULL AS is_break,
    count(*) FILTER (is_within(days.as_of, definitions.valid_from, definitions.valid_to)) AS points,
    min(days.as_of) FILTER (is_within(days.as_of, definitions.valid_from, definitions.valid_to)) AS first_day,
    max(days.as_of) FILTER (is_within(days.as_of, definitions.valid_from, definitions.valid_to)) AS last_day,
    definitions.source
FROM series_days AS days
JOIN definitions ON definitions.definition = days.definition
GROUP BY
    days.series_id, days.definition, definitions.word, definitions.meaning, definitions.valid_from, definitions.valid_to,
    definitions.source;

COMMENT ON VIEW series_meanings IS 'What the claimant of a series means by its word, beside the series, one row a meaning; where a meaning ends or begins the series breaks.';
COMMENT ON COLUMN series_meanings.series_id IS 'Id of the series: what shares it has the same metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN series_meanings.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN series_meanings.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN series_meanings.population IS 'Whom it counts.';
COMMENT ON COLUMN series_meanings.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN series_meanings.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN series_meanings.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN series_meanings.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN series_meanings.word IS 'The word that the figures carry: a column of the data set, or a word of the claimant.';
COMMENT ON COLUMN series_meanings.meaning IS 'What it means by that word, as far as it has said so.';
COMMENT ON COLUMN series_meanings.valid_from IS 'First day of that meaning; NULL: from the start.';
COMMENT ON COLUMN series_meanings.valid_to IS 'Last day of it; NULL: until today.';
COMMENT ON COLUMN series_meanings.is_break IS 'Whether the meaning is bounded in time, so that the series breaks at its ends: figures on both sides count differently.';
COMMENT ON COLUMN series_meanings.points IS 'Points of the series within those days.';
COMMENT ON COLUMN series_meanings.first_day IS 'First day of those points; NULL: there is none.';
COMMENT ON COLUMN series_meanings.last_day IS 'Last day of those points; NULL: there is none.';
COMMENT ON COLUMN series_meanings.source IS 'Where that is said.';

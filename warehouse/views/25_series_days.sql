CREATE OR REPLACE VIEW series_days AS
WITH days AS (
    SELECT
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
        lower(said_by) AS said_by_folded,
        said_by_kind,
        as_of,
        min(said_by) AS said_by
    FROM claim_core
    WHERE is_current AND reread_at IS NULL AND status = 'reported' AND best IS NOT NULL AND as_of IS NOT NULL
    GROUP BY ALL
)
SELECT
    series_key(
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, said_by_kind, said_by_folded,
        definition
    ) AS series_id,
    metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
    said_by, said_by_kind,
    as_of,
    lead(as_of) OVER (
        PARTITION BY
            metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition, claimant,
            said_by_folded, said_by_kind
        ORDER BY as_of
    ) AS next_as_of
FROM days;

COMMENT ON VIEW series_days IS 'The days of each series that have a figure, and the next of them: what coverage and gaps count.';
COMMENT ON COLUMN series_days.series_id IS 'Id of the series: points with the same one share metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN series_days.metric IS 'What happened to what is counted.';
COMMENT ON COLUMN series_days.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN series_days.population IS 'Whom it counts.';
COMMENT ON COLUMN series_days.actor IS 'The side that the counted belong to; NULL: not said.';
COMMENT ON COLUMN series_days.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN series_days.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN series_days.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN series_days.kind IS 'count, share (0 to 1) or rate (per unit of time); never mixed in one series.';
COMMENT ON COLUMN series_days.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN series_days.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN series_days.claimant IS 'Slug of the registered claimant; NULL: none registered, or articles in their own voice.';
COMMENT ON COLUMN series_days.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: articles in their own voice.';
COMMENT ON COLUMN series_days.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN series_days.as_of IS 'The day that the figure holds for.';
COMMENT ON COLUMN series_days.next_as_of IS 'The next day that has one; NULL: there is none yet.';

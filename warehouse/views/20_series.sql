CREATE OR REPLACE VIEW series AS
WITH points AS (
    SELECT
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition,
        claimant, lower(said_by) AS said_by_folded, said_by_kind,
        as_of, said_on, low, best, high, qualifier, likelihood, period_start, period_end,
        -- the copy that we saw first stands for all
        min_by(
            {
                said_by: said_by, expr: expr, sentence: sentence, url: url, publisher: publisher, claim_id: claim_id
            },
            {first_seen_at: first_seen_at, claim_id: claim_id}
        ) AS first_copy,
        count(DISTINCT article_id) AS articles,
        list_sort(coalesce(list(DISTINCT publisher) FILTER (publisher IS NOT NULL), [])) AS publishers
    FROM claim_history
    WHERE is_current AND status = 'reported' AND best IS NOT NULL AND reread_at IS NULL
    GROUP BY
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition,
        claimant, said_by_folded, said_by_kind,
        as_of, said_on, low, best, high, qualifier, likelihood, period_start, period_end
)
SELECT
    series_key(
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, said_by_kind, said_by_folded,
        definition
    ) AS series_id,
    metric,
    item,
    population,
    actor,
    place_key,
    country,
    aggregation,
    kind,
    rate_per,
    definition,
    claimant,
    first_copy.said_by AS said_by,
    said_by_kind,
    as_of,
    said_on,
    low,
    best,
    high,
    qualifier,
    likelihood,
    period_start,
    period_end,
    first_copy.expr AS expr,
    first_copy.sentence AS sentence,
    first_copy.url AS url,
    first_copy.publisher AS publisher,
    articles,
    publishers,
    first_copy.claim_id AS claim_id
FROM points;

COMMENT ON VIEW series IS 'Points of series: what was reported (not planned, not denied) in the newest versions of articles. The same figure of the same claimant, published on the same day, is one point however many articles carry it.';
COMMENT ON COLUMN series.series_id IS 'Id of the series: points with the same one share metric, item, population, actor, place, country, aggregation, kind, unit of time, definition and who said it.';
COMMENT ON COLUMN series.metric IS 'What happened to what is counted.';
COMMENT ON COLUMN series.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN series.population IS 'Whom it counts.';
COMMENT ON COLUMN series.actor IS 'The side that the counted belong to; NULL: not said.';
COMMENT ON COLUMN series.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN series.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN series.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN series.kind IS 'count, share (0 to 1) or rate (per unit of time); never mixed in one series.';
COMMENT ON COLUMN series.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN series.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN series.claimant IS 'Slug of the registered claimant; NULL: none registered, or articles in their own voice.';
COMMENT ON COLUMN series.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: articles in their own voice.';
COMMENT ON COLUMN series.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN series.as_of IS 'The day that the figure holds for.';
COMMENT ON COLUMN series.said_on IS 'The day of publication.';
COMMENT ON COLUMN series.low IS 'Smallest number that the text admits; NULL: open.';
COMMENT ON COLUMN series.best IS 'The number to plot under the convention in force.';
COMMENT ON COLUMN series.high IS 'Largest number that the text admits; NULL: open.';
COMMENT ON COLUMN series.qualifier IS 'What the words around the number assert.';
COMMENT ON COLUMN series.likelihood IS 'The word of likelihood that governs the figure; NULL: none.';
COMMENT ON COLUMN series.period_start IS 'Start of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN series.period_end IS 'End of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN series.expr IS 'The numeric expression, verbatim, in the copy that we saw first.';
COMMENT ON COLUMN series.sentence IS 'The sentence that holds it there.';
COMMENT ON COLUMN series.url IS 'Address of that copy.';
COMMENT ON COLUMN series.publisher IS 'Outlet of that copy.';
COMMENT ON COLUMN series.articles IS 'How many articles carry the figure.';
COMMENT ON COLUMN series.publishers IS 'Outlets of those articles.';
COMMENT ON COLUMN series.claim_id IS 'Id of the claim in that copy.';

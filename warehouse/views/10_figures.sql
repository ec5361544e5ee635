CREATE OR REPLACE VIEW figures AS
WITH versions AS (
    -- Which version of an article is the newest: the publisher's own time decides, then ours.
    SELECT
        *,
        lead(article_version_id) OVER newer IS NULL AS is_current,
        CASE WHEN lead(article_version_id) OVER newer IS NOT NULL
            THEN greatest(first_seen_at, lead(first_seen_at) OVER newer)
        END AS superseded_at
    FROM articles
    WINDOW newer AS (
        PARTITION BY article_id
        ORDER BY coalesce(modified_at, published_at) NULLS FIRST, first_seen_at, article_version_id
    )
),
readings AS (
    -- Only what the extractor that read a version last has found there.
    SELECT article_version_id, extractor_version
    FROM extractions
    QUALIFY row_number() OVER (
        PARTITION BY article_version_id ORDER BY extracted_at DESC, run_id DESC, extractor_version DESC
    ) = 1
)
SELECT
    claims.claim_id,
    claims.metric,
    claims.item,
    claims.population,
    claims.actor,
    claims.place_key,
    claims.country,
    claims.aggregation,
    claims.kind,
    claims.rate_per,
    claims.low,
    claims.best,
    claims.high,
    claims.qualifier,
    claims.status,
    claims.likelihood,
    claims.claimant,
    CASE
        WHEN claims.claimant IS NOT NULL THEN claims.claimant
        WHEN len(claims.source) > 0 THEN claims.source[1]
    END AS said_by,
    CASE
        WHEN claims.claimant IS NOT NULL THEN 'claimant'
        WHEN len(claims.source) > 0 THEN 'source'
        ELSE 'article'
    END AS said_by_kind,
    claims.source,
    claims.period_start,
    claims.period_end,
    period_first_day(claims.period_start) AS covers_from,
    period_last_day(claims.period_end) AS covers_to,
    CASE
        WHEN claims.period_end IS NULL THEN versions.published_on
        WHEN length(claims.period_end) = 10 OR claims.status = 'planned' THEN period_last_day(claims.period_end)
        ELSE least(period_last_day(claims.period_end), versions.published_on)
    END AS as_of,
    versions.published_on AS said_on,
    claims.expr,
    claims.sentence,
    claims.start,
    claims."end",
    claims.actor_text,
    claims.population_text,
    claims.place,
    claims.reasons,
    coalesce(versions.canonical_url, versions.url) AS url,
    versions.publisher,
    versions.title,
    versions.language,
    versions.published_at,
    versions.modified_at,
    versions.first_seen_at,
    versions.is_current,
    versions.superseded_at,
    claims.article_version_id,
    versions.article_id,
    claims.extractor_version
FROM claims
JOIN readings USING (article_version_id, extractor_version)
JOIN versions USING (article_version_id);

COMMENT ON VIEW figures IS 'One row a claim, with its article: who said how many, of whom, where, for when, in which words. Older versions of articles are here too (is_current), older readings by the extractor are not.';
COMMENT ON COLUMN figures.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN figures.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN figures.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN figures.population IS 'Whom it counts.';
COMMENT ON COLUMN figures.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN figures.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN figures.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN figures.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN figures.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN figures.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN figures.low IS 'Smallest number that the text admits; NULL: open.';
COMMENT ON COLUMN figures.best IS 'The number to plot.';
COMMENT ON COLUMN figures.high IS 'Largest number that the text admits; NULL: open.';
COMMENT ON COLUMN figures.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN figures.status IS 'reported, planned or denied.';
COMMENT ON COLUMN figures.likelihood IS 'The word of likelihood that governs the figure; NULL: none.';
COMMENT ON COLUMN figures.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN figures.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN figures.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN figures.source IS 'Who asserts it, as the text names them, best wording first.';
COMMENT ON COLUMN figures.period_start IS 'Start of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN figures.period_end IS 'End of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN figures.covers_from IS 'First day of period_start.';
COMMENT ON COLUMN figures.covers_to IS 'Last day of period_end.';
COMMENT ON COLUMN figures.as_of IS 'The day that the figure holds for: the end of its period, else the day of publication. A month or year that was not over yet when the text was published ends with the publication.';
COMMENT ON COLUMN figures.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN figures.expr IS 'The numeric expression, verbatim.';
COMMENT ON COLUMN figures.sentence IS 'The sentence that holds it: the quote.';
COMMENT ON COLUMN figures.start IS 'Where the expression starts in the text of the article version, in code points from 0.';
COMMENT ON COLUMN figures."end" IS 'Where it ends, exclusive.';
COMMENT ON COLUMN figures.actor_text IS 'The words that gave the actor.';
COMMENT ON COLUMN figures.population_text IS 'The words that gave the population.';
COMMENT ON COLUMN figures.place IS 'Where, as the text names it, finest wording first.';
COMMENT ON COLUMN figures.reasons IS 'JSON object: for each field the words that gave it.';
COMMENT ON COLUMN figures.url IS 'Address of the article: its canonical one where the page gives it.';
COMMENT ON COLUMN figures.publisher IS 'Name of the outlet.';
COMMENT ON COLUMN figures.title IS 'Title of the article.';
COMMENT ON COLUMN figures.language IS 'Language of the article, ISO 639-1.';
COMMENT ON COLUMN figures.published_at IS 'Moment of publication, where the page gives one.';
COMMENT ON COLUMN figures.modified_at IS 'Moment of the last change, where the page gives one.';
COMMENT ON COLUMN figures.first_seen_at IS 'When this version of the article was first archived.';
COMMENT ON COLUMN figures.is_current IS 'Whether this is the newest version of the article that we hold.';
COMMENT ON COLUMN figures.superseded_at IS 'Since when we have held a newer version; NULL: this is the newest.';
COMMENT ON COLUMN figures.article_version_id IS 'Id of the version of the article.';
COMMENT ON COLUMN figures.article_id IS 'Id of the article.';
COMMENT ON COLUMN figures.extractor_version IS 'Version of the extractor that read it, the last one that read this version of the article.';

CREATE OR REPLACE VIEW claim_core AS
WITH overtaken AS (
    SELECT article_version_id, min(superseded_at) AS superseded_at, min(replaced_on) AS replaced_on
    FROM supersessions
    GROUP BY article_version_id
),
reread AS (
    SELECT article_version_id, extractor_version, min(reread_at) AS reread_at
    FROM rereadings
    GROUP BY article_version_id, extractor_version
)
SELECT
    readings.claim_id,
    readings.claim_key,
    readings.metric,
    readings.item,
    readings.population,
    readings.actor,
    readings.place_key,
    readings.country,
    readings.scope,
    readings.aggregation,
    readings.kind,
    readings.rate_per,
    readings.definition,
    readings.low,
    readings.best,
    readings.high,
    readings.stated_low,
    readings.stated_best,
    readings.stated_high,
    readings.qualifier,
    readings.status,
    readings.likelihood,
    readings.claimant,
    readings.said_by,
    readings.said_by_kind,
    readings.source,
    readings.period_start,
    readings.period_end,
    readings.as_of,
    readings.said_on,
    readings.expr,
    readings.sentence,
    readings.start,
    readings."end",
    readings.actor_text,
    readings.population_text,
    readings.place,
    readings.reasons,
    overtaken.superseded_at IS NULL AS is_current,
    overtaken.superseded_at,
    reread.reread_at,
    readings.public_from,
    coalesce(overtaken.replaced_on, utc_day(overtaken.superseded_at)) AS public_until,
    readings.held_from,
    least(overtaken.superseded_at, reread.reread_at) AS held_until,
    readings.article_version_id,
    readings.extractor_version,
    readings.run_id
FROM claim_readings AS readings
LEFT JOIN overtaken USING (article_version_id)
LEFT JOIN reread USING (article_version_id, extractor_version);

COMMENT ON VIEW claim_core IS 'Every claim in every version of its article and every reading by the extractor, without the article: quick to look through.';
COMMENT ON COLUMN claim_core.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN claim_core.claim_key IS 'The first 16 digits of claim_id as a number.';
COMMENT ON COLUMN claim_core.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN claim_core.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN claim_core.population IS 'Whom it counts.';
COMMENT ON COLUMN claim_core.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN claim_core.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN claim_core.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN claim_core.scope IS 'The place as it is compared: COUNTRY for a whole country or where only that is known, COUNTRY/PLACE below it; NULL: not said.';
COMMENT ON COLUMN claim_core.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN claim_core.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN claim_core.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN claim_core.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN claim_core.low IS 'Smallest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN claim_core.best IS 'The number to plot under the convention in force; NULL: the convention gives none.';
COMMENT ON COLUMN claim_core.high IS 'Largest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN claim_core.stated_low IS 'Smallest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN claim_core.stated_best IS 'The number as the text has it.';
COMMENT ON COLUMN claim_core.stated_high IS 'Largest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN claim_core.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN claim_core.status IS 'reported, planned or denied.';
COMMENT ON COLUMN claim_core.likelihood IS 'The word of likelihood that governs the figure; NULL: none.';
COMMENT ON COLUMN claim_core.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN claim_core.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN claim_core.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN claim_core.source IS 'Who asserts it, as the text names them, best wording first.';
COMMENT ON COLUMN claim_core.period_start IS 'Start of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN claim_core.period_end IS 'End of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN claim_core.as_of IS 'The day that the figure holds for: the end of its period, else the day of publication. A month or year that was not over yet when the text was published ends with the publication.';
COMMENT ON COLUMN claim_core.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN claim_core.expr IS 'The numeric expression, verbatim.';
COMMENT ON COLUMN claim_core.sentence IS 'The sentence that holds it: the quote.';
COMMENT ON COLUMN claim_core.start IS 'Where the expression starts in the text of the article version, in code points from 0.';
COMMENT ON COLUMN claim_core."end" IS 'Where it ends, exclusive.';
COMMENT ON COLUMN claim_core.actor_text IS 'The words that gave the actor.';
COMMENT ON COLUMN claim_core.population_text IS 'The words that gave the population; for series, the column.';
COMMENT ON COLUMN claim_core.place IS 'Where, as the text names it, finest wording first.';
COMMENT ON COLUMN claim_core.reasons IS 'JSON object: for each field the words that gave it.';
COMMENT ON COLUMN claim_core.is_current IS 'Whether this is the newest version of the article that we hold.';
COMMENT ON COLUMN claim_core.superseded_at IS 'Since when we have held a newer version; NULL: this is the newest.';
COMMENT ON COLUMN claim_core.reread_at IS 'Since when a newer reading of the same version has stood in its place; NULL: this is the newest.';
COMMENT ON COLUMN claim_core.public_from IS 'The day from which this version was public: of its last change, else of its publication, else when we first saw it.';
COMMENT ON COLUMN claim_core.public_until IS 'The day on which a newer version took its place; NULL: none we know of.';
COMMENT ON COLUMN claim_core.held_from IS 'When this ledger came to hold the claim.';
COMMENT ON COLUMN claim_core.held_until IS 'When a newer version or reading took its place here; NULL: it stands.';
COMMENT ON COLUMN claim_core.article_version_id IS 'Id of the version of the article.';
COMMENT ON COLUMN claim_core.extractor_version IS 'Version of the extractor that read it.';
COMMENT ON COLUMN claim_core.run_id IS 'The run that loaded it.';

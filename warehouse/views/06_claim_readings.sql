CREATE OR REPLACE VIEW claim_readings AS
WITH rules AS (
    SELECT * FROM rules_by_qualifier JOIN convention_in_force USING (convention)
),
words AS (
    SELECT * FROM convention_words JOIN convention_in_force USING (convention)
),
meanings AS (
    SELECT DISTINCT definition, claimant, word, metric FROM definitions
)
SELECT
    claims.claim_id,
    claims.claim_key,
    claims.metric,
    claims.item,
    claims.population,
    claims.actor,
    claims.place_key,
    claims.country,
    CASE
        WHEN claims.place_key IS NULL OR claims.place_key = countries.name THEN claims.country
        ELSE coalesce(claims.country, '') || '/' || claims.place_key
    END AS scope,
    claims.aggregation,
    claims.kind,
    claims.rate_per,
    meanings.definition,
    bound_under(
        words.word IS NOT NULL, words.low, rules.low, claims.low, claims.low, claims.best, claims.high
    ) AS low,
    bound_under(
        words.word IS NOT NULL, words.best, rules.best, claims.best, claims.low, claims.best, claims.high
    ) AS best,
    bound_under(
        words.word IS NOT NULL, words.high, rules.high, claims.high, claims.low, claims.best, claims.high
    ) AS high,
    claims.low AS stated_low,
    claims.best AS stated_best,
    claims.high AS stated_high,
    claims.qualifier,
    claims.status,
    claims.likelihood,
    claims.claimant,
    CASE WHEN claims.claimant IS NOT NULL THEN claims.claimant ELSE claims.source[1] END AS said_by,
    CASE
        WHEN claims.claimant IS NOT NULL THEN 'claimant'
        WHEN len(claims.source) > 0 THEN 'source'
        ELSE 'article'
    END AS said_by_kind,
    claims.source,
    claims.period_start,
    claims.period_end,
    claims.as_of,
    claims.said_on,
    claims.expr,
    claims.sentence,
    claims.start,
    claims."end",
    claims.actor_text,
    claims.population_text,
    claims.place,
    claims.reasons,
    claims.public_from,
    claims.loaded_at AS held_from,
    claims.article_version_id,
    claims.extractor_version,
    claims.run_id
FROM claims
LEFT JOIN actors AS countries ON countries.actor = claims.country
LEFT JOIN meanings
    ON meanings.claimant = claims.claimant
    AND meanings.word = claims.population_text
    AND meanings.metric = claims.metric
LEFT JOIN rules ON rules.qualifier = claims.qualifier AND claims.kind = 'count'
LEFT JOIN words ON words.word = lower(claims.expr) AND claims.kind = 'count';

COMMENT ON VIEW claim_readings IS 'Every claim as it is read: with its definition, who said it, and bounds under the convention in force. Replaced versions and readings are here too, and are not marked: claim_core does that.';
COMMENT ON COLUMN claim_readings.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN claim_readings.claim_key IS 'The first 16 digits of claim_id as a number.';
COMMENT ON COLUMN claim_readings.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN claim_readings.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN claim_readings.population IS 'Whom it counts.';
COMMENT ON COLUMN claim_readings.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN claim_readings.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN claim_readings.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN claim_readings.scope IS 'The place as it is compared: COUNTRY for a whole country or where only that is known, COUNTRY/PLACE below it; NULL: not said.';
COMMENT ON COLUMN claim_readings.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN claim_readings.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN claim_readings.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN claim_readings.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN claim_readings.low IS 'Smallest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN claim_readings.best IS 'The number to plot under the convention in force; NULL: the convention gives none.';
COMMENT ON COLUMN claim_readings.high IS 'Largest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN claim_readings.stated_low IS 'Smallest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN claim_readings.stated_best IS 'The number as the text has it.';
COMMENT ON COLUMN claim_readings.stated_high IS 'Largest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN claim_readings.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN claim_readings.status IS 'reported, planned or denied.';
COMMENT ON COLUMN claim_readings.likelihood IS 'The word of likelihood that governs the figure; NULL: none.';
COMMENT ON COLUMN claim_readings.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN claim_readings.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN claim_readings.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN claim_readings.source IS 'Who asserts it, as the text names them, best wording first.';
COMMENT ON COLUMN claim_readings.period_start IS 'Start of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN claim_readings.period_end IS 'End of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN claim_readings.as_of IS 'The day that the figure holds for: the end of its period, else the day of publication. A month or year that was not over yet when the text was published ends with the publication.';
COMMENT ON COLUMN claim_readings.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN claim_readings.expr IS 'The numeric expression, verbatim.';
COMMENT ON COLUMN claim_readings.sentence IS 'The sentence that holds it: the quote.';
COMMENT ON COLUMN claim_readings.start IS 'Where the expression starts in the text of the article version, in code points from 0.';
COMMENT ON COLUMN claim_readings."end" IS 'Where it ends, exclusive.';
COMMENT ON COLUMN claim_readings.actor_text IS 'The words that gave the actor.';
COMMENT ON COLUMN claim_readings.population_text IS 'The words that gave the population; for series, the column.';
COMMENT ON COLUMN claim_readings.place IS 'Where, as the text names it, finest wording first.';
COMMENT ON COLUMN claim_readings.reasons IS 'JSON object: for each field the words that gave it.';
COMMENT ON COLUMN claim_readings.public_from IS 'The day from which this version was public: of its last change, else of its publication, else when we first saw it.';
COMMENT ON COLUMN claim_readings.held_from IS 'When this ledger came to hold the claim.';
COMMENT ON COLUMN claim_readings.article_version_id IS 'Id of the version of the article.';
COMMENT ON COLUMN claim_readings.extractor_version IS 'Version of the extractor that read it.';
COMMENT ON COLUMN claim_readings.run_id IS 'The run that loaded it.';

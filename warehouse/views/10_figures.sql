CREATE OR REPLACE VIEW figures AS
SELECT
    history.claim_id,
    history.claim_key,
    history.metric,
    history.item,
    history.population,
    history.actor,
    history.place_key,
    history.country,
    history.aggregation,
    history.kind,
    history.rate_per,
    history.low,
    history.best,
    history.high,
    history.qualifier,
    history.status,
    history.likelihood,
    history.claimant,
    claimants.name AS claimant_name,
    claimants.kind AS claimant_kind,
    claimants.actor AS claimant_side,
    claimants.yardstick,
    history.definition,
    history.said_by,
    history.said_by_kind,
    history.source,
    CASE WHEN history.said_by_kind != 'article' THEN history.publisher END AS relay,
    history.period_start,
    history.period_end,
    period_first_day(history.period_start) AS covers_from,
    period_last_day(history.period_end) AS covers_to,
    history.as_of,
    history.said_on,
    history.expr,
    history.sentence,
    history.start,
    history."end",
    history.actor_text,
    history.population_text,
    history.place,
    history.reasons,
    (SELECT convention FROM convention_in_force) AS convention,
    history.stated_low,
    history.stated_best,
    history.stated_high,
    history.url,
    history.publisher,
    history.title,
    history.language,
    history.flags,
    history.published_at,
    history.modified_at,
    history.first_seen_at,
    history.warc_file,
    history.warc_offset,
    history.is_current,
    history.superseded_at,
    history.public_from,
    history.public_until,
    history.held_from,
    history.article_version_id,
    history.article_id,
    history.extractor_version
FROM claim_history AS history
LEFT JOIN claimants ON claimants.claimant = history.claimant
WHERE history.reread_at IS NULL;

COMMENT ON VIEW figures IS 'One row a claim, with its article and claimant: who said how many, of whom, where, for when, in which words; bounds under the convention in force. Older versions of articles are here too (is_current), older readings by the extractor are not.';
COMMENT ON COLUMN figures.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN figures.claim_key IS 'The first 16 digits of claim_id as a number.';
COMMENT ON COLUMN figures.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN figures.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN figures.population IS 'Whom it counts.';
COMMENT ON COLUMN figures.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN figures.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN figures.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN figures.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN figures.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN figures.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN figures.low IS 'Smallest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN figures.best IS 'The number to plot under the convention in force; NULL: the convention gives none.';
COMMENT ON COLUMN figures.high IS 'Largest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN figures.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN figures.status IS 'reported, planned or denied.';
COMMENT ON COLUMN figures.likelihood IS 'The word of likelihood that governs the figure; NULL: none.';
COMMENT ON COLUMN figures.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN figures.claimant_name IS 'Name of the claimant.';
COMMENT ON COLUMN figures.claimant_kind IS 'government, military, intelligence, un, monitor, media...';
COMMENT ON COLUMN figures.claimant_side IS 'The side that the claimant speaks for; NULL: it is no party, or not registered.';
COMMENT ON COLUMN figures.yardstick IS 'The published scale of likelihood that the claimant writes by; its bands stand in yardsticks.';
COMMENT ON COLUMN figures.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN figures.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN figures.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN figures.source IS 'Who asserts it, as the text names them, best wording first.';
COMMENT ON COLUMN figures.relay IS 'The outlet that passes the figure on; NULL where it says so in its own voice.';
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
COMMENT ON COLUMN figures.population_text IS 'The words that gave the population; for series, the column.';
COMMENT ON COLUMN figures.place IS 'Where, as the text names it, finest wording first.';
COMMENT ON COLUMN figures.reasons IS 'JSON object: for each field the words that gave it.';
COMMENT ON COLUMN figures.convention IS 'The convention that gave low, best and high.';
COMMENT ON COLUMN figures.stated_low IS 'Smallest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN figures.stated_best IS 'The number as the text has it.';
COMMENT ON COLUMN figures.stated_high IS 'Largest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN figures.url IS 'Address of the article: its canonical one where the page gives it.';
COMMENT ON COLUMN figures.publisher IS 'Name of the outlet.';
COMMENT ON COLUMN figures.title IS 'Title of the article.';
COMMENT ON COLUMN figures.language IS 'Language of the article, ISO 639-1.';
COMMENT ON COLUMN figures.flags IS 'What is odd about the article or row.';
COMMENT ON COLUMN figures.published_at IS 'Moment of publication, where the page gives one.';
COMMENT ON COLUMN figures.modified_at IS 'Moment of the last change, where the page gives one.';
COMMENT ON COLUMN figures.first_seen_at IS 'When this version of the article was first archived.';
COMMENT ON COLUMN figures.warc_file IS 'File of the archive that holds the page as it was loaded.';
COMMENT ON COLUMN figures.warc_offset IS 'Where its record starts there, in bytes.';
COMMENT ON COLUMN figures.is_current IS 'Whether this is the newest version of the article that we hold.';
COMMENT ON COLUMN figures.superseded_at IS 'Since when we have held a newer version; NULL: this is the newest.';
COMMENT ON COLUMN figures.public_from IS 'The day from which this version was public: of its last change, else of its publication, else when we first saw it.';
COMMENT ON COLUMN figures.public_until IS 'The day on which a newer version took its place; NULL: none we know of.';
COMMENT ON COLUMN figures.held_from IS 'When this ledger came to hold the claim.';
COMMENT ON COLUMN figures.article_version_id IS 'Id of the version of the article.';
COMMENT ON COLUMN figures.article_id IS 'Id of the article.';
COMMENT ON COLUMN figures.extractor_version IS 'Version of the extractor that read it.';

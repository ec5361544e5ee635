CREATE OR REPLACE VIEW claim_history AS
SELECT
    core.*,
    coalesce(articles.canonical_url, articles.url) AS url,
    articles.publisher,
    articles.title,
    articles.language,
    articles.flags,
    articles.published_at,
    articles.modified_at,
    articles.first_seen_at,
    articles.warc_file,
    articles.warc_offset,
    articles.article_id
FROM claim_core AS core
JOIN articles ON articles.article_version_id = core.article_version_id;

COMMENT ON VIEW claim_history IS 'Every claim in every version of its article and every reading by the extractor, with the days between which each was public and was held here. The other views stand on this one.';
COMMENT ON COLUMN claim_history.claim_id IS 'Id of the claim.';
COMMENT ON COLUMN claim_history.claim_key IS 'The first 16 digits of claim_id as a number.';
COMMENT ON COLUMN claim_history.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN claim_history.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN claim_history.population IS 'Whom it counts.';
COMMENT ON COLUMN claim_history.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN claim_history.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN claim_history.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN claim_history.scope IS 'The place as it is compared: COUNTRY for a whole country or where only that is known, COUNTRY/PLACE below it; NULL: not said.';
COMMENT ON COLUMN claim_history.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN claim_history.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN claim_history.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN claim_history.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN claim_history.low IS 'Smallest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN claim_history.best IS 'The number to plot under the convention in force; NULL: the convention gives none.';
COMMENT ON COLUMN claim_history.high IS 'Largest number that is admitted under the convention in force; NULL: open.';
COMMENT ON COLUMN claim_history.stated_low IS 'Smallest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN claim_history.stated_best IS 'The number as the text has it.';
COMMENT ON COLUMN claim_history.stated_high IS 'Largest number that the text itself admits; NULL: open.';
COMMENT ON COLUMN claim_history.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN claim_history.status IS 'reported, planned or denied.';
COMMENT ON COLUMN claim_history.likelihood IS 'The word of likelihood that governs the figure; NULL: none.';
COMMENT ON COLUMN claim_history.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN claim_history.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN claim_history.said_by_kind IS 'What said_by holds: claimant, source or article (then it is NULL).';
COMMENT ON COLUMN claim_history.source IS 'Who asserts it, as the text names them, best wording first.';
COMMENT ON COLUMN claim_history.period_start IS 'Start of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN claim_history.period_end IS 'End of what the figure covers, as precise as the text gives it.';
COMMENT ON COLUMN claim_history.as_of IS 'The day that the figure holds for: the end of its period, else the day of publication. A month or year that was not over yet when the text was published ends with the publication.';
COMMENT ON COLUMN claim_history.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN claim_history.expr IS 'The numeric expression, verbatim.';
COMMENT ON COLUMN claim_history.sentence IS 'The sentence that holds it: the quote.';
COMMENT ON COLUMN claim_history.start IS 'Where the expression starts in the text of the article version, in code points from 0.';
COMMENT ON COLUMN claim_history."end" IS 'Where it ends, exclusive.';
COMMENT ON COLUMN claim_history.actor_text IS 'The words that gave the actor.';
COMMENT ON COLUMN claim_history.population_text IS 'The words that gave the population; for series, the column.';
COMMENT ON COLUMN claim_history.place IS 'Where, as the text names it, finest wording first.';
COMMENT ON COLUMN claim_history.reasons IS 'JSON object: for each field the words that gave it.';
COMMENT ON COLUMN claim_history.is_current IS 'Whether this is the newest version of the article that we hold.';
COMMENT ON COLUMN claim_history.superseded_at IS 'Since when we have held a newer version; NULL: this is the newest.';
COMMENT ON COLUMN claim_history.reread_at IS 'Since when a newer reading of the same version has stood in its place; NULL: this is the newest.';
COMMENT ON COLUMN claim_history.public_from IS 'The day from which this version was public: of its last change, else of its publication, else when we first saw it.';
COMMENT ON COLUMN claim_history.public_until IS 'The day on which a newer version took its place; NULL: none we know of.';
COMMENT ON COLUMN claim_history.held_from IS 'When this ledger came to hold the claim.';
COMMENT ON COLUMN claim_history.held_until IS 'When a newer version or reading took its place here; NULL: it stands.';
COMMENT ON COLUMN claim_history.article_version_id IS 'Id of the version of the article.';
COMMENT ON COLUMN claim_history.extractor_version IS 'Version of the extractor that read it.';
COMMENT ON COLUMN claim_history.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN claim_history.url IS 'Address of the article: its canonical one where the page gives it.';
COMMENT ON COLUMN claim_history.publisher IS 'Name of the outlet.';
COMMENT ON COLUMN claim_history.title IS 'Title of the article.';
COMMENT ON COLUMN claim_history.language IS 'Language of the article, ISO 639-1.';
COMMENT ON COLUMN claim_history.flags IS 'What is odd about the article or row.';
COMMENT ON COLUMN claim_history.published_at IS 'Moment of publication, where the page gives one.';
COMMENT ON COLUMN claim_history.modified_at IS 'Moment of the last change, where the page gives one.';
COMMENT ON COLUMN claim_history.first_seen_at IS 'When this version of the article was first archived.';
COMMENT ON COLUMN claim_history.warc_file IS 'File of the archive that holds the page as it was loaded.';
COMMENT ON COLUMN claim_history.warc_offset IS 'Where its record starts there, in bytes.';
COMMENT ON COLUMN claim_history.article_id IS 'Id of the article.';

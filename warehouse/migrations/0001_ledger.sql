-- The ledger. Nothing is updated in place: rows are only added, each once (warehouse/load/*.sql).
-- No keys, indexes, sequences or constraints but NOT NULL: the same statements have to run on DuckLake.

CREATE TABLE articles (
    article_version_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    canonical_url VARCHAR,
    title VARCHAR,
    publisher VARCHAR,
    language VARCHAR,
    authors VARCHAR[] NOT NULL,
    published_at TIMESTAMPTZ,
    published_on DATE,
    published_evidence VARCHAR,
    modified_at TIMESTAMPTZ,
    text VARCHAR NOT NULL,
    text_digest VARCHAR NOT NULL,
    raw_digest VARCHAR NOT NULL,
    warc_file VARCHAR NOT NULL,
    warc_offset BIGINT NOT NULL,
    media_type VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    flags VARCHAR[] NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE articles IS 'Versions of articles: the same address with another text is a new version of the same article.';
COMMENT ON COLUMN articles.article_version_id IS 'Id of the version: 32 hexadecimal digits from article and text.';
COMMENT ON COLUMN articles.article_id IS 'Id of the article: 32 hexadecimal digits from its canonical address, else its address, else its id at the source.';
COMMENT ON COLUMN articles.url IS 'Where it was loaded from: an address, file:NAME, or jsonl:FILE#ID.';
COMMENT ON COLUMN articles.canonical_url IS 'The address that the page itself calls its own.';
COMMENT ON COLUMN articles.title IS 'Title as published.';
COMMENT ON COLUMN articles.publisher IS 'Name of the outlet as published.';
COMMENT ON COLUMN articles.language IS 'Language, ISO 639-1.';
COMMENT ON COLUMN articles.authors IS 'Authors as published.';
COMMENT ON COLUMN articles.published_at IS 'Moment of publication, where the page gives one.';
COMMENT ON COLUMN articles.published_on IS 'Calendar day of publication as printed; relative dates in the text are resolved against it. NULL: unknown.';
COMMENT ON COLUMN articles.published_evidence IS 'What told the date: json-ld, meta, url, text, given or none.';
COMMENT ON COLUMN articles.modified_at IS 'Moment of the last change, where the page gives one.';
COMMENT ON COLUMN articles.text IS 'The text that claims are taken from; offsets of claims count its code points.';
COMMENT ON COLUMN articles.text_digest IS 'sha256 of the text in UTF-8.';
COMMENT ON COLUMN articles.raw_digest IS 'sha256 of the bytes as they were loaded.';
COMMENT ON COLUMN articles.warc_file IS 'File of the archive that holds the bytes.';
COMMENT ON COLUMN articles.warc_offset IS 'Where the record starts in that file, in bytes.';
COMMENT ON COLUMN articles.media_type IS 'Media type of the bytes.';
COMMENT ON COLUMN articles.kind IS 'html, text, markdown or jsonl.';
COMMENT ON COLUMN articles.flags IS 'no-date, date-from-text, short; empty where nothing is odd.';
COMMENT ON COLUMN articles.first_seen_at IS 'When this version was first archived.';
COMMENT ON COLUMN articles.run_id IS 'The run that archived it.';

CREATE TABLE claims (
    claim_id VARCHAR NOT NULL,
    article_version_id VARCHAR NOT NULL,
    start BIGINT NOT NULL,
    "end" BIGINT NOT NULL,
    expr VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    rate_per VARCHAR,
    qualifier VARCHAR NOT NULL,
    low DOUBLE,
    best DOUBLE NOT NULL,
    high DOUBLE,
    metric VARCHAR NOT NULL,
    item VARCHAR,
    population VARCHAR,
    actor VARCHAR,
    actor_text VARCHAR,
    population_text VARCHAR,
    source VARCHAR[] NOT NULL,
    claimant VARCHAR,
    place VARCHAR[] NOT NULL,
    place_key VARCHAR,
    country VARCHAR,
    aggregation VARCHAR NOT NULL,
    period_start VARCHAR,
    period_end VARCHAR,
    status VARCHAR NOT NULL,
    likelihood VARCHAR,
    sentence VARCHAR NOT NULL,
    sentence_start BIGINT NOT NULL,
    reasons VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE claims IS 'Every figure that a version of an article asserts, as each version of the extractor read it. That a figure stands here says that it was claimed, not that it is so.';
COMMENT ON COLUMN claims.claim_id IS 'Id of the claim, 32 hexadecimal digits.';
COMMENT ON COLUMN claims.article_version_id IS 'The version of the article that asserts it.';
COMMENT ON COLUMN claims.start IS 'Where the expression starts in the text, in code points from 0.';
COMMENT ON COLUMN claims."end" IS 'Where the expression ends in the text, exclusive. A reserved word of SQL: write it in double quotes.';
COMMENT ON COLUMN claims.expr IS 'The numeric expression, verbatim, with its qualifier words.';
COMMENT ON COLUMN claims.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN claims.rate_per IS 'The unit of time of a rate: hour, day, week, month or year.';
COMMENT ON COLUMN claims.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN claims.low IS 'Smallest number that the text admits; NULL: the text leaves that side open.';
COMMENT ON COLUMN claims.best IS 'The number to plot.';
COMMENT ON COLUMN claims.high IS 'Largest number that the text admits; NULL: the text leaves that side open.';
COMMENT ON COLUMN claims.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN claims.item IS 'What is counted where it is not people: drone, tank, building, km2...';
COMMENT ON COLUMN claims.population IS 'Whom it counts: military, militants, combatants, civilians, children, people...';
COMMENT ON COLUMN claims.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3, or the slug of a group or organisation. NULL: the text does not say.';
COMMENT ON COLUMN claims.actor_text IS 'The words that gave the actor.';
COMMENT ON COLUMN claims.population_text IS 'The words that gave the population.';
COMMENT ON COLUMN claims.source IS 'Who asserts the figure, as the text names them, best wording first; empty: the article in its own voice.';
COMMENT ON COLUMN claims.claimant IS 'Slug of the registered claimant behind the source; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN claims.place IS 'Where, as the text names it, finest wording first; empty: not given.';
COMMENT ON COLUMN claims.place_key IS 'Canonical name of the best place.';
COMMENT ON COLUMN claims.country IS 'ISO 3166-1 alpha-3 of the place.';
COMMENT ON COLUMN claims.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN claims.period_start IS 'Start of what the figure covers: YYYY, YYYY-MM or YYYY-MM-DD; NULL: unknown.';
COMMENT ON COLUMN claims.period_end IS 'End of what the figure covers, inclusive, written likewise; NULL: unknown.';
COMMENT ON COLUMN claims.status IS 'reported, planned or denied.';
COMMENT ON COLUMN claims.likelihood IS 'The word of likelihood that governs the figure, from almost_certain to remote_chance.';
COMMENT ON COLUMN claims.sentence IS 'The sentence that holds the expression.';
COMMENT ON COLUMN claims.sentence_start IS 'Where that sentence starts in the text, in code points from 0.';
COMMENT ON COLUMN claims.reasons IS 'JSON object: for each field the words that gave it.';
COMMENT ON COLUMN claims.extractor_version IS 'Version of the extractor that read it.';
COMMENT ON COLUMN claims.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN claims.loaded_at IS 'Start of that run: when we first held this claim.';

CREATE TABLE extractions (
    article_version_id VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    extracted_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE extractions IS 'Which version of the extractor has read which version of an article, even where it found no claim there.';
COMMENT ON COLUMN extractions.article_version_id IS 'The version of the article that was read.';
COMMENT ON COLUMN extractions.extractor_version IS 'The version of the extractor that read it.';
COMMENT ON COLUMN extractions.run_id IS 'The run in which it did so first.';
COMMENT ON COLUMN extractions.extracted_at IS 'Start of that run.';

CREATE TABLE rejects (
    reject_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    url VARCHAR,
    line BIGINT,
    article_version_id VARCHAR,
    reason VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    "row" VARCHAR,
    rejected_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE rejects IS 'What was refused and why: sources that could not be loaded or read, rows that broke a rule. The same refusal is kept once.';
COMMENT ON COLUMN rejects.reject_id IS 'Id of the refusal, 32 hexadecimal digits from what was refused and why.';
COMMENT ON COLUMN rejects.run_id IS 'The run that met it first.';
COMMENT ON COLUMN rejects.stage IS 'load, read, extract or validate.';
COMMENT ON COLUMN rejects.url IS 'Where it came from, where known.';
COMMENT ON COLUMN rejects.line IS 'Line of the file, where it has lines.';
COMMENT ON COLUMN rejects.article_version_id IS 'The version of the article, where there is one.';
COMMENT ON COLUMN rejects.reason IS 'Short codes of the reasons, with commas between them.';
COMMENT ON COLUMN rejects.message IS 'The reasons in words.';
COMMENT ON COLUMN rejects."row" IS 'The refused row as a JSON object, very long texts cut.';
COMMENT ON COLUMN rejects.rejected_at IS 'When it was refused first.';

CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    logical_date DATE NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ NOT NULL,
    status VARCHAR NOT NULL,
    articles_seen BIGINT NOT NULL,
    articles_new BIGINT NOT NULL,
    articles_known BIGINT NOT NULL,
    claims_new BIGINT NOT NULL,
    rejects_new BIGINT NOT NULL,
    extractor_version VARCHAR NOT NULL,
    project_version VARCHAR NOT NULL,
    warc_file VARCHAR,
    message VARCHAR
);
COMMENT ON TABLE runs IS 'What ran when, with which versions, and what it brought.';
COMMENT ON COLUMN runs.run_id IS 'Start of the run in UTC, and its kind.';
COMMENT ON COLUMN runs.kind IS 'nightly, ingest, backfill or rebuild.';
COMMENT ON COLUMN runs.logical_date IS 'The day that the run stands for.';
COMMENT ON COLUMN runs.started_at IS 'When it started.';
COMMENT ON COLUMN runs.finished_at IS 'When what it brought was loaded, or when it failed.';
COMMENT ON COLUMN runs.status IS 'done or failed.';
COMMENT ON COLUMN runs.articles_seen IS 'Articles that it met.';
COMMENT ON COLUMN runs.articles_new IS 'Versions of articles that were not here before.';
COMMENT ON COLUMN runs.articles_known IS 'Articles that were here already.';
COMMENT ON COLUMN runs.claims_new IS 'Claims that were not here before.';
COMMENT ON COLUMN runs.rejects_new IS 'Refusals that were not here before.';
COMMENT ON COLUMN runs.extractor_version IS 'Version of the extractor.';
COMMENT ON COLUMN runs.project_version IS 'Version of this project.';
COMMENT ON COLUMN runs.warc_file IS 'File of the archive that the run wrote.';
COMMENT ON COLUMN runs.message IS 'Why it failed.';

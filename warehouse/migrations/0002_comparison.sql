-- What comparison needs beside the ledger. The first three tables only grow, as the ledger does; the registries below
-- are copies of the vocabularies, replaced as a whole when those change (warehouse/registries.py).
-- No keys, indexes, sequences or constraints but NOT NULL: the same statements have to run on DuckLake.

-- The two days of its article that every question asks for stand with the claim: ten million claims are not joined with
-- a million articles to find them.
ALTER TABLE claims ADD COLUMN said_on DATE;
ALTER TABLE claims ADD COLUMN public_from DATE;
ALTER TABLE claims ADD COLUMN claim_key UBIGINT;
COMMENT ON COLUMN claims.said_on IS 'Calendar day of publication of its article, as printed.';
COMMENT ON COLUMN claims.public_from IS 'The day from which this version of its article was public: of its last change, else of its publication, else when we first saw it.';
COMMENT ON COLUMN claims.claim_key IS 'The first 16 digits of claim_id as a number: numbers are quicker to look through than texts.';
UPDATE claims SET claim_key = ('0x' || substr(claim_id, 1, 16))::UBIGINT;
UPDATE claims
SET
    said_on = articles.published_on,
    public_from = coalesce(
        make_timestamp(epoch_us(articles.modified_at))::DATE,
        articles.published_on,
        make_timestamp(epoch_us(articles.first_seen_at))::DATE
    )
FROM articles
WHERE articles.article_version_id = claims.article_version_id;

CREATE TABLE supersessions (
    article_version_id VARCHAR NOT NULL,
    superseded_by VARCHAR NOT NULL,
    superseded_at TIMESTAMPTZ NOT NULL,
    replaced_on DATE,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE supersessions IS 'Which version of an article has been overtaken by a newer one. Written when a run meets the newer version, so that nothing has to be sorted at reading.';
COMMENT ON COLUMN supersessions.article_version_id IS 'The version that was overtaken.';
COMMENT ON COLUMN supersessions.superseded_by IS 'The version that follows it in the order of the publisher.';
COMMENT ON COLUMN supersessions.superseded_at IS 'Since when we have held both.';
COMMENT ON COLUMN supersessions.replaced_on IS 'The day that the newer version bears: its last change, else its publication. NULL: it bears none.';
COMMENT ON COLUMN supersessions.run_id IS 'The run that brought the newer version.';

INSERT INTO supersessions BY NAME
SELECT
    article_version_id,
    newer_version_id AS superseded_by,
    greatest(first_seen_at, newer_seen_at) AS superseded_at,
    newer_day AS replaced_on,
    newer_run_id AS run_id
FROM (
    SELECT
        article_version_id,
        first_seen_at,
        lead(article_version_id) OVER newer AS newer_version_id,
        lead(first_seen_at) OVER newer AS newer_seen_at,
        lead(coalesce(make_timestamp(epoch_us(modified_at))::DATE, published_on)) OVER newer AS newer_day,
        lead(run_id) OVER newer AS newer_run_id
    FROM articles
    WINDOW newer AS (
        PARTITION BY article_id
        ORDER BY coalesce(modified_at, published_at) NULLS FIRST, first_seen_at, article_version_id
    )
)
WHERE newer_version_id IS NOT NULL;

CREATE TABLE rereadings (
    article_version_id VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    reread_by VARCHAR NOT NULL,
    reread_at TIMESTAMPTZ NOT NULL,
    run_id VARCHAR NOT NULL
);
COMMENT ON TABLE rereadings IS 'Which reading of a version of an article has been overtaken by a later reading with another version of the extractor.';
COMMENT ON COLUMN rereadings.article_version_id IS 'The version of the article that was read again.';
COMMENT ON COLUMN rereadings.extractor_version IS 'The version of the extractor whose reading was overtaken.';
COMMENT ON COLUMN rereadings.reread_by IS 'The version of the extractor that read it after that.';
COMMENT ON COLUMN rereadings.reread_at IS 'Start of the run in which it did.';
COMMENT ON COLUMN rereadings.run_id IS 'That run.';

INSERT INTO rereadings BY NAME
SELECT article_version_id, extractor_version, reread_by, reread_at, reread_run_id AS run_id
FROM (
    SELECT
        article_version_id,
        extractor_version,
        lead(extractor_version) OVER later AS reread_by,
        lead(extracted_at) OVER later AS reread_at,
        lead(run_id) OVER later AS reread_run_id
    FROM extractions
    WINDOW later AS (PARTITION BY article_version_id ORDER BY extracted_at, run_id, extractor_version)
)
WHERE reread_by IS NOT NULL;

CREATE TABLE corrections (
    correction_id VARCHAR NOT NULL,
    claimant VARCHAR,
    definition VARCHAR,
    metric VARCHAR NOT NULL,
    item VARCHAR,
    actor VARCHAR,
    corrected_on DATE NOT NULL,
    change DOUBLE NOT NULL,
    note VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE corrections IS 'Changes of running totals that a claimant, or the keeper of a series, put down to earlier days: they explain totals that fall or jump.';
COMMENT ON COLUMN corrections.correction_id IS 'Id of the correction, 32 hexadecimal digits.';
COMMENT ON COLUMN corrections.claimant IS 'Slug of the claimant whose total was changed.';
COMMENT ON COLUMN corrections.definition IS 'The definition under which it counts.';
COMMENT ON COLUMN corrections.metric IS 'What happened to what is counted.';
COMMENT ON COLUMN corrections.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN corrections.actor IS 'The side that the counted belong to.';
COMMENT ON COLUMN corrections.corrected_on IS 'The day of the report that holds the change.';
COMMENT ON COLUMN corrections.change IS 'How much of the total''s change on that day belongs to earlier days; negative where earlier days were counted too high.';
COMMENT ON COLUMN corrections.note IS 'Who says so.';
COMMENT ON COLUMN corrections.url IS 'Where it stands.';
COMMENT ON COLUMN corrections.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN corrections.loaded_at IS 'Start of that run.';

CREATE TABLE registries (name VARCHAR NOT NULL, checksum VARCHAR NOT NULL);
COMMENT ON TABLE registries IS 'Which state of the vocabularies the registries below hold.';
COMMENT ON COLUMN registries.name IS 'Name of the registry.';
COMMENT ON COLUMN registries.checksum IS 'sha256 of its rows.';

CREATE TABLE conventions (
    convention VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    is_default BOOLEAN NOT NULL,
    label VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);
COMMENT ON TABLE conventions IS 'Named rules for what open bounds and vague words become. SET VARIABLE convention = ''acled'' switches every view of the session.';
COMMENT ON COLUMN conventions.convention IS 'Name of the convention; that of a data set only where the data set published the rules.';
COMMENT ON COLUMN conventions.version IS 'Changes with its meaning.';
COMMENT ON COLUMN conventions.is_default IS 'In force where nothing else is asked for.';
COMMENT ON COLUMN conventions.label IS 'Two or three words.';
COMMENT ON COLUMN conventions.definition IS 'What it does, in one sentence or two.';
COMMENT ON COLUMN conventions.source IS 'Where its rules were published.';

CREATE TABLE convention_rules (
    convention VARCHAR NOT NULL,
    qualifier VARCHAR NOT NULL,
    bound VARCHAR NOT NULL,
    base VARCHAR NOT NULL,
    units DOUBLE NOT NULL,
    plus DOUBLE NOT NULL
);
COMMENT ON TABLE convention_rules IS 'What a convention makes of a bound: base + units * unit of the best value + plus, not below zero.';
COMMENT ON COLUMN convention_rules.convention IS 'Name of the convention.';
COMMENT ON COLUMN convention_rules.qualifier IS 'The qualifier that the rule is for.';
COMMENT ON COLUMN convention_rules.bound IS 'The bound that it sets: low, best or high.';
COMMENT ON COLUMN convention_rules.base IS 'What it starts from: low, best or high as stated, or none (the bound is NULL).';
COMMENT ON COLUMN convention_rules.units IS 'How many units of the best value are added; the unit is its largest power of ten that leaves no rest: 100 for 1,100.';
COMMENT ON COLUMN convention_rules.plus IS 'What is added after that.';

CREATE TABLE convention_words (
    convention VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    low DOUBLE,
    best DOUBLE,
    high DOUBLE
);
COMMENT ON TABLE convention_words IS 'How a convention reads vague number words; they go before its rules.';
COMMENT ON COLUMN convention_words.convention IS 'Name of the convention.';
COMMENT ON COLUMN convention_words.word IS 'The word, in small letters.';
COMMENT ON COLUMN convention_words.low IS 'Smallest number; NULL: open.';
COMMENT ON COLUMN convention_words.best IS 'The number to plot; NULL: the convention gives no number.';
COMMENT ON COLUMN convention_words.high IS 'Largest number; NULL: open.';

CREATE TABLE definitions (
    definition VARCHAR NOT NULL,
    claimant VARCHAR,
    word VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    item VARCHAR,
    meaning VARCHAR NOT NULL,
    valid_from DATE,
    valid_to DATE,
    source VARCHAR NOT NULL
);
COMMENT ON TABLE definitions IS 'What a claimant''s word means, as far as it has said so, with dates: a new row for the same definition is a break in its series.';
COMMENT ON COLUMN definitions.definition IS 'Slug of the definition; figures under different ones are not one series.';
COMMENT ON COLUMN definitions.claimant IS 'Slug of the claimant; NULL: the word of a data set''s keeper.';
COMMENT ON COLUMN definitions.word IS 'The word as the claimant or the data set has it.';
COMMENT ON COLUMN definitions.metric IS 'What the project files it under.';
COMMENT ON COLUMN definitions.item IS 'The item that it is filed under.';
COMMENT ON COLUMN definitions.meaning IS 'What it counts and leaves out.';
COMMENT ON COLUMN definitions.valid_from IS 'First day of this meaning; NULL: from the start.';
COMMENT ON COLUMN definitions.valid_to IS 'Last day of this meaning; NULL: still.';
COMMENT ON COLUMN definitions.source IS 'Where that stands.';

CREATE TABLE claimants (
    claimant VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    actor VARCHAR,
    yardstick VARCHAR
);
COMMENT ON TABLE claimants IS 'Who asserts figures: the registry of claimants.';
COMMENT ON COLUMN claimants.claimant IS 'Slug of the claimant.';
COMMENT ON COLUMN claimants.name IS 'Its name.';
COMMENT ON COLUMN claimants.kind IS 'government, military, intelligence, un, monitor, media, armed_group...';
COMMENT ON COLUMN claimants.country IS 'ISO 3166-1 alpha-3 of its seat or of the country that it reports on.';
COMMENT ON COLUMN claimants.actor IS 'The side that it speaks for; NULL: it is no party.';
COMMENT ON COLUMN claimants.yardstick IS 'The published scale of likelihood that it writes by; NULL: none known.';

CREATE TABLE claimant_aliases (claimant VARCHAR NOT NULL, wording VARCHAR NOT NULL, kind VARCHAR NOT NULL);
COMMENT ON TABLE claimant_aliases IS 'The wordings that mean a claimant.';
COMMENT ON COLUMN claimant_aliases.claimant IS 'Slug of the claimant.';
COMMENT ON COLUMN claimant_aliases.wording IS 'The wording.';
COMMENT ON COLUMN claimant_aliases.kind IS 'alias, exact (as spelled), person, or weak (only with evidence of the country).';

CREATE TABLE yardsticks (
    yardstick VARCHAR NOT NULL,
    term VARCHAR NOT NULL,
    likelihood VARCHAR NOT NULL,
    low DOUBLE NOT NULL,
    high DOUBLE NOT NULL,
    source VARCHAR NOT NULL
);
COMMENT ON TABLE yardsticks IS 'Published scales of likelihood with their bands.';
COMMENT ON COLUMN yardsticks.yardstick IS 'phia (United Kingdom) or icd203 (United States).';
COMMENT ON COLUMN yardsticks.term IS 'The scale''s own term.';
COMMENT ON COLUMN yardsticks.likelihood IS 'The code that claims carry for it.';
COMMENT ON COLUMN yardsticks.low IS 'Lower end of its band, 0 to 1.';
COMMENT ON COLUMN yardsticks.high IS 'Upper end of its band, 0 to 1.';
COMMENT ON COLUMN yardsticks.source IS 'Where the scale was published.';

CREATE TABLE actors (actor VARCHAR NOT NULL, name VARCHAR NOT NULL);
COMMENT ON TABLE actors IS 'States, armed groups and organisations: the codes that the columns actor and country hold.';
COMMENT ON COLUMN actors.actor IS 'ISO 3166-1 alpha-3, or a slug.';
COMMENT ON COLUMN actors.name IS 'Its name.';

CREATE TABLE conflicts (
    conflict VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    started VARCHAR NOT NULL,
    ended VARCHAR,
    part_of VARCHAR
);
COMMENT ON TABLE conflicts IS 'Armed conflicts with the days that counts usually start from.';
COMMENT ON COLUMN conflicts.conflict IS 'Slug of the conflict.';
COMMENT ON COLUMN conflicts.name IS 'Our neutral name.';
COMMENT ON COLUMN conflicts.started IS 'Start of the usual count: YYYY, YYYY-MM or YYYY-MM-DD.';
COMMENT ON COLUMN conflicts.ended IS 'End of it; NULL: it goes on, or no count closes it.';
COMMENT ON COLUMN conflicts.part_of IS 'The conflict of which it is a phase or theatre.';

CREATE TABLE conflict_sides (conflict VARCHAR NOT NULL, side BIGINT NOT NULL, actor VARCHAR NOT NULL);
COMMENT ON TABLE conflict_sides IS 'Who fights on which side; the numbers only tell the sides apart.';
COMMENT ON COLUMN conflict_sides.conflict IS 'Slug of the conflict.';
COMMENT ON COLUMN conflict_sides.side IS 'Number of the side.';
COMMENT ON COLUMN conflict_sides.actor IS 'Code of the actor.';

CREATE TABLE conflict_countries (conflict VARCHAR NOT NULL, country VARCHAR NOT NULL);
COMMENT ON TABLE conflict_countries IS 'Where conflicts are fought.';
COMMENT ON COLUMN conflict_countries.conflict IS 'Slug of the conflict.';
COMMENT ON COLUMN conflict_countries.country IS 'ISO 3166-1 alpha-3.';

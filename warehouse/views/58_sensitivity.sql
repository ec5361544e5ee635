CREATE OR REPLACE VIEW sensitivity AS
WITH stated AS (
    SELECT
        metric, item, population, actor, place_key, country, aggregation, definition, claimant, said_by, as_of, said_on,
        expr, qualifier, stated_low, stated_best, stated_high, claim_id
    FROM claim_core
    WHERE is_current AND reread_at IS NULL AND status = 'reported' AND kind = 'count'
)
SELECT
    stated.metric, stated.item, stated.population, stated.actor, stated.place_key, stated.country, stated.aggregation,
    stated.definition, stated.claimant, stated.said_by, stated.as_of, stated.said_on, stated.expr, stated.qualifier,
    conventions.convention,
    bound_under(words.word IS NOT NULL, words.low, rules.low, stated_low, stated_low, stated_best, stated_high) AS low,
    bound_under(words.word IS NOT NULL, words.best, rules.best, stated_best, stated_low, stated_best, stated_high) AS best,
    bound_under(words.word IS NOT NULL, words.high, rules.high, stated_high, stated_low, stated_best, stated_high) AS high,
    words.word IS NOT NULL OR rules.qualifier IS NOT NULL AS has_rule,
    stated.claim_id
FROM stated
CROSS JOIN conventions
LEFT JOIN rules_by_qualifier AS rules
    ON rules.convention = conventions.convention AND rules.qualifier = stated.qualifier
LEFT JOIN convention_words AS words
    ON words.convention = conventions.convention AND words.word = lower(stated.expr);

COMMENT ON VIEW sensitivity IS 'Each reported count under every convention.';
COMMENT ON COLUMN sensitivity.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN sensitivity.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN sensitivity.population IS 'Whom it counts.';
COMMENT ON COLUMN sensitivity.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN sensitivity.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN sensitivity.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN sensitivity.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN sensitivity.definition IS 'What the claimant means by its word: a slug of the table definitions; NULL: none registered.';
COMMENT ON COLUMN sensitivity.claimant IS 'Slug of the registered claimant; NULL: none registered, or the article in its own voice.';
COMMENT ON COLUMN sensitivity.said_by IS 'The claimant; where none is registered, the source as the text names it; NULL: the article in its own voice.';
COMMENT ON COLUMN sensitivity.as_of IS 'The day that the figure holds for: the end of its period, else the day of publication. A month or year that was not over yet when the text was published ends with the publication.';
COMMENT ON COLUMN sensitivity.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN sensitivity.expr IS 'The numeric expression, verbatim.';
COMMENT ON COLUMN sensitivity.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN sensitivity.convention IS 'The convention.';
COMMENT ON COLUMN sensitivity.low IS 'Smallest number under that convention; NULL: open.';
COMMENT ON COLUMN sensitivity.best IS 'The number under that convention; NULL: it gives none.';
COMMENT ON COLUMN sensitivity.high IS 'Largest number under that convention; NULL: open.';
COMMENT ON COLUMN sensitivity.has_rule IS 'Whether the convention has a rule for it; else the figure stands as stated.';
COMMENT ON COLUMN sensitivity.claim_id IS 'Id of the claim.';

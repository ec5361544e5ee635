CREATE OR REPLACE VIEW contradictions AS
SELECT
    metric, item, population, actor, place_key, country, aggregation, bucket_end,
    said_by_a, low_a, best_a, high_a, qualifier_a, as_of_a,
    said_by_b, low_b, best_b, high_b, qualifier_b, as_of_b,
    gap, ratio, definition_a, definition_b, sentence_a, sentence_b, url_a, url_b, claim_id_a, claim_id_b
FROM comparison
WHERE bounds = 'disjoint';

COMMENT ON VIEW contradictions IS 'Pairs of comparison that no number satisfies. For running totals of different days: the later one lies below the earlier. That two figures contradict each other says nothing about which holds.';
COMMENT ON COLUMN contradictions.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN contradictions.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN contradictions.population IS 'Whom it counts.';
COMMENT ON COLUMN contradictions.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN contradictions.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN contradictions.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN contradictions.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN contradictions.bucket_end IS 'Last day of the month, day or interval that the pair is for.';
COMMENT ON COLUMN contradictions.said_by_a IS 'Who said the first; the two are in alphabetical order.';
COMMENT ON COLUMN contradictions.low_a IS 'Smallest number that the first admits; NULL: open.';
COMMENT ON COLUMN contradictions.best_a IS 'The number to plot of the first.';
COMMENT ON COLUMN contradictions.high_a IS 'Largest number that the first admits; NULL: open.';
COMMENT ON COLUMN contradictions.qualifier_a IS 'What the words around the first assert.';
COMMENT ON COLUMN contradictions.as_of_a IS 'The day that the first holds for.';
COMMENT ON COLUMN contradictions.said_by_b IS 'Who said the second; the two are in alphabetical order.';
COMMENT ON COLUMN contradictions.low_b IS 'Smallest number that the second admits; NULL: open.';
COMMENT ON COLUMN contradictions.best_b IS 'The number to plot of the second.';
COMMENT ON COLUMN contradictions.high_b IS 'Largest number that the second admits; NULL: open.';
COMMENT ON COLUMN contradictions.qualifier_b IS 'What the words around the second assert.';
COMMENT ON COLUMN contradictions.as_of_b IS 'The day that the second holds for.';
COMMENT ON COLUMN contradictions.gap IS 'How far the bounds lie apart; NULL where they meet.';
COMMENT ON COLUMN contradictions.ratio IS 'best_b over best_a; NULL where best_a is 0.';
COMMENT ON COLUMN contradictions.definition_a IS 'What the first claimant means by its word.';
COMMENT ON COLUMN contradictions.definition_b IS 'What the second claimant means by its word.';
COMMENT ON COLUMN contradictions.sentence_a IS 'The sentence of the first.';
COMMENT ON COLUMN contradictions.sentence_b IS 'The sentence of the second.';
COMMENT ON COLUMN contradictions.url_a IS 'Address of the article of the first.';
COMMENT ON COLUMN contradictions.url_b IS 'Address of the article of the second.';
COMMENT ON COLUMN contradictions.claim_id_a IS 'Claim of the first.';
COMMENT ON COLUMN contradictions.claim_id_b IS 'Claim of the second.';

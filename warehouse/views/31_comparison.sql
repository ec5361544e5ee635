CREATE OR REPLACE VIEW comparison AS
SELECT
    pairs.* EXCLUDE (article_version_id_a, article_version_id_b),
    coalesce(article_a.canonical_url, article_a.url) AS url_a,
    coalesce(article_b.canonical_url, article_b.url) AS url_b
FROM pairs(NULL, NULL, NULL, NULL, NULL, NULL, NULL) AS pairs
JOIN articles AS article_a ON article_a.article_version_id = pairs.article_version_id_a
JOIN articles AS article_b ON article_b.article_version_id = pairs.article_version_id_b;

COMMENT ON VIEW comparison IS 'Claimants side by side, in pairs, on the same quantity: what each said last by the end of a month in which either spoke (running totals and levels, no older than three months), or for the same day or interval (all else). Never across different metrics, items, populations, actors, places, kinds, aggregations or starts of a count. Articles in their own voice, and figures with neither actor nor place, are not compared.';
COMMENT ON COLUMN comparison.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN comparison.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN comparison.population IS 'Whom it counts.';
COMMENT ON COLUMN comparison.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN comparison.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN comparison.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN comparison.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN comparison.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN comparison.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN comparison.bucket_start IS 'First day of the month, day or interval that the pair is for.';
COMMENT ON COLUMN comparison.bucket_end IS 'Last day of it.';
COMMENT ON COLUMN comparison.said_by_a IS 'Who said the first; the two are in alphabetical order.';
COMMENT ON COLUMN comparison.said_by_b IS 'Who said the second; the two are in alphabetical order.';
COMMENT ON COLUMN comparison.said_by_kind_a IS 'claimant: registered; source: as the text names them.';
COMMENT ON COLUMN comparison.said_by_kind_b IS 'claimant: registered; source: as the text names them.';
COMMENT ON COLUMN comparison.claimant_a IS 'Slug of the first claimant, where registered.';
COMMENT ON COLUMN comparison.claimant_b IS 'Slug of the second claimant, where registered.';
COMMENT ON COLUMN comparison.definition_a IS 'What the first claimant means by its word.';
COMMENT ON COLUMN comparison.definition_b IS 'What the second claimant means by its word.';
COMMENT ON COLUMN comparison.low_a IS 'Smallest number that the first admits; NULL: open.';
COMMENT ON COLUMN comparison.best_a IS 'The number to plot of the first.';
COMMENT ON COLUMN comparison.high_a IS 'Largest number that the first admits; NULL: open.';
COMMENT ON COLUMN comparison.qualifier_a IS 'What the words around the first assert.';
COMMENT ON COLUMN comparison.low_b IS 'Smallest number that the second admits; NULL: open.';
COMMENT ON COLUMN comparison.best_b IS 'The number to plot of the second.';
COMMENT ON COLUMN comparison.high_b IS 'Largest number that the second admits; NULL: open.';
COMMENT ON COLUMN comparison.qualifier_b IS 'What the words around the second assert.';
COMMENT ON COLUMN comparison.difference IS 'best_b less best_a.';
COMMENT ON COLUMN comparison.ratio IS 'best_b over best_a; NULL where best_a is 0.';
COMMENT ON COLUMN comparison.log_ratio IS 'Natural logarithm of the ratio: 0 is agreement, 0.69 twice as many.';
COMMENT ON COLUMN comparison.bounds IS 'disjoint: no number satisfies both; overlap: some number does; later_higher: a running total that is higher on a later day; other_day: levels of different days; unknown: one is approximate, without bounds.';
COMMENT ON COLUMN comparison.gap IS 'How far the bounds lie apart; NULL where they meet.';
COMMENT ON COLUMN comparison.as_of_a IS 'The day that the first holds for.';
COMMENT ON COLUMN comparison.as_of_b IS 'The day that the second holds for.';
COMMENT ON COLUMN comparison.days_apart IS 'Days between the two as_of.';
COMMENT ON COLUMN comparison.said_on_a IS 'The day that the first was published.';
COMMENT ON COLUMN comparison.said_on_b IS 'The day that the second was published.';
COMMENT ON COLUMN comparison.period_start_a IS 'Start of what the first covers.';
COMMENT ON COLUMN comparison.period_start_b IS 'Start of what the second covers.';
COMMENT ON COLUMN comparison.expr_a IS 'The expression of the first, verbatim.';
COMMENT ON COLUMN comparison.expr_b IS 'The expression of the second, verbatim.';
COMMENT ON COLUMN comparison.sentence_a IS 'The sentence of the first.';
COMMENT ON COLUMN comparison.sentence_b IS 'The sentence of the second.';
COMMENT ON COLUMN comparison.claim_id_a IS 'Claim of the first.';
COMMENT ON COLUMN comparison.claim_id_b IS 'Claim of the second.';
COMMENT ON COLUMN comparison.url_a IS 'Address of the article of the first.';
COMMENT ON COLUMN comparison.url_b IS 'Address of the article of the second.';

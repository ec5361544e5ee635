CREATE OR REPLACE MACRO contradictions_in(conflict_) AS TABLE
SELECT
    metric, item, population, actor, place_key, country, aggregation, bucket_end,
    said_by_a, low_a, best_a, high_a, qualifier_a, as_of_a,
    said_by_b, low_b, best_b, high_b, qualifier_b, as_of_b,
    gap, ratio, definition_a, definition_b, sentence_a, sentence_b,
    article_version_id_a, article_version_id_b, claim_id_a, claim_id_b
FROM pairs(
    NULL, NULL, NULL, NULL,
    (SELECT list(country) FROM conflict_countries WHERE conflict = conflict_),
    (SELECT period_first_day(started) FROM conflicts WHERE conflict = conflict_),
    (SELECT period_last_day(ended) FROM conflicts WHERE conflict = conflict_)
)
WHERE bounds = 'disjoint';
COMMENT ON MACRO TABLE contradictions_in IS 'The contradictions within the countries and days of one conflict of the table conflicts.';

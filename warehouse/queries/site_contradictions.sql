SELECT
    metric, item, population, actor, place_key, country, aggregation, bucket_end,
    said_by_a, low_a, best_a, high_a, qualifier_a, as_of_a,
    said_by_b, low_b, best_b, high_b, qualifier_b, as_of_b,
    gap, ratio, claim_id_a, claim_id_b
FROM contradictions
ORDER BY bucket_end DESC, gap DESC, claim_id_a, claim_id_b;

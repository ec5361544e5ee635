SELECT *
FROM divergence
WHERE lowest_said_by != highest_said_by AND ratio IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY metric, item, population, actor, place_key, country, aggregation, kind, rate_per
    ORDER BY bucket_end DESC
) = 1
ORDER BY log_ratio DESC, bucket_end DESC, metric, actor, place_key;

-- What the other engines get: the columns that the questions need, superseded articles marked.
COPY (
    SELECT
        claims.claim_id, metric, item, population, actor, place_key, country, aggregation, claimant, low, best, high,
        qualifier, as_of, said_on, public_from, supersessions.replaced_on AS public_until,
        supersessions.article_version_id IS NULL AS is_current
    FROM claims
    LEFT JOIN supersessions USING (article_version_id)
) TO '{file}' (FORMAT csv, HEADER false);

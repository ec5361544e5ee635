-- Of the articles that the run has met, each version that is not the newest, with the next in the publisher's order.
INSERT INTO supersessions BY NAME
SELECT
    ordered.article_version_id,
    ordered.newer_version_id AS superseded_by,
    greatest(ordered.first_seen_at, ordered.newer_seen_at) AS superseded_at,
    ordered.newer_day AS replaced_on,
    $run_id AS run_id
FROM (
    SELECT
        article_version_id,
        first_seen_at,
        lead(article_version_id) OVER newer AS newer_version_id,
        lead(first_seen_at) OVER newer AS newer_seen_at,
        lead(coalesce(make_timestamp(epoch_us(modified_at))::DATE, published_on)) OVER newer AS newer_day
    FROM articles
    SEMI JOIN incoming_articles USING (article_id)
    WINDOW newer AS (
        PARTITION BY article_id
        ORDER BY coalesce(modified_at, published_at) NULLS FIRST, first_seen_at, article_version_id
    )
) AS ordered
ANTI JOIN supersessions
    ON supersessions.article_version_id = ordered.article_version_id
    AND supersessions.superseded_by = ordered.newer_version_id
WHERE ordered.newer_version_id IS NOT NULL;

INSERT INTO extractions BY NAME
SELECT DISTINCT
    incoming.article_version_id,
    incoming.extractor_version,
    $run_id AS run_id,
    $started_at AS extracted_at
FROM (
    SELECT article_version_id, $extractor_version AS extractor_version FROM incoming_articles
    UNION
    SELECT article_version_id, extractor_version FROM incoming_claims
) AS incoming
ANTI JOIN extractions USING (article_version_id, extractor_version);

-- Of the versions that the run has read, the earlier readings.
INSERT INTO rereadings BY NAME
SELECT
    ordered.article_version_id,
    ordered.extractor_version,
    ordered.reread_by,
    ordered.reread_at,
    $run_id AS run_id
FROM (
    SELECT
        article_version_id,
        extractor_version,
        lead(extractor_version) OVER later AS reread_by,
        lead(extracted_at) OVER later AS reread_at
    FROM extractions
    SEMI JOIN incoming_articles USING (article_version_id)
    WINDOW later AS (PARTITION BY article_version_id ORDER BY extracted_at, run_id, extractor_version)
) AS ordered
ANTI JOIN rereadings
    ON rereadings.article_version_id = ordered.article_version_id
    AND rereadings.extractor_version = ordered.extractor_version
WHERE ordered.reread_by IS NOT NULL;

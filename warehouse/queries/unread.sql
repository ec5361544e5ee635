SELECT asked.article_version_id
FROM (SELECT unnest($article_version_ids::VARCHAR[]) AS article_version_id) AS asked
SEMI JOIN extractions
    ON extractions.article_version_id = asked.article_version_id
    AND extractions.extractor_version = $extractor_version;

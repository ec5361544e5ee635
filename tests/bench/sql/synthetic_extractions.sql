INSERT INTO extractions BY NAME
SELECT article_version_id, 'synthetic-1' AS extractor_version, run_id, first_seen_at AS extracted_at
FROM articles
ANTI JOIN extractions USING (article_version_id);

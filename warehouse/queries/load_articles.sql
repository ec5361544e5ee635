INSERT INTO articles BY NAME
SELECT incoming.*
FROM incoming_articles AS incoming
ANTI JOIN articles USING (article_version_id)
QUALIFY row_number() OVER (PARTITION BY article_version_id ORDER BY first_seen_at, warc_file, warc_offset) = 1;

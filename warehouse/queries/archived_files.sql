SELECT DISTINCT warc_file FROM articles
UNION
SELECT warc_file FROM runs WHERE status = 'done' AND warc_file IS NOT NULL;

SELECT 'articles' AS what, count(DISTINCT article_id) AS rows FROM articles
UNION ALL SELECT 'article_versions', count(*) FROM articles
UNION ALL SELECT 'claims', count(*) FROM claims
UNION ALL SELECT 'figures', count(*) FROM figures
UNION ALL SELECT 'series_points', count(*) FROM series
UNION ALL SELECT 'rejects', count(*) FROM rejects
UNION ALL SELECT 'runs', count(*) FROM runs;

-- A reference series once, with its home and licence, however many versions of its mapping; outlets after them.
SELECT title, publisher, home, licence, articles
FROM (
    SELECT
        datasets.title AS title, publisher, home, licence, count(DISTINCT claims.article_version_id) AS articles, 0 AS place
    FROM (SELECT DISTINCT ON (publisher, title) * FROM datasets ORDER BY loaded_at DESC) AS datasets
    LEFT JOIN claims USING (extractor_version)
    GROUP BY ALL
    UNION ALL
    SELECT publisher, publisher, '', '', count(*), 1
    FROM articles
    WHERE publisher IS NOT NULL AND kind != 'dataset'
    GROUP BY publisher
)
ORDER BY place, articles DESC, title;

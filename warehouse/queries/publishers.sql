SELECT publisher, count(*) AS articles
FROM articles
WHERE publisher IS NOT NULL
GROUP BY publisher
ORDER BY articles DESC, publisher;

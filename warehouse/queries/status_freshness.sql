SELECT
    publisher,
    count(DISTINCT article_id) AS articles,
    max(published_on) AS last_published_on,
    max(first_seen_at) AS last_seen_at
FROM articles
GROUP BY publisher
ORDER BY last_seen_at DESC, publisher;

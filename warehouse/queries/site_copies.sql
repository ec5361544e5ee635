SELECT
    coalesce(origin_id, article_id) AS origin_id,
    article_id,
    max(coalesce(canonical_url, url)) AS url,
    max(title) AS title,
    max(publisher) AS publisher,
    min(published_on) AS published_on
FROM articles
WHERE kind != 'dataset'
GROUP BY ALL
ORDER BY origin_id, published_on, url;

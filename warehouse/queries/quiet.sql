-- Publishers whose claims of one night lie far below the median of the nights before it; a night without any counts 0.
WITH
before AS (SELECT unnest($before::DATE[]) AS night),
brought AS (
    SELECT runs.logical_date AS night, coalesce(articles.publisher, 'unknown publisher') AS publisher, count(*) AS claims
    FROM claims
    INNER JOIN runs ON runs.run_id = claims.run_id
    INNER JOIN articles ON articles.article_version_id = claims.article_version_id
    WHERE runs.kind = 'nightly' AND (runs.logical_date = $night OR runs.logical_date IN (SELECT night FROM before))
    GROUP BY ALL
),
usual AS (
    SELECT publishers.publisher, median(coalesce(brought.claims, 0)) AS usual
    FROM (SELECT DISTINCT publisher FROM brought) AS publishers
    CROSS JOIN before
    LEFT JOIN brought ON brought.publisher = publishers.publisher AND brought.night = before.night
    GROUP BY publishers.publisher
)
SELECT usual.publisher, coalesce(brought.claims, 0) AS claims, usual.usual
FROM usual
LEFT JOIN brought ON brought.publisher = usual.publisher AND brought.night = $night
WHERE usual.usual >= $enough AND coalesce(brought.claims, 0) < usual.usual * $share
ORDER BY usual.usual DESC, usual.publisher;

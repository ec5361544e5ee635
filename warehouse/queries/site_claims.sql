-- every claim of an article, in every version; those of data sets are rows of their series
SELECT
    figures.*,
    articles.credit,
    articles.origin_id,
    claims.run_id
FROM figures
JOIN articles ON articles.article_version_id = figures.article_version_id
JOIN claims ON claims.claim_id = figures.claim_id
WHERE articles.kind != 'dataset'
ORDER BY figures.article_id, figures.public_from, figures.start, figures.claim_id;

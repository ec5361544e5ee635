-- Articles $first to $last, ten claims each, spread over $days days in the order of their numbers.
INSERT INTO articles BY NAME
SELECT
    md5('version ' || n) AS article_version_id,
    md5('article ' || n) AS article_id,
    'https://news.example/' || n AS url,
    NULL AS canonical_url,
    'Title ' || n AS title,
    'Outlet ' || (hash(n) % 400) AS publisher,
    'en' AS language,
    [] AS authors,
    NULL AS published_at,
    DATE '2021-01-01' + (n * $days // $articles)::INTEGER AS published_on,
    'meta' AS published_evidence,
    NULL AS modified_at,
    CASE WHEN $quotes THEN 'Text of article ' || n ELSE 'x' END AS text,
    'sha256:' || md5('text ' || n) || md5('text ' || n) AS text_digest,
    'sha256:' || md5('raw ' || n) || md5('raw ' || n) AS raw_digest,
    'night-' || (n * $days // $articles) || '.warc.gz' AS warc_file,
    n * 3000 AS warc_offset,
    'text/html' AS media_type,
    'html' AS kind,
    [] AS flags,
    published_on::TIMESTAMPTZ + INTERVAL 1 DAY AS first_seen_at,
    'night-' || (n * $days // $articles) AS run_id
FROM range($first, $last) AS numbers(n);

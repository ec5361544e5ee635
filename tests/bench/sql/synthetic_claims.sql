-- Ten claims for each of the articles $first to $last: an article is about one conflict, and few conflicts and few
-- series of each make up most of them (the first conflict holds about a sixth).
INSERT INTO claims BY NAME
SELECT
    md5('claim ' || i) AS claim_id,
    ('0x' || substr(md5('claim ' || i), 1, 16))::UBIGINT AS claim_key,
    md5('version ' || (i // 10)) AS article_version_id,
    100 * (i % 10) AS start,
    100 * (i % 10) + 9 AS "end",
    CASE qualifier_no WHEN 0 THEN 'about ' WHEN 1 THEN 'more than ' WHEN 2 THEN 'at least ' ELSE '' END
        || number AS expr,
    'count' AS kind,
    NULL AS rate_per,
    CASE qualifier_no WHEN 0 THEN 'approximately' WHEN 1 THEN 'more_than' WHEN 2 THEN 'at_least' ELSE 'exact' END
        AS qualifier,
    CASE WHEN qualifier_no != 0 THEN number END AS low,
    number AS best,
    CASE WHEN qualifier_no > 2 THEN number END AS high,
    metric,
    item,
    population,
    actor,
    NULL AS actor_text,
    CASE WHEN hash(i) % 3 = 0 THEN 'soldiers' END AS population_text,
    ['Source ' || claimant] AS source,
    claimant,
    CASE WHEN place_key IS NULL THEN [] ELSE [place_key] END AS place,
    place_key,
    country,
    aggregation,
    CASE WHEN aggregation IN ('period', 'incident') THEN day::VARCHAR END AS period_start,
    day::VARCHAR AS period_end,
    'reported' AS status,
    NULL AS likelihood,
    CASE WHEN $quotes THEN
        'The ' || claimant || ' said on ' || day || ' that ' || number || ' were ' || metric || ' near '
            || coalesce(place_key, country) || ', after ' || hash(i) % 100000 || ' others.'
    ELSE 'x' END AS sentence,
    100 * (i % 10) AS sentence_start,
    '{"actor": "subject of the sentence", "metric": "“' || metric || '”", "period": "a running total", "place": "“'
        || coalesce(place_key, '') || '”", "source": "“said”"}' AS reasons,
    'synthetic-1' AS extractor_version,
    'night-' || (i // 10 * $days // $articles) AS run_id,
    day::TIMESTAMPTZ + INTERVAL 1 DAY AS loaded_at,
    day AS said_on,
    day AS as_of,
    day AS public_from
FROM (
    SELECT
        i,
        DATE '2021-01-01' + (i // 10 * $days // $articles)::INTEGER AS day,
        (hash(i, 'q') % 8)::INTEGER AS qualifier_no,
        -- totals grow with time, claimants differ by up to a half
        ((1000 + series % 97 * 100) * (1 + i / (10 * $articles)) * (1 + hash(claimant) % 50 / 100.0))::BIGINT AS number,
        synthetic_series.*
    FROM (
        SELECT
            i,
            ((40 * pow((hash(i // 10, 'c') % 100000) / 100000.0, 2))::BIGINT) % 40
                + 40 * (floor(500 * pow((hash(i, 's') % 100000) / 100000.0, 3)))::BIGINT AS series
        FROM range($first * 10, $last * 10) AS numbers(i)
    )
    JOIN synthetic_series USING (series)
);

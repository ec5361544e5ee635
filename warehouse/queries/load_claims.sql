INSERT INTO claims BY NAME
SELECT
    incoming.*,
    ('0x' || substr(incoming.claim_id, 1, 16))::UBIGINT AS claim_key,
    $run_id AS run_id,
    $started_at AS loaded_at,
    articles.published_on AS said_on,
    as_of_day(incoming.period_end, incoming.status, articles.published_on) AS as_of,
    coalesce(
        make_timestamp(epoch_us(articles.modified_at))::DATE,
        articles.published_on,
        make_timestamp(epoch_us(articles.first_seen_at))::DATE
    ) AS public_from
FROM incoming_claims AS incoming
LEFT JOIN articles USING (article_version_id)
ANTI JOIN claims USING (claim_id)
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY start) = 1;

SELECT
    runs.logical_date AS day,
    max(runs.started_at) AS started_at,
    max_by(runs.run_id, runs.started_at) AS run_id,
    count(*) AS runs,
    sum(runs.articles_new)::BIGINT AS articles_new,
    sum(runs.claims_new)::BIGINT AS claims_new,
    sum(runs.rejects_new)::BIGINT AS rejects_new,
    list(runs.run_id ORDER BY runs.started_at) AS run_ids
FROM runs
WHERE runs.status != 'failed' AND runs.articles_new + runs.claims_new + runs.rejects_new > 0
GROUP BY runs.logical_date
ORDER BY day DESC;

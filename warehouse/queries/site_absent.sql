-- claims of a subject that no chart shows, by the reason
SELECT
    subject_of(metric, item, population, actor, place_key, country, kind, rate_per) AS subject_id,
    CASE
        WHEN status != 'reported' THEN status
        WHEN NOT is_current THEN 'replaced'
        WHEN best IS NULL THEN 'no_number'
        ELSE 'no_day'
    END AS reason,
    count(*) AS claims,
    min(claim_id) AS claim_id
FROM claim_core
WHERE reread_at IS NULL AND (status != 'reported' OR NOT is_current OR best IS NULL OR as_of IS NULL)
GROUP BY ALL
ORDER BY ALL;

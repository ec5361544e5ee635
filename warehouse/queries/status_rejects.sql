SELECT stage, reason, count(*) AS rows, max(rejected_at) AS last_rejected_at, arg_max(message, rejected_at) AS last_message
FROM rejects
GROUP BY stage, reason
ORDER BY rows DESC, stage, reason;

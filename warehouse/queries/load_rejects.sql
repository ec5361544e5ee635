INSERT INTO rejects BY NAME
SELECT incoming.*
FROM incoming_rejects AS incoming
ANTI JOIN rejects USING (reject_id)
QUALIFY row_number() OVER (PARTITION BY reject_id ORDER BY rejected_at) = 1;

INSERT INTO claims BY NAME
SELECT incoming.*, $run_id AS run_id, $started_at AS loaded_at
FROM incoming_claims AS incoming
ANTI JOIN claims USING (claim_id)
QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY start) = 1;

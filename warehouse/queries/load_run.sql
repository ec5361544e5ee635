INSERT INTO runs BY NAME
SELECT incoming.*
FROM incoming_runs AS incoming
ANTI JOIN runs USING (run_id);

INSERT INTO datasets BY NAME
SELECT incoming.*, $run_id AS run_id, $started_at AS loaded_at
FROM (
    SELECT
        $extractor_version AS extractor_version, $title AS title, $publisher AS publisher, $home AS home,
        $licence AS licence
) AS incoming
ANTI JOIN datasets USING (extractor_version);

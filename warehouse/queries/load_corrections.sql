INSERT INTO corrections BY NAME
SELECT
    incoming.correction_id,
    incoming.claimant,
    words.definition,
    incoming.metric,
    incoming.item,
    incoming.actor,
    incoming.corrected_on::DATE AS corrected_on,
    incoming.change,
    incoming.note,
    incoming.url,
    $run_id AS run_id,
    $started_at AS loaded_at
FROM incoming_corrections AS incoming
LEFT JOIN (SELECT DISTINCT definition, claimant, word, metric FROM definitions) AS words
    ON words.claimant = incoming.claimant AND words.word = incoming.word AND words.metric = incoming.metric
ANTI JOIN corrections ON corrections.correction_id = incoming.correction_id;

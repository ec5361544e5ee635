-- An id, or the first digits of one; the key is looked for first, which is quick whatever the size of the ledger.
SELECT history.*, claimants.name AS claimant_name, claimants.kind AS claimant_kind, claimants.actor AS claimant_side
FROM claim_history AS history
LEFT JOIN claimants ON claimants.claimant = history.claimant
WHERE history.claim_key BETWEEN claim_key_of(rpad(lower($id), 16, '0')) AND claim_key_of(rpad(lower($id), 16, 'f'))
  AND starts_with(concat(history.claim_id), lower($id))
ORDER BY history.claim_id
LIMIT 10;

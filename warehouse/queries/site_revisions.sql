SELECT revisions.*, claimants.name AS claimant_name, runs.logical_date AS published_on
FROM revisions
LEFT JOIN claimants ON claimants.claimant = revisions.claimant
LEFT JOIN claims ON claims.claim_id = coalesce(revisions.claim_id, revisions.earlier_claim_id)
LEFT JOIN runs ON runs.run_id = claims.run_id
ORDER BY coalesce(revisions.said_on, revisions.as_of) DESC, revisions.said_by, revisions.metric, revisions.claim_id;

-- What every version of a claim's article, in every reading by the extractor, says of the same quantity.
WITH this AS (SELECT * FROM claim_history WHERE claim_key = claim_key_of($id) AND concat(claim_id) = $id)
SELECT
    other.claim_id, other.public_from, other.public_until, other.is_current,
    other.expr, other.low, other.best, other.high, other.qualifier, other.said_by, other.sentence,
    other.extractor_version, other.reread_at, other.article_version_id
FROM claim_history AS other
JOIN this
    ON this.article_id = other.article_id AND this.metric = other.metric AND this.kind = other.kind
    AND this.item IS NOT DISTINCT FROM other.item AND this.population IS NOT DISTINCT FROM other.population
    AND this.actor IS NOT DISTINCT FROM other.actor
ORDER BY other.public_from, other.held_from, other.start, other.claim_id;

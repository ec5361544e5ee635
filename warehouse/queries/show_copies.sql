-- Other articles that carry the same figure: copies of the story, and whoever else passes the same statement on.
WITH this AS (SELECT * FROM claim_history WHERE claim_key = claim_key_of($id) AND concat(claim_id) = $id)
SELECT
    other.claim_id, other.publisher, other.said_on, other.url, other.sentence, other.said_by,
    coalesce(story.origin_id = this_story.origin_id, false) AS is_copy,
    other.said_by IS NOT NULL AND lower(other.said_by) = lower(this.said_by) AS is_same_claimant
FROM claim_history AS other
JOIN this
    ON this.article_id != other.article_id AND this.metric = other.metric AND this.kind = other.kind
    AND this.stated_best = other.stated_best AND this.qualifier = other.qualifier
    AND this.item IS NOT DISTINCT FROM other.item AND this.population IS NOT DISTINCT FROM other.population
    AND this.actor IS NOT DISTINCT FROM other.actor
JOIN articles AS story ON story.article_version_id = other.article_version_id
JOIN articles AS this_story ON this_story.article_version_id = this.article_version_id
WHERE other.is_current AND other.reread_at IS NULL AND (is_copy OR is_same_claimant)
ORDER BY other.said_on, other.publisher, other.claim_id;

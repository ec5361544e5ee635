CREATE OR REPLACE VIEW share_checks AS
WITH shares AS (
    SELECT * FROM claim_core
    WHERE kind = 'share' AND is_current AND reread_at IS NULL AND status = 'reported'
),
counted AS (
    SELECT * FROM claim_core
    WHERE kind = 'count' AND is_current AND reread_at IS NULL AND status = 'reported'
      AND article_version_id IN (SELECT article_version_id FROM shares)
),
resolved AS (
    -- the base is the count that the share runs on to: "more than half of the 11,000"
    SELECT
        share.article_version_id,
        coalesce(articles.canonical_url, articles.url) AS url,
        share.metric,
        share.item,
        share.population,
        share.actor,
        share.aggregation,
        share.sentence,
        share.claim_id AS share_claim_id,
        share.expr AS share_expr,
        share.qualifier,
        base.claim_id AS base_claim_id,
        base.expr AS base_expr,
        base.low IS NULL OR base.high IS NULL OR base.low != base.high AS base_is_open,
        share.low * coalesce(base.low, base.best) AS low,
        share.best * base.best AS best,
        share.high * coalesce(base.high, base.best) AS high
    FROM shares AS share
    JOIN counted AS base
        ON base.article_version_id = share.article_version_id
        AND base.start BETWEEN share."end" AND share."end" + 60
    JOIN articles ON articles.article_version_id = share.article_version_id
    WHERE regexp_matches(
        substring(articles.text, share."end" + 1, base.start - share."end"), '^\s*(out of|of|from among)(\s+[\p{L}’''-]+){0,3}\s*$'
    )
    QUALIFY row_number() OVER (PARTITION BY share.claim_id ORDER BY base.start) = 1
)
SELECT
    resolved.metric,
    resolved.actor,
    resolved.share_expr,
    resolved.base_expr,
    resolved.base_is_open,
    resolved.low AS resolved_low,
    resolved.best AS resolved_best,
    resolved.high AS resolved_high,
    stated.expr AS stated_expr,
    stated.low AS stated_low,
    stated.best AS stated_best,
    stated.high AS stated_high,
    CASE
        WHEN stated.claim_id IS NULL THEN 'nothing stated'
        WHEN lies_below(resolved.high, resolved.qualifier, stated.low, stated.qualifier)
            OR lies_below(stated.high, stated.qualifier, resolved.low, resolved.qualifier) THEN 'disjoint'
        ELSE 'overlap'
    END AS bounds,
    resolved.sentence,
    resolved.url,
    resolved.article_version_id,
    resolved.share_claim_id,
    resolved.base_claim_id,
    stated.claim_id AS stated_claim_id
FROM resolved
LEFT JOIN counted AS stated
    ON stated.article_version_id = resolved.article_version_id
    AND stated.metric = resolved.metric
    AND stated.item IS NOT DISTINCT FROM resolved.item
    AND stated.population IS NOT DISTINCT FROM resolved.population
    AND stated.aggregation = resolved.aggregation
    AND stated.actor IS NOT DISTINCT FROM resolved.actor
    AND stated.claim_id != resolved.base_claim_id;

COMMENT ON VIEW share_checks IS 'Shares resolved against the count that they are of, in the same sentence, beside what the article states as a number: "more than half of the 11,000" gives a number too.';
COMMENT ON COLUMN share_checks.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN share_checks.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN share_checks.share_expr IS 'The share, verbatim.';
COMMENT ON COLUMN share_checks.base_expr IS 'The count that it is of, verbatim.';
COMMENT ON COLUMN share_checks.base_is_open IS 'Whether the base is itself approximate or open on a side; its best value is used there.';
COMMENT ON COLUMN share_checks.resolved_low IS 'Smallest number that share and base admit.';
COMMENT ON COLUMN share_checks.resolved_best IS 'Share times base.';
COMMENT ON COLUMN share_checks.resolved_high IS 'Largest number that share and base admit.';
COMMENT ON COLUMN share_checks.stated_expr IS 'What the article states for the same metric and actor; NULL: nothing.';
COMMENT ON COLUMN share_checks.stated_low IS 'Its smallest number.';
COMMENT ON COLUMN share_checks.stated_best IS 'Its number.';
COMMENT ON COLUMN share_checks.stated_high IS 'Its largest number.';
COMMENT ON COLUMN share_checks.bounds IS 'disjoint, overlap, or nothing stated.';
COMMENT ON COLUMN share_checks.sentence IS 'The sentence that holds it: the quote.';
COMMENT ON COLUMN share_checks.url IS 'Address of the article: its canonical one where the page gives it.';
COMMENT ON COLUMN share_checks.article_version_id IS 'Id of the version of the article.';
COMMENT ON COLUMN share_checks.share_claim_id IS 'Claim of the share.';
COMMENT ON COLUMN share_checks.base_claim_id IS 'Claim of the base.';
COMMENT ON COLUMN share_checks.stated_claim_id IS 'Claim of the stated number.';

CREATE OR REPLACE VIEW inconsistencies AS
WITH counted AS (
    SELECT *
    FROM claim_history
    WHERE is_current AND reread_at IS NULL AND status = 'reported' AND kind = 'count'
),
parts AS (
    SELECT part, whole
    FROM counted AS part
    JOIN counted AS whole
        ON whole.article_version_id = part.article_version_id
        AND whole.claim_id != part.claim_id
        AND whole.actor IS NOT DISTINCT FROM part.actor
        AND whole.scope IS NOT DISTINCT FROM part.scope
        AND whole.aggregation = part.aggregation
        AND whole.period_start IS NOT DISTINCT FROM part.period_start
        AND whole.period_end IS NOT DISTINCT FROM part.period_end
        AND whole.source = part.source
    WHERE (
            part.metric IN ('killed', 'wounded')
            AND whole.metric = 'casualties'
            AND whole.population IS NOT DISTINCT FROM part.population
        )
       OR (
            part.metric = whole.metric
            AND (
                (whole.population = 'people' AND part.population != 'people')
                OR (whole.population = 'civilians' AND part.population IN ('children', 'women', 'journalists'))
            )
        )
)
SELECT
    'part above whole' AS inconsistency,
    part.metric AS metric,
    part.actor AS actor,
    part.expr || ' ' || coalesce(part.population || ' ', '') || part.metric || ', but '
        || whole.expr || ' ' || coalesce(whole.population || ' ', '') || whole.metric AS words,
    part.low AS low_a,
    part.high AS high_a,
    whole.low AS low_b,
    whole.high AS high_b,
    part.sentence AS sentence_a,
    whole.sentence AS sentence_b,
    part.url AS url,
    part.article_version_id AS article_version_id,
    part.claim_id AS claim_id_a,
    whole.claim_id AS claim_id_b
FROM parts
WHERE lies_below(whole.high, whole.qualifier, part.low, part.qualifier)
UNION ALL
SELECT
    'share against number' AS inconsistency,
    metric,
    actor,
    share_expr || ' of ' || base_expr || ' is not ' || stated_expr AS words,
    resolved_low AS low_a,
    resolved_high AS high_a,
    stated_low AS low_b,
    stated_high AS high_b,
    sentence AS sentence_a,
    NULL AS sentence_b,
    url,
    article_version_id,
    share_claim_id AS claim_id_a,
    stated_claim_id AS claim_id_b
FROM share_checks
WHERE bounds = 'disjoint';

COMMENT ON VIEW inconsistencies IS 'Figures of one article that cannot all hold: a part above its whole, a share that does not give the stated number.';
COMMENT ON COLUMN inconsistencies.inconsistency IS 'part above whole, or share against number.';
COMMENT ON COLUMN inconsistencies.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN inconsistencies.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN inconsistencies.words IS 'The two in words.';
COMMENT ON COLUMN inconsistencies.low_a IS 'Smallest number of the part or the resolved share.';
COMMENT ON COLUMN inconsistencies.high_a IS 'Largest number of it.';
COMMENT ON COLUMN inconsistencies.low_b IS 'Smallest number of the whole or the stated number.';
COMMENT ON COLUMN inconsistencies.high_b IS 'Largest number of it.';
COMMENT ON COLUMN inconsistencies.sentence_a IS 'The sentence of the first.';
COMMENT ON COLUMN inconsistencies.sentence_b IS 'The sentence of the second.';
COMMENT ON COLUMN inconsistencies.url IS 'Address of the article: its canonical one where the page gives it.';
COMMENT ON COLUMN inconsistencies.article_version_id IS 'Id of the version of the article.';
COMMENT ON COLUMN inconsistencies.claim_id_a IS 'Claim of the part or share.';
COMMENT ON COLUMN inconsistencies.claim_id_b IS 'Claim of the whole or the stated number.';

CREATE OR REPLACE VIEW inconsistencies AS
WITH counted AS (
    SELECT
        claim_key, start, metric, population, low, high, qualifier, period_start,
        -- what a part and its whole share: article, side, place, time and voice
        hash(article_version_id, aggregation, actor, scope, as_of, lower(said_by)) AS told
    FROM claim_core
    WHERE is_current AND reread_at IS NULL AND status = 'reported' AND kind = 'count' AND population IS NOT NULL
),
pairs_told AS (
    -- of one kind of people: the killed among the casualties
    SELECT part.claim_key AS part_key, whole.claim_key AS whole_key, 'metric' AS field
    FROM counted AS part
    JOIN wholes ON wholes.field = 'metric' AND wholes.part = part.metric
    JOIN counted AS whole
        ON whole.told = part.told
        AND whole.metric = wholes.whole
        AND whole.population = part.population
        AND starts_agree(whole.period_start, part.period_start)
    UNION ALL
    -- of one metric: the children among the people, who are told first
    SELECT part.claim_key, whole.claim_key, 'population'
    FROM counted AS part
    JOIN wholes ON wholes.field = 'population' AND wholes.part = part.population
    JOIN counted AS whole
        ON whole.told = part.told
        AND whole.population = wholes.whole
        AND whole.metric = part.metric
        AND whole.start < part.start
        AND starts_agree(whole.period_start, part.period_start)
),
parts AS (
    SELECT
        pairs_told.field, part.claim_key AS part_key, whole.claim_key AS whole_key,
        part.metric, part.low, part.qualifier,
        whole.metric AS whole_metric, whole.population AS whole_population,
        whole.high AS whole_high, whole.qualifier AS whole_qualifier,
        coalesce(whole.high, 'infinity'::DOUBLE) AS room
    FROM pairs_told
    JOIN counted AS part ON part.claim_key = pairs_told.part_key
    JOIN counted AS whole ON whole.claim_key = pairs_told.whole_key
),
above AS (
    -- of several wholes of one kind the largest is the one that it belongs to
    SELECT 'part above whole' AS inconsistency, [part_key] AS part_keys, whole_key, low
    FROM (FROM parts QUALIFY row_number() OVER (PARTITION BY part_key, whole_metric, whole_population ORDER BY room DESC) = 1)
    WHERE lies_below(whole_high, whole_qualifier, low, qualifier)
),
together AS (
    -- told twice, a part counts once, with the lower number
    SELECT 'parts above whole', list(part_key ORDER BY metric), whole_key, sum(low)
    FROM (
        FROM parts
        WHERE field = 'metric' AND low IS NOT NULL AND whole_high IS NOT NULL AND low <= whole_high
        QUALIFY row_number() OVER (PARTITION BY whole_key, metric ORDER BY low) = 1
    )
    GROUP BY whole_key
    HAVING count(*) > 1 AND sum(low) > any_value(whole_high)
),
found AS (
    FROM above UNION ALL FROM together
),
words AS (
    SELECT claim_key, expr || ' ' || population || ' ' || metric AS words
    FROM claim_core
    WHERE claim_key IN (SELECT unnest(part_keys) FROM found UNION SELECT whole_key FROM found)
),
part_words AS (
    SELECT found.part_keys, found.whole_key, string_agg(words.words, ' and ' ORDER BY words.words) AS words
    FROM found, unnest(found.part_keys) AS told(part_key)
    JOIN words ON words.claim_key = told.part_key
    GROUP BY ALL
)
SELECT
    found.inconsistency AS inconsistency,
    part.metric AS metric,
    part.actor AS actor,
    part_words.words || ', but ' || words.words AS words,
    found.low AS low_a,
    CASE WHEN len(found.part_keys) = 1 THEN part.high END AS high_a,
    whole.low AS low_b,
    whole.high AS high_b,
    part.sentence AS sentence_a,
    whole.sentence AS sentence_b,
    part.url AS url,
    part.article_version_id AS article_version_id,
    part.claim_id AS claim_id_a,
    whole.claim_id AS claim_id_b
FROM found
JOIN claim_history AS part ON part.claim_key = found.part_keys[1]
JOIN claim_core AS whole ON whole.claim_key = found.whole_key
JOIN part_words ON part_words.part_keys = found.part_keys AND part_words.whole_key = found.whole_key
JOIN words ON words.claim_key = found.whole_key
UNION ALL
SELECT
    'share against number', metric, actor, share_expr || ' of ' || base_expr || ' is not ' || stated_expr,
    resolved_low, resolved_high, stated_low, stated_high, sentence, NULL,
    url, article_version_id, share_claim_id, stated_claim_id
FROM share_checks
WHERE bounds = 'disjoint';

COMMENT ON VIEW inconsistencies IS 'Figures of one article that cannot all hold: a part above its whole (600 killed of 500 casualties, 15 children of 12 people), parts that together are above it, a share that does not give the stated number.';
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

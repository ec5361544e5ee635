-- The one place where two claimants' figures are put side by side. Every argument may be NULL: no filter.

CREATE OR REPLACE MACRO pairs(metric_, actor_, population_, place_, countries_, first_day, last_day) AS TABLE
WITH statements AS (
    SELECT
        hash(metric, item, population, actor, scope, aggregation, kind, rate_per) AS quantity,
        metric, item, population, actor, place_key, country, aggregation, kind, rate_per, definition,
        said_by, lower(said_by) AS speaker, said_by_kind, claimant,
        low, best, high, qualifier, as_of, said_on, period_start, claim_id, claim_key,
        aggregation IN ('cumulative', 'stock') AS is_level
    FROM claim_readings
    ANTI JOIN supersessions USING (article_version_id)
    ANTI JOIN rereadings USING (article_version_id, extractor_version)
    WHERE status = 'reported'
      AND best IS NOT NULL
      AND as_of IS NOT NULL
      AND said_by IS NOT NULL
      AND (actor IS NOT NULL OR place_key IS NOT NULL OR country IS NOT NULL)
      AND (metric_ IS NULL OR metric = metric_)
      AND (actor_ IS NULL OR actor = actor_)
      AND (population_ IS NULL OR population = population_)
      AND (place_ IS NULL OR place_key = place_ OR country = place_)
      AND (countries_ IS NULL OR list_contains(countries_, country))
      AND (first_day IS NULL OR as_of >= first_day::DATE - 124)
      AND (last_day IS NULL OR as_of <= last_day(last_day::DATE))
),
ranked AS (
    SELECT
        *,
        -- of levels and running totals a month, of all else the very day or interval
        hash(
            quantity,
            definition,
            speaker,
            CASE WHEN aggregation = 'cumulative' THEN period_start END,
            CASE WHEN is_level THEN NULL ELSE coalesce(period_first_day(period_start), as_of) END,
            CASE WHEN is_level THEN last_day(as_of) ELSE as_of END
        ) AS cell,
        -- the later day, then the later publication, then any fixed order, in one number
        (as_of - DATE '0001-01-01')::UHUGEINT * 18446744073709551616::UHUGEINT * 16777216
            + coalesce(said_on - DATE '0001-01-01', 0)::UHUGEINT * 18446744073709551616::UHUGEINT
            + claim_key AS rank
    FROM statements
),
last_ranks AS (
    SELECT max(rank) AS rank FROM ranked GROUP BY cell
),
latest AS (
    -- what each said last in that time
    SELECT * FROM ranked SEMI JOIN last_ranks USING (rank)
),
spoken AS (
    SELECT
        quantity, definition, speaker, is_level, claim_key, rank,
        CASE WHEN aggregation = 'cumulative' THEN period_start END AS counted_from,
        CASE WHEN is_level
            THEN date_trunc('month', as_of)::DATE
            ELSE coalesce(period_first_day(period_start), as_of)
        END AS bucket_start,
        CASE WHEN is_level THEN last_day(as_of) ELSE as_of END AS bucket_end
    FROM latest
),
standing AS (
    -- until the month before it speaks again that stands as its last word, for three months at most
    SELECT
        quantity, speaker, counted_from, slot,
        max_by(claim_key, rank) AS claim_key,
        max(bucket_start) AS bucket_start,
        max(bucket_end) AS bucket_end,
        min(carried) AS carried
    FROM (
        SELECT
            *,
            unnest(CASE WHEN is_level THEN [0, 1, 2, 3] ELSE [0] END) AS carried,
            -- a pair has to share this: the month, or first and last day
            CASE WHEN is_level
                THEN date_diff('month', DATE '1900-01-01', bucket_start) + carried
                ELSE hash(bucket_start, bucket_end)
            END AS slot
        FROM spoken
    )
    GROUP BY quantity, definition, speaker, counted_from, slot
),
ordered AS (
    SELECT
        CASE WHEN a.speaker < b.speaker THEN a.claim_key ELSE b.claim_key END AS key_a,
        CASE WHEN a.speaker < b.speaker THEN b.claim_key ELSE a.claim_key END AS key_b,
        a.bucket_start AS bucket_start,
        a.bucket_end AS bucket_end
    FROM standing AS a
    JOIN standing AS b ON a.quantity = b.quantity AND a.slot = b.slot AND a.speaker != b.speaker
    WHERE a.carried = 0
      -- a pair in which both spoke is met twice, once from either side
      AND (b.carried > 0 OR a.speaker < b.speaker)
      AND starts_agree(a.counted_from, b.counted_from)
      AND (first_day IS NULL OR a.bucket_end >= first_day)
      AND (last_day IS NULL OR a.bucket_start <= last_day)
),
quotes AS (
    -- only of the claims that have come out as a pair; the filters again, so that no other claims are looked at
    SELECT claim_key, article_version_id, expr, sentence
    FROM claims
    WHERE claim_key IN (SELECT unnest([key_a, key_b]) FROM ordered)
      AND (metric_ IS NULL OR metric = metric_)
      AND (actor_ IS NULL OR actor = actor_)
      AND (population_ IS NULL OR population = population_)
      AND (countries_ IS NULL OR list_contains(countries_, country))
),
told AS (
    SELECT * FROM latest JOIN quotes USING (claim_key)
)
SELECT
    a.metric AS metric,
    a.item AS item,
    a.population AS population,
    a.actor AS actor,
    coalesce(a.place_key, b.place_key) AS place_key,
    a.country AS country,
    a.aggregation AS aggregation,
    a.kind AS kind,
    a.rate_per AS rate_per,
    ordered.bucket_start AS bucket_start,
    ordered.bucket_end AS bucket_end,
    a.said_by AS said_by_a,
    b.said_by AS said_by_b,
    a.said_by_kind AS said_by_kind_a,
    b.said_by_kind AS said_by_kind_b,
    a.claimant AS claimant_a,
    b.claimant AS claimant_b,
    a.definition AS definition_a,
    b.definition AS definition_b,
    a.low AS low_a,
    a.best AS best_a,
    a.high AS high_a,
    a.qualifier AS qualifier_a,
    b.low AS low_b,
    b.best AS best_b,
    b.high AS high_b,
    b.qualifier AS qualifier_b,
    b.best - a.best AS difference,
    b.best / nullif(a.best, 0) AS ratio,
    ln(nullif(b.best, 0) / nullif(a.best, 0)) AS log_ratio,
    bounds_relation(
        a.aggregation, a.as_of, a.low, a.high, a.qualifier, b.as_of, b.low, b.high, b.qualifier
    ) AS bounds,
    CASE
        WHEN lies_below(a.high, a.qualifier, b.low, b.qualifier) THEN b.low - a.high
        WHEN lies_below(b.high, b.qualifier, a.low, a.qualifier) THEN a.low - b.high
    END AS gap,
    a.as_of AS as_of_a,
    b.as_of AS as_of_b,
    abs(a.as_of - b.as_of) AS days_apart,
    a.said_on AS said_on_a,
    b.said_on AS said_on_b,
    a.period_start AS period_start_a,
    b.period_start AS period_start_b,
    a.expr AS expr_a,
    b.expr AS expr_b,
    a.sentence AS sentence_a,
    b.sentence AS sentence_b,
    a.article_version_id AS article_version_id_a,
    b.article_version_id AS article_version_id_b,
    a.claim_id AS claim_id_a,
    b.claim_id AS claim_id_b
FROM ordered
JOIN told AS a ON a.claim_key = ordered.key_a
JOIN told AS b ON b.claim_key = ordered.key_b;
COMMENT ON MACRO TABLE pairs IS 'The rows of comparison for a metric, actor, population, place (or country), list of countries, first and last day; NULL leaves a filter out. The filters reach the claims before anything is paired.';

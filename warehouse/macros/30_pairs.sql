-- The one place where two claimants' figures are put side by side. Every argument may be NULL: no filter.

CREATE OR REPLACE MACRO pairs(metric_, actor_, population_, place_, countries_, first_day, last_day) AS TABLE
WITH statements AS (
    SELECT
        metric, item, population, actor, place_key, country, scope, aggregation, kind, rate_per, definition,
        said_by, lower(said_by) AS speaker, said_by_kind, claimant,
        low, best, high, qualifier, as_of, said_on, period_start, expr, sentence, url, claim_id,
        aggregation IN ('cumulative', 'stock') AS is_level,
        CASE WHEN aggregation = 'cumulative' THEN period_start END AS counted_from,
        CASE WHEN aggregation IN ('cumulative', 'stock')
            THEN date_trunc('month', as_of)::DATE
            ELSE coalesce(period_first_day(period_start), as_of)
        END AS bucket_start,
        CASE WHEN aggregation IN ('cumulative', 'stock') THEN last_day(as_of) ELSE as_of END AS bucket_end
    FROM claim_history
    WHERE is_current
      AND reread_at IS NULL
      AND status = 'reported'
      AND best IS NOT NULL
      AND as_of IS NOT NULL
      AND said_by IS NOT NULL
      AND (actor IS NOT NULL OR place_key IS NOT NULL OR country IS NOT NULL)
      AND (metric_ IS NULL OR metric = metric_)
      AND (actor_ IS NULL OR actor = actor_)
      AND (population_ IS NULL OR population = population_)
      AND (place_ IS NULL OR place_key = place_ OR country = place_)
      AND (countries_ IS NULL OR list_contains(countries_, country))
),
latest AS (
    -- what each said last in the month (levels and running totals), or for the very day or interval (all else)
    SELECT *
    FROM statements
    QUALIFY row_number() OVER (
        PARTITION BY
            metric, item, population, actor, scope, aggregation, kind, rate_per, definition, speaker, counted_from,
            bucket_start, bucket_end
        ORDER BY as_of DESC, said_on DESC NULLS LAST, claim_id
    ) = 1
),
held AS (
    -- and until when that is the last word
    SELECT
        *,
        lead(bucket_end) OVER (
            PARTITION BY
                metric, item, population, actor, scope, aggregation, kind, rate_per, definition, speaker, counted_from
            ORDER BY bucket_end
        ) AS next_end
    FROM latest
),
sides AS (
    SELECT a, b, a.bucket_start AS bucket_start, a.bucket_end AS bucket_end
    FROM held AS a
    JOIN held AS b
        ON a.metric = b.metric
        AND a.item IS NOT DISTINCT FROM b.item
        AND a.population IS NOT DISTINCT FROM b.population
        AND a.actor IS NOT DISTINCT FROM b.actor
        AND a.scope IS NOT DISTINCT FROM b.scope
        AND a.aggregation = b.aggregation
        AND a.kind = b.kind
        AND a.rate_per IS NOT DISTINCT FROM b.rate_per
        AND a.speaker != b.speaker
        AND (
            -- a spoke in this month; b's last word is of this month, or of one of the three before it
            (
                a.is_level
                AND b.bucket_end <= a.bucket_end
                AND a.bucket_end - b.bucket_end <= 92
                AND (b.next_end IS NULL OR b.next_end > a.bucket_end)
                AND starts_agree(a.counted_from, b.counted_from)
            )
            OR (NOT a.is_level AND a.bucket_start = b.bucket_start AND a.bucket_end = b.bucket_end)
        )
    -- a pair that both spoke in is met twice, once from either side
    WHERE b.bucket_end < a.bucket_end OR a.speaker < b.speaker
),
ordered AS (
    SELECT
        CASE WHEN a.speaker < b.speaker THEN a ELSE b END AS a,
        CASE WHEN a.speaker < b.speaker THEN b ELSE a END AS b,
        bucket_start,
        bucket_end
    FROM sides
    WHERE (first_day IS NULL OR bucket_end >= first_day) AND (last_day IS NULL OR bucket_start <= last_day)
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
    bucket_start,
    bucket_end,
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
    a.url AS url_a,
    b.url AS url_b,
    a.claim_id AS claim_id_a,
    b.claim_id AS claim_id_b
FROM ordered;
COMMENT ON MACRO TABLE pairs IS 'The rows of comparison for a metric, actor, population, place (or country), list of countries, first and last day; NULL leaves a filter out. The filters reach the claims before anything is paired.';

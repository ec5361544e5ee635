CREATE OR REPLACE VIEW comparison AS
WITH dated AS (
    SELECT
        *,
        -- levels and running totals are held against each other by month; what happened on a day or in an interval
        -- only against what covers the same one
        CASE WHEN aggregation IN ('cumulative', 'stock')
            THEN date_trunc('month', as_of)::DATE
            ELSE coalesce(period_first_day(period_start), as_of)
        END AS bucket_start,
        CASE WHEN aggregation IN ('cumulative', 'stock') THEN last_day(as_of) ELSE as_of END AS bucket_end
    FROM series
    WHERE as_of IS NOT NULL
      AND said_by IS NOT NULL
      AND coalesce(actor, place_key, country) IS NOT NULL
),
latest AS (
    -- what each last said in the bucket; where it said two things at once, both stand
    SELECT *
    FROM dated
    QUALIFY rank() OVER (
        PARTITION BY series_id, bucket_start, bucket_end ORDER BY as_of DESC, said_on DESC NULLS LAST
    ) = 1
)
SELECT
    a.metric,
    a.item,
    a.population,
    a.actor,
    a.place_key,
    a.country,
    a.aggregation,
    a.kind,
    a.rate_per,
    a.bucket_start,
    a.bucket_end,
    a.said_by AS said_by_a,
    b.said_by AS said_by_b,
    a.said_by_kind AS said_by_kind_a,
    b.said_by_kind AS said_by_kind_b,
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
    CASE
        WHEN a.high < b.low OR b.high < a.low THEN 'disjoint'
        -- fewer than six and more than six do not meet at six
        WHEN a.high = b.low AND (a.qualifier IN ('less_than', 'nearly') OR b.qualifier = 'more_than') THEN 'disjoint'
        WHEN b.high = a.low AND (b.qualifier IN ('less_than', 'nearly') OR a.qualifier = 'more_than') THEN 'disjoint'
        WHEN a.qualifier = 'approximately' OR b.qualifier = 'approximately' THEN 'unknown'
        ELSE 'overlap'
    END AS bounds,
    a.as_of AS as_of_a,
    b.as_of AS as_of_b,
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
FROM latest AS a
JOIN latest AS b
    ON a.metric = b.metric
    AND a.item IS NOT DISTINCT FROM b.item
    AND a.population IS NOT DISTINCT FROM b.population
    AND a.actor IS NOT DISTINCT FROM b.actor
    AND a.place_key IS NOT DISTINCT FROM b.place_key
    AND a.country IS NOT DISTINCT FROM b.country
    AND a.aggregation = b.aggregation
    AND a.kind = b.kind
    AND a.rate_per IS NOT DISTINCT FROM b.rate_per
    AND a.bucket_start = b.bucket_start
    AND a.bucket_end = b.bucket_end
    AND a.series_id != b.series_id
    AND (a.said_by, a.claim_id) < (b.said_by, b.claim_id)
    -- running totals from different starts are not the same quantity; a start that is not given is no other start
    AND (
        a.aggregation != 'cumulative'
        OR a.period_start IS NULL
        OR b.period_start IS NULL
        OR a.period_start = b.period_start
    );

COMMENT ON VIEW comparison IS 'Claimants side by side, in pairs: the last that each said of the same quantity in the same month (running totals and levels) or for the same day or interval (all else). Never across different metrics, items, populations, actors, places, kinds or aggregations. Articles in their own voice, and figures with neither actor nor place, are not compared.';
COMMENT ON COLUMN comparison.metric IS 'What happened to what is counted.';
COMMENT ON COLUMN comparison.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN comparison.population IS 'Whom it counts.';
COMMENT ON COLUMN comparison.actor IS 'The side that the counted belong to; NULL: said by neither.';
COMMENT ON COLUMN comparison.place_key IS 'Canonical name of the place; NULL: said by neither.';
COMMENT ON COLUMN comparison.country IS 'ISO 3166-1 alpha-3 of the place; NULL: known of neither.';
COMMENT ON COLUMN comparison.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN comparison.kind IS 'count, share or rate.';
COMMENT ON COLUMN comparison.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN comparison.bucket_start IS 'First day of the month, day or interval that both figures are for.';
COMMENT ON COLUMN comparison.bucket_end IS 'Last day of it.';
COMMENT ON COLUMN comparison.said_by_a IS 'Who said the first figure; the two are in alphabetical order.';
COMMENT ON COLUMN comparison.said_by_b IS 'Who said the second figure.';
COMMENT ON COLUMN comparison.said_by_kind_a IS 'claimant: registered; source: as the text names them.';
COMMENT ON COLUMN comparison.said_by_kind_b IS 'claimant: registered; source: as the text names them.';
COMMENT ON COLUMN comparison.low_a IS 'Smallest number that the first admits; NULL: open.';
COMMENT ON COLUMN comparison.best_a IS 'The number to plot of the first.';
COMMENT ON COLUMN comparison.high_a IS 'Largest number that the first admits; NULL: open.';
COMMENT ON COLUMN comparison.qualifier_a IS 'What the words around the first assert.';
COMMENT ON COLUMN comparison.low_b IS 'Smallest number that the second admits; NULL: open.';
COMMENT ON COLUMN comparison.best_b IS 'The number to plot of the second.';
COMMENT ON COLUMN comparison.high_b IS 'Largest number that the second admits; NULL: open.';
COMMENT ON COLUMN comparison.qualifier_b IS 'What the words around the second assert.';
COMMENT ON COLUMN comparison.difference IS 'best_b less best_a.';
COMMENT ON COLUMN comparison.ratio IS 'best_b over best_a; NULL where best_a is 0.';
COMMENT ON COLUMN comparison.bounds IS 'disjoint: no number satisfies both; overlap: some number does; unknown: one of them is approximate, without bounds.';
COMMENT ON COLUMN comparison.as_of_a IS 'The day that the first holds for.';
COMMENT ON COLUMN comparison.as_of_b IS 'The day that the second holds for.';
COMMENT ON COLUMN comparison.said_on_a IS 'The day that the first was published.';
COMMENT ON COLUMN comparison.said_on_b IS 'The day that the second was published.';
COMMENT ON COLUMN comparison.period_start_a IS 'Start of what the first covers; a running total is compared with one from another start only where one of them gives none.';
COMMENT ON COLUMN comparison.period_start_b IS 'Start of what the second covers.';
COMMENT ON COLUMN comparison.expr_a IS 'The expression of the first, verbatim.';
COMMENT ON COLUMN comparison.expr_b IS 'The expression of the second, verbatim.';
COMMENT ON COLUMN comparison.sentence_a IS 'The sentence of the first.';
COMMENT ON COLUMN comparison.sentence_b IS 'The sentence of the second.';
COMMENT ON COLUMN comparison.url_a IS 'Address of the article of the first.';
COMMENT ON COLUMN comparison.url_b IS 'Address of the article of the second.';
COMMENT ON COLUMN comparison.claim_id_a IS 'Claim of the first.';
COMMENT ON COLUMN comparison.claim_id_b IS 'Claim of the second.';

CREATE OR REPLACE VIEW corroboration AS
WITH told AS (
    SELECT
        claim_id, metric, low, high, qualifier, origins,
        hash(item, population, actor, scope, aggregation, kind, rate_per, day) AS cell
    FROM independent_origins
),
others AS (
    SELECT
        one.metric,
        one.claim_id,
        coalesce(lies_below(one.high, one.qualifier, other.low, other.qualifier), false)
            OR coalesce(lies_below(other.high, other.qualifier, one.low, one.qualifier), false) AS is_disjoint,
        other.origins
    FROM told AS one
    JOIN told AS other ON other.metric = one.metric AND other.cell = one.cell AND other.claim_id != one.claim_id
),
company AS (
    SELECT
        metric,
        claim_id,
        sum(origins) FILTER (NOT is_disjoint) AS can_agree,
        sum(origins) FILTER (is_disjoint) AS cannot
    FROM others
    GROUP BY metric, claim_id
),
enemies AS (
    SELECT DISTINCT told.metric, told.claim_id
    FROM (SELECT metric, claim_id, actor, day, unnest(sides) AS side FROM independent_origins) AS told
    JOIN stances
        ON stances.counted_actor = told.actor
        AND stances.speaker_actor = told.side
        AND stances.is_enemy
        AND told.day BETWEEN stances.from_day AND stances.to_day
)
SELECT
    one.metric, one.item, one.population, one.actor, one.place_key, one.country, one.aggregation, one.kind,
    one.rate_per, one.day, one.low, one.best, one.high, one.qualifier,
    one.origins,
    one.origin_list,
    one.kinds,
    list_contains(one.sides, one.actor) AS has_own_side,
    enemies.claim_id IS NOT NULL AS has_enemy,
    list_has_any(one.kinds, ['un', 'international', 'monitor', 'ngo', 'academic']) AS has_third_party,
    coalesce(company.can_agree, 0)::BIGINT AS origins_that_can_agree,
    coalesce(company.cannot, 0)::BIGINT AS origins_that_cannot,
    one.claim_id
FROM independent_origins AS one
LEFT JOIN company ON company.metric = one.metric AND company.claim_id = one.claim_id
LEFT JOIN enemies ON enemies.metric = one.metric AND enemies.claim_id = one.claim_id;

COMMENT ON VIEW corroboration IS 'Each figure with its origins, their kinds, and how many other origins in the same month or for the same day give a figure that can hold with it or cannot. Counting voices is not weighing them.';
COMMENT ON COLUMN corroboration.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN corroboration.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN corroboration.population IS 'Whom it counts.';
COMMENT ON COLUMN corroboration.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN corroboration.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN corroboration.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN corroboration.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN corroboration.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN corroboration.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN corroboration.day IS 'First day of the month, or the day.';
COMMENT ON COLUMN corroboration.low IS 'Smallest number that the text admits; NULL: open.';
COMMENT ON COLUMN corroboration.best IS 'The number.';
COMMENT ON COLUMN corroboration.high IS 'Largest number that the text admits; NULL: open.';
COMMENT ON COLUMN corroboration.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN corroboration.origins IS 'How many separate origins carry the figure: claimants and sources once each, articles in their own voice once for each story (articles.origin_id) and wording.';
COMMENT ON COLUMN corroboration.origin_list IS 'The origins.';
COMMENT ON COLUMN corroboration.kinds IS 'Kinds of those origins.';
COMMENT ON COLUMN corroboration.has_own_side IS 'Whether the side that is counted is among them.';
COMMENT ON COLUMN corroboration.has_enemy IS 'Whether its enemy is.';
COMMENT ON COLUMN corroboration.has_third_party IS 'Whether the UN, a monitor, an aid organisation or scholars are.';
COMMENT ON COLUMN corroboration.origins_that_can_agree IS 'Origins of other figures whose bounds meet these.';
COMMENT ON COLUMN corroboration.origins_that_cannot IS 'Origins of other figures whose bounds do not.';
COMMENT ON COLUMN corroboration.claim_id IS 'One of its claims.';

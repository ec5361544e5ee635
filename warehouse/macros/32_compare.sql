CREATE OR REPLACE MACRO stance_by(speaker_side, side, is_enemy) AS
    CASE
        WHEN side IS NULL THEN 'not known'
        WHEN speaker_side IS NULL THEN 'third party'
        WHEN speaker_side = side THEN 'own side'
        WHEN is_enemy IS NULL THEN 'third party'
        WHEN is_enemy THEN 'enemy'
        ELSE 'own side'
    END;
COMMENT ON MACRO stance_by IS 'The word for how a claimant''s side stands to the side that is counted, where is_enemy says whether the two fight against each other (true) or on one side (false) on that day; NULL: neither.';

CREATE OR REPLACE MACRO stance(speaker_side, side, on_day) AS
    stance_by(
        speaker_side,
        side,
        (
            SELECT bool_or(is_enemy) FROM stances
            WHERE speaker_actor = speaker_side AND counted_actor = side AND on_day BETWEEN from_day AND to_day
        )
    );
COMMENT ON MACRO stance IS 'How a claimant''s side stands to the side that is counted, on a day: own side (also an ally), enemy or third party.';

CREATE OR REPLACE MACRO is_enemy_on(spans, speaker_side, on_day) AS
    list_bool_or([
        span.is_enemy FOR span IN spans IF span.speaker_actor = speaker_side AND on_day BETWEEN span.from_day AND span.to_day
    ]);
COMMENT ON MACRO is_enemy_on IS 'Whether a claimant''s side fights against (true) or with (false) the side that is counted on a day, by the spans of that side in stance_spans; NULL: neither.';

CREATE OR REPLACE MACRO compare(metric_, actor_, population_, place_, from_, to_) AS TABLE
SELECT
    pairs.metric, pairs.item, pairs.population, pairs.actor, pairs.place_key, pairs.country, pairs.aggregation,
    pairs.bucket_end,
    pairs.said_by_a,
    CASE
        WHEN one.claimant IS NULL THEN 'not known'
        ELSE stance_by(one.actor, pairs.actor, is_enemy_on(counted.spans, one.actor, pairs.bucket_end))
    END AS stance_a,
    one.kind AS kind_a,
    pairs.low_a, pairs.best_a, pairs.high_a, pairs.as_of_a,
    pairs.said_by_b,
    CASE
        WHEN two.claimant IS NULL THEN 'not known'
        ELSE stance_by(two.actor, pairs.actor, is_enemy_on(counted.spans, two.actor, pairs.bucket_end))
    END AS stance_b,
    two.kind AS kind_b,
    pairs.low_b, pairs.best_b, pairs.high_b, pairs.as_of_b,
    pairs.ratio, pairs.log_ratio, pairs.bounds, pairs.gap, pairs.days_apart,
    pairs.definition_a, pairs.definition_b,
    pairs.expr_a, pairs.expr_b, pairs.sentence_a, pairs.sentence_b,
    pairs.article_version_id_a, pairs.article_version_id_b,
    pairs.claim_id_a, pairs.claim_id_b
FROM pairs(metric_, actor_, population_, place_, NULL, from_, to_) AS pairs
LEFT JOIN claimants AS one ON one.claimant = pairs.claimant_a
LEFT JOIN claimants AS two ON two.claimant = pairs.claimant_b
LEFT JOIN stance_spans AS counted ON counted.counted_actor = pairs.actor;
COMMENT ON MACRO TABLE compare IS 'Claimants side by side for a metric, actor, population, place (or country), from a day to a day; NULL leaves a filter out. Each with point, bounds, stance (own side, enemy, third party), ratio, log-ratio, overlap or gap, and quote.';

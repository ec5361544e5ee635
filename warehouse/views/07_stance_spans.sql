CREATE OR REPLACE VIEW stance_spans AS
SELECT
    counted_actor,
    list({speaker_actor: speaker_actor, is_enemy: is_enemy, from_day: from_day, to_day: to_day}) AS spans
FROM stances
GROUP BY counted_actor;
COMMENT ON VIEW stance_spans IS 'The rows of stances, one row a side that is counted: compare looks both claimants up in it, once for all days.';
COMMENT ON COLUMN stance_spans.counted_actor IS 'The side that is counted.';
COMMENT ON COLUMN stance_spans.spans IS 'For each conflict the sides that fight with or against it, from which day to which.';

CREATE OR REPLACE VIEW stances AS
SELECT
    a.actor AS speaker_actor,
    b.actor AS counted_actor,
    a.side != b.side AS is_enemy,
    a.conflict,
    period_first_day(conflicts.started) AS from_day,
    coalesce(period_last_day(conflicts.ended), DATE '9999-12-31') AS to_day
FROM conflict_sides AS a
JOIN conflict_sides AS b ON a.conflict = b.conflict AND a.actor != b.actor
JOIN conflicts ON conflicts.conflict = a.conflict;

COMMENT ON VIEW stances IS 'Which sides fight with or against each other, from when to when, by the registry of conflicts.';
COMMENT ON COLUMN stances.speaker_actor IS 'The side that a claimant speaks for.';
COMMENT ON COLUMN stances.counted_actor IS 'The side that is counted.';
COMMENT ON COLUMN stances.is_enemy IS 'Whether they fight against each other; else they fight on one side.';
COMMENT ON COLUMN stances.conflict IS 'The conflict.';
COMMENT ON COLUMN stances.from_day IS 'First day of it.';
COMMENT ON COLUMN stances.to_day IS 'Last day; 9999-12-31 where it goes on.';

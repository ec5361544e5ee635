-- Bounds: what a convention makes of them, and how two of them lie to each other. NULL is an open bound.

CREATE OR REPLACE MACRO utc_day(moment) AS make_timestamp(epoch_us(moment))::DATE;
COMMENT ON MACRO utc_day IS 'The day of a moment in UTC, whatever the time zone of the session.';

CREATE OR REPLACE MACRO number_unit(number) AS
    pow(10, length(trunc(number)::BIGINT::VARCHAR) - greatest(length(rtrim(trunc(number)::BIGINT::VARCHAR, '0')), 1));
COMMENT ON MACRO number_unit IS 'The largest power of ten that divides a whole number: 1,100 gives 100, 7 gives 1, 0 gives 1.';

CREATE OR REPLACE MACRO bound_by_rule(base, units, plus, low, best, high) AS
    CASE WHEN base != 'none' THEN
        greatest(0, CASE base WHEN 'low' THEN low WHEN 'high' THEN high ELSE best END + units * number_unit(best) + plus)
    END;
COMMENT ON MACRO bound_by_rule IS 'A bound under a rule of a convention: base + units * unit of the best value + plus, not below zero; see convention_rules.';

CREATE OR REPLACE MACRO bound_under(has_word, bound_of_word, rule, stated, low, best, high) AS
    CASE
        WHEN has_word THEN bound_of_word
        WHEN rule IS NULL THEN stated
        ELSE bound_by_rule(rule.base, rule.units, rule.plus, low, best, high)
    END;
COMMENT ON MACRO bound_under IS 'A bound under a convention: its reading of the vague word, else its rule for the qualifier, else as stated.';

CREATE OR REPLACE MACRO lies_below(high_a, qualifier_a, low_b, qualifier_b) AS
    -- fewer than six and more than six do not meet at six
    high_a < low_b
    OR (high_a = low_b AND (qualifier_a IN ('less_than', 'nearly') OR qualifier_b = 'more_than'));
COMMENT ON MACRO lies_below IS 'Whether every number that the first figure admits is smaller than every number that the second admits; NULL where an open bound leaves that open.';

CREATE OR REPLACE MACRO bounds_relation(
    aggregation, as_of_a, low_a, high_a, qualifier_a, as_of_b, low_b, high_b, qualifier_b
) AS
    CASE
        WHEN aggregation = 'cumulative' AND as_of_a < as_of_b AND lies_below(high_a, qualifier_a, low_b, qualifier_b)
            THEN 'later_higher'
        WHEN aggregation = 'cumulative' AND as_of_b < as_of_a AND lies_below(high_b, qualifier_b, low_a, qualifier_a)
            THEN 'later_higher'
        WHEN lies_below(high_a, qualifier_a, low_b, qualifier_b) OR lies_below(high_b, qualifier_b, low_a, qualifier_a)
            THEN CASE WHEN aggregation = 'stock' AND as_of_a != as_of_b THEN 'other_day' ELSE 'disjoint' END
        WHEN (qualifier_a = 'approximately' AND low_a IS NULL) OR (qualifier_b = 'approximately' AND low_b IS NULL)
            THEN 'unknown'
        ELSE 'overlap'
    END;
COMMENT ON MACRO bounds_relation IS 'disjoint: no number satisfies both. overlap: some number does. later_higher: a running total that is higher on a later day, so that both can hold. other_day: levels of different days. unknown: one is approximate, without bounds.';

CREATE OR REPLACE MACRO starts_agree(start_a, start_b) AS
    start_a IS NULL OR start_b IS NULL OR starts_with(start_a, start_b) OR starts_with(start_b, start_a);
COMMENT ON MACRO starts_agree IS 'Whether two running totals may count from the same day: 2022-02 and 2022-02-24 do, 2022 and 2024-10 do not; a start that is not given is no other start.';

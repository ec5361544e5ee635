CREATE OR REPLACE VIEW rules_by_qualifier AS
SELECT
    convention,
    qualifier,
    any_value({base: base, units: units, plus: plus}) FILTER (bound = 'low') AS low,
    any_value({base: base, units: units, plus: plus}) FILTER (bound = 'best') AS best,
    any_value({base: base, units: units, plus: plus}) FILTER (bound = 'high') AS high
FROM convention_rules
GROUP BY convention, qualifier;
COMMENT ON VIEW rules_by_qualifier IS 'The rules of convention_rules, one row a convention and qualifier.';
COMMENT ON COLUMN rules_by_qualifier.convention IS 'Name of the convention.';
COMMENT ON COLUMN rules_by_qualifier.qualifier IS 'The qualifier that the rules are for.';
COMMENT ON COLUMN rules_by_qualifier.low IS 'Rule for the smallest number; NULL: it stays as stated.';
COMMENT ON COLUMN rules_by_qualifier.best IS 'Rule for the number to plot; NULL: it stays as stated.';
COMMENT ON COLUMN rules_by_qualifier.high IS 'Rule for the largest number; NULL: it stays as stated.';

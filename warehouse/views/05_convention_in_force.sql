CREATE OR REPLACE VIEW convention_in_force AS
SELECT
    CASE
        WHEN asked IS NULL THEN coalesce(standard, 'open-bounds')
        WHEN known THEN asked
        ELSE error('There is no convention ' || asked || '; SELECT convention FROM conventions lists them.')
    END AS convention
FROM (
    SELECT
        getvariable('convention')::VARCHAR AS asked,
        (SELECT max(convention) FROM conventions WHERE is_default) AS standard,
        getvariable('convention')::VARCHAR IN (SELECT convention FROM conventions) AS known
);
COMMENT ON VIEW convention_in_force IS 'The convention by which this session reads bounds: SET VARIABLE convention = ''acled'' before the query, or the setting CONFLICT_FIGURES_CONVENTION for the command; else the default.';
COMMENT ON COLUMN convention_in_force.convention IS 'Name of the convention.';

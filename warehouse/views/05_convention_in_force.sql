CREATE OR REPLACE VIEW convention_in_force AS
SELECT
    CASE
        WHEN getvariable('convention') IS NULL THEN coalesce(max(convention) FILTER (is_default), 'open-bounds')
        WHEN bool_or(convention = getvariable('convention')::VARCHAR) THEN getvariable('convention')::VARCHAR
        ELSE error(
            'There is no convention ' || getvariable('convention')::VARCHAR
                || '; SELECT convention FROM conventions lists them.'
        )
    END AS convention
FROM conventions;
COMMENT ON VIEW convention_in_force IS 'The convention by which this session reads bounds: SET VARIABLE convention = ''acled'' before the query, or the setting CONFLICT_FIGURES_CONVENTION for the command; else the default.';
COMMENT ON COLUMN convention_in_force.convention IS 'Name of the convention.';

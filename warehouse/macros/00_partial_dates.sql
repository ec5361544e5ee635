-- A partial date is YYYY, YYYY-MM or YYYY-MM-DD, as the text gave it. Anything else has no days.

CREATE OR REPLACE MACRO period_first_day(partial) AS
    CASE length(partial)
        WHEN 4 THEN try_cast(partial || '-01-01' AS DATE)
        WHEN 7 THEN try_cast(partial || '-01' AS DATE)
        WHEN 10 THEN try_cast(partial AS DATE)
    END;
COMMENT ON MACRO period_first_day IS 'First day of a partial date: 2024-10 gives 2024-10-01.';

CREATE OR REPLACE MACRO period_last_day(partial) AS
    CASE length(partial)
        WHEN 4 THEN try_cast(partial || '-12-31' AS DATE)
        WHEN 7 THEN last_day(try_cast(partial || '-01' AS DATE))
        WHEN 10 THEN try_cast(partial AS DATE)
    END;
COMMENT ON MACRO period_last_day IS 'Last day of a partial date: 2024-02 gives 2024-02-29.';

CREATE OR REPLACE MACRO as_of_day(period_end, status, said_on) AS
    CASE
        WHEN period_end IS NULL THEN said_on
        WHEN length(period_end) = 10 OR status = 'planned' THEN period_last_day(period_end)
        ELSE least(period_last_day(period_end), said_on)
    END;
COMMENT ON MACRO as_of_day IS 'The day that a figure holds for, as claims.as_of keeps it: the last day of its period, else the day of publication; a month or year that was not over when the text was published ends with the publication, unless it is planned.';

CREATE OR REPLACE MACRO is_within(day, first_day, last_day) AS
    (first_day IS NULL OR day >= first_day) AND (last_day IS NULL OR day <= last_day);
COMMENT ON MACRO is_within IS 'Whether a day lies between two, both included; NULL is no bound.';

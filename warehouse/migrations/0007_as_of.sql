-- The day that a figure holds for stands with the claim too: whoever asks for some months looks through days, and does
-- not work them out of texts first. Macros come after migrations, so the rule of as_of_day is spelt out here.

ALTER TABLE claims ADD COLUMN as_of DATE;
COMMENT ON COLUMN claims.as_of IS 'The day that the figure holds for: the end of its period, else the day of publication. A month or year that was not over yet when the text was published ends with the publication, unless it is planned.';
UPDATE claims
SET as_of = CASE
    WHEN period_end IS NULL THEN said_on
    WHEN length(period_end) = 10 THEN try_cast(period_end AS DATE)
    ELSE least(
        CASE length(period_end)
            WHEN 4 THEN try_cast(period_end || '-12-31' AS DATE)
            WHEN 7 THEN last_day(try_cast(period_end || '-01' AS DATE))
        END,
        CASE WHEN status != 'planned' THEN said_on END
    )
END;

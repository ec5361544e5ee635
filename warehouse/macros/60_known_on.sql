CREATE OR REPLACE MACRO figures_as_known_on(day) AS TABLE
SELECT *
FROM figures
WHERE public_from <= day AND (public_until IS NULL OR public_until > day);
COMMENT ON MACRO TABLE figures_as_known_on IS 'The world of claims as it stood on a day: what had been published by then, in the versions of then. By the publishers'' dates, whenever we came to hold it.';

CREATE OR REPLACE MACRO figures_as_held_on(day) AS TABLE
SELECT *
FROM claim_history
WHERE utc_day(held_from) <= day AND (held_until IS NULL OR utc_day(held_until) > day);
COMMENT ON MACRO TABLE figures_as_held_on IS 'What this ledger held on a day, in the versions and readings of then.';

CREATE OR REPLACE MACRO claim_key_of(id) AS ('0x' || substr(id, 1, 16))::UBIGINT;
COMMENT ON MACRO claim_key_of IS 'The key of a claim: the first 16 digits of its id as a number.';

CREATE OR REPLACE MACRO claim(id) AS TABLE
SELECT *
FROM figures
-- the key is looked for first; the id is only held against what has been found
WHERE claim_key = claim_key_of(id) AND concat(claim_id) = id;
COMMENT ON MACRO TABLE claim IS 'One claim by its id, as figures has it; quick whatever the size of the ledger.';

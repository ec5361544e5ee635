-- What is part of what, for the check that no part is above its whole. A registry: replaced as a whole when the
-- vocabularies change.

CREATE TABLE wholes (
    field VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    whole VARCHAR NOT NULL
);
COMMENT ON TABLE wholes IS 'Metrics and populations that are part of a wider one: who is counted as killed is counted among the casualties too.';
COMMENT ON COLUMN wholes.field IS 'metric or population.';
COMMENT ON COLUMN wholes.part IS 'The code of the part.';
COMMENT ON COLUMN wholes.whole IS 'The code of a whole that contains it, direct or not.';

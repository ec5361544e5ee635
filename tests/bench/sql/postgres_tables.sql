CREATE UNLOGGED TABLE claims (
    claim_id text, metric text, item text, population text, actor text, place_key text, country text, aggregation text,
    claimant text, low double precision, best double precision, high double precision, qualifier text, as_of date,
    said_on date, public_from date, public_until date, is_current boolean
);
\copy claims FROM '{file}' (FORMAT csv)
CREATE UNIQUE INDEX ON claims (claim_id);
CREATE INDEX ON claims (metric, actor, population, country, as_of);
CREATE INDEX ON claims (country, metric);
ANALYZE claims;

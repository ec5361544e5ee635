-- What is asked for together lies together, so that a question about one series reads that part of the file only.
INSERT INTO fresh.claims
SELECT * FROM ledger.claims
ORDER BY metric, actor, country, population, place_key, aggregation, claimant, as_of;

-- What is asked for together lies together, so that a question about one series reads that part of the file only.
INSERT INTO fresh.claims
SELECT * FROM ledger.claims
ORDER BY metric, country, actor, population, place_key, aggregation, claimant, period_end;

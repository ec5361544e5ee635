SELECT metric, country, claimant, count(*) AS claims FROM claims GROUP BY ALL ORDER BY claims DESC LIMIT 10;

SELECT metric, country, claimant, count(*) FROM claims GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 10;

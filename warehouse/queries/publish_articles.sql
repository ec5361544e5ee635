INSERT INTO fresh.articles SELECT * FROM ledger.articles ORDER BY article_version_id;

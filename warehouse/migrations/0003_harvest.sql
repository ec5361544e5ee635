-- What a harvest tells of an article beyond its page's own account. Rows from before hold NULL.

ALTER TABLE articles ADD COLUMN language_evidence VARCHAR;
ALTER TABLE articles ADD COLUMN credit VARCHAR;
ALTER TABLE articles ADD COLUMN origin_id VARCHAR;
COMMENT ON COLUMN articles.kind IS 'html, text, markdown, jsonl or pdf.';
COMMENT ON COLUMN articles.flags IS 'no-date, date-from-text, short, liveblog, several-stories; empty where nothing is odd.';
COMMENT ON COLUMN articles.language_evidence IS 'What told the language: page, text or given; NULL: nothing did.';
COMMENT ON COLUMN articles.credit IS 'The news agency that the text is credited to, such as Reuters; NULL: none named.';
COMMENT ON COLUMN articles.origin_id IS 'Cluster of copies of one story: the article_id of the member that was seen first. Count these, not articles, for independent origins.';

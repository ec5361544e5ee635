-- Where a report was filed from. Rows from before hold NULL.

ALTER TABLE articles ADD COLUMN dateline VARCHAR;
COMMENT ON COLUMN articles.dateline IS 'The place that heads the text, as printed: KYIV, or SEOUL, South Korea; NULL: none does.';

CREATE OR REPLACE VIEW chart_points AS
WITH stepwise AS (
    -- a gain is a number only where both totals are
    SELECT series_id FROM series GROUP BY series_id HAVING count(*) > 1 AND bool_and(low = high AND qualifier = 'exact')
),
gains AS (
    SELECT daily_change.claim_id, daily_change.change, daily_change.covers_days
    FROM daily_change
    SEMI JOIN stepwise ON stepwise.series_id = daily_change.series_id
    WHERE derived = 'change' AND NOT is_missing AND change IS NOT NULL
)
SELECT
    subject_of(
        series.metric, series.item, series.population, series.actor, series.place_key, series.country, series.kind,
        series.rate_per
    ) AS subject_id,
    CASE series.aggregation WHEN 'cumulative' THEN 'total' WHEN 'stock' THEN 'level' ELSE 'event' END AS chart,
    series.series_id,
    series.metric,
    series.item,
    series.population,
    series.actor,
    series.place_key,
    series.country,
    series.kind,
    series.rate_per,
    series.aggregation,
    series.as_of,
    series.period_start,
    series.period_end,
    series.said_on,
    series.said_by,
    series.said_by_kind,
    series.claimant,
    claimants.name AS claimant_name,
    series.definition,
    series.low,
    series.best,
    series.high,
    series.qualifier,
    series.likelihood,
    gains.change,
    gains.covers_days AS change_days,
    series.expr,
    series.sentence,
    series.url,
    series.publisher,
    series.articles,
    articles.title,
    articles.kind AS article_kind,
    articles.warc_file,
    articles.warc_offset,
    claims.run_id,
    series.claim_id
FROM series
JOIN claims ON claims.claim_id = series.claim_id
JOIN articles ON articles.article_version_id = claims.article_version_id
LEFT JOIN claimants ON claimants.claimant = series.claimant
LEFT JOIN gains ON gains.claim_id = series.claim_id
WHERE series.as_of IS NOT NULL;

COMMENT ON VIEW chart_points IS 'The points of the charts of the report: those of series with their subject, the chart that they stand on, and where each was read. The .sql file beside a chart asks this view.';
COMMENT ON COLUMN chart_points.subject_id IS 'Id of the subject: what is counted, of whom, where, in which unit. One page of the report.';
COMMENT ON COLUMN chart_points.chart IS 'total (running totals), level, or event (single events, intervals and additions): never on one scale together.';
COMMENT ON COLUMN chart_points.series_id IS 'Id of the series.';
COMMENT ON COLUMN chart_points.metric IS 'What happened to what is counted.';
COMMENT ON COLUMN chart_points.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN chart_points.population IS 'Whom it counts.';
COMMENT ON COLUMN chart_points.actor IS 'The side that the counted belong to; NULL: not said.';
COMMENT ON COLUMN chart_points.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN chart_points.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN chart_points.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN chart_points.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN chart_points.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN chart_points.as_of IS 'The day that the figure holds for.';
COMMENT ON COLUMN chart_points.period_start IS 'Start of what it covers, as precise as the text gives it.';
COMMENT ON COLUMN chart_points.period_end IS 'End of what it covers, as precise as the text gives it.';
COMMENT ON COLUMN chart_points.said_on IS 'The day of publication as printed.';
COMMENT ON COLUMN chart_points.said_by IS 'Who says so; NULL: the article in its own voice.';
COMMENT ON COLUMN chart_points.said_by_kind IS 'claimant, source or article.';
COMMENT ON COLUMN chart_points.claimant IS 'Slug of the registered claimant; NULL: none registered.';
COMMENT ON COLUMN chart_points.claimant_name IS 'Its name.';
COMMENT ON COLUMN chart_points.definition IS 'What the claimant means by its word: a slug of the table definitions.';
COMMENT ON COLUMN chart_points.low IS 'Smallest number that is admitted; NULL: open.';
COMMENT ON COLUMN chart_points.best IS 'The number to plot.';
COMMENT ON COLUMN chart_points.high IS 'Largest number that is admitted; NULL: open.';
COMMENT ON COLUMN chart_points.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN chart_points.likelihood IS 'The word of likelihood that governs the figure; NULL: none.';
COMMENT ON COLUMN chart_points.change IS 'What a running total has gained since the last figure of its series; NULL where any figure of the series is not exact.';
COMMENT ON COLUMN chart_points.change_days IS 'How many days that gain covers.';
COMMENT ON COLUMN chart_points.expr IS 'The numeric expression, verbatim.';
COMMENT ON COLUMN chart_points.sentence IS 'The sentence that holds it: the quote.';
COMMENT ON COLUMN chart_points.url IS 'Where it stood.';
COMMENT ON COLUMN chart_points.publisher IS 'Who published it.';
COMMENT ON COLUMN chart_points.articles IS 'How many articles carry it.';
COMMENT ON COLUMN chart_points.title IS 'Title of the article that stands for all.';
COMMENT ON COLUMN chart_points.article_kind IS 'html, text, markdown, jsonl, pdf or dataset.';
COMMENT ON COLUMN chart_points.warc_file IS 'File of the archive that holds the page as it was loaded.';
COMMENT ON COLUMN chart_points.warc_offset IS 'Where its record starts in that file, in bytes.';
COMMENT ON COLUMN chart_points.run_id IS 'The run that loaded it.';
COMMENT ON COLUMN chart_points.claim_id IS 'Id of the claim that stands for the point.';

CREATE OR REPLACE VIEW independent_origins AS
WITH voices AS (
    SELECT
        metric, item, population, history.actor, scope, place_key, history.country, aggregation, history.kind, rate_per,
        stated_low AS low, stated_best AS best, stated_high AS high, qualifier,
        CASE WHEN aggregation IN ('cumulative', 'stock') THEN date_trunc('month', as_of)::DATE ELSE as_of END AS day,
        lower(said_by) AS said_by,
        coalesce(articles.origin_id, history.article_id) AS story,
        regexp_replace(lower(sentence), '[^\p{L}\p{N}]+', ' ', 'g') AS wording,
        claimants.kind AS claimant_kind,
        said_by_kind,
        claimants.actor AS claimant_side,
        history.article_id,
        history.publisher,
        history.claim_id
    FROM claim_history AS history
    JOIN articles ON articles.article_version_id = history.article_version_id
    LEFT JOIN claimants ON claimants.claimant = history.claimant
    WHERE is_current AND reread_at IS NULL AND status = 'reported' AND as_of IS NOT NULL
),
-- In its own voice an article stands with the copies of its story, and with all that have the very sentence. First the
-- stories that share a sentence, then the sentences of a story: a chain that is longer than that stays parted.
own_worded AS (
    SELECT *, min(story) OVER figure_in_words AS first_story
    FROM voices
    WHERE said_by IS NULL
    WINDOW figure_in_words AS (
        PARTITION BY
            metric, item, population, actor, scope, country, aggregation, kind, rate_per, day, low, best, high, qualifier,
            wording
    )
),
own AS (
    SELECT * EXCLUDE (first_story), 'story ' || min(first_story) OVER figure_in_story AS origin
    FROM own_worded
    WINDOW figure_in_story AS (
        PARTITION BY
            metric, item, population, actor, scope, country, aggregation, kind, rate_per, day, low, best, high, qualifier,
            story
    )
),
-- Whoever passes on a claimant's figure is no further origin of it.
sorted_out AS (
    SELECT *, said_by AS origin FROM voices WHERE said_by IS NOT NULL
    UNION ALL BY NAME
    SELECT * FROM own
)
SELECT
    metric, item, population, actor, scope, min(place_key) AS place_key, country, aggregation, kind, rate_per, day,
    low, best, high, qualifier,
    count(DISTINCT origin) AS origins,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT article_id) - count(DISTINCT origin) AS copies,
    list_sort(list(DISTINCT origin)) AS origin_list,
    list_sort(list(DISTINCT coalesce(claimant_kind, said_by_kind))) AS kinds,
    list_sort(coalesce(list(DISTINCT publisher) FILTER (publisher IS NOT NULL), [])) AS publishers,
    list_sort(coalesce(list(DISTINCT claimant_side) FILTER (claimant_side IS NOT NULL), [])) AS sides,
    min(claim_id) AS claim_id
FROM sorted_out
GROUP BY
    metric, item, population, actor, scope, country, aggregation, kind, rate_per, day, low, best, high, qualifier;

COMMENT ON VIEW independent_origins IS 'How many separate origins carry a figure in a month (running totals and levels) or for a day (all else): relays of a claimant, copies of a story and copies of a sentence are folded.';
COMMENT ON COLUMN independent_origins.metric IS 'What happened to what is counted: killed, wounded, deployed, equipment_lost...';
COMMENT ON COLUMN independent_origins.item IS 'What is counted where it is not people.';
COMMENT ON COLUMN independent_origins.population IS 'Whom it counts.';
COMMENT ON COLUMN independent_origins.actor IS 'The side that the counted belong to: ISO 3166-1 alpha-3 or a slug; NULL: not said.';
COMMENT ON COLUMN independent_origins.scope IS 'The place as it is compared: COUNTRY for a whole country or where only that is known, COUNTRY/PLACE below it; NULL: not said.';
COMMENT ON COLUMN independent_origins.place_key IS 'Canonical name of the place; NULL: not said.';
COMMENT ON COLUMN independent_origins.country IS 'ISO 3166-1 alpha-3 of the place; NULL: not known.';
COMMENT ON COLUMN independent_origins.aggregation IS 'incident, period, cumulative, increment or stock.';
COMMENT ON COLUMN independent_origins.kind IS 'count, share (0 to 1) or rate (per unit of time).';
COMMENT ON COLUMN independent_origins.rate_per IS 'The unit of time of a rate.';
COMMENT ON COLUMN independent_origins.day IS 'First day of the month, or the day.';
COMMENT ON COLUMN independent_origins.low IS 'Smallest number that the text admits; NULL: open.';
COMMENT ON COLUMN independent_origins.best IS 'The number.';
COMMENT ON COLUMN independent_origins.high IS 'Largest number that the text admits; NULL: open.';
COMMENT ON COLUMN independent_origins.qualifier IS 'exact, approximately, at_least, more_than, at_most, less_than, nearly, between or vague.';
COMMENT ON COLUMN independent_origins.origins IS 'How many separate origins carry the figure: claimants and sources once each, articles in their own voice once for each story (articles.origin_id) and wording.';
COMMENT ON COLUMN independent_origins.articles IS 'How many articles carry the figure.';
COMMENT ON COLUMN independent_origins.copies IS 'Articles beyond the first of each origin.';
COMMENT ON COLUMN independent_origins.origin_list IS 'The origins; articles in their own voice stand as the article_id of their story''s first one.';
COMMENT ON COLUMN independent_origins.kinds IS 'Kinds of those origins.';
COMMENT ON COLUMN independent_origins.publishers IS 'Outlets of those articles.';
COMMENT ON COLUMN independent_origins.sides IS 'Sides that the origins speak for.';
COMMENT ON COLUMN independent_origins.claim_id IS 'One of its claims.';

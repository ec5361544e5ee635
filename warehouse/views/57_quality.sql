CREATE OR REPLACE VIEW quality AS
WITH found AS (
    SELECT
        run_id,
        publisher,
        count(*) AS claims,
        count(*) FILTER (said_by_kind = 'article') AS own_voice,
        count(*) FILTER (said_by_kind = 'source') AS source_unresolved,
        count(*) FILTER (actor IS NULL) AS actor_unresolved,
        count(*) FILTER (as_of IS NULL) AS date_unresolved,
        count(*) FILTER (place_key IS NULL) AS place_unresolved
    FROM claim_history
    GROUP BY run_id, publisher
),
read AS (
    SELECT run_id, publisher, count(*) AS articles FROM articles GROUP BY run_id, publisher
),
refused AS (
    SELECT rejects.run_id, articles.publisher, count(*) AS rejects
    FROM rejects
    LEFT JOIN articles USING (article_version_id)
    GROUP BY rejects.run_id, articles.publisher
),
every AS (
    SELECT run_id, publisher FROM found
    UNION
    SELECT run_id, publisher FROM read
    UNION
    SELECT run_id, publisher FROM refused
)
SELECT
    every.run_id,
    every.publisher,
    coalesce(read.articles, 0) AS articles,
    coalesce(found.claims, 0) AS claims,
    coalesce(refused.rejects, 0) AS rejects,
    coalesce(refused.rejects, 0) / nullif(coalesce(found.claims, 0) + coalesce(refused.rejects, 0), 0) AS reject_rate,
    found.own_voice / found.claims AS own_voice_rate,
    found.source_unresolved / nullif(found.claims - found.own_voice, 0) AS source_unresolved_rate,
    found.actor_unresolved / found.claims AS actor_unresolved_rate,
    found.date_unresolved / found.claims AS date_unresolved_rate,
    found.place_unresolved / found.claims AS place_unresolved_rate
FROM every
LEFT JOIN found ON found.run_id = every.run_id AND found.publisher IS NOT DISTINCT FROM every.publisher
LEFT JOIN read ON read.run_id = every.run_id AND read.publisher IS NOT DISTINCT FROM every.publisher
LEFT JOIN refused ON refused.run_id = every.run_id AND refused.publisher IS NOT DISTINCT FROM every.publisher;

COMMENT ON VIEW quality IS 'How well articles could be read, by run and outlet: shares of claims without a resolved source, actor, day or place, and of rejects.';
COMMENT ON COLUMN quality.run_id IS 'The run.';
COMMENT ON COLUMN quality.publisher IS 'Name of the outlet; NULL: not known, as for files that could not be read.';
COMMENT ON COLUMN quality.articles IS 'Versions of articles that the run brought.';
COMMENT ON COLUMN quality.claims IS 'Claims that it brought.';
COMMENT ON COLUMN quality.rejects IS 'Refusals that it met first.';
COMMENT ON COLUMN quality.reject_rate IS 'Rejects among claims and rejects.';
COMMENT ON COLUMN quality.own_voice_rate IS 'Claims in the articles own voice.';
COMMENT ON COLUMN quality.source_unresolved_rate IS 'Of the others, those whose source is no registered claimant.';
COMMENT ON COLUMN quality.actor_unresolved_rate IS 'Claims without a side.';
COMMENT ON COLUMN quality.date_unresolved_rate IS 'Claims without a day.';
COMMENT ON COLUMN quality.place_unresolved_rate IS 'Claims without a place.';

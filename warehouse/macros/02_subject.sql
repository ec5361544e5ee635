CREATE OR REPLACE MACRO subject_of(metric, item, population, actor, place_key, country, kind, rate_per) AS
    md5(concat_ws(
        '|', metric, coalesce(item, ''), coalesce(population, ''), coalesce(actor, ''), coalesce(place_key, ''),
        coalesce(country, ''), kind, coalesce(rate_per, '')
    ));
COMMENT ON MACRO subject_of IS 'Id of a subject: what is counted, of whom, where, in which unit.';

CREATE OR REPLACE MACRO series_key(
    metric, item, population, actor, place_key, country, aggregation, kind, rate_per, said_by_kind, said_by_folded, definition
) AS
    md5(concat_ws(
        '|', metric, coalesce(item, ''), coalesce(population, ''), coalesce(actor, ''), coalesce(place_key, ''),
        coalesce(country, ''), aggregation, kind, coalesce(rate_per, ''), said_by_kind, coalesce(said_by_folded, ''),
        coalesce(definition, '')
    ));
COMMENT ON MACRO series_key IS 'Id of a series, out of what its points share.';

CREATE OR REPLACE MACRO shows_correction(change, correction) AS
    CASE WHEN correction > 0 THEN change >= correction ELSE change < 0 END;
COMMENT ON MACRO shows_correction IS 'Whether the step of a running total can hold a correction: a gain at least as large, or a fall.';

SELECT *
FROM chart_points
ORDER BY subject_id, chart, as_of, said_on, said_by, series_id, claim_id;

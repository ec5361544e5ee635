SELECT DISTINCT conflicts.conflict, chart_points.subject_id, chart_points.claimant
FROM conflicts
JOIN conflict_countries USING (conflict)
JOIN chart_points
    ON chart_points.country = conflict_countries.country
    AND chart_points.as_of >= period_first_day(conflicts.started)
    AND chart_points.as_of <= coalesce(period_last_day(conflicts.ended), DATE '9999-12-31')
ORDER BY ALL;

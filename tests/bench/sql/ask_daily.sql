SELECT day, count(*) AS series, max(age_days) AS oldest
FROM series_daily
WHERE metric = 'killed' AND actor = 'SDN' AND population = 'military' AND country = 'SDN'
GROUP BY day;

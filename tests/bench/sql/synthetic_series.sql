-- 20,000 series of 40 conflicts and 300 claimants: series number s belongs to conflict s % 40. Made up throughout.
CREATE TEMP TABLE synthetic_series AS
SELECT
    s AS series,
    s % 40 AS conflict,
    ['killed', 'wounded', 'casualties', 'captured', 'displaced', 'deployed', 'attacks', 'equipment_lost']
        [1 + (s // 40) % 8] AS metric,
    CASE WHEN (s // 40) % 8 = 7 THEN ['tank', 'artillery', 'drone', 'vehicle'][1 + (s // 320) % 4] END AS item,
    CASE WHEN (s // 40) % 8 < 6 THEN ['military', 'civilians', 'people', 'children'][1 + (s // 320) % 4] END AS population,
    ['UKR', 'RUS', 'SDN', 'PSE', 'ISR', 'SYR', 'YEM', 'MMR', 'COD', 'SOM', 'MLI', 'BFA', 'NER', 'NGA', 'ETH', 'AFG',
     'IRQ', 'LBN', 'IRN', 'PAK', 'IND', 'COL', 'MEX', 'HTI', 'LBY', 'TCD', 'CMR', 'MOZ', 'SSD', 'CAF', 'BDI', 'RWA',
     'UGA', 'KEN', 'ERI', 'ARM', 'AZE', 'GEO', 'TUR', 'PHL'][1 + s % 40] AS country,
    CASE WHEN (s // 1280) % 2 = 0 THEN country ELSE 'group-' || (s % 40) END AS actor,
    CASE WHEN (s // 2560) % 3 = 0 THEN NULL ELSE 'Place ' || ((s // 2560) % 3) || ' of ' || country END AS place_key,
    ['cumulative', 'cumulative', 'period', 'incident', 'stock'][1 + (s // 7680) % 5] AS aggregation,
    'claimant-' || (hash(s) % 300) AS claimant
FROM range(20000) AS numbers(s);

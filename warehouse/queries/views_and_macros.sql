SELECT 'VIEW' AS kind, view_name AS name
FROM duckdb_views()
WHERE NOT internal AND database_name = current_database()
UNION ALL
SELECT DISTINCT
    CASE function_type WHEN 'table_macro' THEN 'MACRO TABLE' ELSE 'MACRO' END AS kind,
    function_name AS name
FROM duckdb_functions()
WHERE NOT internal AND function_type IN ('macro', 'table_macro') AND database_name = current_database();

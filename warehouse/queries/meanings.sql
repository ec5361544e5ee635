WITH relations AS (
  SELECT table_name AS relation, 'table' AS kind, comment AS about
  FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal
  UNION ALL
  SELECT view_name, 'view', comment
  FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
)
SELECT relation, kind, about, column_name, data_type, comment
FROM relations
JOIN duckdb_columns() AS columns
  ON columns.table_name = relation AND columns.database_name = current_database()
ORDER BY relation, column_index;

SELECT column_name, data_type, comment
FROM duckdb_columns()
WHERE table_name = $relation AND database_name = current_database()
ORDER BY column_index;

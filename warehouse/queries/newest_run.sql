SELECT run_id, project_version FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 1;

CREATE TABLE IF NOT EXISTS schema_migrations (
    name VARCHAR NOT NULL,
    checksum VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE schema_migrations IS 'Which changes of the tables have been applied to this file.';
COMMENT ON COLUMN schema_migrations.name IS 'Name of the migration.';
COMMENT ON COLUMN schema_migrations.checksum IS 'sha256 of its text; a migration does not change once it has been applied anywhere.';
COMMENT ON COLUMN schema_migrations.applied_at IS 'When it was applied.';

-- Whose a reference series is and under which licence, so that it can be told wherever its figures go.

CREATE TABLE datasets (
    extractor_version VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    home VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE datasets IS 'The reference series that were loaded, each version of their mapping once: who keeps them, where, under which licence.';
COMMENT ON COLUMN datasets.extractor_version IS 'The name under which its claims stand: dataset-NAME-VERSION of the mapping.';
COMMENT ON COLUMN datasets.title IS 'What it is called.';
COMMENT ON COLUMN datasets.publisher IS 'Who keeps it.';
COMMENT ON COLUMN datasets.home IS 'Where it is published; empty where the mapping does not tell.';
COMMENT ON COLUMN datasets.licence IS 'Its licence, in the words of the mapping.';
COMMENT ON COLUMN datasets.run_id IS 'The run that loaded it first.';
COMMENT ON COLUMN datasets.loaded_at IS 'When that run started.';

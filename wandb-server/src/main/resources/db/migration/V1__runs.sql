-- Times are milliseconds since 1970 UTC. Columns named *_json hold JSON text as clients wrote it, bare NaN included.

CREATE TABLE secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- A user is also an entity: the owner of projects.
CREATE TABLE account (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE COLLATE NOCASE,
    created_at INTEGER NOT NULL
);

CREATE TABLE api_key (
    hash       BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE page_session (
    token_hash BLOB PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE project (
    id          INTEGER PRIMARY KEY,
    account_id  INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    description TEXT,
    access      TEXT,
    views_json  TEXT,
    created_at  INTEGER NOT NULL,
    UNIQUE (account_id, name)
);

CREATE TABLE run (
    id             INTEGER PRIMARY KEY,
    project_id     INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name           TEXT    NOT NULL,
    display_name   TEXT    NOT NULL,
    description    TEXT,
    notes          TEXT,
    group_name     TEXT,
    job_type       TEXT,
    commit_hash    TEXT,
    repo           TEXT,
    host           TEXT,
    program        TEXT,
    sweep_name     TEXT,
    tags_json      TEXT    NOT NULL DEFAULT '[]',
    config_json    TEXT    NOT NULL DEFAULT '{}',
    summary_json   TEXT    NOT NULL DEFAULT '{}',
    system_json    TEXT    NOT NULL DEFAULT '{}',
    state          TEXT    NOT NULL,
    exit_code      INTEGER,
    stop_requested INTEGER NOT NULL DEFAULT 0,
    account_id     INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at     INTEGER NOT NULL,
    heartbeat_at   INTEGER NOT NULL,
    history_lines  INTEGER NOT NULL DEFAULT 0,
    events_lines   INTEGER NOT NULL DEFAULT 0,
    log_lines      INTEGER NOT NULL DEFAULT 0,
    last_step      INTEGER,
    UNIQUE (project_id, name)
);
CREATE INDEX run_by_time ON run (project_id, created_at, id);
CREATE INDEX run_by_sweep ON run (project_id, sweep_name) WHERE sweep_name IS NOT NULL;

-- Lines are keyed by run * 2^32 + line number: one clustered tree, appended at the end of each run's range.
CREATE TABLE history (
    id     INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL,
    step   INTEGER NOT NULL,
    line   TEXT    NOT NULL
);
CREATE INDEX history_by_step ON history (run_id, step);

CREATE TABLE event (
    id   INTEGER PRIMARY KEY,
    line TEXT NOT NULL
);

CREATE TABLE console (
    id   INTEGER PRIMARY KEY,
    line TEXT NOT NULL
);

-- What was logged under which key, with its type, counted once per history line.
CREATE TABLE history_key (
    run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    key    TEXT    NOT NULL,
    type   TEXT    NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (run_id, key, type)
) WITHOUT ROWID;

CREATE TABLE run_file (
    id         INTEGER PRIMARY KEY,
    run_id     INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    name       TEXT    NOT NULL,
    blob       TEXT,
    size       INTEGER NOT NULL DEFAULT 0,
    md5        TEXT,
    updated_at INTEGER NOT NULL,
    UNIQUE (run_id, name)
);

CREATE TABLE alert (
    id         INTEGER PRIMARY KEY,
    run_id     INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    title      TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    severity   TEXT    NOT NULL,
    created_at INTEGER NOT NULL
);

-- A sweep's runs are those that name it; sweep_trial says which of them an agent was given.

CREATE TABLE sweep (
    id              INTEGER PRIMARY KEY,
    project_id      INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name            TEXT    NOT NULL,
    display_name    TEXT,
    description     TEXT,
    config_yaml     TEXT    NOT NULL,
    state           TEXT    NOT NULL,
    controller_json TEXT,
    scheduler_json  TEXT,
    -- What random search starts from, and how often it was asked: together they make every draw repeatable.
    seed            INTEGER NOT NULL,
    drawn           INTEGER NOT NULL DEFAULT 0,
    account_id      INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    heartbeat_at    INTEGER,
    UNIQUE (project_id, name)
);

CREATE TABLE sweep_agent (
    id           INTEGER PRIMARY KEY,
    sweep_id     INTEGER NOT NULL REFERENCES sweep (id) ON DELETE CASCADE,
    name         TEXT    NOT NULL,
    host         TEXT    NOT NULL,
    exited       INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL,
    UNIQUE (sweep_id, name)
);

CREATE TABLE sweep_trial (
    run_id   INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    sweep_id INTEGER NOT NULL REFERENCES sweep (id) ON DELETE CASCADE,
    agent_id INTEGER NOT NULL REFERENCES sweep_agent (id) ON DELETE CASCADE,
    -- Whether the agent has said that it has the run.
    seen     INTEGER NOT NULL DEFAULT 0,
    handouts INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX sweep_trial_by_sweep ON sweep_trial (sweep_id);
CREATE INDEX sweep_trial_by_agent ON sweep_trial (agent_id);

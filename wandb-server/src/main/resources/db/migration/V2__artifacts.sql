-- Bytes of artifact files, once per content, whoever sent them; md5 is Base64 as in manifests.
-- artifact_id is the version that they first came with; it may be deleted while others still list them.
CREATE TABLE content (
    md5         TEXT PRIMARY KEY,
    blob        TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    artifact_id INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE artifact_type (
    id          INTEGER PRIMARY KEY,
    project_id  INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    description TEXT,
    created_at  INTEGER NOT NULL,
    UNIQUE (project_id, name)
);

-- A sequence holds the versions that were logged under its name, a portfolio links to versions of sequences.
CREATE TABLE artifact_collection (
    id           INTEGER PRIMARY KEY,
    project_id   INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    type_id      INTEGER NOT NULL REFERENCES artifact_type (id),
    name         TEXT    NOT NULL,
    portfolio    INTEGER NOT NULL,
    description  TEXT,
    tags_json    TEXT    NOT NULL DEFAULT '[]',
    next_version INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER,
    UNIQUE (project_id, name)
);
CREATE INDEX artifact_collection_by_type ON artifact_collection (type_id);

-- aliases_json holds what a pending version will be called once it is committed; version is null until then.
CREATE TABLE artifact (
    id                 INTEGER PRIMARY KEY,
    collection_id      INTEGER NOT NULL REFERENCES artifact_collection (id) ON DELETE CASCADE,
    run_id             INTEGER REFERENCES run (id) ON DELETE SET NULL,
    account_id         INTEGER NOT NULL REFERENCES account (id),
    state              TEXT    NOT NULL,
    digest             TEXT    NOT NULL,
    version            INTEGER,
    description        TEXT,
    metadata_json      TEXT,
    tags_json          TEXT    NOT NULL,
    aliases_json       TEXT    NOT NULL,
    ttl_seconds        INTEGER,
    history_step       INTEGER,
    client_id          TEXT UNIQUE,
    sequence_client_id TEXT,
    distributed_id     TEXT,
    manifest_id        INTEGER,
    size               INTEGER NOT NULL DEFAULT 0,
    file_count         INTEGER NOT NULL DEFAULT 0,
    created_at         INTEGER NOT NULL,
    updated_at         INTEGER
);
CREATE INDEX artifact_by_collection ON artifact (collection_id, version);
CREATE INDEX artifact_by_run ON artifact (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX artifact_by_sequence_client ON artifact (sequence_client_id) WHERE sequence_client_id IS NOT NULL;

CREATE TABLE artifact_membership (
    id            INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES artifact_collection (id) ON DELETE CASCADE,
    artifact_id   INTEGER NOT NULL REFERENCES artifact (id) ON DELETE CASCADE,
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    UNIQUE (collection_id, version),
    UNIQUE (artifact_id, collection_id)
);

CREATE TABLE artifact_alias (
    id            INTEGER PRIMARY KEY,
    collection_id INTEGER NOT NULL REFERENCES artifact_collection (id) ON DELETE CASCADE,
    membership_id INTEGER NOT NULL REFERENCES artifact_membership (id) ON DELETE CASCADE,
    alias         TEXT    NOT NULL,
    UNIQUE (collection_id, alias)
);
CREATE INDEX artifact_alias_by_membership ON artifact_alias (membership_id);

CREATE TABLE artifact_manifest (
    id               INTEGER PRIMARY KEY,
    artifact_id      INTEGER NOT NULL REFERENCES artifact (id) ON DELETE CASCADE,
    name             TEXT    NOT NULL,
    type             TEXT    NOT NULL,
    digest           TEXT    NOT NULL,
    blob             TEXT,
    size             INTEGER NOT NULL DEFAULT 0,
    base_artifact_id INTEGER,
    updated_at       INTEGER NOT NULL
);
CREATE INDEX artifact_manifest_by_artifact ON artifact_manifest (artifact_id);

-- What a pending version will bring; it protects content that the version counts on from being discarded.
CREATE TABLE artifact_upload (
    id          INTEGER PRIMARY KEY,
    artifact_id INTEGER NOT NULL REFERENCES artifact (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    md5         TEXT    NOT NULL,
    UNIQUE (artifact_id, name)
);
CREATE INDEX artifact_upload_by_content ON artifact_upload (md5);

-- The files of committed versions; with a ref, the digest is not of content that is kept here.
CREATE TABLE artifact_file (
    artifact_id INTEGER NOT NULL REFERENCES artifact (id) ON DELETE CASCADE,
    name        TEXT    NOT NULL,
    digest      TEXT    NOT NULL,
    size        INTEGER NOT NULL,
    ref         TEXT,
    PRIMARY KEY (artifact_id, name)
) WITHOUT ROWID;
CREATE INDEX artifact_file_by_digest ON artifact_file (digest) WHERE ref IS NULL;

CREATE TABLE artifact_input (
    run_id      INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    artifact_id INTEGER NOT NULL REFERENCES artifact (id) ON DELETE CASCADE,
    used_as     TEXT,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (run_id, artifact_id)
) WITHOUT ROWID;
CREATE INDEX artifact_input_by_artifact ON artifact_input (artifact_id);

CREATE TABLE artifact_output (
    run_id      INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    artifact_id INTEGER NOT NULL REFERENCES artifact (id) ON DELETE CASCADE,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (run_id, artifact_id)
) WITHOUT ROWID;
CREATE INDEX artifact_output_by_artifact ON artifact_output (artifact_id);

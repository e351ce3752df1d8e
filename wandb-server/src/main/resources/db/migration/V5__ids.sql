-- The highest number that a row of a table ever had; see the class Ids.
CREATE TABLE last_id (
    kind TEXT PRIMARY KEY,
    id   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX alert_by_run ON alert (run_id);

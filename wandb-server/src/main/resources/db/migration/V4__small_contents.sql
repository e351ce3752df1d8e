-- The bytes of small contents, whose blob is empty: a file and a flush to disk for each of many would cost far more.
CREATE TABLE content_bytes (
    md5   TEXT PRIMARY KEY REFERENCES content (md5) ON DELETE CASCADE,
    bytes BLOB NOT NULL
);

-- The list of a run's files and their number are asked for page by page.
CREATE INDEX run_file_stored ON run_file (run_id, name) WHERE blob IS NOT NULL;

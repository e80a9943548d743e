-- Version 5: reports. What stands of each is in `content` (the leaves of a report, see
-- vdt-report.c); a version that was saved never changes. The key to the pseudonyms of
-- redacted reports stays with the case.

CREATE TABLE report (
  seq          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  incident_id  TEXT,
  title        TEXT,
  content      BLOB NOT NULL,
  version      INTEGER NOT NULL DEFAULT 0,
  created_at   INTEGER,
  updated_at   INTEGER
);
CREATE INDEX report_incident ON report (incident_id);

CREATE TABLE report_version (
  seq         INTEGER PRIMARY KEY,
  report_seq  INTEGER NOT NULL REFERENCES report (seq) ON DELETE CASCADE,
  version     INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  actor       TEXT,
  note        TEXT,
  sha256      TEXT NOT NULL,
  content     BLOB NOT NULL,
  UNIQUE (report_seq, version)
);
CREATE TRIGGER report_version_no_update BEFORE UPDATE ON report_version
BEGIN SELECT RAISE (ABORT, 'a version is never overwritten'); END;

CREATE TABLE pseudonym (
  seq          INTEGER PRIMARY KEY,
  incident_id  TEXT NOT NULL,
  kind         TEXT NOT NULL,
  name         TEXT NOT NULL,
  pseudonym    TEXT NOT NULL,
  UNIQUE (incident_id, kind, name)
);
CREATE TRIGGER pseudonym_no_update BEFORE UPDATE ON pseudonym
BEGIN SELECT RAISE (ABORT, 'a pseudonym stands for one name for good'); END;

-- Version 3: what an analyst keeps with an incident. A selection that was kept as
-- evidence never changes; taking it back only hides it. An event of the analyst's own
-- is a row of kind 'event'.

CREATE TABLE kept (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  incident_seq  INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
  kind          TEXT NOT NULL,
  title         TEXT,
  text          TEXT,
  note          TEXT,
  sha256        TEXT,
  source_id     TEXT,
  source        TEXT,
  asset         TEXT,
  technique     TEXT,
  at            INTEGER,
  kept_at       INTEGER,
  author        TEXT,
  deleted       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX kept_incident ON kept (incident_seq);
CREATE TRIGGER kept_no_update BEFORE UPDATE OF id, kind, text, sha256, source_id, source, kept_at, author ON kept
BEGIN SELECT RAISE (ABORT, 'what was kept as evidence is never changed'); END;

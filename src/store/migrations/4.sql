-- Version 4: what is to be done, and the guidebooks that say so. A task without a
-- state was taken back. A guidebook's entries are used once both it and they are
-- active.

CREATE TABLE task (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  incident_seq  INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
  key           TEXT NOT NULL,
  title         TEXT NOT NULL,
  steps         TEXT,
  section       TEXT,
  action        TEXT,
  entity        TEXT,
  source        TEXT,
  outward       INTEGER NOT NULL DEFAULT 0,
  fact_ids      TEXT,
  state         TEXT,
  owner         TEXT,
  note          TEXT,
  created_at    INTEGER,
  updated_at    INTEGER,
  author        TEXT
);
CREATE INDEX task_incident ON task (incident_seq);

CREATE TABLE guidebook (
  seq          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  title        TEXT NOT NULL,
  file_name    TEXT,
  sha256       TEXT,
  state        TEXT NOT NULL,
  imported_at  INTEGER,
  author       TEXT
);

CREATE TABLE guidebook_entry (
  seq            INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  guidebook_seq  INTEGER NOT NULL REFERENCES guidebook (seq) ON DELETE CASCADE,
  number         INTEGER NOT NULL,
  heading        TEXT,
  title          TEXT NOT NULL,
  steps          TEXT,
  section        TEXT,
  action         TEXT,
  features       TEXT,
  state          TEXT NOT NULL
);
CREATE INDEX guidebook_entry_guidebook ON guidebook_entry (guidebook_seq);

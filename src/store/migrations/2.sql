-- Version 2: what the copilot made, and what became of it. Versions of a proposal
-- are added, never overwritten.

CREATE TABLE proposal (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  kind            TEXT NOT NULL,
  incident_id     TEXT,
  engine          TEXT,
  engine_version  TEXT,
  template_id     TEXT,
  input_hash      TEXT,
  state           TEXT NOT NULL,
  version         INTEGER NOT NULL,
  created_at      INTEGER,
  message         TEXT
);
CREATE INDEX proposal_incident ON proposal (incident_id, kind);

CREATE TABLE proposal_version (
  seq           INTEGER PRIMARY KEY,
  proposal_seq  INTEGER NOT NULL REFERENCES proposal (seq) ON DELETE CASCADE,
  version       INTEGER NOT NULL,
  at            INTEGER,
  actor         TEXT,
  content_hash  TEXT NOT NULL,
  UNIQUE (proposal_seq, version)
);
CREATE TRIGGER proposal_version_no_update BEFORE UPDATE ON proposal_version
BEGIN SELECT RAISE (ABORT, 'a version is never overwritten'); END;

CREATE TABLE statement (
  seq          INTEGER PRIMARY KEY,
  version_seq  INTEGER NOT NULL REFERENCES proposal_version (seq) ON DELETE CASCADE,
  section      TEXT,
  text         TEXT,
  fact_ids     TEXT,
  origin       TEXT,
  change       TEXT
);
CREATE INDEX statement_version ON statement (version_seq);
CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement
BEGIN SELECT RAISE (ABORT, 'a version is never overwritten'); END;

CREATE TABLE statement_span (
  seq            INTEGER PRIMARY KEY,
  statement_seq  INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
  start          INTEGER NOT NULL,
  length         INTEGER NOT NULL,
  kind           INTEGER NOT NULL,
  ref            TEXT,
  marked         INTEGER NOT NULL
);
CREATE INDEX statement_span_statement ON statement_span (statement_seq);

CREATE TABLE proposal_fact (
  seq           INTEGER PRIMARY KEY,
  proposal_seq  INTEGER NOT NULL REFERENCES proposal (seq) ON DELETE CASCADE,
  id            TEXT NOT NULL,
  kind          TEXT,
  incident_id   TEXT,
  target_id     TEXT,
  at            INTEGER,
  title         TEXT,
  text          TEXT,
  UNIQUE (proposal_seq, id)
);

CREATE TABLE proposal_event (
  seq           INTEGER PRIMARY KEY,
  proposal_seq  INTEGER NOT NULL REFERENCES proposal (seq) ON DELETE CASCADE,
  state         TEXT NOT NULL,
  at            INTEGER NOT NULL,
  actor         TEXT,
  actor_kind    TEXT,
  version       INTEGER,
  reason        TEXT,
  note          TEXT
);
CREATE INDEX proposal_event_proposal ON proposal_event (proposal_seq);

CREATE TABLE feedback (
  seq           INTEGER PRIMARY KEY,
  proposal_seq  INTEGER NOT NULL REFERENCES proposal (seq) ON DELETE CASCADE,
  statement     INTEGER NOT NULL,
  verdict       TEXT NOT NULL,
  note          TEXT,
  at            INTEGER NOT NULL,
  actor         TEXT
);
CREATE INDEX feedback_proposal ON feedback (proposal_seq);

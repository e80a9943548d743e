-- The case database, version 1: incidents and what is done to them.
-- Times are µs since the Unix epoch, UTC; NULL where none is known. Lists of words
-- are one text with U+001F between them. Rows of tables that are recovered after
-- damage have a plain rowid.

CREATE TABLE meta (
  key    TEXT NOT NULL UNIQUE,
  value  TEXT
);

CREATE TABLE incident (
  seq                INTEGER PRIMARY KEY,
  id                 TEXT NOT NULL UNIQUE,
  source             TEXT,
  tenant_id          TEXT,
  title              TEXT,
  severity           TEXT,
  severity_rank      INTEGER NOT NULL DEFAULT 0,
  severity_by_hand   INTEGER NOT NULL DEFAULT 0,
  status             TEXT,
  status_rank        INTEGER NOT NULL DEFAULT 0,
  classification     TEXT,
  determination      TEXT,
  owner              TEXT,
  custom_tags        TEXT,
  system_tags        TEXT,
  created_at         INTEGER,
  updated_at         INTEGER,
  first_activity_at  INTEGER,
  last_activity_at   INTEGER,
  imported_at        INTEGER,
  redirect_id        TEXT,
  closing_note       TEXT,
  web_url            TEXT,
  modified_by        TEXT,
  priority_score     REAL,
  hidden             INTEGER NOT NULL DEFAULT 0,
  alerts_state       INTEGER NOT NULL DEFAULT 0,
  n_alerts           INTEGER NOT NULL DEFAULT 0,
  n_active_alerts    INTEGER NOT NULL DEFAULT 0,
  n_assets           INTEGER NOT NULL DEFAULT 0,
  asset_summary      TEXT,
  content_hash       TEXT,
  assets_stale       INTEGER NOT NULL DEFAULT 0
);
-- The orders of the queue, and what it filters by: each begins with `hidden`, so that
-- a count and the numbers of a page are read from an index alone.
CREATE INDEX incident_severity ON incident (hidden, severity_rank, updated_at);
CREATE INDEX incident_updated ON incident (hidden, updated_at);
CREATE INDEX incident_created ON incident (hidden, created_at);
CREATE INDEX incident_title ON incident (hidden, title COLLATE NOCASE);
CREATE INDEX incident_status ON incident (hidden, status_rank, updated_at);
CREATE INDEX incident_owner ON incident (hidden, owner COLLATE NOCASE, updated_at);
CREATE INDEX incident_assets ON incident (hidden, n_assets, updated_at);
CREATE INDEX incident_alerts ON incident (hidden, n_alerts, updated_at);
CREATE INDEX incident_priority ON incident (hidden, priority_score, updated_at);
CREATE INDEX incident_number ON incident (hidden, CAST (id AS INTEGER), id);
CREATE INDEX incident_filter ON incident (hidden, status, severity, owner COLLATE NOCASE, classification, source,
                                          updated_at);
CREATE INDEX incident_stale ON incident (assets_stale) WHERE assets_stale;

-- What a row of the queue does not need, apart, so that a scan of the queue is short.
CREATE TABLE incident_body (
  incident_seq  INTEGER PRIMARY KEY REFERENCES incident (seq) ON DELETE CASCADE,
  description   TEXT,
  summary_text  TEXT,
  fields        BLOB,
  raw           TEXT
);

CREATE TABLE incident_tag (
  seq           INTEGER PRIMARY KEY,
  incident_seq  INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
  tag           TEXT NOT NULL COLLATE NOCASE,
  system        INTEGER NOT NULL,
  UNIQUE (incident_seq, tag, system)
);
CREATE INDEX incident_tag_tag ON incident_tag (tag, incident_seq);

CREATE TABLE alert (
  seq                  INTEGER PRIMARY KEY,
  id                   TEXT NOT NULL UNIQUE,
  incident_seq         INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
  provider_alert_id    TEXT,
  tenant_id            TEXT,
  title                TEXT,
  description          TEXT,
  recommended_actions  TEXT,
  category             TEXT,
  categories           TEXT,
  severity             TEXT,
  status               TEXT,
  classification       TEXT,
  determination        TEXT,
  investigation_state  TEXT,
  service_source       TEXT,
  detection_source     TEXT,
  detector_id          TEXT,
  product_name         TEXT,
  alert_policy_id      TEXT,
  web_url              TEXT,
  assigned_to          TEXT,
  actor_name           TEXT,
  threat_name          TEXT,
  threat_family        TEXT,
  created_at           INTEGER,
  first_activity_at    INTEGER,
  last_activity_at     INTEGER,
  updated_at           INTEGER,
  resolved_at          INTEGER,
  techniques           TEXT,
  system_tags          TEXT,
  custom_tags          TEXT,
  correlation_reasons  TEXT,
  hidden               INTEGER NOT NULL DEFAULT 0,
  evidence_state       INTEGER NOT NULL DEFAULT 0,
  content_hash         TEXT,
  fields               BLOB,
  raw                  TEXT
);
CREATE INDEX alert_incident ON alert (incident_seq);

CREATE TABLE evidence (
  seq                  INTEGER PRIMARY KEY,
  alert_seq            INTEGER NOT NULL REFERENCES alert (seq) ON DELETE CASCADE,
  id                   TEXT,
  kind                 TEXT,
  title                TEXT,
  created_at           INTEGER,
  verdict              TEXT,
  remediation_status   TEXT,
  remediation_details  TEXT,
  roles                TEXT,
  detailed_roles       TEXT,
  tags                 TEXT,
  fields               BLOB,
  raw                  TEXT
);
CREATE INDEX evidence_alert ON evidence (alert_seq);

CREATE TABLE comment (
  seq           INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  incident_seq  INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
  target_kind   TEXT NOT NULL,
  target_id     TEXT NOT NULL,
  author        TEXT,
  text          TEXT,
  created_at    INTEGER,
  edited_at     INTEGER,
  local         INTEGER NOT NULL DEFAULT 0,
  deleted       INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX comment_incident ON comment (incident_seq);

CREATE TABLE asset (
  seq                 INTEGER PRIMARY KEY,
  incident_seq        INTEGER NOT NULL REFERENCES incident (seq) ON DELETE CASCADE,
  key                 TEXT NOT NULL,
  kind                TEXT,
  name                TEXT,
  detail              TEXT,
  verdict             TEXT,
  remediation_status  TEXT
);
CREATE INDEX asset_incident ON asset (incident_seq);
CREATE INDEX asset_key ON asset (key);

-- What the analyst set: wins over what an import brings, field by field. The
-- imported value is kept beside it and updated, for undo.
CREATE TABLE local_value (
  seq          INTEGER PRIMARY KEY,
  target_kind  TEXT NOT NULL,
  target_id    TEXT NOT NULL,
  property     TEXT NOT NULL,
  value        TEXT,
  imported     TEXT,
  UNIQUE (target_kind, target_id, property)
);

-- One local act and what it changed, for undo.
CREATE TABLE change (
  seq          INTEGER PRIMARY KEY,
  token        TEXT NOT NULL UNIQUE,
  incident_id  TEXT NOT NULL,
  at           INTEGER NOT NULL,
  actor        TEXT,
  actor_kind   TEXT,
  action       TEXT NOT NULL,
  undone       INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE change_item (
  seq           INTEGER PRIMARY KEY,
  change_seq    INTEGER NOT NULL REFERENCES change (seq) ON DELETE CASCADE,
  target_kind   TEXT NOT NULL,
  target_id     TEXT NOT NULL,
  property      TEXT NOT NULL,
  before        TEXT,
  after         TEXT,
  local_before  INTEGER NOT NULL,
  local_after   INTEGER NOT NULL
);
CREATE INDEX change_item_change ON change_item (change_seq);

-- The activity log: appended to, never changed. Each entry carries the SHA-256 of
-- the one before.
CREATE TABLE activity (
  seq            INTEGER PRIMARY KEY AUTOINCREMENT,
  incident_id    TEXT,
  at             INTEGER NOT NULL,
  actor          TEXT,
  actor_kind     TEXT NOT NULL,
  action         TEXT NOT NULL,
  target_kind    TEXT,
  target_id      TEXT,
  field          TEXT,
  before         TEXT,
  after          TEXT,
  note           TEXT,
  previous_hash  TEXT NOT NULL,
  hash           TEXT NOT NULL
);
CREATE INDEX activity_incident ON activity (incident_id, seq);
CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity
BEGIN SELECT RAISE (ABORT, 'the activity log is append-only'); END;
CREATE TRIGGER activity_no_delete BEFORE DELETE ON activity
BEGIN SELECT RAISE (ABORT, 'the activity log is append-only'); END;

CREATE TABLE state (
  key    TEXT NOT NULL UNIQUE,
  value  TEXT
);

-- What the full-text index is made from. The rowid is incident_seq × 2^20 + n, so
-- that a match leads to its incident without reading this table.
CREATE TABLE search_text (
  seq    INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,
  id     TEXT NOT NULL,
  title  TEXT,
  body   TEXT
);
CREATE INDEX search_text_id ON search_text (kind, id) WHERE kind <> 'asset';
CREATE VIRTUAL TABLE search USING fts5 (title, body, content='search_text', content_rowid='seq',
                                        tokenize='unicode61', columnsize=0);
CREATE TRIGGER search_text_insert AFTER INSERT ON search_text
BEGIN
  INSERT INTO search (rowid, title, body) VALUES (new.seq, new.title, new.body);
END;
CREATE TRIGGER search_text_delete AFTER DELETE ON search_text
BEGIN
  INSERT INTO search (search, rowid, title, body) VALUES ('delete', old.seq, old.title, old.body);
END;
CREATE TRIGGER search_text_update AFTER UPDATE ON search_text
BEGIN
  INSERT INTO search (search, rowid, title, body) VALUES ('delete', old.seq, old.title, old.body);
  INSERT INTO search (rowid, title, body) VALUES (new.seq, new.title, new.body);
END;

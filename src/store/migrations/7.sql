-- Version 7: tuning rules, and the alerts that each was applied to, with the act that
-- can be taken back.

CREATE TABLE tuning_rule (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  action      TEXT NOT NULL,
  condition   TEXT NOT NULL,
  author      TEXT,
  enabled     INTEGER NOT NULL DEFAULT 1,
  created_at  INTEGER
);
CREATE TABLE tuning_hit (
  seq          INTEGER PRIMARY KEY,
  rule_seq     INTEGER NOT NULL REFERENCES tuning_rule (seq) ON DELETE CASCADE,
  alert_id     TEXT NOT NULL,
  token        TEXT NOT NULL
);
CREATE INDEX tuning_hit_rule ON tuning_hit (rule_seq);

-- Version 6: the priority that the program works out itself, and what gave it. What
-- the source says of an incident's priority stays in `priority_score`.

ALTER TABLE incident ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incident ADD COLUMN priority_factors TEXT;
ALTER TABLE incident ADD COLUMN priority_stale INTEGER NOT NULL DEFAULT 1;
DROP INDEX incident_priority;
CREATE INDEX incident_priority ON incident (hidden, priority, updated_at);
CREATE INDEX incident_priority_stale ON incident (priority_stale) WHERE priority_stale;

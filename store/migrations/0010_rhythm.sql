-- When a source publishes, learnt (scheduler/rhythm.py packs it).
ALTER TABLE source ADD COLUMN rhythm BLOB;

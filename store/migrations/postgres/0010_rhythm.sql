ALTER TABLE source ADD COLUMN rhythm bytea;

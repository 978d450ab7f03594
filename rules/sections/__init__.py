"""The sections of rules.yaml, one a file: each a table of keys and a reader of it."""

"""What the store does a second, in SQLite and PostgreSQL."""

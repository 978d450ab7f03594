"""News by push beside news by polling."""

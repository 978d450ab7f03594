"""Adaptive pace against fixed polling, on invented sources."""

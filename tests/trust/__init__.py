"""Promises shown by running: kills, weeks, hostile input."""

"""The line (check, deliver, due) and who calls it."""

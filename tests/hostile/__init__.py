"""The hostile web: servers that misbehave, and what a check makes of each."""

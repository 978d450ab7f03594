"""rules.yaml becomes a Rulebook; a Rulebook and an Article become Matches. Pure."""

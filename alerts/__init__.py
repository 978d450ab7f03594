"""Matches become Alerts: who is addressed, mutes, quiet hours. Pure."""

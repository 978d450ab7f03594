"""Matches become Alerts: near copies, who is addressed, mutes, quiet hours. Pure."""

"""A thousand alerts at once, at the pace that Telegram allows."""

"""How near a busy chat comes to what Telegram allows it."""

"""What the bot says, in English, French and Arabic: the place for translators."""

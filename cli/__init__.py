"""The commands a person types after bot.py, one a file."""

"""The bot's commands, one a file, each a pure reply."""

"""How each operation's cost grows with sources, rules, chats and the archive."""

"""Invented outlets as the web has them: pages heavy with furniture, feeds, fronts, and a server."""

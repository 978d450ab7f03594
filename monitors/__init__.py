"""The outside's bytes become Articles; fetch.py alone opens a socket for news."""

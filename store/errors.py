"""What a store says to a person when it cannot do its work."""

from __future__ import annotations


class StoreError(Exception):
    """One clear sentence: what happened, to which file, and what to do about it."""


class StoreInUseError(StoreError):
    """Another running program holds the file."""

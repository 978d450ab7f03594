"""What a store says to a person when it cannot do its work."""

from __future__ import annotations

from model.stores import StoreError

__all__ = ["StoreError", "StoreInUseError"]


class StoreInUseError(StoreError):
    """Another running program holds the file."""

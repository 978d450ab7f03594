"""Every case by name."""

from __future__ import annotations

from tests.hostile import journeys, readings, wires

CASES = (*wires.CASES, *journeys.CASES, *readings.CASES)

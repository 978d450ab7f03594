"""Where rules.yaml is changed: what the administrators' commands ask of the running program."""

from __future__ import annotations

from typing import Protocol

from model.editing import (
    Effect,
    Farewell,
    InForce,
    Past,
    Proposal,
    Refusal,
    RulesText,
    Sample,
    Wrong,
)


class Office(Protocol):
    """Every change is a proposal first. `by` is the person's name, for the history."""

    @property
    def largest(self) -> int:
        """Bytes of a rules file that is worth downloading."""

    async def check(self) -> InForce | Wrong | Refusal:
        """Take the file as it is now, or say what is wrong with it."""

    async def current(self) -> RulesText | Refusal:
        """The file as it is now."""

    async def propose(self, text: bytes, by: str) -> Proposal | Wrong | Refusal:
        """Keep a whole new text as a proposal, if it is right and changes anything."""

    async def roll_back(self, number: int, by: str) -> Proposal | Wrong | Refusal:
        """As `propose`, of an earlier text; 1 is the last one."""

    async def versions(self) -> tuple[Past, ...]:
        """The earlier texts, the last one first."""

    async def effect(self, proposal: str) -> Effect | None:
        """What it would have led to in the last days; None where it is gone meanwhile. May take
        minutes."""

    async def sample(self, address: str, by: str) -> Sample | Refusal:
        """Look at an address, and keep the wish to watch it as a proposal. May take a minute."""

    async def farewell(self, name: str, by: str) -> Farewell | Refusal:
        """Keep the wish to watch a source no more as a proposal."""

    async def apply(self, proposal: str, by: str) -> InForce | Proposal | Wrong | Refusal:
        """Write it and put it in force. A proposal comes back where the file has changed since
        it was shown."""

    async def discard(self, proposal: str) -> bool:
        """Let a proposal go; False where it was gone."""

"""Whose figures: those of the department, of a segment, of one manager."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much of the department."""

    DEPARTMENT = "department"
    SEGMENT = "segment"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """The managers that figures are about.

    Attributes:
        id: of the segment or the manager; 0 for the department, and for the managers without a segment.
    """

    level: Level = Level.DEPARTMENT
    id: int = 0

    @classmethod
    def segment(cls, segment_id: int | None) -> Scope:
        """Return that of a segment; None for the managers without one."""
        return cls(Level.SEGMENT, segment_id or 0)

    @classmethod
    def manager(cls, manager_id: int) -> Scope:
        """Return that of one manager."""
        return cls(Level.MANAGER, manager_id)


#: Everybody.
DEPARTMENT = Scope()

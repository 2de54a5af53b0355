"""A playbook in a file: what it gives for the department and its segments, and what that would change (R61)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cockpit.method.playbook_entry import Part, Value


@dataclass(frozen=True, slots=True)
class BookScope:
    """What a file says of the department, whose name is None, or of one segment. What it does not say stays.

    Attributes:
        parts: the parts it names.
        head, deputy: who leads the segment; None when the file does not say.
    """

    name: str | None = None
    parts: Mapping[Part, Value] = field(default_factory=dict)
    head: str | None = None
    deputy: str | None = None


@dataclass(frozen=True, slots=True)
class BookChange:
    """What a file changes, or would change, of the department or of one segment.

    Attributes:
        segment: its name; None for the department.
        made: the segment does not exist yet.
        people: its head or its deputy becomes another.
        parts: the parts that become others.
    """

    segment: str | None
    made: bool = False
    people: bool = False
    parts: tuple[Part, ...] = ()

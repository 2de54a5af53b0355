"""The managers whose figures are counted, and how their figures add up to those of segments and of the department."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.scope import DEPARTMENT, Level, Scope
from data.tables import ManagerRow, SegmentRow


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who ever sold here.

    Attributes:
        names: of the managers, by id, in the order of their names.
        segments: the segment's id by manager; None for one without.
        segment_names: by id, in the order of the names.
        present: the ids of the managers who have not left.
    """

    names: Mapping[int, str]
    segments: Mapping[int, int | None]
    segment_names: Mapping[int, str]
    present: Collection[int]

    def scopes(self, manager_id: int) -> tuple[Scope, Scope, Scope]:
        """Return the scopes that a manager's cases count in."""
        return (DEPARTMENT, Scope.segment(self.segments.get(manager_id)), Scope.manager(manager_id))

    def within(self, scope: Scope) -> tuple[int, ...]:
        """Return the ids of the managers of a scope, those who left too."""
        return tuple(manager for manager in self.names if scope in self.scopes(manager))

    def every(self) -> Iterator[tuple[Scope, str]]:
        """Yield the department, the segments and the managers with their names.

        Managers without a segment stand together beside the segments, if there are any.
        """
        yield DEPARTMENT, ""
        if self.segment_names:
            for segment, name in self.segment_names.items():
                yield Scope.segment(segment), name
            if None in self.segments.values():
                yield Scope.segment(None), ""
        for manager, name in self.names.items():
            yield Scope.manager(manager), name

    def has_left(self, scope: Scope) -> bool:
        """Is it a manager who is not here any more?"""
        return scope.level is Level.MANAGER and scope.id not in self.present


def people(session: Session, today: date) -> People:
    """Read who sells here, and who did."""
    segments = session.execute(select(SegmentRow.id, SegmentRow.name)).all()
    managers = session.execute(select(ManagerRow.id, ManagerRow.name, ManagerRow.segment_id, ManagerRow.left_on)).all()
    by_name = sorted(managers, key=lambda row: (row.name.casefold(), row.id))
    return People(
        names={row.id: row.name for row in by_name},
        segments={row.id: row.segment_id for row in by_name},
        segment_names={row.id: row.name for row in sorted(segments, key=lambda row: (row.name.casefold(), row.id))},
        present=frozenset(row.id for row in by_name if row.left_on is None or row.left_on > today),
    )

"""Managers and their segments, found by name or made."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from cockpit.language.plain import one_line
from data.intake.steps import Steps
from data.intake.tally import Outcome
from data.tables import Base, ManagerRow, SegmentRow

#: Stands for the manager of rows that name none; a client always has somebody who owns it.
NOBODY = "—"
_TABLE = Base.metadata.tables["manager"]


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """Return a name as names are compared: one case, single spaces."""
    return " ".join(name.casefold().split())


class People:
    """The managers of the store by name. What is already known of one is completed, never replaced.

    Attributes:
        names: the names by id.
        met: the managers whose rows were met.
    """

    def __init__(self, session: Session, run_id: int, steps: Steps) -> None:
        self._session = session
        self._steps = steps
        self._run_id = run_id
        self._segments: dict[str, int] = {
            name_key(row.name): row.id for row in session.execute(select(SegmentRow.name, SegmentRow.id))
        }
        columns = (ManagerRow.id, ManagerRow.name, ManagerRow.name_key, ManagerRow.segment_id, ManagerRow.head)
        self._known: dict[str, tuple[int, int | None, str]] = {}
        self.names: dict[int, str] = {}
        for row in session.execute(select(*columns)):
            self._known[row.name_key] = (row.id, row.segment_id, row.head)
            self.names[row.id] = row.name
        self._found: dict[tuple[str | None, str], int] = {}
        self.met: set[int] = set()

    def of(self, name: str | None, segment: str = "") -> int:
        """Return the id of the manager that a row names, or of nobody; he is made if need be."""
        known = self._found.get((name, segment))
        if known is None:
            known = self._found[name, segment] = self.add(name or NOBODY, segment, "")[0]
        return known

    def add(self, name: str, segment: str, head: str) -> tuple[int, Outcome]:
        """Make a manager, or complete the one of that name with the segment and head that he lacks."""
        key = name_key(name)
        known = self._known.get(key)
        segment_id = self._segment(segment)
        head = one_line(head)
        if known is None:
            row = {
                "name": name,
                "name_key": key,
                "segment_id": segment_id,
                "head": head,
                "import_run_id": self._run_id,
            }
            manager_id = self._session.execute(insert(_TABLE).returning(_TABLE.c.id), row).scalar_one()
            self.names[manager_id] = name
            outcome = Outcome.TAKEN
        else:
            manager_id, old_segment, old_head = known
            outcome = Outcome.UNCHANGED
            segment_id, head = old_segment or segment_id, old_head or head
            if (segment_id, head) != (old_segment, old_head):
                values = {"segment_id": segment_id, "head": head}
                self._session.execute(update(ManagerRow).where(ManagerRow.id == manager_id).values(values))
                self._steps.note(_TABLE, manager_id, {"segment_id": known[1], "head": known[2]}, values)
                outcome = Outcome.UPDATED
        self._known[key] = (manager_id, segment_id, head)
        self.met.add(manager_id)
        return manager_id, outcome

    @property
    def named(self) -> set[int]:
        """The managers that rows name, without the one who stands for nobody."""
        nobody = self._known.get(name_key(NOBODY))
        return self.met - {nobody[0]} if nobody else self.met

    def _segment(self, name: str) -> int | None:
        name = one_line(name)
        if not name:
            return None
        key = name_key(name)
        if key not in self._segments:
            row = SegmentRow(name=name)
            self._session.add(row)
            self._session.flush()
            self._segments[key] = row.id
            self._steps.note(Base.metadata.tables[SegmentRow.__tablename__], row.id, None, {"id": row.id})
        return self._segments[key]

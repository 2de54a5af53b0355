"""What the clients of each manager go by: the norms of his segment, and what is usual for him."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.money import Money
from cockpit.method.norms import Norms, sells_fast
from cockpit.method.playbook import HighCheck
from cockpit.method.queue import Rules
from data.playbooks import Playbooks, playbooks
from data.tables import ManagerRow
from data.usual import Usual, usual

_NOTHING_USUAL = Usual()
_EVERY = select(ManagerRow.id, ManagerRow.segment_id)
_SOME = _EVERY.where(ManagerRow.id.in_(bindparam("managers", expanding=True)))


class Standards:
    """The norms of managers, read once.

    Args:
        session: a session that may read.
        desk: what is normal where no playbook says otherwise.
        managers: the ids of the managers asked about; None for all.
        books: the playbooks, when they were read already.
    """

    def __init__(
        self, session: Session, desk: Desk, managers: Collection[int] | None = None, books: Playbooks | None = None
    ) -> None:
        self.desk = desk
        self._session, self._managers = session, managers
        self.books = playbooks(session) if books is None else books
        execute = session.connection().execute
        rows = execute(_EVERY) if managers is None else execute(_SOME, {"managers": list(managers)})
        self.segments: dict[int, int | None] = dict(rows.all())
        self._norms: dict[int | None, Norms] = {}
        self._habits: dict[int, Usual] | None = None

    def norms(self, manager_id: int) -> Norms:
        """Return what is normal in a manager's segment; the same record for every manager of a segment."""
        return self.norms_of(self.segments.get(manager_id))

    def norms_of(self, segment_id: int | None) -> Norms:
        """Return what is normal in a segment."""
        known = self._norms.get(segment_id)
        if known is None:
            known = self._norms[segment_id] = self.books.norms(self.desk.norms, segment_id)
        return known

    def habit(self, manager_id: int) -> Usual:
        """Return what was last worked out to be usual for a manager."""
        if self._habits is None:
            self._habits = usual(self._session, self._managers)
        return self._habits.get(manager_id, _NOTHING_USUAL)

    def currency(self, manager_id: int) -> str:
        """Return the currency in which a manager's money is compared."""
        return self.habit(manager_id).currency or self.desk.currency

    def line(self, manager_id: int) -> Money | None:
        """Return the high-check line of a manager's segment in his main currency (R43)."""
        minor = self.habit(manager_id).high
        return None if minor is None else Money(minor, self.currency(manager_id))

    def high_check(self, manager_id: int) -> HighCheck | None:
        """Return from where on a client of a manager is high-check."""
        return self.books.of(self.segments.get(manager_id)).high_check

    def rules(self, manager_id: int, now: datetime) -> Rules:
        """Return what a manager's queue is ranked by."""
        habit = self.habit(manager_id)
        return Rules(
            today=now.date(),
            norms=self.norms(manager_id),
            currency=self.currency(manager_id),
            cycle_median=habit.cycle_median,
            asleep_days=habit.cycle_p95,
        )

    def print_of(self, manager_id: int, cycle_median: int | None) -> str:
        """Return a short text that changes with anything that the facts of a manager's clients are derived by.

        Left out is what a day alone moves, the high-check line in money: `data.upkeep` follows that client by client.
        """
        segment, norms = self.segments.get(manager_id), self.norms(manager_id)
        derived_by = (
            segment,
            sorted(norms.silence.items()),
            norms.high,
            norms.longest_days,
            norms.horizon_days,
            norms.hand_days,
            norms.stages,
            sorted(norms.calendar.weekend),
            sorted(norms.calendar.holidays),
            sells_fast(cycle_median),
            self.books.of(segment).high_check,
        )
        return blake2b(repr(derived_by).encode(), digest_size=12).hexdigest()

"""The imports that were done, and taking the last one back.

What was worked on since stays as it is: a row whose columns are no longer as the import left them, a deal that a person
said something of or whose client was reviewed since, a client with anything of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.report import ImportRun, ImportUndone
from cockpit.method.sentence import say
from cockpit.method.words import TaskState
from data.acts import thawed
from data.intake.steps import KEPT, image_of
from data.tables import (
    Base,
    ChangeRow,
    ClientRow,
    DealRow,
    DraftRow,
    ImportRunRow,
    ImportStepRow,
    ManagerRow,
    ReviewRow,
    TaskRow,
    UsualRow,
)
from data.upkeep import refresh

_TABLES: Final = Base.metadata.tables
_AT_ONCE: Final = 500
#: From so many clients on, everything that follows is worked out anew.
_MANY: Final = 1000


def import_runs(session: Session, limit: int = 50) -> tuple[ImportRun, ...]:
    """Read the last imports, the newest first."""
    rows = session.scalars(select(ImportRunRow).order_by(ImportRunRow.id.desc()).limit(limit)).all()
    last = _last(session)
    return tuple(
        ImportRun(
            row.id,
            row.at,
            row.head,
            row.source,
            tuple(file["name"] for file in row.files),
            row.taken,
            row.updated,
            row.unchanged,
            row.skipped,
            row.undone_at,
            last is not None and row.id == last.id,
        )
        for row in rows
    )


def _last(session: Session) -> ImportRunRow | None:
    """Return the newest import that stands, unless what it changed is known no more."""
    newest = select(ImportRunRow).where(ImportRunRow.undone_at.is_(None)).order_by(ImportRunRow.id.desc())
    row = session.scalar(newest.limit(1))
    if row is None:
        return None
    later = select(func.count()).select_from(ImportRunRow).where(ImportRunRow.id > row.id)
    return row if (session.scalar(later) or 0) < KEPT else None


def undo_import(session: Session, desk: Desk, run_id: int, now: datetime) -> ImportUndone:
    """Take an import back as far as nobody worked on since.

    Args:
        session: a session that may write; nothing is committed.
        desk: the norms, for the facts that are worked out anew.
        run_id: the import.
        now: the present moment.

    Raises:
        ConflictError: it is not the last import that stands; nothing was taken back.
    """
    last = _last(session)
    if last is None or last.id != run_id:
        raise ConflictError(
            say("The import cannot be taken back"),
            say("Only the last import can: a later one rests on what this one wrote."),
        )
    undoing = _Undoing(session, last)
    found = undoing.run()
    last.undone_at = now
    session.flush()
    session.expire_all()
    there = session.scalars(select(ClientRow.id).where(ClientRow.id.in_(sorted(undoing.touched)[:_MANY]))).all()
    refresh(session, desk, there if len(undoing.touched) <= _MANY and not found.clients else None, now)
    return found


class _Undoing:
    """One import read backwards.

    Attributes:
        touched: the clients whose facts have to be worked out anew.
    """

    def __init__(self, session: Session, run: ImportRunRow) -> None:
        self._session = session
        self._run = run
        self.touched: set[int] = set()
        self._left = 0
        self._kept_deals: set[int] = set()

    def run(self) -> ImportUndone:
        put_back = self._put_back()
        deals = self._remove_deals()
        clients = self._remove_clients()
        self._remove_people()
        log = delete(ChangeRow).where(ChangeRow.import_run_id == self._run.id)
        if self._kept_deals:
            log = log.where(or_(ChangeRow.deal_id.is_(None), ChangeRow.deal_id.not_in(sorted(self._kept_deals))))
        self._session.execute(log)
        self._session.execute(delete(ImportStepRow).where(ImportStepRow.import_run_id == self._run.id))
        return ImportUndone(clients, deals, put_back, self._left)

    def _put_back(self) -> int:
        """Put every changed row back that still is as the import left it; return how many deals and clients were."""
        steps = self._session.execute(
            select(ImportStepRow.kind, ImportStepRow.row_id, ImportStepRow.before, ImportStepRow.after)
            .where(ImportStepRow.import_run_id == self._run.id)
            .order_by(ImportStepRow.id.desc())
        ).all()
        done = 0
        for start in range(0, len(steps), _AT_ONCE):
            done += self._put_back_some(steps[start : start + _AT_ONCE])
        return done

    def _put_back_some(self, steps: Sequence[Any]) -> int:
        keys: defaultdict[str, list[int]] = defaultdict(list)
        for kind, key, _, _ in steps:
            keys[kind].append(key)
        rows = {
            (kind, row.id): row
            for kind, ids in keys.items()
            for row in self._session.execute(select(_TABLES[kind]).where(_TABLES[kind].c.id.in_(ids)))
        }
        done = 0
        for kind, key, before, after in steps:
            table, row = _TABLES[kind], rows.get((kind, key))
            if after is None:
                if row is None and self._restored(table, before):
                    done += 1
                continue
            if row is None:
                continue
            if before is None:
                self._remove_added(table, key, row)
            elif image_of(table, {name: getattr(row, name) for name in after}) == after:
                self._session.execute(update(table).where(table.c.id == key).values(thawed(table, before)))
                done += kind in {DealRow.__tablename__, ClientRow.__tablename__}
                self._touch(table, key, row, before)
            else:
                self._left += 1
                if kind == DealRow.__tablename__:
                    self._kept_deals.add(key)
        return done

    def _restored(self, table: Table, before: dict[str, Any]) -> bool:
        """Make a client again that the import emptied and removed; False when its manager is gone too."""
        values = thawed(table, before)
        if self._session.get(ManagerRow, values["manager_id"]) is None:
            return False
        self._session.execute(insert(table).values(values))
        self.touched.add(values["id"])
        return True

    def _remove_added(self, table: Table, key: int, row: Any) -> None:
        if table.name == "payment":
            self.touched.add(row.client_id)
            self._session.execute(delete(table).where(table.c.id == key))
        elif self._session.scalar(select(func.count()).select_from(table).where(table.c.id == key, *_free(table))):
            self._session.execute(delete(table).where(table.c.id == key))

    def _touch(self, table: Table, key: int, row: Any, before: dict[str, Any]) -> None:
        if table.name == DealRow.__tablename__:
            self.touched |= {row.client_id, before.get("client_id", row.client_id)}
        elif table.name == ClientRow.__tablename__:
            self.touched.add(key)
            if "manager_id" in before:
                mine = (TaskRow.client_id == key) & (TaskRow.state == TaskState.OPEN)
                self._session.execute(update(TaskRow).where(mine).values(manager_id=before["manager_id"]))

    def _remove_deals(self) -> int:
        """Remove the deals that the import made and nobody worked on."""
        deals = _TABLES[DealRow.__tablename__]
        made = deals.c.import_run_id == self._run.id
        reviewed = (
            select(ReviewRow.id)
            .where(
                ReviewRow.client_id == deals.c.client_id,
                ReviewRow.undone_at.is_(None),
                ReviewRow.reviewed_at >= self._run.at,
            )
            .correlate(deals)
            .exists()
        )
        free = (deals.c.said.is_(None), ~reviewed, *_free(deals))
        whose = select(deals.c.client_id).where(made, *free).distinct()
        self.touched |= set(self._session.scalars(whose))
        removed = self._session.scalars(delete(deals).where(made, *free).returning(deals.c.id)).all()
        left = self._session.scalars(select(deals.c.id).where(made)).all()
        self._left += len(left)
        self._kept_deals |= set(left)
        return len(removed)

    def _remove_clients(self) -> int:
        """Remove the clients that the import made and that have nothing left."""
        clients = _TABLES[ClientRow.__tablename__]
        drafts = select(DraftRow.client_id).where(DraftRow.client_id == clients.c.id).correlate(clients).exists()
        empty = (clients.c.import_run_id == self._run.id, clients.c.said.is_(None), ~drafts, *_free(clients))
        return len(self._session.scalars(delete(clients).where(*empty).returning(clients.c.id)).all())

    def _remove_people(self) -> None:
        managers = _TABLES[ManagerRow.__tablename__]
        free = select(managers.c.id).where(managers.c.import_run_id == self._run.id, *_free(managers))
        ids = self._session.scalars(free).all()
        self._session.execute(delete(UsualRow).where(UsualRow.manager_id.in_(ids)))
        self._session.execute(delete(managers).where(managers.c.id.in_(ids)))


def _free(table: Table) -> Iterable[ColumnElement[bool]]:
    """Say that nothing refers to a row of a table, but the log and what is worked out."""
    for other in Base.metadata.sorted_tables:
        if other.name in {ChangeRow.__tablename__, UsualRow.__tablename__}:
            continue
        for foreign in other.foreign_keys:
            if foreign.column.table is table:
                yield ~select(foreign.parent).where(foreign.parent == table.c.id).correlate(table).exists()

"""Acts: what a person does to the data, recorded row by row, before and after, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, event, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from data.drafts import as_json
from data.facts import DERIVED
from data.tables import Base, ChangeRow, ClientRow, UndoStepRow

#: How many acts of one head can be taken back.
KEPT = 30
#: The columns of a client that a person may set although a rule sets them otherwise.
BY_HAND = frozenset({"temperature", "temperature_source", "temperature_on", "temperature_hand_on"})

# What is no part of an act: who sits where, drafts, the steps themselves, what is worked out once a day.
_APART = {"sitting", "draft", "undo_step", "usual"}
_UNSEEN = set(DERIVED) - BY_HAND
_JSON = sqlite.dialect()
_TABLES = Base.metadata.tables

#: The columns of one row as JSON can hold them.
Image = dict[str, Any]


class Act:
    """One act while it is done.

    Attributes:
        review_id: the review it wrote, once that is known.
        client_id: the client it was done to.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self.review_id: int | None = None
        self.client_id: int | None = None
        self._session = session
        self._at = now
        self._last_change = session.scalar(select(func.max(ChangeRow.id))) or 0
        self._before: dict[tuple[str, int], Image] = {}
        self._added: list[Base] = []

    def watch(self, row: Base) -> None:
        """Note how a row stands, for one that is written past the session, as the derived facts are."""
        table, key = _place(row)
        if table.name not in _APART and (table.name, key) not in self._before:
            found = image(self._session, table, key)
            if found is not None:
                self._before[table.name, key] = found

    def note(self, session: Session, *_: object) -> None:
        """Note what is about to be written; the database still holds what stood before."""
        self._added += [row for row in session.new if isinstance(row, Base) and row not in self._added]
        for row in (*session.dirty, *session.deleted):
            if isinstance(row, Base) and row not in self._added:
                self.watch(row)

    def rows(self) -> list[list[Any]]:
        """Return ``[table, key, before, after]`` for every row; of a changed one only what changed."""
        added = [place for row in self._added if (place := _place(row))[0].name not in _APART]
        written: list[list[Any]] = [
            [table.name, key, None, after]
            for table, key in added
            if (after := image(self._session, table, key)) is not None
        ]
        for (name, key), before in self._before.items():
            after = image(self._session, _TABLES[name], key)
            if after is None:
                written.append([name, key, before, None])
                continue
            changed = [column for column in before if before[column] != after[column]]
            if name == "client" and BY_HAND.intersection(changed):
                changed = [column for column in before if column in changed or column in BY_HAND]
            if changed:
                written.append([name, key, {c: before[c] for c in changed}, {c: after[c] for c in changed}])
        return written + self._followed({key for name, key, _, _ in written if name == ChangeRow.__tablename__})

    def _followed(self, known: set[int]) -> list[list[Any]]:
        """Return the log of what followed by rule, which is written past the session."""
        followed = select(ChangeRow.id).where(
            ChangeRow.client_id == self.client_id, ChangeRow.at == self._at, ChangeRow.id > self._last_change
        )
        table = _TABLES[ChangeRow.__tablename__]
        new = sorted(set(self._session.scalars(followed)) - known)
        return [[table.name, key, None, image(self._session, table, key)] for key in new]


@contextmanager
def recorded(
    session: Session,
    desk: Desk,
    now: datetime,
    kind: str,
    about: str,
    *,
    client: ClientRow | None = None,
    sitting_id: int | None = None,
    draft: ReviewDraft | None = None,
) -> Iterator[Act]:
    """Record what is done inside as one step of undo, in the same transaction.

    Args:
        session: a session that may write.
        desk: whose act it is.
        now: the present moment.
        kind: the act, a key of `data.undo.WORDS`.
        about: whom it is done to.
        client: the client whose derived facts it may change.
        sitting_id: the sitting it is part of.
        draft: what a review was made from.
    """
    session.flush()
    act = Act(session, now)
    if client is not None:
        act.watch(client)
        act.client_id = client.id
    event.listen(session, "before_flush", act.note)
    try:
        yield act
        session.flush()
    finally:
        event.remove(session, "before_flush", act.note)
    session.add(
        UndoStepRow(
            at=now,
            kind=kind,
            about=about,
            head=desk.head,
            sitting_id=sitting_id,
            client_id=act.client_id,
            review_id=act.review_id,
            rows=act.rows(),
            draft=None if draft is None else as_json(draft),
        )
    )
    session.flush()
    kept = select(UndoStepRow.id).where(UndoStepRow.head == desk.head).order_by(UndoStepRow.id.desc())
    oldest = session.scalar(kept.offset(KEPT - 1).limit(1))
    if oldest is not None:
        session.execute(delete(UndoStepRow).where(UndoStepRow.head == desk.head, UndoStepRow.id < oldest))


def _place(row: Base) -> tuple[Table, int]:
    table = _TABLES[row.__tablename__]
    key: int = getattr(row, "id", 0)
    return table, key


def image(session: Session, table: Table, key: int) -> Image | None:
    """Return a row as it stands in the database, as JSON can hold it."""
    row = session.connection().execute(select(table).where(table.c.id == key)).mappings().first()
    if row is None:
        return None
    unseen = _UNSEEN if table.name == ClientRow.__tablename__ else ()
    return {column.name: frozen(column.type, row[column]) for column in table.c if column.name not in unseen}


def frozen(kind: TypeEngine[Any], value: Any) -> Any:
    """Return a column's value as JSON can hold it."""
    write = kind.dialect_impl(_JSON).bind_processor(_JSON)
    return value if write is None else write(value)


def thawed(table: Table, image: Image) -> Image:
    """Return the values of an image as the columns take them."""
    values = {}
    for name, value in image.items():
        read = table.c[name].type.dialect_impl(_JSON).result_processor(_JSON, None)
        values[name] = value if read is None else read(value)
    return values

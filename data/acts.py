"""Acts: what a person does to the data, recorded row by row, before and after, so that it can be taken back.

What is written through the session is noticed by itself, when it is flushed. The acts that a person waits for write
past the session, with `Act.add`, `Act.change` and `Act.remove`: a statement of the same words every time, and nothing
is read back to know how a row stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Delete, Insert, Select, Table, Update, bindparam, delete, event, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from data.drafts import as_json
from data.facts import DERIVED
from data.tables import Base, ClientRow, UndoStepRow

#: How many acts of one head can be taken back.
KEPT = 30
#: The columns of a client that a person may set although a rule sets them otherwise.
BY_HAND = frozenset({"temperature", "temperature_source", "temperature_on", "temperature_hand_on"})

# What is no part of an act: who sits where, drafts, the steps themselves, what is worked out once a day.
_APART = {"sitting", "draft", "undo_step", "usual"}
_UNSEEN = set(DERIVED) - BY_HAND
_JSON = sqlite.dialect()
# Where a session has the act that is being done.
_PRESENT = "act"
_TABLES = Base.metadata.tables
_STEPS = _TABLES[UndoStepRow.__tablename__]

#: The columns of one row as JSON can hold them.
Image = dict[str, Any]
#: A table and the id of a row.
Place = tuple[str, int]


class Act:
    """One act while it is done.

    Attributes:
        session: what it is written with.
        now: when it is done.
        client_id: the client it was done to.
        review_id: the review it wrote, once that is known.
    """

    def __init__(self, session: Session, now: datetime, client_id: int | None) -> None:
        self.session = session
        self._execute = session.connection().execute
        self.now = now
        self.client_id = client_id
        self.review_id: int | None = None
        self._added: dict[Place, Image] = {}
        self._before: dict[Place, Image] = {}
        self._after: dict[Place, Image | None] = {}
        self._added_rows: list[Base] = []
        self._watched: set[Place] = set()

    def add(self, kind: type[Base], **values: Any) -> int:
        """Insert a row past the session and return its id; a column that is not named has its default."""
        table = _TABLES[kind.__tablename__]
        filled = {**_defaults(table), **values}
        inserted: Any = self._execute(_insertion(table), filled).inserted_primary_key
        key: int = inserted[0]
        self._added[table.name, key] = {"id": key, **_frozen(table, filled)}
        return key

    def change(self, kind: type[Base], key: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Write what differs of a row past the session.

        Args:
            kind: the table.
            key: the row's id.
            before: the row as it stands, at least the columns of `after`.
            after: columns as they are to stand.
        """
        table = _TABLES[kind.__tablename__]
        stood = {name: before[name] for name in after}
        written = {name: value for name, value in after.items() if stood[name] != value}
        if written:
            self._execute(_updating(table), {"row_id": key, **written})
        place = (table.name, key)
        if place in self._added:
            self._added[place].update(_frozen(table, written))
            return
        self._before[place] = {**_frozen(table, stood), **self._before.get(place, {})}
        self._after[place] = {**(self._after.get(place) or {}), **_frozen(table, after)}

    def remove(self, kind: type[Base], key: int) -> None:
        """Delete a row past the session."""
        table = _TABLES[kind.__tablename__]
        stood = image(self.session, table, key)
        if stood is not None:
            self._before[table.name, key] = {**stood, **self._before.get((table.name, key), {})}
            self._after[table.name, key] = None
            self._execute(_deletion(table), {"row_id": key})

    def note(self) -> None:
        """Note what the session is about to write; the database still holds what stood before."""
        session = self.session
        self._added_rows += [row for row in session.new if isinstance(row, Base) and row not in self._added_rows]
        for row in (*session.dirty, *session.deleted):
            if isinstance(row, Base) and row not in self._added_rows:
                self._watch(*_place(row))

    def _watch(self, table: Table, key: int) -> None:
        place = (table.name, key)
        if table.name in _APART or place in self._watched or place in self._added:
            return
        stood = image(self.session, table, key)
        if stood is not None:
            self._before[place] = {**stood, **self._before.get(place, {})}
            self._watched.add(place)

    def rows(self) -> list[list[Any]]:
        """Return ``[table, key, before, after]`` for every row; of a changed one only what changed."""
        added = dict(self._added)
        for row in self._added_rows:
            table, key = _place(row)
            stands = None if table.name in _APART else image(self.session, table, key)
            if stands is not None:
                added[table.name, key] = stands
        written: list[list[Any]] = [[name, key, None, after] for (name, key), after in added.items()]
        for (name, key), before in self._before.items():
            if (name, key) in added:
                continue
            watched = (name, key) in self._watched
            after = image(self.session, _TABLES[name], key) if watched else self._after[name, key]
            if after is None:
                written.append([name, key, before, None])
                continue
            changed = [column for column in before if before[column] != after[column]]
            if name == ClientRow.__tablename__ and BY_HAND.intersection(changed):
                changed = [column for column in before if column in changed or column in BY_HAND]
            if changed:
                written.append([name, key, {c: before[c] for c in changed}, {c: after[c] for c in changed}])
        return written


@contextmanager
def recorded(
    session: Session,
    desk: Desk,
    now: datetime,
    kind: str,
    about: str,
    *,
    client_id: int | None = None,
    sitting_id: int | None = None,
    draft: ReviewDraft | None = None,
) -> Iterator[Act]:
    """Record what is done inside as one step of undo, in the same transaction.

    Afterwards the session knows nothing any more of the rows it has read, since some were written past it.

    Args:
        session: a session that may write.
        desk: whose act it is.
        now: the present moment.
        kind: the act, a key of `data.undo.WORDS`.
        about: whom it is done to.
        client_id: the client it is done to.
        sitting_id: the sitting it is part of.
        draft: what a review was made from.
    """
    session.flush()
    act = Act(session, now, client_id)
    session.info[_PRESENT] = act
    try:
        yield act
        session.flush()
    finally:
        del session.info[_PRESENT]
    step = {
        "at": now,
        "kind": kind,
        "about": about,
        "head": desk.head,
        "sitting_id": sitting_id,
        "client_id": act.client_id,
        "review_id": act.review_id,
        "rows": act.rows(),
        "draft": None if draft is None else as_json(draft),
        "undone_at": None,
    }
    connection = session.connection()
    connection.execute(_insertion(_STEPS), step)
    connection.execute(_FORGETTING, {"whose": desk.head})
    session.expire_all()


@event.listens_for(Session, "before_flush")
def _notice(session: Session, *_: object) -> None:
    act = session.info.get(_PRESENT)
    if act is not None:
        act.note()


_OF_HEAD = _STEPS.alias()
_OLDEST_KEPT = (
    select(_OF_HEAD.c.id).where(_OF_HEAD.c.head == bindparam("whose")).order_by(_OF_HEAD.c.id.desc())
).offset(KEPT - 1)
_FORGETTING = delete(_STEPS).where(
    _STEPS.c.head == bindparam("whose"), _STEPS.c.id < _OLDEST_KEPT.limit(1).scalar_subquery()
)


def _place(row: Base) -> tuple[Table, int]:
    table = _TABLES[row.__tablename__]
    key: int = getattr(row, "id", 0)
    return table, key


def image(session: Session, table: Table, key: int) -> Image | None:
    """Return a row as it stands in the database, as JSON can hold it."""
    row = session.connection().execute(_selection(table), {"row_id": key}).first()
    return None if row is None else _frozen(table, row._asdict())


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


def _frozen(table: Table, values: Mapping[str, Any]) -> Image:
    """Return what is seen of some columns as JSON can hold it."""
    seen = _writers(table)
    return {
        name: value if value is None or (write := seen[name]) is None else write(value)
        for name, value in values.items()
        if name in seen
    }


@cache
def _writers(table: Table) -> dict[str, Callable[[Any], Any] | None]:
    """Return the columns that an act sees, and what makes their values fit for JSON."""
    unseen = _UNSEEN if table.name == ClientRow.__tablename__ else ()
    return {
        column.name: column.type.dialect_impl(_JSON).bind_processor(_JSON)
        for column in table.c
        if column.name not in unseen
    }


@cache
def _defaults(table: Table) -> dict[str, Any]:
    return {column.name: getattr(column.default, "arg", None) for column in table.c if not column.primary_key}


# One statement for each table, made once: to put one together takes longer than to run it.


@cache
def _selection(table: Table) -> Select[*tuple[Any, ...]]:
    return select(table).where(table.c.id == bindparam("row_id"))


@cache
def _insertion(table: Table) -> Insert:
    return insert(table)


@cache
def _updating(table: Table) -> Update:
    return update(table).where(table.c.id == bindparam("row_id"))


@cache
def _deletion(table: Table) -> Delete:
    return delete(table).where(table.c.id == bindparam("row_id"))

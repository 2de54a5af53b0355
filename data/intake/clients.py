"""Clients, found by their id or name within a manager's clients, or made."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from cockpit.method.words import ContactSource, TaskState, Temperature, TemperatureSource
from data.bulk import Bulk, new_ids
from data.changes import as_text
from data.intake.held import Held, Wanted
from data.intake.marks import Marks
from data.intake.people import name_key
from data.intake.run import Run
from data.tables import Base, ChangeRow, DraftRow, TaskRow

#: What a file says about a client beside its name.
DETAILS = ("contact", "phone", "email", "lead_source", "note", "extras")
#: Clients held at a time; the rest is asked for again.
_MOST_HELD = 10_000
_TABLE = Base.metadata.tables["client"]


#: What is known of a client that nothing has been worked out for yet.
_NEW: dict[str, Any] = {
    "temperature": Temperature.POTENTIAL,
    "temperature_source": TemperatureSource.RULE,
    "is_open": True,
    "estimated": False,
    "payment_stopped": False,
    "contact_source": ContactSource.CREATED,
    "parked_reason": "",
    "put_off": False,
}
_READ = ("id", "manager_id", "name", "name_key", "nameless", "source", "external_id", "said", "import_run_id")
_HELD = select(*(_TABLE.c[name] for name in (*_READ, *DETAILS))).order_by(_TABLE.c.id)
_NEW_VALUES = tuple(_NEW.values())
_BITS = tuple((1 << place, name) for place, name in enumerate(DETAILS))
_NO_DETAILS: tuple[Any, ...] = tuple(None if name == "extras" else "" for name in DETAILS)
_WRITTEN = (
    "id", "manager_id", "name", "name_key", "nameless", "source", "external_id", *_NEW, *DETAILS, "created_at",
    "import_run_id",
)  # fmt: skip


class Clients:
    """The clients that the rows of an import are about.

    In one run the first row that says something about a client counts, so that a second run finds nothing new.

    Attributes:
        made: ids of the clients that were not there before.
        changed: ids of the others whose facts have to be worked out anew.
        met: ids of the clients that rows were about.
        nameless: how many of those no column names.
    """

    def __init__(self, run: Run) -> None:
        self._session = run.session
        self._source = run.source
        self._run_id = run.id
        self._steps = run.steps
        self._before: dict[int, dict[str, Any]] = {}
        self._now = run.now
        self._bulk = Bulk(run.session.connection(), _TABLE, _WRITTEN)
        #: In a store without clients, the ids of those made in this run by the hash of how they are found.
        there = run.session.execute(select(_TABLE.c.id).limit(1)).first() is not None
        self._ids: dict[int, int] | None = None if there else {}
        self._by_id: dict[int, Held] = {}
        self._by_name: dict[tuple[int, str], Held] = {}
        self._by_external: dict[tuple[int, str], Held] = {}
        self._looked_up: set[tuple[int, str]] = set()
        self._decided: dict[int, int] = {}
        self._named = Marks()
        self._settled = Marks()
        self._made: dict[int, Held] = {}
        self._updates: dict[int, dict[str, Any]] = {}
        self._log: list[dict[str, Any]] = []
        self._left: set[int] = set()
        self.made = array("q")
        self.changed: set[int] = set()
        self.met = Marks()
        self.nameless = 0
        self.moved = 0

    def begin_batch(self) -> None:
        """Let go of what is held when it has become too much."""
        if len(self._by_id) > _MOST_HELD:
            for known in (self._by_id, self._by_name, self._by_external, self._looked_up):
                known.clear()

    def hold(self, ids: Iterable[int]) -> None:
        """Load clients by id."""
        missing = sorted({one for one in ids if one not in self._by_id})
        if missing:
            self._load(_TABLE.c.id.in_(missing))

    def look_up(self, wanted: Iterable[Wanted]) -> None:
        """Load the clients that rows name, as far as they exist."""
        keys = {(one.manager_id, name_key(one.name)) for one in wanted if one.name is not None}
        keys -= self._by_name.keys()
        keys -= self._looked_up
        external = {(one.manager_id, one.external_id or "") for one in wanted if one.external_id}
        external -= self._by_external.keys()
        if self._ids is not None:
            self.hold(self._ids[mark] for key in keys | external if (mark := hash(key)) in self._ids)
            return
        self._looked_up |= keys
        # One manager at a time: names and managers in one question would be sought for in every combination.
        for manager_id, names in _by_manager(keys).items():
            self._load(_TABLE.c.manager_id == manager_id, _TABLE.c.name_key.in_(names))
        for manager_id, ids in _by_manager(external).items():
            here = _TABLE.c.manager_id == manager_id, _TABLE.c.source == self._source
            self._load(*here, _TABLE.c.external_id.in_(ids))

    def _load(self, *conditions: Any) -> None:
        for (
            client_id,
            manager_id,
            name,
            key,
            nameless,
            source,
            external_id,
            said,
            run_id,
            *details,
        ) in self._session.connection().execute(_HELD.where(*conditions)):
            if client_id not in self._by_id:
                known_as = external_id if source == self._source else None
                made, known = run_id == self._run_id, dict(zip(DETAILS, details, strict=True))
                held = Held(client_id, manager_id, name, key, nameless, known_as, said or (), made, known)
                held.source, held.own_id = source, external_id
                self._keep(held)

    def _keep(self, client: Held) -> None:
        self._by_id[client.id] = client
        if not client.nameless:
            self._find_by(self._by_name, (client.manager_id, client.name_key), client)
        if client.external_id:
            self._find_by(self._by_external, (client.manager_id, client.external_id), client)

    def _find_by(self, known: dict[tuple[int, str], Held], key: tuple[int, str], client: Held) -> None:
        known.setdefault(key, client)
        if self._ids is not None:
            self._ids.setdefault(hash(key), client.id)

    def get(self, client_id: int) -> Held:
        """Return a client that was loaded."""
        return self._by_id[client_id]

    def find(self, wanted: Wanted) -> Held | None:
        """Return the client that a row names, if it was there or was made: by id, else by name."""
        if wanted.external_id:
            same_id = self._by_external.get((wanted.manager_id, wanted.external_id))
            if same_id is not None:
                return same_id
        if wanted.name is None:
            return None
        namesake = self._by_name.get((wanted.manager_id, name_key(wanted.name)))
        if namesake is not None and wanted.external_id and namesake.external_id:
            return None  # it has another id
        return namesake

    def make(self, wanted: Sequence[Wanted]) -> list[Held]:
        """Make clients in one go, to be written by `flush`; one that several of `wanted` name is made once."""
        first: dict[tuple[int, str, str, str], Wanted] = {}
        keys = []
        for one in wanted:
            key = (one.manager_id, one.external_id or "", name_key(one.name or ""), "" if one.name else one.reference)
            keys.append(key)
            first.setdefault(key, one)
        if not first:
            return []
        ids = new_ids(self._session.connection(), _TABLE, len(first))
        made: dict[tuple[int, str, str, str], Held] = {}
        for client_id, (key, one) in zip(ids, first.items(), strict=True):
            name = one.name or one.reference
            made[key] = client = Held(
                client_id, one.manager_id, name, name_key(name), one.name is None, one.external_id, (), made=True
            )
            self._keep(client)
            self._made[client_id] = client
        self.made.extend(ids)
        return [made[key] for key in keys]

    def _row(self, client: Held) -> tuple[Any, ...]:
        return (
            client.id,
            client.manager_id,
            client.name,
            client.name_key,
            client.nameless,
            self._source,
            client.external_id,
            *_NEW_VALUES,
            *(_details(client.details) if client.details else _NO_DETAILS),
            self._now,
            self._run_id,
        )

    def touch(self, client: Held) -> None:
        """Remember that something changes from which a client's facts follow."""
        if not client.made:
            self.changed.add(client.id)

    def meet(self, client: Held) -> None:
        """Count a client that a row is about."""
        if self.met.add(client.id):
            self.nameless += client.nameless

    def complete(self, client: Held, details: dict[str, Any], external_id: str | None = None) -> bool:
        """Write what a row says about a client, unless a person or an earlier row of this run said it.

        Returns:
            Whether the store changes.
        """
        changes: dict[str, Any] = {}
        stood: dict[str, Any] = {}
        decided = self._decided.get(client.id, 0)
        for bit, name in _BITS:
            value = details[name]
            if not value or decided & bit or name in client.said:
                continue
            decided |= bit
            if name == "extras":
                value = {**(client.details.get(name) or {}), **value}
            if client.details.get(name) != value:
                stood[name] = client.details.get(name)
                client.details[name] = changes[name] = value
        self._decided[client.id] = decided
        if external_id and client.external_id is None:
            stood |= {"external_id": client.own_id, "source": client.source}
            client.external_id = changes["external_id"] = external_id
            changes["source"] = self._source
            self._find_by(self._by_external, (client.manager_id, external_id), client)
        if changes and client.id not in self._made:
            self._change(client, stood, changes)
        return bool(changes)

    def settle(self, client: Held, *, name: bool, manager: bool) -> None:
        """Note that a row agrees with a client's name or manager, which no other row of this run changes then."""
        if name:
            self._named.add(client.id)
        if manager:
            self._settled.add(client.id)

    def rename(self, client: Held, name: str) -> bool:
        """Give a client the name that a file has for it now, unless a person or an earlier row named it."""
        if "name" in client.said or client.id in self._named:
            return False
        self._named.add(client.id)
        if not client.nameless:
            self._write_change(client.id, "name", client.name, name)
        stood = {"name": client.name, "name_key": client.name_key, "nameless": client.nameless}
        client.name, client.name_key, client.nameless = name, name_key(name), False
        self._keep(client)
        self._change(client, stood, {"name": name, "name_key": client.name_key, "nameless": False})
        return True

    def move(self, client: Held, manager_id: int, names: dict[int, str]) -> bool:
        """Give a client with its open task to another manager, once in a run; False if it may not move."""
        if client.id in self._settled:
            return False
        self._settled.add(client.id)
        self._write_change(client.id, "manager", names[client.manager_id], names[manager_id])
        self._by_name.pop((client.manager_id, client.name_key), None)
        if client.external_id:
            self._by_external.pop((client.manager_id, client.external_id), None)
        stood = {"manager_id": client.manager_id}
        client.manager_id = manager_id
        self._keep(client)
        self._change(client, stood, {"manager_id": manager_id})
        self.moved += 1
        open_task = (TaskRow.client_id == client.id) & (TaskRow.state == TaskState.OPEN)
        self._session.execute(update(TaskRow).where(open_task).values(manager_id=manager_id))
        self.touch(client)
        return True

    def _change(self, client: Held, stood: dict[str, Any], changes: dict[str, Any]) -> None:
        """Keep an update for `flush`, with what stood before it."""
        self._updates.setdefault(client.id, {}).update(changes)
        if not client.made:
            self._before[client.id] = {**stood, **self._before.get(client.id, {})}

    def leave(self, client: Held) -> None:
        """Remember that a deal went from this client to another."""
        self._left.add(client.id)
        self.touch(client)

    def _write_change(self, client_id: int, what: str, old: str, new: str) -> None:
        self._log.append(
            {
                "client_id": client_id,
                "field": what,
                "old": as_text(old),
                "new": as_text(new),
                "at": self._now,
                "import_run_id": self._run_id,
            }
        )

    def flush(self) -> None:
        """Write what was kept back: the clients made, then what changes."""
        self._bulk.insert(map(self._row, self._made.values()))
        self._made.clear()
        by_columns: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for client_id, values in self._updates.items():
            if client_id in self._before:
                before = self._before[client_id]
                self._steps.note(_TABLE, client_id, before, {name: values[name] for name in before})
            by_columns[tuple(sorted(values))].append({"row_id": client_id, **values})
        for columns, rows in by_columns.items():
            statement = update(_TABLE).where(_TABLE.c.id == bindparam("row_id"))
            self._session.execute(statement.values({name: bindparam(name) for name in columns}), rows)
        if self._log:
            self._session.execute(insert(Base.metadata.tables[ChangeRow.__tablename__]), self._log)
        self._updates.clear()
        self._before.clear()
        self._log.clear()
        self._steps.flush()

    def remove_left(self) -> None:
        """Remove the clients that files made and whose last deal went to another, if nothing was worked on there."""
        if not self._left:
            return
        used = [
            select(foreign.parent).where(foreign.parent == _TABLE.c.id).correlate(_TABLE).exists()
            for table in Base.metadata.sorted_tables
            if table.name != ChangeRow.__tablename__
            for foreign in table.foreign_keys
            if foreign.column.table is _TABLE
        ]
        drafts = select(DraftRow.client_id).where(DraftRow.client_id == _TABLE.c.id)
        used.append(drafts.correlate(_TABLE).exists())
        empty = _TABLE.c.id.in_(sorted(self._left)) & _TABLE.c.import_run_id.is_not(None) & ~or_(*used)
        gone = set[int]()
        for row in self._session.execute(select(_TABLE).where(empty)).all():
            gone.add(row.id)
            if row.import_run_id != self._run_id:
                self._steps.note(_TABLE, row.id, row._asdict(), None)
        self._session.execute(delete(_TABLE).where(_TABLE.c.id.in_(sorted(gone))))
        self.changed -= gone
        self.met.discard(gone)


def _details(said: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(said.get(name) or nothing for name, nothing in zip(DETAILS, _NO_DETAILS, strict=True))


def _by_manager(keys: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for manager_id, key in sorted(keys):
        found[manager_id].append(key)
    return found

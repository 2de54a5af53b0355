"""Deals, found by the id of their source, written in batches."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Row, bindparam, insert, select, update

from cockpit.method.money import Money
from cockpit.method.report import Slips
from cockpit.method.sentence import say
from cockpit.method.words import DealStatus
from data.bulk import Bulk
from data.changes import as_text
from data.files.dialects.generic import GenericDialect
from data.files.facts import DealFact
from data.intake.clients import Clients
from data.intake.held import Held, Wanted
from data.intake.marks import Marks
from data.intake.people import People, name_key
from data.intake.run import Run
from data.intake.tally import Outcome, Tally, left_out
from data.tables import Base

AnyRow: TypeAlias = Row[*tuple[Any, ...]]

_TABLE = Base.metadata.tables["deal"]
_PAYMENTS = Base.metadata.tables["payment"]
_CHANGES = Base.metadata.tables["change"]

#: What earlier versions called the tables of every program.
UNKNOWN = GenericDialect.name

#: The columns that a file fills, in the order of `_values`.
_FILLED = (
    "title", "product", "stage", "status", "amount_minor", "estimate_minor", "currency", "created_on", "expected_on",
    "closed_on", "updated_on", "stage_changed_on", "last_activity_on", "next_task_on", "next_step", "lost_reason",
    "extras",
)  # fmt: skip
_WRITTEN = (*_FILLED, "client_id", "external_id", "source", "slips", "slip_days", "import_run_id")
_MONEY = frozenset({"amount_minor", "estimate_minor", "currency"})
#: Digits of an id that is noted as a number.
_LONGEST_NUMBER = 15
#: What a person says with one word decides these columns as well.
_SAID_WITH = {"status": ("status", "closed_on", "lost_reason"), "amount": tuple(_MONEY)}
#: Fields that a file may say otherwise than a person, by the word that marks them, with the column compared.
_TOLD = {
    "status": "status", "expected_on": "expected_on", "stage": "stage", "title": "title", "lost_reason": "lost_reason",
}  # fmt: skip
#: The columns of a fact's fields that have another name.
_COLUMNS_OF = {"amount": tuple(_MONEY), "status": ("status", "closed_on", "lost_reason")}
#: Of fewer deals nobody can tell whether the file is only a part.
_FEW = 5
#: A person said that a deal stays although its source has it no more.
STAYS = "gone"
#: Changes of these are told on the card.
_LOGGED = (
    "title", "stage", "status", "expected_on", "closed_on", "lost_reason", "next_task_on", "next_step",
)  # fmt: skip


class Deals:
    """The deals of one source.

    Args:
        run: the import.
        fields: the `DealFact` fields that the files can fill; an absent column changes nothing.
        people, clients: where managers and clients are found.
        tally: where every row is counted.
    """

    def __init__(self, run: Run, fields: frozenset[str], people: People, clients: Clients, tally: Tally) -> None:
        self._session = run.session
        self._source = run.source
        self._run = run
        self._today = run.now.date()
        self._bulk = Bulk(run.session.connection(), _TABLE, _WRITTEN)
        self._constants = (run.source, 0, 0, run.id)
        self._first_run = not self._has_deals(run.source)
        #: Earlier versions knew the tables of every program by one name.
        self._adopts = self._first_run and run.source != UNKNOWN and self._has_deals(UNKNOWN)
        self.changed: Counter[str] = Counter()
        self.slips = Slips()
        self.kept = 0
        self.gone = 0
        self.partial: list[str] = []
        self._people = people
        self._clients = clients
        self._tally = tally
        self._names_manager = "manager" in fields
        self._pays = "paid_on" in fields
        self._columns = frozenset(name for name in _FILLED if name in fields or name == "extras") | (
            _MONEY if {"amount", "estimate"} & fields else frozenset()
        )
        self._details = bool({"contact", "phone", "email", "lead_source", "note", "client_kind"} & fields)
        self._numbers = Marks()
        self._words: set[int] = set()
        self._twins: Counter[bytes] = Counter()
        self.without_id = 0

    def _has_deals(self, source: str) -> bool:
        there = select(_TABLE.c.id).where(_TABLE.c.source == source).limit(1)
        return self._session.execute(there).first() is not None

    def take(self, facts: Sequence[DealFact]) -> None:
        """Write a batch of deals and count each."""
        self._clients.begin_batch()
        batch = [(key, fact) for fact in facts if (key := self._key(fact)) is not None]
        known = self._known([key for key, _ in batch])
        self._clients.hold(row.client_id for row in known.values())
        wanted = [self._wanted(key, fact, known.get(key)) for key, fact in batch]
        self._clients.look_up([one for one in wanted if one is not None])
        homes = self._homes(batch, wanted, known)
        inserts: list[tuple[Any, ...]] = []
        paid: list[tuple[str, DealFact]] = []
        changes = _Changes(self._run)
        for (key, fact), (client, shifted) in zip(batch, homes, strict=True):
            row = known.get(key)
            completed = self._details and self._complete(client, fact)
            if row is None:
                inserts.append((*_values(fact), client.id, key, *self._constants))
                outcome = Outcome.TAKEN
            elif self._update(row, fact, client, changes):
                outcome = Outcome.UPDATED
            else:
                outcome = Outcome.UPDATED if shifted or completed else Outcome.UNCHANGED
            if outcome is not Outcome.UNCHANGED and not client.made:
                self._clients.touch(client)
            if self._pays and fact.paid_on is not None and fact.amount is not None:
                paid.append((key, fact))
            self._clients.meet(client)
            manager = self._people.names[client.manager_id]
            self._tally.deal(fact, outcome, client.name, manager, nameless=client.nameless)
        self._clients.flush()
        if inserts:
            self._bulk.insert(inserts)
        changes.flush()
        if paid:
            self._pay(paid)

    def _key(self, fact: DealFact) -> str | None:
        """Return what the deal is found by: its id, else a mark made of client, title and day; None for a double."""
        key = fact.external_id
        if key is None:
            self.without_id += 1
            day = fact.created_on.isoformat() if fact.created_on else ""
            text = "\x1f".join((name_key(fact.client or ""), name_key(fact.title), day))
            mark = hashlib.blake2b(text.encode(), digest_size=8).digest()
            self._twins[mark] += 1
            return f"~{mark.hex()}-{self._twins[mark]}"
        if not self._is_first(key):
            sentence = say("The id {id} stands on an earlier line already.", id=key)
            self._tally.note(left_out(fact.table, fact.line, sentence))
            return None
        return key

    def _is_first(self, key: str) -> bool:
        """Note an id; False if a line above has it."""
        if len(key) <= _LONGEST_NUMBER and key.isascii() and key.isdecimal() and key[0] != "0":
            return self._numbers.add(int(key))
        mark, before = hash(key), len(self._words)
        self._words.add(mark)
        return len(self._words) > before

    def _known(self, keys: Sequence[str]) -> dict[str, AnyRow]:
        if self._adopts:
            formerly = (_TABLE.c.source == UNKNOWN) & _TABLE.c.external_id.in_(keys)
            self._session.execute(update(_TABLE).where(formerly).values(source=self._source))
        elif self._first_run:
            return {}
        c = _TABLE.c
        more = (c.external_id, c.id, c.client_id, c.said, c.slips, c.slip_days, c.told, c.gone_on)
        found = select(*more, *(c[name] for name in _FILLED))
        rows = self._session.execute(found.where(c.source == self._source, c.external_id.in_(keys)))
        return {row.external_id: row for row in rows}

    def _wanted(self, key: str, fact: DealFact, row: AnyRow | None) -> Wanted | None:
        """Return the client that the row names; None when the deal stays where it is."""
        if row is None:
            manager_id = self._people.of(fact.manager, fact.segment)
            return Wanted(manager_id, fact.client, fact.client_id or None, fact.external_id or key)
        client = self._clients.get(row.client_id)
        manager_id = client.manager_id
        if self._names_manager and fact.manager is not None and "manager" not in client.said:
            manager_id = self._people.of(fact.manager, fact.segment)
        self._people.met.add(manager_id)
        same_name = fact.client is None or name_key(fact.client) == client.name_key or "name" in client.said
        same_manager = manager_id == client.manager_id
        self._clients.settle(client, name=same_name, manager=same_manager)
        if same_name and same_manager:
            return None
        name = client.name if same_name else fact.client
        if name is not None and client.nameless and same_name:
            name = None
        return Wanted(manager_id, name, fact.client_id or None, fact.external_id or key)

    def _homes(
        self, batch: Sequence[tuple[str, DealFact]], wanted: Sequence[Wanted | None], known: dict[str, AnyRow]
    ) -> list[tuple[Held, bool]]:
        """Return every deal's client, made if need be, and whether the row changed its name or manager."""
        homes: list[tuple[Held, bool] | Wanted] = []
        for (key, _), one in zip(batch, wanted, strict=True):
            row = known.get(key)
            if row is not None:
                client = self._clients.get(row.client_id)
                homes.append((client, False) if one is None else self._new_home(client, one))
            elif one is not None:
                found = self._clients.find(one)
                homes.append(one if found is None else (found, False))
        made = iter(self._clients.make([home for home in homes if isinstance(home, Wanted)]))
        return [(next(made), False) if isinstance(home, Wanted) else home for home in homes]

    def _new_home(self, client: Held, wanted: Wanted) -> tuple[Held, bool] | Wanted:
        """Return where a known deal belongs now: another client, its own one changed, or one to be made."""
        other = self._clients.find(wanted)
        if other is not None and other.id != client.id:
            return other, False
        changed = False
        if wanted.name is not None and name_key(wanted.name) != client.name_key:
            same_id = client.external_id is not None and client.external_id == wanted.external_id
            if not client.nameless and not same_id:
                return wanted
            changed = self._clients.rename(client, wanted.name)
        if wanted.manager_id != client.manager_id:
            if not self._clients.move(client, wanted.manager_id, self._people.names):
                return wanted
            changed = True
        return client, changed

    def _update(self, row: AnyRow, fact: DealFact, client: Held, changes: _Changes) -> bool:
        """Write what the file says differently now; a value that a person gave stays."""
        found = self._differing(row, fact)
        if not found and client.id == row.client_id:
            return False
        if client.id != row.client_id:
            old = self._clients.get(row.client_id)
            self._clients.leave(old)
            changes.tell(client.id, row.id, "client", old.name, client.name)
            self.changed["client"] += 1
            found["client_id"] = client.id
        self._log(row, fact, client, found, changes)
        changes.write(row, found)
        return found.keys() != {"told"}

    def _differing(self, row: AnyRow, fact: DealFact) -> dict[str, Any]:
        """Return the columns that the file says differently now and may change."""
        values = _values(fact)
        found: dict[str, Any] = {}
        if row.gone_on is not None:
            found["gone_on"] = None
        if row.said:
            told = self._told(row, fact)
            self.kept += len(told)
            if told != (row.told or {}):
                found["told"] = told or None
        if values != tuple(row[-len(_FILLED) :]):
            kept = {column for word in row.said or () for column in _SAID_WITH.get(word, (word,))}
            kept |= {column for name in fact.unread for column in _COLUMNS_OF.get(name, (name,))}
            new = dict(zip(_FILLED, values, strict=True))
            found |= {
                name: new[name]
                for name in _FILLED
                if name in self._columns and name not in kept and new[name] != getattr(row, name)
            }
        if "stage" in found and "stage_changed_on" not in self._columns:
            found["stage_changed_on"] = self._today
        put_off = _days_put_off(row.expected_on, found.get("expected_on"))
        if put_off and fact.status is DealStatus.OPEN:
            found |= {"slips": row.slips + 1, "slip_days": row.slip_days + put_off}
            self.slips = Slips(self.slips.deals + 1, self.slips.days + put_off)
        return found

    def _log(self, row: AnyRow, fact: DealFact, client: Held, found: dict[str, Any], changes: _Changes) -> None:
        """Count what changes of a deal, and keep the lines that its card tells."""
        for name in _LOGGED:
            if name in found:
                changes.tell(client.id, row.id, name, getattr(row, name), found[name])
                self.changed[name] += 1
        if _MONEY & found.keys():
            self.changed["amount"] += 1
            changes.tell(client.id, row.id, "amount", _money(row), _amount(fact))

    def _told(self, row: AnyRow, fact: DealFact) -> dict[str, str]:
        """Return what the file says differently of the fields that a person said."""
        found: dict[str, str] = {}
        for word in row.said:
            if word == "amount" and _MONEY & self._columns and word not in fact.unread:
                old, new = as_text(_money(row)), as_text(fact.amount)
            elif word in _TOLD and _TOLD[word] in self._columns and word not in fact.unread:
                old, new = as_text(getattr(row, word)), as_text(getattr(fact, word))
            else:
                continue
            if new is not None and new != old:
                found[word] = new
        return found

    def finish(self) -> None:
        """Mark the open deals of this source, of managers whose rows were met, that no row was about."""
        self._mark_gone()
        self._run.steps.flush()

    def _mark_gone(self) -> None:
        if self._first_run and not self._adopts:
            return
        c, clients = _TABLE.c, Base.metadata.tables["client"].c
        wanted = (
            select(c.id, c.external_id, c.gone_on, c.said, clients.manager_id)
            .join(clients.id.table, clients.id == c.client_id)
            .where(c.source == self._source, c.status == DealStatus.OPEN, c.external_id.not_like("~%"))
        )
        met = self._people.met
        of_manager, missed = Counter[int](), Counter[int]()
        gone: list[int] = []
        for key, external_id, gone_on, said, manager_id in self._session.execute(wanted):
            if manager_id not in met:
                continue
            of_manager[manager_id] += 1
            if self._was_met(external_id) or STAYS in (said or ()):
                continue
            missed[manager_id] += 1
            if gone_on is None:
                gone.append(key)
        self.gone = missed.total()
        self.partial = [
            self._people.names[manager_id]
            for manager_id, n in sorted(missed.items())
            if n > _FEW and n * 2 > of_manager[manager_id]
        ]
        for key in gone:
            self._run.steps.note(_TABLE, key, {"gone_on": None}, {"gone_on": self._today})
        rows = [{"row_id": key, "gone_on": self._today} for key in gone]
        if rows:
            statement = update(_TABLE).where(c.id == bindparam("row_id")).values(gone_on=bindparam("gone_on"))
            self._session.connection().execute(statement, rows)

    def _was_met(self, key: str) -> bool:
        if len(key) <= _LONGEST_NUMBER and key.isascii() and key.isdecimal() and key[0] != "0":
            return int(key) in self._numbers
        return hash(key) in self._words

    def _complete(self, client: Held, fact: DealFact) -> bool:
        details = {
            "contact": fact.contact,
            "phone": fact.phone,
            "email": fact.email,
            "lead_source": fact.lead_source,
            "note": fact.note,
            "extras": {"kind": fact.client_kind} if fact.client_kind else None,
        }
        return self._clients.complete(client, details, fact.client_id or None)

    def _pay(self, paid: Sequence[tuple[str, DealFact]]) -> None:
        """Record what was paid, for deals that have no payment yet."""
        c, deals = _PAYMENTS.c, _TABLE.c
        here = select(deals.external_id, deals.id, deals.client_id).where(
            deals.source == self._source,
            deals.external_id.in_([key for key, _ in paid]),
            ~select(c.id).where(c.deal_id == deals.id).exists(),
        )
        facts = dict(paid)
        rows = [
            {
                "client_id": client_id,
                "deal_id": deal_id,
                "paid_on": facts[key].paid_on,
                "amount_minor": amount.minor,
                "currency": amount.currency,
            }
            for key, deal_id, client_id in self._session.execute(here)
            if (amount := facts[key].amount) is not None
        ]
        if rows:
            for key in self._session.scalars(insert(_PAYMENTS).returning(c.id), rows):
                self._run.steps.note(_PAYMENTS, key, None, {"id": key})


class _Changes:
    """The updates of a batch, and what the card tells of them."""

    def __init__(self, run: Run) -> None:
        self._session = run.session
        self._now = run.now
        self._run_id = run.id
        self._steps = run.steps
        self._rows: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        self._log: list[dict[str, Any]] = []

    def write(self, row: AnyRow, values: dict[str, Any]) -> None:
        """Keep an update for `flush`."""
        self._rows[tuple(sorted(values))].append({"row_id": row.id, **values})
        self._steps.note(_TABLE, row.id, {name: getattr(row, name) for name in values}, values)

    def tell(self, client_id: int, deal_id: int, field: str, old: Any, new: Any) -> None:
        """Keep a line of the log for `flush`."""
        if as_text(old) == as_text(new):
            return
        self._log.append(
            {
                "client_id": client_id,
                "deal_id": deal_id,
                "field": field,
                "old": as_text(old),
                "new": as_text(new),
                "at": self._now,
                "import_run_id": self._run_id,
            }
        )

    def flush(self) -> None:
        """Write all of it."""
        for columns, rows in self._rows.items():
            statement = update(_TABLE).where(_TABLE.c.id == bindparam("row_id"))
            self._session.execute(statement.values({name: bindparam(name) for name in columns}), rows)
        if self._log:
            self._session.execute(insert(_CHANGES), self._log)
        self._steps.flush()


def _values(fact: DealFact) -> tuple[Any, ...]:
    """Return a fact's values in the order of `_FILLED`."""
    amount, estimate = fact.amount, fact.estimate
    currency = amount.currency if amount else estimate.currency if estimate else None
    extras = dict(fact.extras)
    if fact.pipeline:
        extras["pipeline"] = fact.pipeline
    return (
        fact.title,
        fact.product,
        fact.stage,
        fact.status,
        amount.minor if amount else None,
        estimate.minor if estimate and estimate.currency == currency else None,
        currency,
        fact.created_on,
        fact.expected_on,
        fact.closed_on,
        fact.updated_on,
        fact.stage_changed_on,
        fact.last_activity_on,
        fact.next_task_on,
        fact.next_step,
        fact.lost_reason,
        extras or None,
    )


def _money(row: AnyRow) -> Money | None:
    return None if row.amount_minor is None else Money(row.amount_minor, row.currency)


def _amount(fact: DealFact) -> Money | None:
    return fact.amount


def _days_put_off(old: date | None, new: date | None) -> int:
    """Return by how many days an expected day moved away; 0 if it did not."""
    return (new - old).days if old is not None and new is not None and new > old else 0

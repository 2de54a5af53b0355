"""An import: CRM files read, matched with what the store knows, and written in one transaction.

A preview does the very same and takes it back, so what it says is what an import would do.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.crm import SourceMap
from cockpit.method.desk import Desk
from cockpit.method.errors import CancelledError
from cockpit.method.report import ImportReport, Slips
from cockpit.method.sentence import Sentence, say, say_count
from data.collector import at_ease
from data.files.dialects import Part
from data.files.facts import ClientFact, DealFact, Fact, ManagerFact, ReadOptions
from data.files.reading import Reading, open_reading
from data.intake.clients import Clients
from data.intake.deals import Deals
from data.intake.held import Wanted
from data.intake.marks import Marks
from data.intake.people import People
from data.intake.run import Run
from data.intake.steps import Steps
from data.intake.tally import Outcome, Tally
from data.newcomers import settle_newcomers
from data.source_maps import remember, source_maps
from data.standards import Standards
from data.tables import ClientRow, ImportRunRow
from data.upkeep import refresh
from data.usual import work_out

Progress: TypeAlias = Callable[[int, int], None]

_BATCH = 2000
#: From so many changed clients on, what is usual for their managers is worked out anew as well.
_MANY = 1000


def import_files(
    session: Session,
    desk: Desk,
    paths: Sequence[Path],
    now: datetime,
    *,
    apply: bool,
    source: str | None = None,
    mapping: SourceMap | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Read CRM files and account for every row; with `apply` write them, otherwise leave the store as it was.

    Args:
        session: a session that may write; nothing is committed.
        desk: the currency meant where a file names none, and the norms.
        paths: the files, read together.
        now: the present moment in the organisation's zone.
        apply: whether what was found is kept.
        source: the dialect to use, or None to recognise it.
        mapping: how to read every table, remembered when it is applied.
        progress: called with bytes done and bytes in all.
        cancelled: asked between batches whether to stop.

    Raises:
        FileError: a file cannot be read; the caller's transaction must be rolled back.
        CancelledError: `cancelled` said so; likewise.
    """
    given = options(session, desk, now)
    if mapping is not None:
        given = replace(given, maps={**given.maps, mapping.name: mapping})
        source = mapping.name if mapping.columns else source
    reading = open_reading(paths, given, source)
    attempt = session.begin_nested()
    if mapping is not None:
        remember(session, desk, mapping, now)
    with at_ease():
        one = _Import(session, reading, desk.head, now, cancelled)
        one.read(progress)
        if apply:
            one.settle(desk)
    report = one.report(applied=apply)
    if apply:
        attempt.commit()
    else:
        attempt.rollback()
    return report


def options(session: Session, desk: Desk, now: datetime) -> ReadOptions:
    """Return what files do not say about themselves, what is remembered of their sources included."""
    if now.tzinfo is None:
        raise ValueError("the present moment needs a zone")
    return ReadOptions(desk.currency, now.tzinfo, maps=source_maps(session))


class _Import:
    """One import: the state that its parts share."""

    def __init__(
        self, session: Session, reading: Reading, head: str, now: datetime, cancelled: Callable[[], bool] | None
    ) -> None:
        self._session = session
        self._reading = reading
        self._now = now
        self._cancelled = cancelled
        self._tally = Tally()
        files = [
            {"name": table.name, "sha256": table.source.sha256, "bytes": table.source.size} for table in reading.tables
        ]
        self._row = ImportRunRow(
            at=now, source=self._source, files=files, taken=0, updated=0, unchanged=0, skipped=0, head=head
        )
        session.add(self._row)
        session.flush()
        self._steps = Steps(session, self._row.id)
        self._into_nothing = session.execute(select(ClientRow.id).limit(1)).first() is None
        self._people = People(session, self._row.id, self._steps)
        self._clients: list[Clients] = []
        self._deals: list[Deals] = []

    @property
    def _source(self) -> str:
        return ", ".join(dict.fromkeys(part.source for part in self._reading.parts))

    def settle(self, desk: Desk) -> None:
        """Work out anew the facts of the clients that were made or changed."""
        made = array("q")
        for clients in self._clients:
            made.extend(clients.made)
        changed = set[int]().union(*(clients.changed for clients in self._clients))
        if len(made) + len(changed) <= _MANY:
            if made or changed:
                refresh(self._session, desk, changed.union(made), self._now)
            return
        today = self._now.date()
        standards = Standards(self._session, desk)
        work_out(self._session, standards, self._now)
        left = settle_newcomers(self._session, standards, self._row.id, made, today)
        refresh(self._session, desk, left if self._into_nothing else None, self._now)

    def read(self, progress: Progress | None) -> None:
        """Read every part and write it in batches."""
        for part, facts in self._reading.by_part(progress):
            self._read_part(part, facts)
        for deals in self._deals:
            deals.finish()
        for clients in self._clients:
            clients.flush()
            clients.remove_left()
        self._steps.flush()
        self._steps.forget_old()
        total = self.report(applied=True).total
        self._row.taken, self._row.updated = total.taken, total.updated
        self._row.unchanged, self._row.skipped = total.unchanged, total.skipped
        self._session.flush()

    def _read_part(self, part: Part, facts: Iterator[Fact]) -> None:
        run = Run(self._session, self._row.id, part.source, self._now, self._steps)
        clients = Clients(run)
        deals = Deals(run, part.fields, self._people, clients, self._tally)
        self._clients.append(clients)
        self._deals.append(deals)
        batch: list[DealFact] = []
        listed: list[ClientFact] = []
        for fact in facts:
            if isinstance(fact, DealFact):
                batch.append(fact)
                if len(batch) >= _BATCH:
                    self._heed()
                    deals.take(batch)
                    batch.clear()
            elif isinstance(fact, ClientFact):
                listed.append(fact)
                if len(listed) >= _BATCH:
                    self._heed()
                    self._take_clients(clients, listed)
                    listed.clear()
            elif isinstance(fact, ManagerFact):
                self._tally.count(fact.table, self._people.add(fact.name, fact.segment, fact.head)[1])
            else:
                self._tally.note(fact)
        self._heed()
        self._take_clients(clients, listed)
        deals.take(batch)

    def _heed(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise CancelledError(say("Stopped"), say("The import was stopped; nothing was written."))

    def _take_clients(self, clients: Clients, facts: Sequence[ClientFact]) -> None:
        if not facts:
            return
        clients.begin_batch()
        wanted = [
            Wanted(self._people.of(fact.manager, fact.segment), fact.name, fact.external_id, "") for fact in facts
        ]
        clients.look_up(wanted)
        missing = [one for one in wanted if clients.find(one) is None]
        made = {client.id for client in clients.make(missing)} if missing else set[int]()
        for fact, one in zip(facts, wanted, strict=True):
            client = clients.find(one)
            if client is None:
                raise AssertionError("a client that was just made is found")
            outcome = Outcome.TAKEN if client.id in made else Outcome.UNCHANGED
            made.discard(client.id)
            extras = dict(fact.extras) | ({"kind": fact.kind} if fact.kind else {})
            details = {
                "contact": fact.contact,
                "phone": fact.phone,
                "email": fact.email,
                "lead_source": fact.lead_source,
                "note": fact.note,
                "extras": extras or None,
            }
            if clients.complete(client, details, fact.external_id) and outcome is Outcome.UNCHANGED:
                outcome = Outcome.UPDATED
            clients.meet(client)
            self._tally.count(fact.table, outcome)
        clients.flush()

    def report(self, *, applied: bool) -> ImportReport:
        """Return the account so far."""
        tally, people = self._tally, self._people
        return ImportReport(
            dialect=self._source,
            files=tally.accounts(self._reading.accounts),
            notes=(*self._reading.notes, *self._notes()),
            rows=tuple(tally.notes),
            managers=len(people.named),
            managers_without_clients=self._idle(),
            clients=len(Marks.union(clients.met for clients in self._clients)),
            nameless=sum(clients.nameless for clients in self._clients),
            deals=dict(tally.deals),
            money=tally.money,
            without_amount=tally.without_amount,
            sample=tuple(tally.sample),
            applied=applied,
            run=self._row.id if applied else None,
            changed=self._changed(),
            slips=Slips(
                sum(deals.slips.deals for deals in self._deals), sum(deals.slips.days for deals in self._deals)
            ),
            kept=sum(deals.kept for deals in self._deals),
            gone=sum(deals.gone for deals in self._deals),
            stages=tuple(each for part in self._reading.parts for each in part.met),
        )

    def _changed(self) -> Counter[str]:
        """Count the known deals by what changed of them, and the clients that went to another manager."""
        found = sum((deals.changed for deals in self._deals), Counter[str]())
        moved = sum(clients.moved for clients in self._clients)
        return found + Counter({"manager": moved} if moved else {})

    def _idle(self) -> tuple[str, ...]:
        """Return the names of the managers named in the files who have no client."""
        named = self._people.named
        busy = set(self._session.scalars(select(ClientRow.manager_id).distinct()))
        return tuple(sorted(self._people.names[one] for one in named - busy))

    def _notes(self) -> Iterator[Sentence]:
        without_id = sum(deals.without_id for deals in self._deals)
        if without_id:
            yield say_count(
                "{n} row has no id: it is known again by its client, title and day.",
                "{n} rows have no id: they are known again by client, title and day.",
                without_id,
            )
        for name in (name for deals in self._deals for name in deals.partial):
            yield say(
                "{manager}: more than half of the open deals are not in the files. Is this only a part of the export?",
                manager=name,
            )
        if self._tally.unsaid:
            yield say_count(
                "{n} more row has something to say; it is counted, but not listed.",
                "{n} more rows have something to say; they are counted, but not listed.",
                self._tally.unsaid,
            )

"""The derived facts of clients, kept in step with what they are derived from.

A client's place in the queue is made of facts that stand in deals, tasks, reviews, risks and answers. They are kept
on the client's own row, so that ranking reads one index. Whoever writes one of those rows calls `refresh` with the
clients concerned, or `refresh_in` an act, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, case, func, insert, literal, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.words import DealStatus, Temperature, TemperatureSource
from data.acts import Act
from data.bulk import Bulk
from data.facts import DERIVED, Derived, Deriver, standing
from data.playbooks import playbooks
from data.sources import Sources, sources, sources_of_one
from data.standards import Standards
from data.tables import Base, ChangeRow, ClientRow, DealRow, UsualRow
from data.usual import Usual, goes_by, is_fresh, usual, usual_of, work_out

_CHUNK = 1000
_CLIENTS = Base.metadata.tables["client"]
_NOTHING_USUAL = Usual()


def refresh(
    session: Session,
    desk: Desk,
    clients: Collection[int] | None,
    now: datetime,
) -> None:
    """Work the derived facts of some clients out anew and write those that changed.

    Every change of an open client's temperature is logged, so that it can be told who became hot and when. With
    `clients` None all are done, and what is usual for the managers is worked out first.

    Args:
        session: a session that may write; nothing is committed.
        desk: the norms.
        clients: ids of the clients whose deals, tasks, reviews, risks or answers changed; None for all.
        now: the present moment.
    """
    session.flush()
    today = now.date()
    concerned: Collection[int] | None = clients
    standards = Standards(session, desk)
    if clients is None:
        work_out(session, standards, now)
    elif not is_fresh(session, today):
        concerned = set(clients) | _work_out(session, standards, now)
    _derive(session, standards, concerned, now)


def _derive(session: Session, standards: Standards, concerned: Collection[int] | None, now: datetime) -> None:
    """Derive the facts of some clients, or of all, by what is usual, and write those that changed."""
    habits = usual(session) if concerned is None else None
    derivers = _Derivers(standards, now)
    for ids in _every_client(session) if concerned is None else _chunks(concerned):
        found = sources(session, ids, DERIVED)
        known = usual(session, {one.row.manager_id for one in found}) if habits is None else habits
        changes = []
        for one in found:
            stood = standing(one)
            manager = one.row.manager_id
            derived = derivers.of(manager).derive(one, stood, known.get(manager, _NOTHING_USUAL))
            if derived != stood:
                changes.append((one.row.id, stood, derived))
        if changes:
            _write(session, changes, now)


class _Derivers:
    """What derives the facts of each manager's clients: one for each segment."""

    def __init__(self, standards: Standards, now: datetime) -> None:
        self._standards, self._now = standards, now
        self._known: dict[int | None, Deriver] = {}

    def of(self, manager_id: int) -> Deriver:
        segment = self._standards.segments.get(manager_id)
        if segment not in self._known:
            self._known[segment] = Deriver(self._standards.norms_of(segment), self._now)
        return self._known[segment]


def refresh_in(act: Act, desk: Desk, client_id: int) -> Derived:
    """Work the derived facts of one client out anew as a part of an act, with which they are taken back.

    Args:
        act: what was done to the client, in a session that may write; nothing is committed.
        desk: the norms.
        client_id: the client whose deals, tasks, reviews, risks or answers changed.
    """
    session, now = act.session, act.now
    session.flush()
    found = sources_of_one(session, client_id, DERIVED)
    if found.row.taken_on != now.date():
        overnight(session, desk, now)
        found = sources_of_one(session, client_id, DERIVED)
    stood = standing(found)
    norms = playbooks(session).norms(desk.norms, found.row.segment_id)
    derived = Deriver(norms, now).derive(found, stood, _habit(found))
    act.change(ClientRow, client_id, stood._asdict(), derived._asdict())
    if _tells(stood, derived):
        act.add(ChangeRow, **_change(client_id, stood.temperature, derived.temperature, now, act.review_id))
    return derived


def _habit(found: Sources) -> Usual:
    row = found.row
    if row.won is None:
        return _NOTHING_USUAL
    return usual_of(
        row.won,
        row.cycle_median,
        row.cycle_p95,
        row.check_minor,
        row.check_currency,
        row.main_currency,
        row.high_minor,
    )


def overnight(session: Session, desk: Desk, now: datetime) -> bool:
    """Bring up to date what changes because a day has passed or the rules have changed; True when something did.

    A temperature depends on the day where it was set by hand, which lapses, or rests on an agreed day of payment,
    which comes near and passes. Everything depends on the norms: where a setting, a playbook, the segment of a manager
    or the speed of a segment's sales (R17) is another than what the clients were derived by, they are derived anew.
    The first call of a day does the work, any other looks at a few small tables and returns.
    """
    standards = Standards(session, desk)
    if is_fresh(session, now.date()) and goes_by(session, standards):
        return False
    _derive(session, standards, _work_out(session, standards, now), now)
    return True


def rules_changed(session: Session, desk: Desk, now: datetime) -> bool:
    """Follow a change of a playbook, of the settings or of a manager's segment; True when it concerned any client.

    To be called in the transaction of the change, after it.
    """
    session.flush()
    return overnight(session, desk, now)


def _work_out(session: Session, standards: Standards, now: datetime) -> set[int]:
    """Work out anew what is usual, and return the clients that this or the day concerns."""
    concerned = _concerned_by_the_day(session, standards, now.date())
    for moved in work_out(session, standards, now):
        theirs = select(ClientRow.id).where(ClientRow.manager_id == moved.manager_id)
        if moved.rules:
            concerned.update(session.scalars(theirs))
        elif standards.norms(moved.manager_id).high is not None:
            concerned.update(session.scalars(theirs.where(_is_high(*moved.before) != _is_high(*moved.now))))
    return concerned


def _is_high(line: int | None, currency: str | None) -> ColumnElement[int]:
    if line is None or currency is None:
        return literal(0)
    reaches = (ClientRow.currency == currency) & (ClientRow.money_minor >= line) & ~ClientRow.estimated
    return case((reaches, 1), else_=0)


def _concerned_by_the_day(session: Session, standards: Standards, today: date) -> set[int]:
    lapsing = select(ClientRow.id).where(ClientRow.temperature_source == TemperatureSource.HAND)
    horizon = max((standards.norms(manager).horizon_days for manager in standards.segments), default=0)
    agreed = select(DealRow.client_id).where(
        DealRow.status == DealStatus.OPEN, DealRow.expected_on <= today + timedelta(days=horizon)
    )
    taken_on = session.scalar(select(func.max(UsualRow.taken_on)))
    if taken_on is not None:
        agreed = agreed.where(DealRow.expected_on >= min(taken_on, today))
    return set(session.scalars(lapsing)) | set(session.scalars(agreed))


def set_by_hand(
    session: Session, client_id: int, temperature: Temperature, now: datetime, *, review_id: int | None = None
) -> None:
    """Set a temperature that a person gave; it outranks the rule for as long as the norms say, from today on."""
    row = session.get_one(ClientRow, client_id)
    today = now.date()
    if row.temperature is not temperature or row.temperature_on is None:
        session.add(ChangeRow(**_change(client_id, row.temperature, temperature, now, review_id)))
        row.temperature, row.temperature_on = temperature, today
    row.temperature_source, row.temperature_hand_on = TemperatureSource.HAND, today


def _change(client_id: int, old: Temperature, new: Temperature, now: datetime, review_id: int | None) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "field": "temperature",
        "old": str(old),
        "new": str(new),
        "at": now,
        "review_id": review_id,
    }


def _every_client(session: Session) -> Iterator[Sequence[int]]:
    last = 0
    while ids := session.scalars(
        select(ClientRow.id).where(ClientRow.id > last).order_by(ClientRow.id).limit(_CHUNK)
    ).all():
        yield ids
        last = ids[-1]


def _chunks(clients: Collection[int]) -> Iterator[Sequence[int]]:
    ordered = iter(sorted(set(clients)))
    while ids := list(islice(ordered, _CHUNK)):
        yield ids


def _write(session: Session, changes: Sequence[tuple[int, Derived, Derived]], now: datetime) -> None:
    """Write what is derived now of the clients by id, and log whose temperature is not what it was."""
    ids = [client_id for client_id, _, _ in changes]
    Bulk(session.connection(), _CLIENTS, DERIVED).update(ids, [derived for _, _, derived in changes])
    _forget(session, set(ids))
    log = [
        _change(client_id, stood.temperature, derived.temperature, now, None)
        for client_id, stood, derived in changes
        if _tells(stood, derived)
    ]
    if log:
        session.connection().execute(insert(ChangeRow), log)


def _tells(stood: Derived, derived: Derived) -> bool:
    """Is there a change of temperature to log? The first one is none."""
    return derived.temperature is not stood.temperature and stood.temperature_on is not None


def _forget(session: Session, ids: set[int]) -> None:
    """Let the session read the rows again that were written past it."""
    for row in session.identity_map.values():
        if isinstance(row, ClientRow) and row.id in ids:
            session.expire(row, DERIVED)

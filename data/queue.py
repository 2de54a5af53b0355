"""A manager's queue: ranked from one index, read page by page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from cockpit.method.desk import Desk
from cockpit.method.money import Money, totals
from cockpit.method.overview import QueueLine, QueueView
from cockpit.method.queue import Place, QueueFacts, Rules, arithmetic, place, rank, reason
from cockpit.method.words import ContactSource, DealStatus, Lane, Temperature
from data import records
from data.tables import ClientRow, DealRow, DraftRow
from data.usual import Usual, usual

_TEMPERATURES = {str(word): word for word in Temperature}
_WEAK = {str(source): source.weak for source in ContactSource}


class _Days(dict[Any, date | None]):
    """Days by what the driver hands over for them: text from SQLite, dates from PostgreSQL. Most days recur."""

    def __missing__(self, found: Any) -> date | None:
        day = self[found] = date.fromisoformat(found) if isinstance(found, str) else found
        return day


def rules(desk: Desk, habit: Usual, now: datetime) -> Rules:
    """Put together what the queue of a manager with these habits is ranked by."""
    return Rules(
        today=now.date(),
        norms=desk.norms,
        currency=habit.currency or desk.currency,
        cycle_median=habit.cycle_median,
        asleep_days=habit.cycle_p95,
    )


def rules_of(session: Session, desk: Desk, manager_id: int, now: datetime) -> Rules:
    """Read what a manager's queue is ranked by."""
    return rules(desk, usual(session, (manager_id,)).get(manager_id, Usual()), now)


def rank_manager(session: Session, desk: Desk, manager_id: int, now: datetime) -> list[Place]:
    """Put a manager's open clients in the order of review. Reads nothing but the queue's index.

    Money in another currency than the manager's main one does not rank: its client goes by silence alone.
    """
    ranked_by = rules_of(session, desk, manager_id, now)
    return rank(_facts(session, manager_id, ranked_by.currency), ranked_by)


def facts(row: ClientRow, currency: str) -> QueueFacts:
    """Take from a client's row what its place depends on."""
    return QueueFacts(
        client_id=row.id,
        temperature=row.temperature,
        promise_on=row.promise_on,
        minor=row.money_minor if row.currency == currency else None,
        estimated=row.estimated,
        last_contact_on=row.last_contact_on,
        weak=row.contact_source.weak,
        opened_on=row.opened_on,
        last_reached_on=row.last_reached_on,
        parked_until=row.parked_until,
        reviewed_on=row.reviewed_on,
    )


def _facts(session: Session, manager_id: int, currency: str) -> list[QueueFacts]:
    days = _Days({None: None})
    words, weak = _TEMPERATURES, _WEAK
    make = QueueFacts._make
    rows = session.connection().execute(_ranked(), {"manager_id": manager_id})
    return [
        make((
            client,
            words[temperature],
            days[promise],
            minor if code == currency else None,
            bool(estimated),
            days[contact],
            weak[source],
            days[opened],
            days[reached],
            days[parked],
            days[reviewed],
        ))
        for client, temperature, promise, minor, code, estimated, contact, source, opened, reached, parked, reviewed
        in rows
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _ranked() -> Select[*tuple[Any, ...]]:
    """Select the columns of the queue's index as the driver hands them over: a long queue repeats few values."""
    columns: tuple[Any, ...] = (
        ClientRow.temperature,
        ClientRow.promise_on,
        ClientRow.money_minor,
        ClientRow.currency,
        ClientRow.estimated,
        ClientRow.last_contact_on,
        ClientRow.contact_source,
        ClientRow.opened_on,
        ClientRow.last_reached_on,
        ClientRow.parked_until,
        ClientRow.reviewed_on,
    )
    return select(ClientRow.id, *(type_coerce(column, NullType()) for column in columns)).where(
        ClientRow.manager_id == bindparam("manager_id"), ClientRow.is_open
    )

"""The rule of the queue in SQL, for counting and sorting where the clients are too many to be fetched one by one.

`cockpit.method.queue` says what the rule is; here it is said again in terms of days that a database compares.
The tests hold the two against each other on made-up departments, in both databases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Double, and_, case, column, func, literal, not_, null, or_, values

from cockpit.method.playbook import INTERVAL_DAYS
from cockpit.method.queue import Rules
from cockpit.method.words import Lane, Temperature
from data.columns import LocalDay, spelled
from data.tables import ClientRow

_NUMBERS = {lane: number for number, lane in enumerate(Lane)}

#: The lanes by the number that `lane_number` gives them.
LANES = tuple(Lane)


def lane_number(rules: Rules) -> ColumnElement[int]:
    """Say in which lane a row of `ClientRow` stands, as the lane's place in `LANES`."""
    today = rules.today
    silent = and_(_silent(rules), or_(ClientRow.promise_on.is_(None), _stretched(rules)))
    return case(
        (_parked(today), _NUMBERS[Lane.PARKED]),
        (_promised(today), _NUMBERS[Lane.PROMISED]),
        (_asleep(rules), _NUMBERS[Lane.ASLEEP]),
        (ClientRow.review_due_on <= today, _NUMBERS[Lane.SILENT]),
        (silent, _NUMBERS[Lane.SILENT]),
        else_=_NUMBERS[Lane.REST],
    )


def apart(rules: Rules) -> ColumnElement[str | None]:
    """Say whether an open client of `ClientRow` stands apart: as the lane's word when asleep or parked, else null."""
    return case(
        (_put_off(rules.today), null()),
        (_parked(rules.today), spelled(Lane.PARKED)),
        (_promised(rules.today), null()),
        (_asleep(rules), spelled(Lane.ASLEEP)),
    )


def counts(rules: Rules) -> ColumnElement[bool]:
    """Say whether an open client of `ClientRow` counts in sums: those asleep and parked do not, those put off do."""
    return apart(rules).is_(None)


def overdue(rules: Rules) -> ColumnElement[bool]:
    """Say whether an open client of `ClientRow` is past its interval; those asleep and parked are no debt (R6, R16)."""
    today, parked = rules.today, func.coalesce(_parked(rules.today), False)
    awake = or_(_promised(today), not_(func.coalesce(_asleep(rules), False)))
    return and_(ClientRow.review_due_on < today, or_(_put_off(today), and_(not_(parked), awake)))


def neglected(rules: Rules) -> ColumnElement[bool]:
    """Say what `cockpit.method.queue.neglected` says of an open client of `ClientRow`."""
    unexcused = or_(ClientRow.promise_on.is_(None), ClientRow.promise_on < rules.today, _stretched(rules))
    return and_(counts(rules), _silent(rules), unexcused)


def _silent(rules: Rules) -> ColumnElement[bool]:
    """Say whether the silence has reached the norm."""
    since = _since()
    return or_(since.is_(None), since <= _by_interval(rules, lambda days: _cutoff(rules, days)))


def _stretched(rules: Rules) -> ColumnElement[bool]:
    """Say whether it is too long for a promise ahead to excuse it."""
    since, reviewed = _since(), ClientRow.reviewed_on
    longest = _by_interval(rules, lambda days: _cutoff(rules, days * rules.norms.promise_stretch))
    return and_(or_(since.is_(None), since <= longest), or_(reviewed.is_(None), reviewed <= longest))


def _asleep(rules: Rules) -> ColumnElement[bool]:
    """Say what `cockpit.method.queue.asleep` says, for a client without a promise."""
    long_ago = rules.today - timedelta(days=rules.norms.awake_days)
    return and_(
        ClientRow.promise_on.is_(None),
        ClientRow.opened_on < rules.today - timedelta(days=rules.asleep_after),
        or_(ClientRow.last_reached_on.is_(None), ClientRow.last_reached_on < long_ago),
        or_(ClientRow.kept_on.is_(None), ClientRow.kept_on < long_ago),
    )


class Order:
    """The order of one manager's queue.

    Attributes:
        silences: the table of working days to join `ClientRow` with, on `joined`.
        by: what to sort by.
    """

    def __init__(self, rules: Rules) -> None:
        self.silences = _silences(rules)
        since = _since()
        self.joined: ColumnElement[bool] = self.silences.c.day == since
        self.lane = lane_number(rules).label("lane")
        count = self.silences.c.count
        norm = func.coalesce(ClientRow.interval_days, _by_temperature(rules.norm)) * literal(1.0)
        most = norm * literal(float(rules.norms.cap))
        factor = case(
            (since > rules.today, 0.0),
            (or_(count.is_(None), count >= most), float(rules.norms.cap)),
            else_=count / norm,
        )
        minor = case((ClientRow.currency == rules.currency, ClientRow.money_minor))
        by_money = and_(func.coalesce(ClientRow.parked_until, rules.today) <= rules.today, _promised(rules.today))
        weight = case((by_money, func.coalesce(minor, 0) * literal(1.0)), else_=func.coalesce(minor, 1) * factor)
        self.by: tuple[Any, ...] = (
            self.lane,
            minor.is_(None),
            weight.desc(),
            ClientRow.opened_on.is_(None),
            ClientRow.opened_on,
            ClientRow.id,
        )


def _parked(today: date) -> ColumnElement[bool]:
    return ClientRow.parked_until > today


def _put_off(today: date) -> ColumnElement[bool]:
    return and_(ClientRow.put_off, func.coalesce(_parked(today), False))


def _promised(today: date) -> ColumnElement[bool]:
    parked, contact, reviewed = ClientRow.parked_until, ClientRow.last_contact_on, ClientRow.reviewed_on
    unseen = and_(
        parked.is_not(None), or_(contact.is_(None), contact < parked), or_(reviewed.is_(None), reviewed < parked)
    )
    return or_(ClientRow.promise_on <= today, unseen)


def _since() -> ColumnElement[date | None]:
    return func.coalesce(ClientRow.last_contact_on, ClientRow.opened_on)


def _by_temperature(value: Callable[[Temperature], Any]) -> ColumnElement[Any]:
    first, *others = Temperature
    return case(*((ClientRow.temperature == other, value(other)) for other in others), else_=value(first))


def _by_interval(rules: Rules, value: Callable[[int], date]) -> ColumnElement[Any]:
    """Say what follows from a client's interval, or from its temperature while the interval is not worked out."""
    usual = [rules.norm(warmth) for warmth in Temperature]
    days = dict.fromkeys((*usual, *INTERVAL_DAYS))  # the usual ones are compared first
    by_temperature = _by_temperature(lambda warmth: value(rules.norm(warmth)))
    return case({day: value(day) for day in days}, value=ClientRow.interval_days, else_=by_temperature)


def _cutoff(rules: Rules, count: int) -> date:
    return rules.norms.calendar.cutoff(rules.today, count)


def _silences(rules: Rules) -> CTE:
    days = values(column("day", LocalDay()), column("count", Double()), name="silence")
    return days.data(list(_counted_days(rules))).cte("silence")


def _counted_days(rules: Rules) -> Iterator[tuple[date, float]]:
    """Yield each day with the working days since it, back to where silence counts no more."""
    longest = max(*INTERVAL_DAYS, *(rules.norm(warmth) for warmth in Temperature)) * rules.norms.cap
    day, count = rules.today, 0
    while count < longest:
        yield day, float(count)
        day -= timedelta(days=1)
        count = rules.silence(day)

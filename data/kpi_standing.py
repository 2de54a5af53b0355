"""Who stood where at the end of a day: the open clients with their temperature and money, now or on a day that is past.

For today they are read as they stand, and are those of the managers' list. For a past day they are worked out again:
most clients have not been touched since, so what they are now they were then; of the others the deals, amounts and
temperatures are taken back by the log of changes. When a client was parked or what it was promised is not in the log,
so such a state is an approximation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.queue import Rules
from cockpit.method.words import DealStatus, Ending, Temperature
from data.columns import spelled
from data.days import beginning
from data.lanes import counts
from data.standards import Standards
from data.tables import ChangeRow, ClientRow, DealRow, ReviewRow, TaskRow

AnySelect = Select[*tuple[Any, ...]]


class Standing:
    """The open clients at the end of days, of some managers.

    Args:
        session: a session that may read.
        desk: the norms.
        managers: whose clients.
        now: the present moment.
    """

    def __init__(self, session: Session, desk: Desk, managers: Collection[int], now: datetime) -> None:
        self._now = now
        standards = Standards(session, desk)
        # Clients that follow the same days are asked for together.
        alike: defaultdict[tuple[int, ...], list[tuple[int, Rules]]] = defaultdict(list)
        for manager in managers:
            by = standards.rules(manager, now)
            days = (*(by.norm(warmth) for warmth in Temperature), by.asleep_after, by.norms.awake_days)
            alike[days].append((manager, by))
        self._alike = [([manager for manager, _ in group], group[0][1]) for group in alike.values()]

    def at(self, day: date, name: str, *, temperatures: Collection[Temperature] = tuple(Temperature)) -> Subquery:
        """Return the clients of some temperatures that are in work at the end of a day, without those asleep or parked.

        Returns:
            the columns `client_id`, `manager_id`, `temperature`, `minor`, `currency`, `estimated`: whether the money
            is only an estimate, and `since`: the day on which it became what it is, as it is known now.
        """
        past = _Past(day, self._now) if day < self._now.date() else None
        parts = [
            part
            for managers, by in self._alike
            for part in (_present(managers, by) if past is None else past.parts(managers, by))
        ]
        if not parts:
            parts = [_of_clients().where(literal(0) == 1)]
        every = union_all(*parts).subquery(f"{name}_all")
        return select(every).where(_any_of(every.c.temperature, temperatures)).subquery(name)


def _any_of(column: Any, words: Collection[Temperature]) -> ColumnElement[bool]:
    chosen: ColumnElement[bool] = column.in_([spelled(word) for word in words])
    return chosen


def _of_clients(temperature: Any = ClientRow.temperature) -> AnySelect:
    return select(
        ClientRow.id.label("client_id"),
        ClientRow.manager_id,
        temperature.label("temperature"),
        ClientRow.money_minor.label("minor"),
        ClientRow.currency,
        ClientRow.estimated,
        ClientRow.temperature_on.label("since"),
    )


def _present(managers: Collection[int], by: Rules) -> Iterator[AnySelect]:
    yield _of_clients().where(ClientRow.manager_id.in_(managers), ClientRow.is_open, counts(by))


class _Past:
    """The clients at the end of a day that is past."""

    def __init__(self, day: date, now: datetime) -> None:
        self._day = day
        self._end = beginning(day + timedelta(days=1), now.tzinfo)
        tag = f"{day:%Y%m%d}"
        self._touched = self._touched_since().cte(f"touched_{tag}")
        self._deals = self._of_deals().cte(f"deals_{tag}")

    def parts(self, managers: Collection[int], by: Rules) -> Iterator[AnySelect]:
        """Yield the untouched clients, those whose deals were touched, and the touched without a deal."""
        day, touched, deals = self._day, self._touched, self._deals
        mine = ClientRow.manager_id.in_(managers)
        then = Rules(day, by.norms, by.currency, by.cycle_median, by.asleep_days)
        untouched = (
            _of_clients()
            .outerjoin(touched, touched.c.client_id == ClientRow.id)
            .where(mine, ClientRow.is_open, touched.c.client_id.is_(None))
        )
        # Apart, because the first of them is read off the index of the queue alone.
        yield untouched.where(ClientRow.opened_on <= day, self._in_work(then, ClientRow.opened_on))
        yield untouched.where(
            ClientRow.opened_on.is_(None), ClientRow.created_at < self._end, self._in_work(then, ClientRow.opened_on)
        )
        heat = func.coalesce(self._stood("temperature"), ClientRow.temperature, type_=ClientRow.temperature.type)
        standing = deals.alias()
        estimate = case((ClientRow.estimated, ClientRow.money_minor))
        code = case((ClientRow.estimated, ClientRow.currency))
        unknown = and_(standing.c.minor.is_(None), standing.c.estimate.is_(None))
        yield (
            select(
                ClientRow.id.label("client_id"),
                ClientRow.manager_id,
                heat.label("temperature"),
                func.coalesce(standing.c.minor, standing.c.estimate, estimate).label("minor"),
                case((unknown, code), else_=standing.c.currency).label("currency"),
                standing.c.minor.is_(None).label("estimated"),
                ClientRow.temperature_on.label("since"),
            )
            .join(standing, standing.c.client_id == ClientRow.id)
            .where(mine, standing.c.place == 1, self._in_work(then, standing.c.opened_on))
        )
        yield (
            _of_clients(heat)
            .join(touched, touched.c.client_id == ClientRow.id)
            .where(mine, ClientRow.is_open, ClientRow.created_at < self._end)
            .where(ClientRow.opened_on.is_(None), ~exists(select(DealRow.id).where(DealRow.client_id == ClientRow.id)))
        )

    def _touched_since(self) -> Any:
        """Return the clients whose temperature, deals or money may have been others."""
        changed = select(ChangeRow.client_id).where(
            ChangeRow.field.in_(["temperature", "amount", "status"]), ChangeRow.at >= self._end
        )
        closed = select(DealRow.client_id).where(
            or_(DealRow.status == spelled(DealStatus.WON), DealRow.status == spelled(DealStatus.LOST)),
            DealRow.closed_on > self._day,
        )
        begun = (
            select(DealRow.client_id)
            .join(ClientRow, ClientRow.id == DealRow.client_id)
            .where(
                DealRow.status == spelled(DealStatus.OPEN),
                DealRow.created_on > self._day,
                ClientRow.opened_on <= self._day,
            )
        )
        return union(changed, closed, begun)

    def _stood(self, field: str) -> ColumnElement[str | None]:
        """Return what stood in a field before the first change since, "" for nothing; null when it never changed.

        It is that of the deal of `DealRow` in the statement around it, and of a temperature that of `ClientRow`.
        """
        # Said so that no index by field is taken: that of the client has far fewer changes to look at.
        of_field = ChangeRow.field.concat("") == field
        first = select(func.coalesce(ChangeRow.old, "")).where(of_field, ChangeRow.at >= self._end)
        if field == "temperature":
            first = first.where(ChangeRow.client_id == ClientRow.id).correlate(ClientRow)
        else:
            same = and_(ChangeRow.client_id == DealRow.client_id, ChangeRow.deal_id == DealRow.id)
            first = first.where(same).correlate(DealRow)
        return first.order_by(ChangeRow.at, ChangeRow.id).limit(1).scalar_subquery()

    def _of_deals(self) -> AnySelect:
        """Select the open money of touched clients, by currency; `place` 1 is the currency of most amounts."""
        stood_open = case(
            (DealRow.closed_on.is_not(None), DealRow.closed_on > self._day),
            else_=func.coalesce(self._stood("status"), DealRow.status) == spelled(DealStatus.OPEN),
        )
        begun = or_(DealRow.created_on.is_(None), DealRow.created_on <= self._day)
        found = (
            select(
                DealRow.client_id,
                DealRow.amount_minor,
                DealRow.currency,
                DealRow.estimate_minor.label("estimate"),
                DealRow.created_on,
                self._stood("amount").label("stood"),
            )
            .where(DealRow.client_id.in_(select(self._touched.c.client_id)), begun, stood_open)
            # Otherwise SQLite asks the log anew wherever the value is named.
            .cte(f"found_{self._day:%Y%m%d}")
            .prefix_with("MATERIALIZED")
        )
        stood = found.c.stood
        deals = select(
            found.c.client_id,
            case((stood == "", null()), (stood.is_not(None), _minor(stood)), else_=found.c.amount_minor).label("minor"),
            case((stood != "", _code(stood)), else_=found.c.currency).label("currency"),
            found.c.estimate,
            found.c.created_on,
        ).subquery()
        c = deals.c
        known, total = func.count(c.minor), cast(func.sum(c.minor), BigInteger)
        estimate = cast(func.sum(case((c.minor.is_(None), c.estimate))), BigInteger)
        place = func.row_number().over(
            partition_by=c.client_id,
            order_by=(known.desc(), func.coalesce(total, estimate, -1).desc(), c.currency),
        )
        return select(
            c.client_id,
            c.currency,
            total.label("minor"),
            estimate.label("estimate"),
            func.min(c.created_on).label("opened_on"),
            place.label("place"),
        ).group_by(c.client_id, c.currency)

    def _in_work(self, by: Rules, opened_on: Any) -> ColumnElement[bool]:
        """Say which clients were neither asleep nor parked, as far as is known."""
        day = self._day
        long_ago = day - timedelta(days=by.norms.awake_days)
        promised = exists(
            select(TaskRow.id).where(
                TaskRow.client_id == ClientRow.id,
                TaskRow.set_on <= day,
                or_(TaskRow.closed_on.is_(None), TaskRow.closed_on > day),
            )
        )
        asleep = and_(
            opened_on.is_not(None),
            opened_on < day - timedelta(days=by.asleep_after),
            not_(func.coalesce(ClientRow.last_reached_on.between(long_ago, day), _NO)),
            not_(func.coalesce(ClientRow.kept_on.between(long_ago, day), _NO)),
            not_(promised),
        )
        parked_later = exists(
            select(ReviewRow.id).where(
                ReviewRow.client_id == ClientRow.id,
                ReviewRow.ending == spelled(Ending.PARKED),
                ReviewRow.reviewed_at >= self._end,
                ReviewRow.undone_at.is_(None),
            )
        )
        parked = and_(ClientRow.parked_until.is_not(None), ClientRow.parked_until > day, not_(ClientRow.put_off))
        return and_(not_(func.coalesce(asleep, _NO)), or_(not_(parked), parked_later))


_NO = literal(False)


def _minor(text: Any) -> ColumnElement[int]:
    """Read the minor units of money that is written ``minor CODE``; a code has three letters."""
    return cast(func.substr(text, 1, func.length(text) - 4), BigInteger)


def _code(text: Any) -> ColumnElement[str]:
    return func.substr(text, func.length(text) - 2)

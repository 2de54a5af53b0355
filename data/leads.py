"""Where clients come from and why they refuse, over the last days: figures of R51 and R52, and the rows behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from cockpit.method.money import Money
from cockpit.method.request import (
    OF_REFUSALS,
    Backer,
    ReasonLine,
    SourceLine,
    first_day,
    middle,
    spelled_alike,
)
from cockpit.method.words import DealStatus
from data import records
from data.backers import by_money
from data.columns import spelled
from data.requests import record
from data.tables import ClientRow, DealRow, ManagerRow, MentionRow, RequestRow, ReviewRow
from data.tallies import Purse

#: So many rows behind a figure are read at most, those with the most money first.
MOST = 2_000


@dataclass(slots=True)
class _Source:
    """What came from one source."""

    clients: int = 0
    open_clients: int = 0
    money: Purse = field(default_factory=Purse)
    won: int = 0
    won_money: Purse = field(default_factory=Purse)
    days: list[int] = field(default_factory=list)
    refused: int = 0
    lost: Purse = field(default_factory=Purse)
    seconds: float = 0.0


def sources(session: Session, now: datetime) -> tuple[SourceLine, ...]:
    """Read the sources of leads, the most known open money first, in the window of `first_day`.

    Refusals and won deals without a day stand in no window and are left out (NUMBERS.md, R19).
    """
    execute = session.connection().execute
    known = case((~ClientRow.estimated, ClientRow.money_minor))
    groups = (ClientRow.lead_source, ClientRow.is_open, ClientRow.currency)
    counted = execute(
        select(*groups, func.count().label("clients"), func.sum(known).label("minor")).group_by(*groups)
    ).all()
    joined = spelled_alike(_how_often((row.lead_source, row.clients) for row in counted))
    found: defaultdict[str, _Source] = defaultdict(_Source)
    for row in counted:
        one = found[_name(joined, row.lead_source)]
        one.clients += row.clients
        if row.is_open:
            one.open_clients += row.clients
            one.money.put(row.minor, row.currency)
    won = select(ClientRow.lead_source, DealRow.amount_minor, DealRow.currency, DealRow.created_on, DealRow.closed_on)
    for row in execute(won.join(ClientRow, ClientRow.id == DealRow.client_id).where(_closed(DealStatus.WON, now))):
        one = found[_name(joined, row.lead_source)]
        one.won += 1
        one.won_money.put(row.amount_minor, row.currency)
        if row.created_on is not None and row.created_on <= row.closed_on:
            one.days.append((row.closed_on - row.created_on).days)
    lost = select(ClientRow.lead_source, DealRow.currency, func.sum(DealRow.amount_minor).label("minor"))
    lost = lost.join(ClientRow, ClientRow.id == DealRow.client_id).where(_closed(DealStatus.LOST, now))
    for row in execute(lost.group_by(ClientRow.lead_source, DealRow.currency)):
        found[_name(joined, row.lead_source)].lost.put(row.minor, row.currency)
    refused = lost.with_only_columns(ClientRow.lead_source, func.count(ClientRow.id.distinct()).label("clients"))
    for row in execute(refused.group_by(ClientRow.lead_source)):
        found[_name(joined, row.lead_source)].refused += row.clients
    talked = (
        select(ClientRow.lead_source, func.sum(ReviewRow.seconds).label("seconds"))
        .join(ReviewRow, ReviewRow.client_id == ClientRow.id)
        .where(ReviewRow.undone_at.is_(None), ReviewRow.reviewed_at >= _midnight(now))
    )
    for row in execute(talked.group_by(ClientRow.lead_source)):
        found[_name(joined, row.lead_source)].seconds += float(row.seconds)
    families = dict(joined.values())
    lines = [_source(name, families.get(name, (name,)), one) for name, one in found.items()]
    return tuple(sorted(lines, key=lambda line: (-_most(line.money), -line.clients, line.name)))


def _source(name: str, spellings: tuple[str, ...], one: _Source) -> SourceLine:
    return SourceLine(
        name,
        spellings,
        clients=one.clients,
        open_clients=one.open_clients,
        money=one.money.money,
        won=one.won,
        won_money=one.won_money.money,
        days=middle(one.days),
        refused=one.refused,
        lost=one.lost.money,
        seconds=one.seconds,
    )


def reasons(session: Session, now: datetime) -> tuple[ReasonLine, ...]:
    """Read the reasons of the refusals in the window of `first_day`, those of the most clients first."""
    execute = session.connection().execute
    closed = _closed(DealStatus.LOST, now)
    groups = (DealRow.lost_reason, DealRow.currency)
    summed = execute(
        select(*groups, func.count().label("deals"), func.sum(DealRow.amount_minor).label("minor"))
        .where(closed)
        .group_by(*groups)
    ).all()
    joined = spelled_alike(_how_often((row.lost_reason, row.deals) for row in summed))
    lost: defaultdict[str, Purse] = defaultdict(Purse)
    for row in summed:
        lost[_name(joined, row.lost_reason)].put(row.minor, row.currency)
    clients: defaultdict[str, set[int]] = defaultdict(set)
    for reason, client_id in execute(select(DealRow.lost_reason, DealRow.client_id).where(closed).distinct()):
        clients[_name(joined, reason)].add(client_id)
    behind: defaultdict[str, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    wished = (
        select(DealRow.lost_reason, MentionRow.request_id, MentionRow.client_id)
        .join(MentionRow, MentionRow.client_id == DealRow.client_id)
        .join(RequestRow, RequestRow.id == MentionRow.request_id)
        .where(closed, RequestRow.area.in_(OF_REFUSALS))
        .distinct()
    )
    for reason, request_id, client_id in execute(wished):
        behind[_name(joined, reason)][request_id].add(client_id)
    ids = {request for each in behind.values() for request in each}
    known = {row.id: record(row) for row in session.scalars(select(RequestRow).where(RequestRow.id.in_(ids)))}
    families = dict(joined.values())
    lines = [
        ReasonLine(
            name,
            families.get(name, (name,)),
            clients=len(who),
            lost=lost[name].money,
            requests=tuple(
                (known[request], len(backed))
                for request, backed in sorted(behind[name].items(), key=lambda each: (-len(each[1]), each[0]))
            ),
        )
        for name, who in clients.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.clients, -_most(line.lost), line.name)))


def from_source(session: Session, spellings: Sequence[str], now: datetime) -> tuple[Backer, ...]:
    """Read the clients that came from a source, at most `MOST`: open ones first, the most known money first."""
    return _rows(session, ClientRow.lead_source.in_(spellings), None, now)


def refused_for(session: Session, spellings: Sequence[str], now: datetime) -> tuple[Backer, ...]:
    """Read the clients whose deals were refused for a reason in the window, at most `MOST`."""
    for_it = DealRow.lost_reason.in_(spellings)
    lost = select(DealRow.client_id).where(_closed(DealStatus.LOST, now), for_it)
    return _rows(session, ClientRow.id.in_(lost), for_it, now)


def _rows(
    session: Session, which: ColumnElement[bool], lost_for: ColumnElement[bool] | None, now: datetime
) -> tuple[Backer, ...]:
    wanted = (
        select(ClientRow, ManagerRow.name)
        .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
        .where(which)
        .order_by(ClientRow.is_open.desc(), func.coalesce(ClientRow.money_minor, 0).desc(), ClientRow.id)
        .limit(MOST)
    )
    of = select(ClientRow.id).where(which)
    deals = select(
        DealRow.client_id,
        DealRow.status,
        DealRow.amount_minor,
        DealRow.currency,
        DealRow.closed_on,
        DealRow.lost_reason,
    ).where(DealRow.client_id.in_(of), or_(_closed(DealStatus.WON, now), _closed(DealStatus.LOST, now)))
    if lost_for is not None:
        deals = deals.where(or_(DealRow.status == spelled(DealStatus.WON), lost_for))
    execute = session.connection().execute
    won: defaultdict[int, Purse] = defaultdict(Purse)
    lost: defaultdict[int, Purse] = defaultdict(Purse)
    last: dict[int, Any] = {}
    for deal in execute(deals.order_by(DealRow.closed_on, DealRow.id)):
        (won if deal.status is DealStatus.WON else lost)[deal.client_id].put(deal.amount_minor, deal.currency)
        last[deal.client_id] = deal
    talked = select(ReviewRow.client_id, func.sum(ReviewRow.seconds).label("seconds")).where(
        ReviewRow.client_id.in_(of), ReviewRow.undone_at.is_(None), ReviewRow.reviewed_at >= _midnight(now)
    )
    seconds = {row.client_id: float(row.seconds) for row in execute(talked.group_by(ReviewRow.client_id))}
    return by_money(
        Backer(
            records.client(row),
            manager,
            last[row.id].closed_on if row.id in last else None,
            lost=lost[row.id].money,
            won=won[row.id].money,
            reason=last[row.id].lost_reason if row.id in last else "",
            seconds=seconds.get(row.id, 0.0),
        )
        for row, manager in session.execute(wanted)
    )


def _closed(status: DealStatus, now: datetime) -> ColumnElement[bool]:
    return (DealRow.status == spelled(status)) & DealRow.closed_on.between(first_day(now.date()), now.date())


def _midnight(now: datetime) -> datetime:
    return datetime.combine(first_day(now.date()), time(), now.tzinfo)


def _how_often(counted: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for name, count in counted:
        counts[name] += count
    return counts


def _name(joined: Mapping[str, tuple[str, tuple[str, ...]]], spelling: str) -> str:
    # what another program has written since the first of these statements is not known to it
    return joined[spelling][0] if spelling in joined else spelling


def _most(amounts: Sequence[Money]) -> int:
    return max((amount.minor for amount in amounts), default=0)

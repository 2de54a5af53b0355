"""Who stands behind the requests: clients, managers and money, counted by the database in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from cockpit.method.request import Backer, RequestLine, alike, ranked
from cockpit.method.words import DealStatus, RequestState
from data import records
from data.columns import spelled
from data.requests import record
from data.tables import ClientRow, DealRow, ManagerRow, MentionRow, RequestRow
from data.tallies import Purse


@dataclass(slots=True)
class _Behind:
    """What stands behind one request."""

    clients: int = 0
    gone: int = 0
    known: int = 0
    money: Purse = field(default_factory=Purse)
    lost_clients: int = 0
    lost: Purse = field(default_factory=Purse)
    managers: set[str] = field(default_factory=set)


def lines(session: Session) -> tuple[RequestLine, ...]:
    """Read all requests, ranked by the money stuck behind them, with those that look like the same thing.

    The clients of a request are counted once each, and an open one with his known money; what he refused since he was
    noted stands beside it.
    """
    requests = [record(row) for row in session.scalars(select(RequestRow))]
    behind = _behind(session)
    same = alike({each.id: each.text for each in requests if each.state is RequestState.OPEN})
    return ranked(
        RequestLine(
            each,
            clients=found.clients,
            gone=found.gone,
            money=found.money.money,
            without_amount=found.clients - found.known,
            lost_clients=found.lost_clients,
            lost=found.lost.money,
            managers=tuple(sorted(found.managers)),
            alike=same.get(each.id, ()),
        )
        for each in requests
        for found in [behind[each.id]]
    )


def _behind(session: Session) -> defaultdict[int, _Behind]:
    found: defaultdict[int, _Behind] = defaultdict(_Behind)
    known = case((~ClientRow.estimated, ClientRow.money_minor))
    groups = (MentionRow.request_id, ClientRow.manager_id, ClientRow.is_open, ClientRow.currency)
    counted = (
        select(
            *groups,
            func.count().label("clients"),
            func.count(known).label("known"),
            func.sum(known).label("minor"),
        )
        .join(ClientRow, ClientRow.id == MentionRow.client_id)
        .group_by(*groups)
    )
    names = {row.id: row.name for row in session.execute(select(ManagerRow.id, ManagerRow.name))}
    execute = session.connection().execute
    for row in execute(counted):
        one = found[row.request_id]
        one.managers.add(names[row.manager_id])
        if row.is_open:
            one.clients += row.clients
            one.known += row.known
            one.money.put(row.minor, row.currency)
        else:
            one.gone += row.clients
    refused = (
        select(MentionRow.request_id, DealRow.currency, func.sum(DealRow.amount_minor).label("minor"))
        .join(DealRow, DealRow.client_id == MentionRow.client_id)
        .where(DealRow.status == spelled(DealStatus.LOST), DealRow.closed_on >= MentionRow.noted_on)
    )
    for row in execute(refused.group_by(MentionRow.request_id, DealRow.currency)):
        found[row.request_id].lost.put(row.minor, row.currency)
    who = refused.with_only_columns(
        MentionRow.request_id, func.count(MentionRow.client_id.distinct()).label("clients")
    ).group_by(MentionRow.request_id)
    for row in execute(who):
        found[row.request_id].lost_clients = row.clients
    return found


def backers(session: Session, request_id: int) -> tuple[Backer, ...]:
    """Read the clients behind a request: the open ones first, the most known money first."""
    wanted = (
        select(ClientRow, ManagerRow.name, MentionRow.noted_on)
        .join(MentionRow, MentionRow.client_id == ClientRow.id)
        .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
        .where(MentionRow.request_id == request_id)
    )
    refused = (
        select(DealRow.client_id, DealRow.amount_minor, DealRow.currency, DealRow.lost_reason)
        .join(MentionRow, MentionRow.client_id == DealRow.client_id)
        .where(
            MentionRow.request_id == request_id,
            DealRow.status == spelled(DealStatus.LOST),
            DealRow.closed_on >= MentionRow.noted_on,
        )
        .order_by(DealRow.closed_on, DealRow.id)
    )
    lost: defaultdict[int, Purse] = defaultdict(Purse)
    reasons = {}
    for deal in session.connection().execute(refused):
        lost[deal.client_id].put(deal.amount_minor, deal.currency)
        reasons[deal.client_id] = deal.lost_reason
    return by_money(
        Backer(records.client(row), manager, noted_on, lost=lost[row.id].money, reason=reasons.get(row.id, ""))
        for row, manager, noted_on in session.execute(wanted)
    )


def by_money(found: Iterable[Backer]) -> tuple[Backer, ...]:
    """Order clients for a list: open ones first, those with the most known money first, then by name."""

    def rank(backer: Backer) -> tuple[bool, int, str, int]:
        client = backer.client
        money = client.money.minor if client.money is not None and not client.estimated else 0
        return (not client.is_open, -money, client.name.casefold(), client.id)

    return tuple(sorted(found, key=rank))

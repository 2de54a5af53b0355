"""What the due clients of a manager take, and putting those off that there is no time for (R31)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines
from cockpit.method.budget import Awaited, Costs, Workload, costs
from cockpit.method.desk import Desk
from cockpit.method.records import Deferral
from cockpit.method.timer import SHORTEST
from data import records
from data.acts import recorded
from data.playbooks import playbooks
from data.sittings import open_sitting
from data.tables import ClientRow, DeferralRow, ReviewRow, SittingRow
from data.upkeep import refresh

#: The minutes are read off so many past sittings in which there were reviews of the kind.
SITTINGS = 5
#: No kind of review is looked for among more than this.
_LOOKED_AT = 2_000
#: A statement is given so many ids at once; databases take some ten thousand at most.
_CHUNK = 5_000
#: So many of the clients stand by name in what undo says.
_NAMED = 3


def workload(session: Session, desk: Desk, manager_id: int, clients: Sequence[int]) -> Workload:
    """Read what these clients of a manager take, in the order given; an id that is not known is left out.

    Their money is what is known, without estimates.
    """
    found: dict[int, Awaited] = {}
    known = case((~ClientRow.estimated, ClientRow.money_minor))
    for ids in chunks(clients):
        rows = session.connection().execute(
            select(
                ClientRow.id, ClientRow.reviewed_on, known, ClientRow.currency, ClientRow.name, ClientRow.nameless
            ).where(ClientRow.id.in_(ids))
        )
        for client, reviewed_on, minor, currency, name, nameless in rows:
            found[client] = Awaited(
                client, reviewed_on is None, records.money(minor, currency), "" if nameless else name
            )
    ordered = tuple(found[client] for client in clients if client in found)
    return Workload(ordered, _costs(session, desk, manager_id))


def _costs(session: Session, desk: Desk, manager_id: int) -> Costs:
    manager = records.manager(session, manager_id)
    segment = manager.segment
    norms = playbooks(session).norms(desk.norms, segment.id if segment else None)
    measured = (
        select(SittingRow.id, ReviewRow.first, ReviewRow.seconds)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(SittingRow.manager_id == manager_id, ReviewRow.undone_at.is_(None), ReviewRow.seconds >= SHORTEST)
        .order_by(SittingRow.started_at.desc(), SittingRow.id.desc())
        .limit(_LOOKED_AT)
    )
    sittings: defaultdict[bool, dict[int, list[float]]] = defaultdict(dict)
    for sitting, first, seconds in session.connection().execute(measured):
        last = sittings[first]
        if sitting in last or len(last) < SITTINGS:
            last.setdefault(sitting, []).append(seconds)
    repeats, firsts = ([value for one in sittings[first].values() for value in one] for first in (False, True))
    return costs(
        repeats,
        firsts,
        target_seconds=norms.target_seconds,
        first_target_seconds=norms.first_target_seconds,
    )


def defer_many(session: Session, desk: Desk, sitting_id: int, deferrals: Sequence[Deferral], now: datetime) -> None:
    """Put clients off, as `data.sittings.defer` does with one; all of them are one step of undo.

    Raises:
        HeldError: another program has taken the sitting over.
        ConflictError: the sitting has been ended.
    """
    open_sitting(session, desk, sitting_id, now)
    given = {deferral.client_id: deferral for deferral in deferrals}
    clients = list(given)
    with recorded(session, desk, now, "deferrals", named(session, clients), sitting_id=sitting_id) as act:
        put_off = select(DeferralRow).where(DeferralRow.sitting_id == sitting_id)
        known = {row.client_id: row for row in session.scalars(put_off)}
        for row in locked(session, clients):
            until, reason = given[row.id].until, many_lines(given[row.id].reason)
            deferral = known.get(row.id)
            if deferral is None:
                act.add(DeferralRow, sitting_id=sitting_id, client_id=row.id, until=until, reason=reason)
            else:
                before: dict[str, Any] = {"until": deferral.until, "reason": deferral.reason}
                act.change(DeferralRow, deferral.id, before, {"until": until, "reason": reason})
            after: dict[str, Any] = {"parked_until": until, "parked_reason": reason, "put_off": True}
            act.change(ClientRow, row.id, {name: getattr(row, name) for name in after}, after)
        session.expire_all()
        refresh(session, desk, clients, now)


def chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    """Divide ids into lists that a statement takes."""
    return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]


def locked(session: Session, clients: Sequence[int]) -> list[ClientRow]:
    """Read clients that are about to be written, in the order of their ids, so that two programs wait in one line."""
    found: list[ClientRow] = []
    for ids in chunks(sorted(set(clients))):
        wanted = select(ClientRow).where(ClientRow.id.in_(ids)).order_by(ClientRow.id)
        found += session.scalars(wanted.with_for_update(key_share=True))
    return found


def named(session: Session, clients: Sequence[int]) -> str:
    """Name the first of some clients, and how many more they are: ``ACME, Vector, Volna +4``."""
    first = clients[:_NAMED]
    names = dict(session.execute(select(ClientRow.id, ClientRow.name).where(ClientRow.id.in_(first))).all())
    told = ", ".join(names[client] for client in first if client in names)
    more = len(clients) - len(first)
    return f"{told} +{more}" if more else told

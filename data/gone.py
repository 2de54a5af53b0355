"""Deals that the last files of their source do not hold any more: asked about, never deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.report import GoneDeal
from cockpit.method.words import DealStatus
from data.acts import recorded
from data.changes import Pen
from data.intake.deals import STAYS
from data.records import money
from data.tables import ClientRow, DealRow, ManagerRow
from data.upkeep import refresh

#: What is said of a deal that is gone: it stays, or it was lost or won in the meantime.
Choice: TypeAlias = Literal["keep", "lost", "won"]


def gone_deals(session: Session, manager_id: int | None = None) -> tuple[GoneDeal, ...]:
    """Read the open deals that are gone from their source, of one manager or of all, the most money first."""
    wanted = (
        select(DealRow, ClientRow.name, ClientRow.nameless, ManagerRow.name)
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
        .where(DealRow.gone_on.is_not(None), DealRow.status == DealStatus.OPEN)
        .order_by(DealRow.amount_minor.is_(None), DealRow.amount_minor.desc(), DealRow.id)
    )
    if manager_id is not None:
        wanted = wanted.where(ClientRow.manager_id == manager_id)
    return tuple(
        GoneDeal(
            deal.id,
            deal.client_id,
            client,
            nameless,
            manager,
            deal.title,
            money(deal.amount_minor, deal.currency),
            deal.stage,
            deal.source,
            deal.gone_on,
            deal.updated_on,
        )
        for deal, client, nameless, manager in session.execute(wanted)
        if deal.gone_on is not None
    )


def count_gone(session: Session) -> int:
    """Count the open deals that are gone from their source."""
    wanted = select(func.count()).where(DealRow.gone_on.is_not(None), DealRow.status == DealStatus.OPEN)
    return session.scalar(wanted) or 0


def settle_gone(session: Session, desk: Desk, deals: Collection[int], choice: Choice, now: datetime) -> int:
    """Say of deals that are gone what became of them, as one act that can be taken back; return of how many."""
    rows = session.scalars(
        select(DealRow).where(DealRow.id.in_(sorted(deals)), DealRow.gone_on.is_not(None)).order_by(DealRow.id)
    ).all()
    if not rows:
        return 0
    clients = {row.client_id for row in rows}
    about = session.scalar(select(ClientRow.name).where(ClientRow.id == rows[0].client_id)) or ""
    with recorded(session, desk, now, f"gone {choice}", about if len(clients) == 1 else f"{about} +{len(clients) - 1}"):
        pen = Pen(session, now)
        for row in rows:
            row.gone_on = None
            if choice == "keep":
                row.said = sorted({*(row.said or ()), STAYS})
            else:
                status = DealStatus.WON if choice == "won" else DealStatus.LOST
                pen.deal(row, {"status": status, "closed_on": now.date()})
        session.flush()
        refresh(session, desk, clients, now)
    return len(rows)

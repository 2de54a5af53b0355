"""A team for the tests of the forecast: clients with a deal each, and reviews by their verdict alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.words import DealStatus, SittingState, Slot, Temperature, Verdict
from data.tables import ChangeRow, ClientRow, DealRow, ManagerRow, PaymentRow, ReviewRow, SittingRow
from data.upkeep import refresh
from tests.data.builders import NOW, TODAY, Builder

DESK = Desk(head="Ирина [глава]", holder="this-program", currency="RUB")
HOT, WARM = "Договор", "Коммерческое предложение"


class Team:
    """Makes rows; `settle` works out what follows from them."""

    def __init__(self, session: Session) -> None:
        self.session, self.build = session, Builder(session)
        self._sittings: dict[int, int] = {}

    def deal(
        self, manager: ManagerRow, amount: int | None, agreed: date | None, stage: str = HOT, **of: Any
    ) -> DealRow:
        """Make a client of a manager with one open deal."""
        of.setdefault("last_activity_on", TODAY)
        return self.build.deal(self.build.client(manager), amount, expected_on=agreed, stage=stage, **of)

    def client(self, deal: DealRow) -> ClientRow:
        """Return whose deal it is."""
        return self.session.get_one(ClientRow, deal.client_id)

    def review(self, deal: DealRow, verdict: Verdict | None, at: datetime = NOW, **of: Any) -> ReviewRow:
        """Make a review of a deal's client."""
        client = self.client(deal)
        of.setdefault("planned_result", "Договор [подписан]")
        row = ReviewRow(
            sitting_id=self._sitting(client.manager_id),
            client_id=client.id,
            head="Ирина [глава]",
            reviewed_at=at,
            seconds=60.0,
            wall_seconds=60.0,
            first=verdict is None,
            verdict=verdict,
            temperature=Temperature.HOT,
            **of,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def closed(self, manager: ManagerRow, status: DealStatus, on: date, **of: Any) -> DealRow:
        """Make a client whose only deal was won or lost; it was hot from the day it became known."""
        client = self.build.client(manager, created_at=NOW - timedelta(days=60))
        client.temperature, client.temperature_on, client.is_open = Temperature.HOT, date(2026, 10, 1), False
        of.setdefault("created_on", date(2026, 10, 1))
        return self.build.deal(client, of.pop("amount", 100), status=status, closed_on=on, **of)

    def turned(self, deal: DealRow, old: Temperature, new: Temperature, at: datetime) -> None:
        """Log that a deal's client went from one temperature to another."""
        row = ChangeRow(client_id=deal.client_id, field="temperature", old=old.value, new=new.value, at=at)
        self.session.add(row)
        client = self.client(deal)
        client.temperature, client.temperature_on = new, at.date()
        self.session.flush()

    def paid(self, deal: DealRow, on: date, amount: int, *, named: bool = True, currency: str = "RUB") -> None:
        """Make a payment; `named` when it names the deal."""
        self.session.add(
            PaymentRow(
                client_id=deal.client_id,
                deal_id=deal.id if named else None,
                paid_on=on,
                amount_minor=amount,
                currency=currency,
            )
        )
        self.session.flush()

    def settle(self, now: datetime = NOW) -> None:
        """Work out what follows."""
        refresh(self.session, DESK, None, now)

    def _sitting(self, manager_id: int) -> int:
        if manager_id not in self._sittings:
            row = SittingRow(
                manager_id=manager_id,
                head="Ирина [глава]",
                day=TODAY - timedelta(days=3),
                slot=Slot.MORNING,
                started_at=NOW - timedelta(days=3),
                ended_at=NOW - timedelta(days=3),
                state=SittingState.COMPLETE,
                lanes={},
            )
            self.session.add(row)
            self.session.flush()
            self._sittings[manager_id] = row.id
        return self._sittings[manager_id]

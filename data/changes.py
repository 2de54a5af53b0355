"""Changes: writing a field of a deal or a client, with the line that tells what it was before and who said it.

The names of the fields are those of the records (`amount`, `expected_on`, `contact`, …), in the log as in `said`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy.orm import Session

from cockpit.method.money import Money
from cockpit.method.words import DealStatus
from data.records import money
from data.tables import ChangeRow, ClientRow, DealRow

Field: TypeAlias = "str | date | Money | None"


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, and when: a review, or a hand."""

    session: Session
    now: datetime
    review_id: int | None = None

    def deal(self, deal: DealRow, fields: Mapping[str, Field]) -> None:
        """Write fields of a deal; what a person says is marked as said, and a payment day put off is counted."""
        for name, value in fields.items():
            old = money(deal.amount_minor, deal.currency) if name == "amount" else getattr(deal, name)
            if (old or None) == (value or None):
                continue
            if isinstance(old, date) and isinstance(value, date) and name == "expected_on" and value > old:
                deal.slips += 1
                deal.slip_days += (value - old).days
            _write_deal(deal, name, value, self.now.date())
            deal.said = _marked(deal.said, name)
            self._log(deal.client_id, deal.id, name, old, value)

    def client(self, client: ClientRow, fields: Mapping[str, str]) -> None:
        """Write fields of a client, marked as said."""
        for name, value in fields.items():
            old = getattr(client, name)
            if old != value:
                setattr(client, name, value)
                client.said = _marked(client.said, name)
                self._log(client.id, None, name, old, value)

    def moved(self, client: ClientRow, old: str, new: str) -> None:
        """Log that a client went from one manager to another, by their names."""
        client.said = _marked(client.said, "manager")
        self._log(client.id, None, "manager", old, new)

    def _log(self, client_id: int, deal_id: int | None, field: str, old: Field, new: Field) -> None:
        self.session.add(
            ChangeRow(
                client_id=client_id,
                deal_id=deal_id,
                field=field,
                old=as_text(old),
                new=as_text(new),
                at=self.now,
                review_id=self.review_id,
            )
        )


def as_text(value: Field) -> str | None:
    """Write a value for the log: money as ``minor CODE``, a day as ISO text, nothing as None."""
    if isinstance(value, Money):
        return f"{value.minor} {value.currency}"
    return value.isoformat() if isinstance(value, date) else str(value) if value else None


def said(fields: Mapping[str, Field]) -> list[str] | None:
    """Return the marks of fields given by hand to something that is added."""
    return sorted(name for name, value in fields.items() if value) or None


def _marked(marks: list[str] | None, name: str) -> list[str]:
    return sorted({*(marks or ()), name})


def _write_deal(deal: DealRow, name: str, value: Field, today: date) -> None:
    if name != "amount":
        setattr(deal, name, value)
    elif isinstance(value, Money):
        if deal.currency != value.currency:
            deal.estimate_minor = None  # it was in the other currency
        deal.amount_minor, deal.currency = value.minor, value.currency
    else:
        deal.amount_minor = None
    if name == "stage":
        deal.stage_changed_on = today
    if name == "status" and value is DealStatus.OPEN:
        deal.closed_on = None

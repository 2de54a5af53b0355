"""What every form is made of."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from cockpit.method import money


class Form(BaseModel):
    """The parent of every form: read-only, and nothing beside what it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Money(Form):
    """An amount in minor units of a currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: money.Money | None) -> Money | None:
        """Make the form of an amount, if there is one."""
        return None if amount is None else cls(minor=amount.minor, currency=amount.currency)

    @classmethod
    def each(cls, amounts: Iterable[money.Money]) -> tuple[Money, ...]:
        """Make the forms of sums in several currencies."""
        return tuple(cls(minor=amount.minor, currency=amount.currency) for amount in amounts)

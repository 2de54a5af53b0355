"""Figures while they are added up: what was counted for each manager counts for his segment and the department too."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Row

from cockpit.method.kpi import Figure, Value
from cockpit.method.money import Money, totals
from cockpit.method.scope import Scope
from data.kpi_people import People

T = TypeVar("T")

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
#: The figures of one matter, by whose they are. A scope nothing was counted for has no entry.
Found: TypeAlias = Mapping[Scope, Mapping[Figure, Value]]


class Roll(Generic[T]):
    """Something added up for every scope.

    Args:
        who: the managers.
        empty: makes a sum of nothing.
    """

    def __init__(self, who: People, empty: Callable[[], T]) -> None:
        self._who = who
        self.sums: defaultdict[Scope, T] = defaultdict(empty)

    def of(self, manager_id: int) -> tuple[T, T, T]:
        """Return the sums in which a manager's cases count."""
        department, segment, manager = self._who.scopes(manager_id)
        return self.sums[department], self.sums[segment], self.sums[manager]


class Sums:
    """Money by currency, with how many cases had an amount."""

    def __init__(self) -> None:
        self.minor: Counter[str] = Counter()
        self.cases: Counter[str] = Counter()

    def put(self, minor: int | None, currency: str | None, cases: int = 1) -> None:
        """Add an amount of so many cases, when there is one."""
        if minor is not None and currency is not None:
            self.minor[currency] += int(minor)
            self.cases[currency] += cases

    @property
    def money(self) -> tuple[Money, ...]:
        """The sums, the largest first."""
        return totals(Money(minor, currency) for currency, minor in self.minor.items())

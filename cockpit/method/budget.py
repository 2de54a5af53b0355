"""The time budget (R31): what the due clients take, how many of them the minutes there are cover, and how much money.

The clients stay in the order of the queue, so what a budget covers is the head of that order: no client is passed over
because a shorter one would still fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from cockpit.method.money import Money, prevailing, totals
from cockpit.method.sentence import Problem, say
from cockpit.method.timer import SHORTEST

#: The longest budget that makes sense, in minutes: a working day.
LONGEST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Cost:
    """What one review takes.

    Attributes:
        seconds: the own median, or the target while there is none.
        n: of so many reviews it is the median; 0 when the target is assumed.
    """

    seconds: float
    n: int = 0


@dataclass(frozen=True, slots=True)
class Costs:
    """What a client takes who was reviewed before, and one who never was."""

    repeat: Cost
    first: Cost

    def of(self, *, first: bool) -> Cost:
        """Return what one client takes."""
        return self.first if first else self.repeat


@dataclass(frozen=True, slots=True)
class Awaited:
    """A due client as the budget counts him: never reviewed (`first`), his known money, his name, "" when unknown."""

    client_id: int
    first: bool
    money: Money | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Workload:
    """The due clients that are not worked through, in the order of the queue, and what each kind takes."""

    clients: tuple[Awaited, ...]
    costs: Costs

    @property
    def seconds(self) -> float:
        """What all of them take."""
        return sum(self.seconds_of(client) for client in self.clients)

    @property
    def assumed(self) -> bool:
        """Does a target stand for minutes that nobody has measured yet?"""
        return any(not self.costs.of(first=client.first).n for client in self.clients)

    def seconds_of(self, client: Awaited) -> float:
        """Return what one of them takes."""
        return self.costs.of(first=client.first).seconds

    def without(self, done: Collection[int]) -> Workload:
        """Leave some clients out."""
        return Workload(tuple(client for client in self.clients if client.client_id not in done), self.costs)


@dataclass(frozen=True, slots=True)
class Budget:
    """What the minutes there are cover.

    Attributes:
        minutes: the minutes there are.
        covered, left: the clients they are enough for, and those after them, in the order of the queue.
        covered_money, left_money: the known money of both, by currency.
        largest: of those left, the one with the most known money in the main currency of what is left; or None.
        share: the covered share, 0 to 1, of the money due in its main currency; None when no money is known.
        until: the next working day, which those left stay for.
        assumed: the minutes of a client of them are a target, not measured.
    """

    minutes: int
    covered: tuple[int, ...]
    left: tuple[int, ...]
    covered_money: tuple[Money, ...]
    left_money: tuple[Money, ...]
    share: float | None
    until: date
    assumed: bool
    largest: Awaited | None = None


def costs(
    repeats: Iterable[float], firsts: Iterable[float], *, target_seconds: int, first_target_seconds: int
) -> Costs:
    """Take what a review costs from the seconds of own reviews, first reviews apart; without any, from the targets."""
    return Costs(_cost(repeats, target_seconds), _cost(firsts, first_target_seconds))


def _cost(measured: Iterable[float], target: int) -> Cost:
    counted = [seconds for seconds in measured if seconds >= SHORTEST]
    return Cost(median(counted), len(counted)) if counted else Cost(float(target))


def spend(workload: Workload, minutes: int, until: date) -> Budget:
    """Say which clients so many minutes cover, and what is left.

    Args:
        workload: the due clients.
        minutes: the minutes there are; none or less cover nobody.
        until: the next working day.
    """
    room, count = minutes * 60.0, 0
    for client in workload.clients:
        room -= workload.seconds_of(client)
        if room < 0:
            break
        count += 1
    covered, left = workload.clients[:count], workload.clients[count:]
    return Budget(
        minutes=minutes,
        covered=tuple(client.client_id for client in covered),
        left=tuple(client.client_id for client in left),
        covered_money=_sum(covered),
        left_money=_sum(left),
        share=_share(covered, workload.clients),
        until=until,
        assumed=workload.assumed,
        largest=_largest(left),
    )


def _sum(clients: Iterable[Awaited]) -> tuple[Money, ...]:
    return totals(client.money for client in clients if client.money is not None)


def _largest(clients: Sequence[Awaited]) -> Awaited | None:
    main = prevailing(Counter(client.money.currency for client in clients if client.money), "")
    known = [client for client in clients if client.money is not None and client.money.currency == main]
    return max(known, key=lambda client: client.money.minor if client.money else 0, default=None)


def _share(covered: Sequence[Awaited], every: Sequence[Awaited]) -> float | None:
    counts: dict[str, int] = {}
    for client in every:
        if client.money is not None:
            counts[client.money.currency] = counts.get(client.money.currency, 0) + 1
    main = prevailing(counts, "")
    due = sum(client.money.minor for client in every if client.money and client.money.currency == main)
    if due <= 0:
        return None
    return sum(client.money.minor for client in covered if client.money and client.money.currency == main) / due


def read_minutes(text: str) -> int | tuple[Problem, ...]:
    """Read the minutes as typed: a whole number from 1 to `LONGEST_MINUTES`."""
    typed = text.strip()
    if typed.isascii() and typed.isdigit() and 0 < int(typed[:9]) <= LONGEST_MINUTES:
        return int(typed)
    return (Problem("minutes", say("Type whole minutes, from 1 to {most}.", most=LONGEST_MINUTES)),)

"""The high-check line at work: who stays above it, and what that leaves out, as number and sum (R43)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from cockpit.method.money import Money, totals
from cockpit.method.words import Lane

#: The ids of each lane, in order.
Lanes: TypeAlias = dict[Lane, tuple[int, ...]]
#: Known money by client: minor units and currency. Estimates are no known money.
Purses: TypeAlias = Mapping[int, tuple[int, str]]

#: The lanes of the order of review. Who sleeps or is parked stands beside it, whatever the line.
ORDER = (Lane.PROMISED, Lane.SILENT, Lane.CHANGED, Lane.REST)


class Narrowed(NamedTuple):
    """The lanes above the line, and the number and the known money of the clients of the order left out of them."""

    lanes: Lanes
    left_out: int = 0
    left_out_money: tuple[Money, ...] = ()


def narrowed(lanes: Mapping[Lane, tuple[int, ...]], money: Purses, line: Money, kept: Collection[int]) -> Narrowed:
    """Leave out the clients of the order whose known money does not reach the line.

    Args:
        lanes: all lanes.
        money: what is known of the clients' money.
        line: the line.
        kept: clients who stay whatever their money: those reviewed already.
    """

    def stays(client: int) -> bool:
        minor, currency = money.get(client, (-1, ""))
        return client in kept or (currency == line.currency and minor >= line.minor)

    above = {lane: tuple(filter(stays, members)) if lane in ORDER else members for lane, members in lanes.items()}
    standing = {client for lane in ORDER for client in above[lane]}
    left = [client for lane in ORDER for client in lanes[lane] if client not in standing]
    return Narrowed(above, len(left), summed(left, money))


def summed(clients: Iterable[int], money: Purses) -> tuple[Money, ...]:
    """Add up what is known of the money of some clients, by currency."""
    sums: defaultdict[str, int] = defaultdict(int)
    for client in clients:
        if client in money:
            minor, currency = money[client]
            sums[currency] += minor
    return totals(Money(minor, currency) for currency, minor in sums.items())

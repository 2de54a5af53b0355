"""The rows of a queue on the screen: its lanes as sections, those apart folded into a line, the end of the time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from cockpit.method.overview import QueueView
from cockpit.method.words import Lane


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the clients of a lane; the lane is None for clients without open deals."""

    lane: Lane | None


@dataclass(frozen=True, slots=True)
class Fold:
    """The one line that stands for a lane that is folded, or above one that was unfolded."""

    lane: Lane


@dataclass(frozen=True, slots=True)
class Edge:
    """The line at which the time budget ends; below it stand the due clients that there is no time for."""


#: A row is a heading, a folded lane, the end of the time, or the id of a client.
Entry: TypeAlias = "Heading | Fold | Edge | int"

_APART: Final = (Lane.ASLEEP, Lane.PARKED)


@dataclass(frozen=True, slots=True)
class Order:
    """The rows of one queue, in their order. A queue may hold a hundred thousand clients, so nothing is indexed."""

    entries: Sequence[Entry] = ()

    def row(self, entry: Entry | None) -> int | None:
        """Return the row in which a client, a heading or a fold stands; None when it has none."""
        return self.entries.index(entry) if entry is not None and entry in self.entries else None

    def client(self, row: int) -> int | None:
        """Return the client in a row; None for another kind of row or none."""
        entry = self.entries[row] if 0 <= row < len(self.entries) else None
        return entry if isinstance(entry, int) else None

    def clients(self, rows: range) -> list[int]:
        """Return the clients among some rows."""
        return [entry for entry in self.entries[rows.start : rows.stop] if isinstance(entry, int)]


def lane_of(view: QueueView, client: int) -> Lane | None:
    """Return the lane a client is in; None without open deals."""
    return next((lane for lane, clients in view.lanes.items() if client in clients), None)


def folded(view: QueueView) -> tuple[Lane, ...]:
    """Return the lanes that are folded: those apart, and in a day's second sitting what nobody asks for (R4)."""
    return (Lane.REST, *_APART) if view.second else _APART


def arrange(view: QueueView, unfolded: Collection[Lane] = (), beyond: int | None = None) -> Order:
    """Lay a queue out in rows.

    Args:
        view: the queue.
        unfolded: those of the folded lanes whose clients are shown.
        beyond: the first client that the time does not cover; the time ends above it.
    """
    entries: list[Entry] = []
    closed = folded(view)
    for lane in Lane:
        clients = view.lanes.get(lane, ())
        if not clients:
            continue
        head = Fold(lane) if lane in closed else Heading(lane)
        if clients[0] == beyond:
            entries += [Edge(), head, *clients]
        elif beyond is not None and beyond in clients:
            at = clients.index(beyond)
            entries += [head, *clients[:at], Edge(), *clients[at:]]
        else:
            entries.append(head)
            if lane not in closed or lane in unfolded:
                entries.extend(clients)
    return Order(entries)


def chosen(view: QueueView, clients: Iterable[int]) -> Order:
    """Lay out only some clients, in the order of the queue; those in no lane stand at the end."""
    wanted = dict.fromkeys(clients)
    entries: list[Entry] = []
    for lane in Lane:
        inside = [client for client in view.lanes.get(lane, ()) if client in wanted]
        if inside:
            entries += [Heading(lane), *inside]
            for client in inside:
                del wanted[client]
    if wanted:
        entries += [Heading(None), *wanted]
    return Order(entries)


def with_closed(order: Order, client: int) -> Order:
    """Add a client without open deals at the end."""
    return Order([*order.entries, Heading(None), client])

"""The rows of a queue on the screen: its lanes as sections, the sleeping and the parked folded into a line each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


#: A row is a heading, a folded lane, or the id of a client.
Entry: TypeAlias = "Heading | Fold | int"

FOLDED: Final = (Lane.ASLEEP, Lane.PARKED)


@dataclass(frozen=True, slots=True)
class Order:
    """The rows of one queue in their order, and where each client stands.

    Attributes:
        entries: the rows.
        at: the row of each client that has one.
        lanes: the lane of each client, also of those folded away.
    """

    entries: Sequence[Entry] = ()
    at: Mapping[int, int] = field(default_factory=dict)
    lanes: Mapping[int, Lane] = field(default_factory=dict)

    def client(self, row: int) -> int | None:
        """Return the client in a row; None for another kind of row or none."""
        entry = self.entry(row)
        return entry if isinstance(entry, int) else None

    def entry(self, row: int) -> Entry | None:
        """Return what stands in a row."""
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def clients(self, rows: range) -> list[int]:
        """Return the clients among some rows."""
        return [entry for entry in self.entries[rows.start : rows.stop] if isinstance(entry, int)]


def arrange(view: QueueView, unfolded: Collection[Lane] = ()) -> Order:
    """Lay a queue out in rows.

    Args:
        view: the queue.
        unfolded: those of `FOLDED` whose clients are shown.
    """
    entries: list[Entry] = []
    for lane in Lane:
        clients = view.lanes.get(lane, ())
        if not clients:
            continue
        entries.append(Fold(lane) if lane in FOLDED else Heading(lane))
        if lane not in FOLDED or lane in unfolded:
            entries.extend(clients)
    return _placed(entries, view)


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
    return _placed(entries, view)


def _placed(entries: list[Entry], view: QueueView) -> Order:
    at = {entry: row for row, entry in enumerate(entries) if isinstance(entry, int)}
    lanes = {client: lane for lane, clients in view.lanes.items() for client in clients}
    return Order(entries, at, lanes)

"""Columns of a list: which of them a width has room for, and a cell cut or padded to its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rich.cells import cell_len, set_cell_size

from cockpit.language import harmless
from screens.plain import Cell, Paint, Span, spans

Align: TypeAlias = Literal["left", "right"]

#: Empty cells between two columns.
GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: its name in the code.
        title: what stands above it, already in the user's language.
        least: cells it takes when there is little room.
        enough: cells at which its text is seldom cut; room goes there first, to the greatest weight before the others.
        most: cells it never grows beyond; 0 means no limit. Only a column with a weight grows.
        weight: its share of the room that is left.
        align: where its text stands.
        priority: when the width is too small, the column with the lowest goes first, the rightmost of equals.
    """

    key: str
    title: str
    least: int = 6
    most: int = 0
    weight: int = 0
    align: Align = "left"
    priority: int = 1
    enough: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column is drawn: its index among the columns and its width in cells."""

    index: int
    width: int


def places(columns: Sequence[Column], width: int) -> tuple[Place, ...]:
    """Divide `width` cells among the columns; at least one column is always placed, however narrow it is."""
    kept = list(range(len(columns)))
    while len(kept) > 1 and _needed(columns, kept) > width:
        kept.remove(min(kept, key=lambda index: (columns[index].priority, -index)))
    if not kept:
        return ()
    if len(kept) == 1 and _needed(columns, kept) > width:
        return (Place(kept[0], max(width, 0)),)
    widths = {index: columns[index].least for index in kept}
    room = _satisfy(columns, widths, width - _needed(columns, kept))
    _grow(columns, widths, room)
    return tuple(Place(index, widths[index]) for index in kept)


def _needed(columns: Sequence[Column], kept: Sequence[int]) -> int:
    return sum(columns[index].least for index in kept) + GAP * (len(kept) - 1)


def _satisfy(columns: Sequence[Column], widths: dict[int, int], room: int) -> int:
    """Hand out `room` cells to what is enough for each column; return what is left."""
    for index in sorted(widths, key=lambda index: -columns[index].weight):
        step = min(room, max(0, columns[index].enough - widths[index]))
        widths[index] += step
        room -= step
    return room


def _grow(columns: Sequence[Column], widths: dict[int, int], room: int) -> None:
    """Hand out `room` cells by weight, in rounds, since a column that is full leaves its share to the others."""
    growing = [index for index in widths if columns[index].weight > 0]
    while room > 0 and growing:
        total = sum(columns[index].weight for index in growing)
        share = room
        for index in tuple(growing):
            column = columns[index]
            step = min(room, max(1, share * column.weight // total))
            if column.most and widths[index] + step >= column.most:
                step = max(0, column.most - widths[index])
                growing.remove(index)
            widths[index] += step
            room -= step


def fit(cell: Cell, width: int, align: Align = "left", paint: Paint = "") -> list[Span]:
    """Cut a cell with an ellipsis, or pad it, to exactly `width` terminal cells (wide characters count two)."""
    if width <= 0:
        return []
    pieces = [(harmless(text), own) for text, own in spans(cell, paint)]
    length = sum(cell_len(text) for text, _ in pieces)
    if length <= width:
        padding: Span = (" " * (width - length), paint)
        return [padding, *pieces] if align == "right" else [*pieces, padding]
    room = width - 1
    cut: list[Span] = []
    for text, own in pieces:
        taken = cell_len(text)
        if taken > room:
            cut.append((set_cell_size(text, room), own))
            cut.append(("…", own))
            break
        cut.append((text, own))
        room -= taken
    return cut

"""A grid of cells with an axis beside it and one under it, on which the pictures of `screens.chart` are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Final, TypeAlias

from rich.cells import cell_len

from screens.columns import fit
from screens.plain import Paint, Span

#: A dot in the upper, middle and lower third of a cell: three steps of height in one line.
DOTS: Final = ("˙", "·", ".")

#: Where something stands along an axis, and what it is called.
Tick: TypeAlias = tuple[float, str]
#: Turns a value along one axis into one of the other.
Place: TypeAlias = Callable[[float], float]


class Plot:
    """A grid of cells with an axis on its left.

    Args:
        places: where the points are along the axis at the bottom.
        up: turns a value into a height of 0 to 1.
        labels: the values that may be written beside the axis.
        must: those of them that are written first.
        names: further texts that stand left of the axis.
    """

    def __init__(
        self,
        places: Sequence[float],
        up: Place,
        labels: Sequence[Tick],
        width: int,
        height: int,
        *,
        must: Sequence[float] = (),
        names: Sequence[str] = (),
    ) -> None:
        self._first, self._last = min(places), max(places)
        self._up = up
        texts = [text for _, text in labels] + list(names)
        self._gutter = min(max(map(cell_len, texts), default=0), width // 3)
        self._width = max(1, width - self._gutter - 2)
        self._height = max(1, height)
        self._cells: list[list[Span]] = [[(" ", "")] * self._width for _ in range(self._height)]
        self._axis: list[Span] = [("│", "muted")] * self._height
        self._labels: dict[int, str] = {}
        for at, text in sorted(labels, key=lambda label: label[0] not in must):
            row = self._row(at)
            if at in must or not {row - 1, row, row + 1} & self._labels.keys():
                self._labels.setdefault(row, text)

    def rule(self, value: float, paint: Paint) -> None:
        """Draw a line across."""
        self._cells[self._row(value)] = [("╌", paint)] * self._width

    def thick(self, low: float, high: float, paint: Paint) -> None:
        """Make the axis thick between two values."""
        for row in range(self._row(high), self._row(low) + 1):
            self._axis[row] = ("┃", paint)

    def mark(self, x: float, y: float, mark: str, paint: Paint) -> None:
        """Set a point."""
        row, column = self._row(y), self._column(x)
        there = self._cells[row][column][0]
        self._cells[row][column] = ("◈" if there in "◇◆◈" and there != mark else mark, paint)

    def whisker(self, x: float, low: float, high: float, mark: str, paint: Paint) -> None:
        """Draw a thin line from one height up to another, with a mark at its end."""
        column = self._column(x)
        for row in range(self._row(high), self._row(low)):
            self._cells[row][column] = ("╎", paint)
        self._cells[self._row(high)][column] = (mark, paint)

    def trace(self, value: Place, paint: Paint) -> None:
        """Draw a curve of dots from end to end."""
        for column in range(self._width):
            share = column / max(1, self._width - 1)
            self._dot(column, value(self._first + share * (self._last - self._first)), paint)

    def join(self, points: Sequence[tuple[float, float | None]], paint: Paint) -> None:
        """Join neighbours by dots; a None between them is a gap."""
        before: tuple[float, float] | None = None
        for x, value in sorted(points, key=lambda point: point[0]):
            y = value if value is not None and isfinite(value) else None
            if y is not None and before is not None:
                start, end = self._column(before[0]), self._column(x)
                for column in range(start + 1, end):
                    self._dot(column, before[1] + (y - before[1]) * (column - start) / (end - start), paint)
            before = None if y is None else (x, y)

    def lines(self) -> list[list[Span]]:
        """Return the lines with the axis and its labels."""
        drawn = []
        for row, cells in enumerate(self._cells):
            text, (axis, paint) = self._labels.get(row, ""), self._axis[row]
            tick = {"│": "┤", "┃": "┫"}[axis] if text else axis
            drawn.append([*fit(text, self._gutter, "right", "muted"), (" ", ""), (tick, paint), *cells])
        return drawn

    def foot(self, ticks: Sequence[Tick]) -> list[list[Span]]:
        """Return the axis at the bottom and its labels; one that would run into another is left out."""
        shown = [(x, text) for x, text in ticks if self._first <= x <= self._last]
        spans, placed = self._spread(shown)
        axis = "".join("┴" if column in placed else "─" for column in range(self._width))
        return [[(" " * (self._gutter + 1), ""), (f"└{axis}", "muted")], [(" " * (self._gutter + 2), ""), *spans]]

    def row(self, name: str, numbers: Sequence[Tick]) -> list[Span]:
        """Return a line of numbers at their places under the axis."""
        spans, _ = self._spread(numbers)
        return [*fit(name, self._gutter, "right", "muted"), ("  ", ""), *spans]

    def _spread(self, ticks: Sequence[Tick]) -> tuple[list[Span], set[int]]:
        """Write texts centred at their places, and return the columns of those that had room."""
        line, placed, free = "", set(), 0
        for x, text in sorted(ticks, key=lambda tick: tick[0]):
            length = cell_len(text)
            start = min(max(0, self._column(x) - length // 2), self._width - length)
            if text and start >= free:
                line += " " * (start - cell_len(line)) + text
                free = start + length + 2
                placed.add(self._column(x))
        return [(line, "muted")], placed

    def _dot(self, column: int, value: float, paint: Paint) -> None:
        at = (1 - self._up(value)) * self._height
        row = min(self._height - 1, int(at))
        if self._cells[row][column][0] in " ╌˙·.":
            self._cells[row][column] = (DOTS[min(2, int((at - row) * 3))], paint)

    def _row(self, value: float) -> int:
        return min(self._height - 1, int((1 - self._up(value)) * self._height))

    def _column(self, x: float) -> int:
        if self._last <= self._first:
            return self._width // 2
        return round(
            (min(max(x, self._first), self._last) - self._first) / (self._last - self._first) * (self._width - 1)
        )

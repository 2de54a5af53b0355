"""Pictures made of characters: learning curves, rates week by week, stacked and plain bars.

plotext 6.1 was tried on these pictures and left out: its legend covers the first reviews, which matter most, its
stacked bars run into each other and have no sums, and one figure serves the whole program. These take the colours of
the themes, read without any colour, and keep the band and the line of eighty per cent labelled.

All of them are pure: numbers and texts in, text out, never wider than asked. Texts come in the user's language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite, log
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from cockpit.language import minutes, percent
from screens.columns import fit
from screens.plain import Paint, Plain, Span, content
from screens.plot import DOTS, Place, Plot, Tick

#: What fills the parts of a stacked bar, the densest first: told apart without colour.
FILLS: Final = ("█", "▓", "░")
_LEAST_WIDTH, _LEAST_HEIGHT = 24, 6
#: Thin lines stand on the points when each has so many cells.
_STEM_ROOM = 5
_LEAST_BAR, _LEAST_BARS = 4, 8
#: Minutes that are worth a label, in seconds.
_MINUTES: Final = tuple(60.0 * step for step in (0.25, 0.5, 1, 2, 5, 10, 20, 40, 60, 120, 240, 480))


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind.

    Attributes:
        name: what the legend calls them; "" leaves them out of it.
        mark: one cell, different for each series.
        points: along the axis at the bottom, and how high; None where nothing is known.
    """

    name: str
    mark: str
    points: tuple[tuple[float, float | None], ...]
    paint: Paint = ""

    @property
    def known(self) -> list[tuple[float, float]]:
        """The points that can be drawn."""
        return [(x, y) for x, y in self.points if y is not None and isfinite(x) and isfinite(y)]


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of which every stacked bar has a part.

    Attributes:
        name: what the legend calls it.
        fill: one cell; those of `FILLS` differ without colour.
    """

    name: str
    fill: str
    paint: Paint = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of `stacked` or `bars`.

    Attributes:
        label: what stands before it.
        values: none of them negative; in a stacked bar one for each part.
        text: what stands after it, such as its sum.
    """

    label: str
    values: tuple[float, ...]
    text: str = ""
    paint: Paint = ""


class Picture(Plain):
    """A picture that is drawn anew for the room there is."""

    def show(self, draw: Callable[[int, int], Content]) -> None:
        """Show what `draw` makes of a width and a height in cells; it is asked again when these change."""
        self._draw = draw
        self._redraw()

    _draw: Callable[[int, int], Content] | None = None

    def on_resize(self) -> None:
        self._redraw()

    def on_show(self) -> None:
        self._redraw()

    def _redraw(self) -> None:
        width, height = self.content_size
        if self._draw is not None and width and height:
            self.update(self._draw(width, height), layout=False)


def curve(
    series: Sequence[Series],
    width: int,
    height: int,
    *,
    band: tuple[float, float],
    band_name: str,
    fitted: Place | None = None,
    fitted_name: str = "",
    whiskers: Series | None = None,
    span: tuple[float, float] | None = None,
    ticks: Sequence[Tick] = (),
    title: str = "",
) -> Content:
    """Draw seconds per client as they fall, on a scale where each doubling takes the same height.

    On such a scale the band of one to five minutes stays readable beside a first review of half an hour.

    Args:
        series: the medians in seconds; a cell that two of them share shows both as ``◈``.
        width: cells.
        height: lines, the axis, its labels and the legend included.
        band: its lower and upper edge in seconds; drawn as two lines and a thick axis between them.
        band_name: what the legend calls the band.
        fitted: the seconds of the curve at a place of the axis at the bottom.
        fitted_name: what the legend calls it.
        whiskers: the upper ends of thin lines that stand on the points of `series` at the same place; where points are
            many the ends stand alone.
        span: the ends of the axis at the bottom; by default the first and the last point.
        ticks: what stands under the axis.
        title: what the axis at the bottom counts.
    """
    drawn = [*series, *([whiskers] if whiskers else [])]
    known = [point for each in drawn for point in each.known]
    if not known or width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return content("")
    highs = [max(y, 1.0) for _, y in known]
    bottom = min(*highs, band[0]) / 1.2
    top = max(*highs, band[1]) * 1.1

    def up(seconds: float) -> float:
        return log(min(max(seconds, bottom), top) / bottom) / log(top / bottom)

    labels = [(at, minutes(at)) for at in sorted({*_MINUTES, *band}) if bottom <= at <= top]
    names: list[tuple[str, str, Paint]] = [(each.mark, each.name, each.paint) for each in drawn if each.known]
    if fitted:
        names.append(("".join(DOTS), fitted_name, "accent"))
    told = legend([("┃", band_name, "good"), *names], width, title)
    plot = Plot(span or [x for x, _ in known], up, labels, width, height - 2 - len(told), must=band)
    for edge in band:
        plot.rule(edge, "good")
    plot.thick(*band, "good")
    if whiskers:
        middles = {x: y for each in series for x, y in each.known}
        stems = len(whiskers.known) * _STEM_ROOM <= width
        for x, y in whiskers.known:
            plot.whisker(x, middles.get(x, y) if stems else y, y, whiskers.mark, whiskers.paint)
    if fitted:
        plot.trace(fitted, "accent")
    for each in series:
        for x, y in each.known:
            plot.mark(x, y, each.mark, each.paint)
    return _lines([*plot.lines(), *plot.foot(ticks), *told])


def trend(
    series: Sequence[Series],
    width: int,
    height: int,
    *,
    line: float | None = None,
    line_name: str = "",
    ticks: Sequence[Tick] = (),
    counts: Sequence[tuple[str, Sequence[Tick]]] = (),
    title: str = "",
) -> Content:
    """Draw rates of 0 to 1 over time; a place without a rate is a gap.

    Args:
        series: the rates; neighbours are joined by dots, and nothing is drawn across a gap.
        width: cells.
        height: lines, the axis, its labels, the counts and the legend included.
        line: a rate that is drawn across and labelled.
        line_name: what the legend calls it.
        ticks: what stands under the axis.
        counts: further lines under the axis: a name, and numbers at their places.
        title: what the axis at the bottom counts.
    """
    places = [x for each in series for x, _ in each.points if isfinite(x)]
    if not places or width < _LEAST_WIDTH or height < _LEAST_HEIGHT + len(counts):
        return content("")
    told: list[tuple[str, str, Paint]] = [(each.mark, each.name, each.paint) for each in series]
    if line is not None:
        told.append(("╌╌", line_name, "warm"))
    explained = legend(told, width, title)
    height -= 2 + len(counts) + len(explained)
    labels = [(at, percent(at)) for at in sorted({0.0, 0.5, 1.0, *(() if line is None else (line,))})]
    must = [at for at, _ in labels]
    names = [name for name, _ in counts]
    plot = Plot(places, lambda rate: min(max(rate, 0.0), 1.0), labels, width, height, must=must, names=names)
    if line is not None:
        plot.rule(line, "warm")
    for each in series:
        plot.join(each.points, each.paint)
    for each in series:
        for x, y in each.known:
            plot.mark(x, y, each.mark, each.paint)
    rows = [plot.row(name, numbers) for name, numbers in counts]
    return _lines([*plot.lines(), *plot.foot(ticks), *rows, *explained])


def stacked(rows: Sequence[Bar], parts: Sequence[Part], width: int, *, label_width: int = 0) -> Content:
    """Draw horizontal bars made of parts, a line each, and the legend of the parts under them.

    ``stacked([Bar("30 Nov", (2.0, 1.0, 0.5), "3.5M")], [Part("commit", FILLS[0], "hot"), …], 76)``

    All bars have one scale: the longest takes the room there is. A part above zero is always seen.

    Args:
        rows: each with a value for every part.
        parts: in the order of the values.
        width: cells.
        label_width: cells of the labels; 0 for as many as the longest takes, at most a third of the width.
    """
    drawn: list[list[Span]] = []
    if width < _LEAST_BARS:
        return content("")
    for row, cells in zip(rows, _lengths(rows, width, label_width), strict=True):
        before, after, room = cells
        longest = max((_sum(each) for each in rows), default=0.0)
        lengths = _split([_positive(value) for value in row.values], longest, room)
        bar: list[Span] = [
            (part.fill * length, part.paint) for part, length in zip(parts, lengths, strict=False) if length
        ]
        bar.append((" " * (room - sum(lengths)), ""))
        drawn.append([*fit(row.label, before, "left", row.paint), (" ", ""), *bar, (" ", ""), *_after(row, after)])
    if rows:
        drawn += legend([(part.fill * 2, part.name, part.paint) for part in parts], width)
    return _lines(drawn)


def bars(rows: Sequence[Bar], width: int, *, label_width: int = 0, fill: str = "█") -> Content:
    """Draw a ladder: a horizontal bar a line, of the first value of each row, on one scale."""
    drawn: list[list[Span]] = []
    if width < _LEAST_BARS:
        return content("")
    longest = max((_positive(value) for row in rows for value in row.values[:1]), default=0.0)
    for row, (before, after, room) in zip(rows, _lengths(rows, width, label_width), strict=True):
        length = sum(_split([_positive(value) for value in row.values[:1]], longest, room))
        bar: list[Span] = [(fill * length, row.paint), (" " * (room - length), "")]
        drawn.append([*fit(row.label, before), (" ", ""), *bar, (" ", ""), *_after(row, after)])
    return _lines(drawn)


def legend(names: Sequence[tuple[str, str, Paint]], width: int, title: str = "") -> list[list[Span]]:
    """Write what the marks mean, in two lines where one has no room; `title` stands first."""
    lines: list[list[Span]] = [[(title, "muted")] if title else []]
    for mark, name, paint in names:
        if name:
            pair: list[Span] = [(f" {mark}", paint), (f" {name} ", "muted")]
            if len(lines) == 1 and _cells([*lines[-1], *pair]) > width:
                lines.append([])
            lines[-1] += pair if lines[-1] else [(mark, paint), pair[1]]
    return [fit(tuple(line), max(0, width)) for line in lines]


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(text) for text, _ in spans)


def _lines(lines: Sequence[Sequence[Span]]) -> Content:
    return Content("\n").join(content(_merged(line)) for line in lines)


def _merged(line: Sequence[Span]) -> tuple[Span, ...]:
    """Put neighbours of one paint together: fewer pieces to draw."""
    merged: list[Span] = []
    for text, paint in line:
        if merged and merged[-1][1] == paint:
            merged[-1] = (merged[-1][0] + text, paint)
        else:
            merged.append((text, paint))
    return tuple(merged)


def _positive(value: float) -> float:
    return value if isfinite(value) and value > 0 else 0.0


def _sum(row: Bar) -> float:
    return sum(map(_positive, row.values))


def _lengths(rows: Sequence[Bar], width: int, label_width: int) -> list[tuple[int, int, int]]:
    """Return for each row the cells of its label, of what stands after it, and of the bar between them."""
    before = label_width or min(max((cell_len(row.label) for row in rows), default=0), width // 3)
    after = max((cell_len(row.text) for row in rows), default=0)
    before = max(0, min(before, width - 2 - _LEAST_BAR))
    after = max(0, min(after, width - before - 2 - _LEAST_BAR))
    return [(before, after, max(0, width - before - after - 2))] * len(rows)


def _after(row: Bar, width: int) -> list[Span]:
    return fit(row.text, width, "right", "")


def _split(values: Sequence[float], longest: float, room: int) -> list[int]:
    """Divide a bar into cells, so that its parts add up to its length and none above zero is lost where it fits."""
    if longest <= 0 or room <= 0:
        return [0] * len(values)
    lengths, done, used = [], 0.0, 0
    for value in values:
        done += value / longest
        end = min(room, max(round(done * room), used + (value > 0)))
        lengths.append(end - used)
        used = end
    return lengths

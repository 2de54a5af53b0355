"""A small table as text, for pages that are read and scrolled, not chosen from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from screens.columns import GAP, Column, fit, places
from screens.plain import Cell, Span, content


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], width: int) -> Content:
    """Write a table, titles first, in `width` cells; columns that find no room are left out as in a list."""
    placed = places(columns, width)
    lines: list[Content] = [_line([columns[p.index].title for p in placed], columns, width, muted=True)]
    lines += [_line([row[p.index] for p in placed], columns, width) for row in rows]
    return Content("\n").join(lines)


def _line(cells: Sequence[Cell], columns: Sequence[Column], width: int, *, muted: bool = False) -> Content:
    spans: list[Span] = []
    for cell, p in zip(cells, places(columns, width), strict=True):
        if spans:
            spans.append((" " * GAP, ""))
        spans += fit(cell, p.width, columns[p.index].align, "muted" if muted else "")
    return content(tuple(spans))

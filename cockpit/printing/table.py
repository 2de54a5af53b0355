"""A table of plain text."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import click

from cockpit.language import one_line


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
    """Print a table; `right` are the columns whose cells stand at their right edge."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for place, column in enumerate(columns):
        grid.add_column(Text(column), justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(one_line(cell, 400)) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 1_000, highlight=False)
    with console.capture() as printed:
        console.print(grid)
    for line in printed.get().splitlines():
        click.echo(line.rstrip())

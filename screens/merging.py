"""Choosing which requests are the same thing as another one; those that look like it come first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from cockpit.language import N_, moneys, number, t, tn
from cockpit.language.words import area_name
from cockpit.method.request import RequestLine
from screens.base import CockpitDialog
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import Line, LineList, Row, Section
from screens.plain import Plain, content

_TALLEST = 14


class _Marked(LineList):
    """The requests to mark."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", N_("Mark"), id="list.choose")]


class MergeDialog(CockpitDialog["tuple[int, ...]"]):
    """Asks which requests turn out to be the kept one; the result is their ids, none when the dialog was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,m", "merge", N_("Merge the marked ones"), id="merge.merge"),
        Binding("escape,q", "leave", N_("Leave"), id="merge.leave"),
    ]

    def __init__(self, kept: RequestLine, others: Sequence[RequestLine]) -> None:
        """Make a dialog.

        Args:
            kept: the request that stays.
            others: the other open requests; those alike are marked when it opens.
        """
        super().__init__()
        self._kept = kept
        self._alike = [line for line in others if line.request.id in kept.alike]
        self._rest = [line for line in others if line.request.id not in kept.alike]
        self._marked = {line.request.id for line in self._alike}
        self._count = Plain(classes="note")

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Plain(content(t("What is the same as “{text}”?", text=self._kept.request.text), "strong"), id="title")
            yield _Marked(
                (
                    Column("mark", "", least=1, priority=9),
                    Column("text", t("What is missing"), least=24, weight=1, priority=9),
                    Column("area", t("Area"), least=11, priority=6),
                    Column("clients", t("Clients"), least=7, align="right", priority=7),
                    Column("money", t("Money stuck"), least=11, align="right", priority=8),
                )
            )
            yield self._count
            yield KeyLine()

    def on_mount(self) -> None:
        lines = self.query_one(LineList)
        self._show()
        lines.styles.height = min(_TALLEST, lines.count + 1)
        lines.focus()

    def _show(self) -> None:
        rows: list[Row] = []
        for title, part in ((t("look like it"), self._alike), (t("others"), self._rest)):
            if part and self._alike:
                rows.append(Section(title))
            rows += [self._row(line) for line in part]
        self.query_one(LineList).show(rows)
        n = len(self._marked)
        said = tn("{n} will be merged; its clients move here.", "{n} will be merged; their clients move here.", n)
        self._count.update(content(said if n else t("Nothing is marked yet: space marks a line."), "muted"))

    def _row(self, line: RequestLine) -> Line:
        it = line.request
        return Line(
            it.id,
            (
                (("●", "accent"),) if it.id in self._marked else (("·", "muted"),),
                it.text,
                area_name(it.area),
                number(line.clients),
                moneys(line.money, short=True) if line.money else "—",
            ),
        )

    @on(LineList.Chosen)
    def _mark(self, event: LineList.Chosen) -> None:
        """Mark the line under the cursor, or not after all."""
        self._marked ^= {cast("int", event.key)}
        self._show()

    def action_merge(self) -> None:
        """Merge what is marked."""
        if self._marked:
            self.dismiss(tuple(sorted(self._marked)))

    def action_leave(self) -> None:
        """Close without merging."""
        self.dismiss(())

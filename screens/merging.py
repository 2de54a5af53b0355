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

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.merge", N_("Merge the marked ones"), id="merge.enter"),
        Binding("space", "choose", N_("Mark"), id="list.choose"),
    ]


class MergeDialog(CockpitDialog["tuple[int, ...]"]):
    """Asks which requests are the same thing, and whose text stays.

    The result is the id of the one that stays and the ids of the others; it is empty when the dialog was left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,m", "merge", N_("Merge the marked ones"), show=False, id="merge.merge"),
        Binding("t", "turn", N_("Another stays"), id="merge.turn"),
        Binding("escape,q", "leave", N_("Leave"), id="merge.leave"),
    ]

    def __init__(self, kept: RequestLine, others: Sequence[RequestLine]) -> None:
        """Make a dialog.

        Args:
            kept: the request to merge.
            others: the other open requests; those alike are marked when it opens, and the text of the one with the
                most clients stays.
        """
        super().__init__()
        self._alike = [kept, *(line for line in others if line.request.id in kept.alike)]
        self._rest = [line for line in others if line.request.id not in kept.alike]
        self._stays = max(self._alike, key=lambda line: line.clients)
        self._marked = {line.request.id for line in self._alike if line is not self._stays}
        self._about = kept.request.text
        self._staying = Plain(classes="note")
        self._count = Plain(classes="note")

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Plain(content(t("What is the same as “{text}”?", text=self._about), "strong"), id="title")
            yield self._staying
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
            shown = [line for line in part if line is not self._stays]
            if shown and len(self._alike) > 1:
                rows.append(Section(title))
            rows += [self._row(line) for line in shown]
        self.query_one(LineList).show(rows)
        self._staying.update(content(t("Stays: {text}", text=self._stays.request.text), "accent"))
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
            self.dismiss((self._stays.request.id, *sorted(self._marked)))

    def action_turn(self) -> None:
        """Let the text of the next of the marked ones stay."""
        same = [line for line in (*self._alike, *self._rest) if line is self._stays or line.request.id in self._marked]
        before, self._stays = self._stays, same[(same.index(self._stays) + 1) % len(same)]
        self._marked = (self._marked | {before.request.id}) - {self._stays.request.id} if len(same) > 1 else set()
        self._show()

    def action_leave(self) -> None:
        """Close without merging."""
        self.dismiss(())

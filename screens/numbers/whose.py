"""Whose figures: the department, a segment or a manager, found by a few letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from cockpit.language import N_, t, tn
from cockpit.method.scope import DEPARTMENT, Level, Scope
from screens.base import CockpitDialog
from screens.columns import Column
from screens.finder import Finder, holds
from screens.keyline import KeyLine
from screens.lines import Line, LineList, Row, Section
from screens.plain import Plain, content

if TYPE_CHECKING:
    from screens.numbers.page import NumbersPage

#: A scope with its name and what is said beside it.
Known: TypeAlias = "tuple[Scope, str, str]"


async def ask_whose(page: NumbersPage) -> None:
    """Ask whose figures a page shows, and show them. Await it in a worker."""
    services = page.services
    managers = [line.manager for line in await services.store.managers(services.now())]
    of = Counter(each.segment.id if each.segment else 0 for each in managers)
    known: list[Known] = [(DEPARTMENT, "", tn("{n} manager", "{n} managers", len(managers)))]
    segments = [(each.id, each.name) for each in await services.store.segment_list()]
    if segments and 0 in of:
        segments.append((0, t("No segment")))
    for segment, name in segments:
        known.append((Scope.segment(segment), name, tn("{n} manager", "{n} managers", of[segment])))
    by_name = sorted(managers, key=lambda each: each.name.casefold())
    known += [(Scope.manager(each.id), each.name, each.segment.name if each.segment else "") for each in by_name]
    chosen = await page.app.push_screen_wait(WhoseDialog(known, page.view.scope))
    if chosen is not None and chosen[0] != page.view.scope:
        page.show_of(*chosen)


class _Scopes(LineList):
    """The scopes as lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Choose"), id="list.choose")]


class WhoseDialog(CockpitDialog[tuple[Scope, str] | None]):
    """Asks for a scope; the result is the scope and its name, or None when the dialog was left."""

    CSS_PATH = "whose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f,slash", "find", N_("Find"), tooltip=N_("Find by a few letters"), id="whose.find"),
        Binding("escape,q", "leave", N_("Leave"), id="whose.leave"),
    ]

    def __init__(self, known: Sequence[Known], at: Scope) -> None:
        """Make a dialog.

        Args:
            known: what can be chosen: the department, segments, managers.
            at: where the cursor opens.
        """
        super().__init__()
        self._known = tuple(known)
        self._at = at
        columns = (Column("name", "", least=20, weight=2), Column("beside", "", least=12, weight=1, priority=0))
        self._lines = _Scopes(columns, titles=False, empty=t("Nobody has such a name."))

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes="short"):
            yield Plain(content(t("Whose figures"), "strong"), id="title")
            yield Finder(self._lines, t("Find"), t("a few letters"))
            yield self._lines
            yield KeyLine()

    def on_mount(self) -> None:
        rows = self._rows("")
        self._lines.styles.height = min(len(rows), 16)
        self._lines.show(rows, keep=self._at)
        self._lines.focus()

    def _rows(self, text: str) -> list[Row]:
        titles = {Level.SEGMENT: t("Segments"), Level.MANAGER: t("Managers")}
        rows: list[Row] = []
        for level in Level:
            found = [each for each in self._known if each[0].level is level]
            fitting = [each for each in found if holds(_name(each), text)]
            if fitting and level in titles:
                rows.append(Section(titles[level]))
            rows += [Line(each[0], (_name(each), ((each[2], "muted"),))) for each in fitting]
        return rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return action != "find" or not self.query_one(Finder).is_open

    def action_find(self) -> None:
        """Find by a few letters."""
        self.query_one(Finder).open()

    @on(Finder.Typed)
    def _typed(self, event: Finder.Typed) -> None:
        self._lines.show(self._rows(event.text), keep=None if event.text else self._at)

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        chosen = cast("Scope", event.key)
        self.dismiss(next((scope, name) for scope, name, _ in self._known if scope == chosen))

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def _name(known: Known) -> str:
    return known[1] or t("The whole department")

"""Delegation: which sittings can be handed over to a deputy, and what is missing for the others (R39)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.language import N_, t
from cockpit.language.window import days_text
from cockpit.method.delegation import Delegation, Readiness
from cockpit.method.scope import Level, Scope
from screens.lines import LineList
from screens.numbers import delegation_rows
from screens.numbers.page import Handout, NumbersPage, Page, View, open_page
from screens.plain import Plain, content

if TYPE_CHECKING:
    from cockpit.method.sheet import SheetForm


class DelegationPage(NumbersPage):
    """Segments and managers with the three conditions; enter opens what stands behind them."""

    CSS_PATH = "delegation.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "b", "both", N_("Reviewed by both"), tooltip=N_("What head and deputy both reviewed"), id="delegation.both"
        ),
    ]
    page: ClassVar[Page] = Page.DELEGATION

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._found: Delegation | None = None

    def body(self) -> Iterable[Widget]:
        yield Plain(id="rule")
        yield LineList(delegation_rows.columns(), id="rows")
        yield Plain(id="detail")

    def on_mount(self) -> None:
        self._follow()
        super().on_mount()

    async def speak(self) -> None:
        await super().speak()
        self._follow()

    @property
    def _rows(self) -> LineList:
        return self.query_one("#rows", LineList)

    def _follow(self) -> None:
        self.watch(self._rows, "cursor", self._tell, init=False)
        self._rows.focus()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Judge everybody anew."""
        services = self.services
        self._found = await services.store.delegation(services.now())
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        rows = found.within(self.view.scope)
        self.set_class(not rows, "-empty")
        self.query_one("#rule", Plain).update(delegation_rows.rule(found))
        self.show_head(days_text(found.since, found.as_of.date()))
        self._rows.empty = content(
            t("Nobody works here yet: in the list of managers a adds one, i imports a file."), "muted"
        )
        self._rows.show([delegation_rows.line(row, found) for row in rows])
        self._tell()

    @property
    def _here(self) -> Readiness | None:
        """The row under the cursor."""
        key = self._rows.key
        return self._found.of(key) if self._found and isinstance(key, Scope) else None

    def _tell(self) -> None:
        """Show the conditions of the row under the cursor."""
        row, found = self._here, self._found
        told = delegation_rows.detail(row, found) if row and found else ""
        self.query_one("#detail", Plain).update(told)

    @on(LineList.Chosen)
    def _choose(self) -> None:
        row = self._here
        if row is None:
            return
        if row.scope.level is Level.SEGMENT:
            self.action_both()
        else:
            self.app.switch_screen(open_page(Page.LEARNING, replace(self.view, scope=row.scope, name=row.name)))

    def action_both(self) -> None:
        """Show the clients that head and deputy of the segment both reviewed."""
        from screens.numbers.pairs import PairsScreen

        row = self._here
        part = self._found.of(Scope.segment(row.segment_id)) if row and self._found else None
        if part is not None:
            self.app.push_screen(PairsScreen(part))

    def handout(self) -> Handout:
        store, view, now = self.services.store, self.view, self.services.now()

        async def body(form: SheetForm) -> bytes:
            return await store.delegation_file(form, now, view.scope)

        return Handout("delegation", t("Delegation"), now.date(), body)

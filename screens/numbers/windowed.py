"""A page of the numbers whose figures are about a time that the head chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from cockpit.language import N_, t
from cockpit.language.window import period_name, window_text
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.window import Period, Window, window
from cockpit.method.workdays import read_day
from screens.choosing import ChoiceDialog
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.numbers.page import NumbersPage
from screens.plain import Cell


class WindowedPage(NumbersPage):
    """A page about a time: its keys choose the period, go to earlier and later ones, and back to today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "window", N_("Period"), tooltip=N_("A day, a week, a month, own days"), id="numbers.window"),
        Binding("left", "earlier", N_("Earlier"), tooltip=N_("The period before"), id="numbers.earlier"),
        Binding("right", "later", N_("Later"), tooltip=N_("The period after"), id="numbers.later"),
        Binding("t", "today", N_("Today"), tooltip=N_("Back to the period of today"), id="numbers.today"),
    ]

    @property
    def today(self) -> date:
        """The local day."""
        return self.services.now().date()

    def beside(self) -> Cell:
        return window_text(self.view.window, self.today)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return not self.view.window.running(self.today) if action in {"later", "today"} else True

    def show_window(self, found: Window) -> None:
        """Show the figures of another time."""
        self.turn(replace(self.view, window=found))
        self.refresh_bindings()

    def action_earlier(self) -> None:
        """Go to the period before."""
        if self.view.window.start.year > date.min.year + 1:
            self.show_window(self.view.window.before())

    def action_later(self) -> None:
        """Go to the period after; the running one is the last."""
        self.show_window(self.view.window.after())

    def action_today(self) -> None:
        """Go back to the period of today."""
        shown = self.view.window
        self.show_window(window(shown.period, self.today, days=shown.days))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_window(self) -> None:
        """Choose how long the time is, or its days."""
        shown = self.view.window
        choices = [(period.value, period_name(period)) for period in Period]
        chosen = await self.app.push_screen_wait(ChoiceDialog(t("Figures of a"), choices, at=shown.period.value))
        if chosen is None:
            return
        if Period(chosen) is Period.OWN:
            await self._ask_days()
        else:
            self.show_window(window(Period(chosen), shown.until(self.today)))

    async def _ask_days(self) -> None:
        """Ask for the first and the last day."""
        shown, calendar, today = self.view.window, self.services.store.desk.norms.calendar, self.today
        found: list[Window] = []

        async def check(values: Values) -> Sequence[Problem]:
            days = {name: read_day(text, today, calendar, past=True) for name, text in values.items()}
            problems = [Problem(name, each) for name, each in days.items() if isinstance(each, Sentence)]
            first, last = days["first"], days["last"]
            if isinstance(first, date) and first > today:
                problems.append(Problem("first", say("This day is still to come.")))
            elif isinstance(first, date) and isinstance(last, date) and last < first:
                problems.append(Problem("last", say("The last day comes before the first.")))
            elif isinstance(first, date) and isinstance(last, date):
                found.append(Window(Period.OWN, first, last))
            return problems

        fields = (
            FieldSpec("first", t("First day"), f"{shown.start:%d.%m.%Y}", hint=t("15.08, mon, 2026-08-15")),
            FieldSpec("last", t("Last day"), f"{shown.until(today):%d.%m.%Y}", hint=t("15.08, mon, 2026-08-15")),
        )
        await self.app.push_screen_wait(FormDialog(t("Own days"), fields, check))
        if found:
            self.show_window(found[-1])

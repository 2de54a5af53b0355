"""A form in a dialog: fields one under the other, checked as a whole, with problems beside their fields."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, TypeAlias

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from cockpit.language import N_, t, tell
from cockpit.method.errors import CockpitError
from cockpit.method.sentence import Problem
from screens.base import CockpitDialog
from screens.dialogs import ConfirmDialog
from screens.fields import Field, FieldSpec
from screens.keyline import KeyLine
from screens.plain import Cell, Plain, content

Values: TypeAlias = dict[str, str]
#: Checks the raw values and stores them when they are right; a failure to store is a `CockpitError`.
Check: TypeAlias = Callable[[Values], Awaitable[Sequence[Problem]]]


class FormDialog(CockpitDialog[Values | None]):
    """Asks for values; the result is what was saved, or None when the form was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True, id="form.save"),
        Binding("escape", "leave", N_("Leave"), id="form.leave"),
    ]

    def __init__(self, title: Cell, fields: Sequence[FieldSpec], check: Check, *, note: Cell = "") -> None:
        """Make a form.

        Args:
            title: what is asked for.
            fields: the fields in their order.
            check: awaited with the raw values on saving; the form closes when it returns no problems.
            note: a sentence under the title.
        """
        super().__init__()
        self._title = title
        self._note = note
        self._fields = [Field(spec) for spec in fields]
        self._check = check
        self._general = Plain(classes="general")

    @property
    def values(self) -> Values:
        """The raw values by the fields' names."""
        return {field.spec.name: field.value for field in self._fields}

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes="form"):
            yield Plain(content(self._title, "strong"), id="title")
            with VerticalScroll(can_focus=False):
                if self._note:
                    yield Plain(content(self._note, "muted"), classes="note")
                yield self._general
                yield from self._fields
            yield KeyLine()

    def on_mount(self) -> None:
        if self._fields:
            self._fields[0].enter()

    @on(Field.Changed)
    def _clear_problem(self, event: Field.Changed) -> None:
        event.field.show_problem(None)

    @on(Field.Entered)
    def _go_on(self, event: Field.Entered) -> None:
        at = self._fields.index(event.field)
        if at + 1 < len(self._fields):
            self._fields[at + 1].enter()
        else:
            self.action_save()

    @work(exclusive=True, group="form")
    async def action_save(self) -> None:
        """Check the values; close when they are right, else show what is not and go to the first of it."""
        values = self.values
        try:
            problems = await self._check(values)
        except CockpitError as error:
            self.show_error(error)
            return
        if problems:
            self._show(problems)
        else:
            self.dismiss(values)

    def _show(self, problems: Sequence[Problem]) -> None:
        first_of = {problem.field: problem.sentence for problem in reversed(problems)}
        wrong = [field for field in self._fields if field.spec.name in first_of]
        for field in self._fields:
            field.show_problem(first_of.get(field.spec.name))
        names = {field.spec.name for field in self._fields}
        others = [tell(problem.sentence) for problem in problems if problem.field not in names]
        self._general.update(content("\n".join(others), "alarm"))
        self._general.set_class(bool(others), "-shown")
        if wrong:
            wrong[0].enter()
        self.call_after_refresh((wrong[0] if wrong else self._general).scroll_visible, animate=False)

    @work(exclusive=True, group="form")
    async def action_leave(self) -> None:
        """Close the form; ask first when something was typed."""
        typed = any(field.typed for field in self._fields)
        question = ConfirmDialog(t("Leave without saving?"), t("What you typed here is lost."))
        if not typed or await self.app.push_screen_wait(question):
            self.dismiss(None)

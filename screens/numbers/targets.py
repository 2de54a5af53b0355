"""Targets with what came so far (R56), and what pay would come out of which rates (R57)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.language import N_, t
from cockpit.language.targets import disclaimer, part_text
from cockpit.language.window import period_name
from cockpit.method.incentive import PayLine, Payroll
from cockpit.method.scope import Level, Scope
from cockpit.method.target import PERIODS, Aim, Target, Targets
from cockpit.method.window import Period, Window, window
from screens.choosing import ChoiceDialog
from screens.lines import Line, LineList, Section
from screens.numbers import pay_rows, target_rows
from screens.numbers.page import Handout, Page, View
from screens.numbers.windowed import WindowedPage
from screens.plain import Plain, content

if TYPE_CHECKING:
    from cockpit.method.sheet import SheetForm

#: Pay is worked out for whole months.
_PAY_PERIODS: Final = (Period.MONTH, Period.QUARTER)


class TargetsPage(WindowedPage):
    """The targets of everybody for a week, a month or a quarter; a key turns to the pay."""

    CSS_PATH = "targets.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "pay('on')", N_("Pay"), tooltip=N_("What pay would come out of which rates"), id="targets.pay"),
        Binding("a", "rates", N_("Rates"), tooltip=N_("The rates of pay as they are"), id="pay.rates"),
        Binding("i", "trial", N_("What if"), tooltip=N_("Other rates to try beside them"), id="pay.trial"),
        Binding("c", "pay('')", N_("Targets"), tooltip=N_("Back to the targets"), id="pay.targets"),
        Binding("x", "drop", N_("Own target off"), tooltip=N_("Go back to what is proposed"), id="targets.drop"),
        Binding("f", "figure", N_("Next figure"), tooltip=N_("Go to the next figure"), id="targets.figure"),
        Binding("x", "drop_rates", N_("Rates off"), tooltip=N_("Drop what is tried, else the rates"), id="pay.drop"),
        Binding("u", "undo", N_("Undo"), id="targets.undo"),
    ]
    page: ClassVar[Page] = Page.TARGETS

    def __init__(self, view: View) -> None:
        super().__init__(view)
        shown = self._brought = view.window
        if shown.period not in PERIODS:
            self.view = replace(view, window=window(Period.MONTH, shown.end))
        self._aimed = self.view.window
        self._paying = False
        self._targets: Targets | None = None
        self._payroll: Payroll | None = None

    def body(self) -> Iterable[Widget]:
        yield Plain(id="note")
        yield LineList((), id="lines")
        yield Plain(id="detail")

    def on_mount(self) -> None:
        self._follow()
        super().on_mount()

    async def speak(self) -> None:
        await super().speak()
        self._follow()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._show)

    @property
    def _lines(self) -> LineList:
        return self.query_one("#lines", LineList)

    def _follow(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        self._lines.focus()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the targets, or work the pay out, anew."""
        await self._load()

    async def _load(self) -> None:
        store, now = self.services.store, self.services.now()
        known = self._payroll if self._paying else self._targets
        if known is None or known.window != self.view.window:
            self.show_head(t("Counting…"))
        if self._paying:
            self._payroll = await store.payroll(self.view.window, now)
        else:
            self._targets = await store.targets(self.view.window, now)
        self.show_head("")
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        if self._paying:
            self._show_pay()
        else:
            self._show_targets()
        self._tell()

    def _show_targets(self) -> None:
        found, lines = self._targets, self._lines
        if found is None:
            return
        one = self.view.scope.level is Level.MANAGER
        lines.columns = target_rows.columns(one=one)
        width = lines.width_of("fact")
        rows = target_rows.rows(found, self.view, width)
        nobody = not any(target.scope.level is Level.MANAGER for target in found.lines)
        self.set_class(nobody, "-empty")
        note = part_text(found)
        marks = t("= set by hand, ~ proposed")
        self.query_one("#note", Plain).update(content(f"{note} · {marks}", "muted"))
        lines.empty = content(
            t("Nobody works here yet: in the list of managers a adds one, i imports a file."), "muted"
        )
        lines.show([] if nobody else rows)

    def _show_pay(self) -> None:
        payroll, lines = self._payroll, self._lines
        if payroll is None:
            return
        shown = payroll.within(self.view.scope)
        rated = any(line.now or line.trial for line in shown.lines)
        self.set_class(not rated, "-empty")
        self.query_one("#note", Plain).update(
            content(((disclaimer(), "accent"), (f" {t('a enters the rates, i tries others, c goes back.')}", "muted")))
        )
        lines.columns = pay_rows.columns(shown)
        lines.empty = content(t("No rates yet: a enters what is paid now, i what you would try beside it."), "muted")
        lines.show(pay_rows.rows(shown) if rated else [])

    def _tell(self) -> None:
        """Show what stands behind the line under the cursor."""
        pane, key = self.query_one("#detail", Plain), self._lines.key
        if self._paying:
            payroll = self._payroll.within(self.view.scope) if self._payroll else None
            line = self._pay_line
            if payroll is None or not payroll.lines:
                pane.update("")
            else:
                pane.update(pay_rows.everybody(payroll) if line is None else pay_rows.detail(line, payroll))
        elif self._targets is not None and isinstance(key, Aim):
            target = self._targets.of(key.scope, key.figure)
            pane.update(target_rows.detail(target, self._targets) if target else "")
        else:
            pane.update("")

    @property
    def _target(self) -> Target | None:
        """The target under the cursor."""
        key = self._lines.key
        return self._targets.of(key.scope, key.figure) if self._targets and isinstance(key, Aim) else None

    @property
    def _pay_line(self) -> PayLine | None:
        """The manager under the cursor; None on the line of all of them."""
        lines = self._payroll.lines if self._payroll else ()
        return next((line for line in lines if line.manager_id == self._lines.key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"drop", "figure"}:
            several = action != "figure" or self.view.scope.level is not Level.MANAGER
            return not self._paying and several
        if action in {"rates", "trial", "drop_rates"}:
            return self._paying
        if action == "pay":
            return bool(parameters[0]) is not self._paying
        return super().check_action(action, parameters)

    def show_of(self, scope: Scope, name: str) -> None:
        """Show those of another scope, from the first line."""
        self._lines.show([])
        super().show_of(scope, name)
        self.refresh_bindings()

    @property
    def onward(self) -> View:
        """The time that pay was worked out for stays here."""
        return replace(self.view, window=self._brought)

    def show_window(self, found: Window) -> None:
        """Show another time; the other pages follow when it was chosen for the targets."""
        if not self._paying and found != self._aimed:
            self._brought = self._aimed = found
        super().show_window(found)

    def action_pay(self, turn: str) -> None:
        """Turn to the pay, of the last time that is over, or back to the targets."""
        self._paying = bool(turn)
        shown = self.view.window
        if self._paying:
            self._aimed = shown
            if shown.period not in _PAY_PERIODS:
                shown = window(Period.MONTH, shown.until(self.today))
            shown = shown.before() if shown.running(self.today) else shown
        else:
            shown = self._aimed
        self._lines.show([])
        self.show_window(shown)

    def handout(self) -> Handout:
        store, view, now, paying = self.services.store, self.view, self.services.now(), self._paying

        async def body(form: SheetForm) -> bytes:
            file = store.payroll_file if paying else store.targets_file
            return await file(form, now, view.scope, view.window)

        until = view.window.until(self.today)
        return Handout("pay", t("Pay"), until, body) if paying else Handout("targets", t("Targets"), until, body)

    def first_look(self) -> bool:
        paying = self._paying
        if paying:
            self.action_pay("")
        return paying

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_window(self) -> None:
        """Choose how long the time is."""
        shown = self.view.window
        choices = [(period.value, period_name(period)) for period in (_PAY_PERIODS if self._paying else PERIODS)]
        title = t("Pay of a") if self._paying else t("Targets for a")
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, choices, at=shown.period.value))
        if chosen is not None:
            self.show_window(window(Period(chosen), shown.until(self.today)))

    def action_figure(self) -> None:
        """Go to the first line of the next figure, after the last to the first."""
        target = self._target
        if target is not None and self._targets is not None:
            rows = target_rows.rows(self._targets, self.view, self._lines.width_of("fact"))
            heads = [after.key for row, after in pairwise(rows) if isinstance(row, Section) and isinstance(after, Line)]
            figures = [cast("Aim", key).figure for key in heads]
            self._lines.show(rows, keep=heads[(figures.index(target.figure) + 1) % len(heads)])

    @on(LineList.Chosen)
    def _choose(self) -> None:
        if self._paying:
            self.action_rates()
        else:
            self.action_set()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_set(self) -> None:
        """Set the target of the line under the cursor."""
        from screens.numbers.target_forms import ask_target

        target = self._target
        if target is not None and self._targets is not None and await ask_target(self, target, self._targets):
            self.notify(t("The target is set. u takes it back."))
            await self._load()

    @work(exclusive=True, group="act", exit_on_error=False)
    async def action_drop(self) -> None:
        """Remove the target that was set by hand."""
        target, found = self._target, self._targets
        if target is None or found is None:
            return
        aim = Aim(target.scope, target.figure, found.window.period)
        if await self.services.store.drop_target(aim, self.services.now()):
            self.notify(t("What is proposed stands again. u takes it back."))
            await self._load()
        else:
            self.notify(t("No target was set here: what stands is proposed."))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_rates(self) -> None:
        """Enter the rates of pay as they are."""
        await self._ask_rates(trial=False)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_trial(self) -> None:
        """Enter other rates, to try beside them."""
        await self._ask_rates(trial=True)

    async def _ask_rates(self, *, trial: bool) -> None:
        from screens.numbers.target_forms import ask_rates

        if self._payroll is not None and await ask_rates(self, self._payroll, await self._segment(), trial):
            self.notify(t("The rates are set. u takes them back."))
            await self._load()

    @work(exclusive=True, group="act", exit_on_error=False)
    async def action_drop_rates(self) -> None:
        """Drop the rates that are tried; without any, those of the segment, and then those of the department."""
        payroll, segment = self._payroll, await self._segment()
        if payroll is None:
            return
        whose = [payroll.own(segment[0])] if segment is not None else []
        for trial in (True, False):
            for scheme in (*whose, payroll.own(None)):
                if (scheme.trial if trial else scheme.rates) is not None:
                    await self.services.store.save_scheme(scheme.segment_id, None, self.services.now(), trial=trial)
                    self.notify(
                        t("What was tried is off. u brings it back.")
                        if trial
                        else t("The rates are off. u brings them back.")
                    )
                    await self._load()
                    return
        self.notify(t("There are no rates."))

    async def _segment(self) -> tuple[int, str] | None:
        """Return the segment of the line under the cursor, or of the view, with its name; None without one."""
        line, scope = self._pay_line, self.view.scope
        wanted = line.segment_id if line is not None else scope.id if scope.level is Level.SEGMENT else None
        segments = await self.services.store.segment_list()
        return next(((each.id, each.name) for each in segments if each.id == wanted), None)

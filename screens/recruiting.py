"""Who can pay at a manager's, and the recruiting task when nobody can: a ladder that the head corrects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from cockpit.language import N_, day, moneys, number, t, tell, tn
from cockpit.language.words import client_name
from cockpit.method.money import totals
from cockpit.method.records import Ladder
from cockpit.method.recruiting import (
    Payer,
    Progress,
    Rate,
    Rates,
    Recruiting,
    RecruitingEntry,
    chain,
    ladder,
    read_ladder,
    read_recruiting,
    rungs,
)
from cockpit.method.sentence import Problem
from screens.base import CockpitDialog, CockpitScreen
from screens.columns import Column, fit
from screens.fields import Field, FieldSpec
from screens.forms import FormDialog, Values
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.people import typed_day
from screens.plain import Cell, Plain, Span, content
from screens.queue_rows import amount

_TALLEST = 12
_BAR, _WIDE_BAR = 8, 14
#: Cells of what stands behind a rate, of a step, and of a step with what came of it.
_BEHIND, _STEP, _CAME = 16, 14, 24
_WIDE = 100
#: So many hot clients whose payment is stopped are named.
_NAMED = 2
_STEPS = ("payments", "hot_pays", "warm_heats", "potential_warms")


async def show_recruiting(screen: CockpitScreen[None], manager_id: int) -> bool:
    """Show who can pay, or the recruiting task when nobody can; True when a task was set."""
    services = screen.services
    found = await services.store.recruiting(manager_id, services.now())
    if found.payers:
        return await screen.app.push_screen_wait(PayersDialog(found))
    return await screen.app.push_screen_wait(RecruitingDialog(found)) is not None


async def ask_recruiting(screen: CockpitScreen[None], manager_id: int) -> None:
    """Ask for the recruiting task when nobody can pay and none is set (R14)."""
    services = screen.services
    found = await services.store.recruiting(manager_id, services.now())
    if found.due:
        await screen.app.push_screen_wait(RecruitingDialog(found))


class RecruitingDialog(FormDialog):
    """The recruiting task as a ladder: what is typed is worked out at once."""

    CSS_PATH = "recruiting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", N_("Next field"), show=False, id="recruiting.down"),
        Binding("up", "step(-1)", N_("Field before"), show=False, id="recruiting.up"),
    ]

    def __init__(self, found: Recruiting) -> None:
        super().__init__(_title(found), _specs(found), self._store, note=_note(found))
        self._found = found
        self._steps = {name: Plain(classes="step") for name in _STEPS}
        self._chain = Plain(id="chain")

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes="form"):
            yield Plain(content(self._title, "strong"), id="title")
            with VerticalScroll(can_focus=False):
                yield Plain(content(self._note, "muted"), classes="note")
                yield self._general
                for field in self._fields:
                    with Horizontal(classes="rung"):
                        yield field
                        if field.spec.name in self._steps:
                            yield self._steps[field.spec.name]
                yield self._chain
            yield KeyLine()

    def on_mount(self) -> None:
        super().on_mount()
        self._work_out()

    @property
    def _entry(self) -> RecruitingEntry:
        return RecruitingEntry(**self.values)

    def on_resize(self) -> None:
        self._work_out()

    @property
    def _bar(self) -> int:
        return _WIDE_BAR if self.app.size.width >= _WIDE else _BAR

    @on(Field.Changed)
    def _work_out(self) -> None:
        found = self._found
        of = read_ladder(self._entry, found.rates)
        if not isinstance(of, Ladder):
            for step in self._steps.values():
                step.update("")
            self._chain.update(content(t("Numbers are missing: the ladder cannot be worked out."), "muted"))
            return
        progress = found.progress if found.task is not None else None
        for name, cell in zip(_STEPS, _rungs(of, progress, self._bar, found.rates), strict=True):
            self._steps[name].update(content(cell))
        self._chain.update(content(tell(chain(of)), "strong"))

    @on(Field.Entered)
    def _go_on(self, event: Field.Entered) -> None:
        event.prevent_default()
        self.action_save()

    def action_step(self, by: int) -> None:
        """Go to the field below or above."""
        here = next((at for at, field in enumerate(self._fields) if field.has_class("-here")), 0)
        self._fields[max(0, min(len(self._fields) - 1, here + by))].enter()

    async def _store(self, values: Values) -> Sequence[Problem]:
        services, found = self.services, self._found
        now = services.now()
        calendar = services.store.desk.norms.calendar
        read = read_recruiting(RecruitingEntry(**values), found.rates, now.date(), calendar)
        if isinstance(read, tuple):
            return read
        await services.store.set_recruiting(found.manager.id, read.ladder, read.due_on, now)
        self.notify(t("Set: {chain}", chain=chain(read.ladder)))
        return ()


class _Payers(LineList):
    """The payers as lines, to look at."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Close"), show=False, id="list.choose")]


class PayersDialog(CockpitDialog[bool]):
    """The clients who can pay, and how far an open recruiting task has come; True when a task was set."""

    CSS_PATH = "recruiting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "recruit", N_("Recruiting task"), id="payers.recruit"),
        Binding("escape,q", "close", N_("Close"), id="payers.close"),
    ]

    def __init__(self, found: Recruiting) -> None:
        super().__init__()
        self._found = found
        self._changed = False

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Plain(content(t("Who can pay: {manager}", manager=self._found.manager.name), "strong"), id="title")
            yield _Payers(
                (
                    Column("client", t("Client"), least=18, weight=1, priority=9),
                    Column("money", t("Money"), least=14, align="right", priority=8),
                    Column("pay", t("Pays on"), least=16, priority=7),
                )
            )
            yield Plain(id="sum")
            yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self.query_one(LineList).focus()

    def _show(self) -> None:
        found, lines = self._found, self.query_one(LineList)
        lines.styles.height = min(_TALLEST, len(found.payers) + 1)
        lines.show([_payer(payer, self.services.now().date()) for payer in found.payers])
        self.query_one("#sum", Plain).update(Content("\n").join(content(cell) for cell in _all_in_all(found)))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_recruit(self) -> None:
        """Set the recruiting task, or correct it."""
        services = self.services
        if await self.app.push_screen_wait(RecruitingDialog(self._found)) is not None:
            self._changed = True
            self._found = await services.store.recruiting(self._found.manager.id, services.now())
            self._show()

    @on(LineList.Chosen)
    def action_close(self) -> None:
        """Close the dialog."""
        self.dismiss(self._changed)


def _payer(payer: Payer, today: date) -> Line:
    pay_on = payer.pay_on
    agreed: Cell = (("—", "muted"),) if pay_on is None else day(pay_on)
    if pay_on is not None and pay_on < today:
        agreed = ((t("{day}, passed", day=pay_on), "warm"),)
    return Line(payer.client.id, (client_name(payer.client), amount(payer.client), agreed))


def _all_in_all(found: Recruiting) -> list[Cell]:
    money = totals(payer.client.money for payer in found.payers if payer.client.money and not payer.client.estimated)
    said = tn("{n} client can pay", "{n} clients can pay", len(found.payers))
    cells: list[Cell] = ["", ((said, "strong"), (f" · {moneys(money)}" if money else "", ""))]
    if found.task is not None and found.task.ladder is not None:
        cells += ["", ((t("Recruiting task, by {day}", day=found.task.due_on), "section"),)]
        cells += _rungs(found.task.ladder, found.progress, _WIDE_BAR)
    return cells


def _title(found: Recruiting) -> str:
    if found.payers or found.task is not None:
        return t("Recruiting: {manager}", manager=found.manager.name)
    return t("Nobody can pay: recruiting for {manager}", manager=found.manager.name)


def _note(found: Recruiting) -> str:
    lines = [
        t("Worked out backwards from the payments wanted. Correct what you know better.")
        if found.task is None
        else t("Set on {day}; what came of it since stands beside each step.", day=found.task.set_on)
    ]
    if any(rate.own.closed for rate in found.rates.each):
        lines.append(t("Own cases are few, so each rate leans on the department's and on what is assumed."))
    lines += [
        t("Hot, but the payment is stopped: {client} ({risk})", client=client_name(each.client), risk=each.risk)
        for each in found.stopped[:_NAMED]
    ]
    return "\n".join(lines)


def _specs(found: Recruiting) -> list[FieldSpec]:
    of = found.task.ladder if found.task is not None else None
    of = of or ladder(found.payments, found.rates)
    due_on = found.task.due_on if found.task is not None else found.due_on
    return [
        FieldSpec("payments", t("Payments"), str(of.payments), hint=t("how many")),
        FieldSpec("hot_pays", t("Of the hot pay"), number(of.hot_pays * 100), hint="%"),
        FieldSpec("warm_heats", t("Of the warm heat up"), number(of.warm_heats * 100), hint="%"),
        FieldSpec("potential_warms", t("Of the potential warm up"), number(of.potential_warms * 100), hint="%"),
        FieldSpec("due", t("By the day"), typed_day(due_on), kind="date", hint=t("for example +3, fri, 15.08")),
    ]


def _rungs(of: Ladder, progress: Progress | None, bar: int, by: Rates | None = None) -> list[Cell]:
    """Write the steps of a ladder: how many it takes, or how many of them came, and a bar of so many cells.

    Args:
        of: the ladder.
        progress: what came of it; None before it is set.
        bar: the cells of the longest bar.
        by: the rates, to say in front what stands behind each.
    """
    wanted = (of.payments, of.hot, of.warm, of.potential)
    steps = [tell(step) for step in rungs(of)]
    if progress is not None:
        came = (progress.payments, progress.hot, progress.warm, progress.potential)
        return [
            (*fit(t("{n} of {step}", n=so_far, step=step), _CAME, paint="strong"), *_done(so_far, n, bar))
            for step, n, so_far in zip(steps, wanted, came, strict=True)
        ]
    behind = ("", *(_behind(rate, of) for rate in by.each)) if by is not None else ("",) * len(steps)
    return [
        (
            *fit(said, _BEHIND, paint="muted"),
            *fit(step, _STEP, paint="strong"),
            ("▇" * max(1, round(bar * n / of.potential)), "accent"),
        )
        for said, step, n in zip(behind, steps, wanted, strict=True)
    ]


def _done(so_far: int, n: int, bar: int) -> tuple[Span, ...]:
    full = min(bar, round(bar * so_far / n))
    return (("▇" * full, "good"), ("─" * (bar - full), "muted"))


def _behind(rate: Rate, of: Ladder) -> str:
    if rate.name in of.assumed:
        return t("%, assumed")
    if rate.own.closed:
        return t("%, own {n} of {total}", n=rate.own.won, total=rate.own.closed)
    return t("%, department's")

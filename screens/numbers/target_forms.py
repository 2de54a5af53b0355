"""Forms of the page of targets: a target set by hand, and rates of pay. Await these functions in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from cockpit.language import t
from cockpit.language.kpi import figure_name
from cockpit.language.targets import base_name, disclaimer, proposal_text, value_text, whose
from cockpit.method.incentive import Base, Payroll, Rates, RatesEntry, read_rates
from cockpit.method.kpi import Kind
from cockpit.method.money import Money
from cockpit.method.sentence import Problem, Sentence
from cockpit.method.target import Aim, Target, Targets, read_target
from screens.base import CockpitScreen
from screens.choosing import ChoiceDialog
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.people import typed_amount

_DEPARTMENT = "department"
_SEGMENT = "segment"


async def ask_target(screen: CockpitScreen[None], target: Target, found: Targets) -> bool:
    """Ask for a target and set it; True when it was set."""
    services, period = screen.services, found.window.period

    async def check(values: Values) -> Sequence[Problem]:
        read = read_target(target.figure, values["value"], found.currency)
        if isinstance(read, Sentence):
            return (Problem("value", read),)
        value = Money(read, target.currency) if target.currency else read
        await services.store.set_target(Aim(target.scope, target.figure, period), value, services.now())
        return ()

    money = target.figure.kind is Kind.MONEY
    field = FieldSpec(
        "value",
        t("Target"),
        _typed(target.value, target.currency) if money else str(target.value or ""),
        kind="money" if money else "text",
        hint=t("for example 1.2M") if money else t("how many"),
    )
    title = t("{figure}: {whose}", figure=figure_name(target.figure), whose=whose(target.scope, target.name))
    told = proposal_text(target, period)
    note = t("From the own history: {proposal}", proposal=told) if target.proposal.value else told
    if target.fact is not None and found.window.running(found.as_of.date()):
        note += "\n" + t("So far {fact} came.", fact=value_text(target, target.fact))
    return await screen.app.push_screen_wait(FormDialog(title, (field,), check, note=note)) is not None


async def ask_rates(
    screen: CockpitScreen[None], payroll: Payroll, segment: tuple[int, str] | None, trial: bool
) -> bool:
    """Ask for the rates of the department or of a segment, as they are or to try; True when they were set.

    Args:
        screen: where it is asked.
        payroll: what stands.
        segment: the id and the name of the segment that may get rates of its own; None asks for the department's.
        trial: those to try.
    """
    services = screen.services
    chosen = _DEPARTMENT
    if segment is not None:
        own = payroll.own(segment[0])
        choices = ((_DEPARTMENT, t("The whole department")), (_SEGMENT, t("The segment {name} alone", name=segment[1])))
        at = _SEGMENT if own.rates or own.trial else _DEPARTMENT
        title = t("Other rates for") if trial else t("The rates as they are for")
        answer = await screen.app.push_screen_wait(ChoiceDialog(title, choices, at=at))
        if answer is None:
            return False
        chosen = answer
    segment_id = segment[0] if segment is not None and chosen == _SEGMENT else None
    scheme = payroll.scheme(segment_id)

    async def check(values: Values) -> Sequence[Problem]:
        read = read_rates(RatesEntry(**values), payroll.currency)
        if not isinstance(read, Rates):
            return read
        await services.store.save_scheme(segment_id, read, services.now(), trial=trial)
        return ()

    name = segment[1] if segment is not None and segment_id is not None else t("the whole department")
    title = t("What if: {whose}", whose=name) if trial else t("As it is: {whose}", whose=name)
    stands = (scheme.trial if trial else scheme.rates) or scheme.rates
    form = FormDialog(
        title, _specs(_entry(stands)), check, note=f"{disclaimer()} {t('What is left empty is not paid.')}"
    )
    return await screen.app.push_screen_wait(form) is not None


def _specs(entry: RatesEntry) -> tuple[FieldSpec, ...]:
    labels = {
        "fixed": t("Fixed, a month"),
        "percent": t("Percent"),
        "base": t("of"),
        "per_deal": t("For a deal won"),
        "target_bonus": t("Bonus for target"),
        "target_from": t("from, % of target"),
        "plans_bonus": t("Bonus for plans"),
        "plans_from": t("from, % of plans"),
    }
    hints = {
        "percent": t("for example 2.5"),
        "target_bonus": t("a month in which the target came"),
        "target_from": "100",
        "plans_bonus": t("a month in which plans were reached in time"),
        "plans_from": "80",
    }
    bases = tuple((base.value, base_name(base)) for base in Base)
    return tuple(
        FieldSpec(each.name, labels[each.name], getattr(entry, each.name), "choice", bases)
        if each.name == "base"
        else FieldSpec(each.name, labels[each.name], getattr(entry, each.name), hint=hints.get(each.name, ""))
        for each in fields(RatesEntry)
    )


def _entry(rates: Rates | None) -> RatesEntry:
    """Write rates as they would be typed."""
    if rates is None:
        return RatesEntry()
    code = rates.currency
    return RatesEntry(
        fixed=_typed(rates.fixed, code),
        percent="" if rates.percent is None else f"{rates.percent / 100:g}",
        base=rates.base.value,
        per_deal=_typed(rates.per_deal, code),
        target_bonus=_typed(rates.target_bonus, code),
        target_from=str(rates.target_from) if rates.target_bonus is not None else "",
        plans_bonus=_typed(rates.plans_bonus, code),
        plans_from=str(rates.plans_from) if rates.plans_bonus is not None else "",
    )


def _typed(minor: int | None, currency: str) -> str:
    return "" if minor is None else typed_amount(Money(minor, currency))

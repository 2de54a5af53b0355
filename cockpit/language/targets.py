"""Targets and the what-if of pay as a user reads them, on the screen and printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cockpit.language.forms import money, number, percent, short_money
from cockpit.language.texts import t, tn
from cockpit.language.window import days_text
from cockpit.method.incentive import Base, Month, Part, PayLine, Payroll, Rates
from cockpit.method.money import Money
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.share import ENOUGH_FOR_RATE
from cockpit.method.target import Target, Targets
from cockpit.method.window import Period

#: What stands where there is nothing to tell.
NOTHING: Final = "—"


def whose(scope: Scope, name: str) -> str:
    """Name a scope."""
    if scope == DEPARTMENT:
        return t("The whole department")
    return name or (t("No segment") if scope.level is Level.SEGMENT else NOTHING)


def value_text(target: Target, value: int | None, *, short: bool = False) -> str:
    """Write a value of a target's figure: an amount or a count."""
    if value is None:
        return NOTHING
    amount = target.money(value)
    if amount is None:
        return number(value)
    return short_money(amount) if short else money(amount)


def range_text(target: Target, *, short: bool = False) -> str:
    """Write the range of what is proposed: ``4 – 6``; a dash while the history is too short for it."""
    proposal = target.proposal
    if proposal.value is None or proposal.low is None or proposal.high is None:
        return NOTHING
    return f"{value_text(target, proposal.low, short=short)} – {value_text(target, proposal.high, short=short)}"


def source_text(target: Target, period: Period) -> str:
    """Say where a target comes from: who set it and when, or the periods it is proposed from, or what is missing."""
    if target.chosen is not None:
        chosen = target.chosen
        return (
            t("set by {name} on {day}", name=chosen.by, day=chosen.on)
            if chosen.by
            else t("set on {day}", day=chosen.on)
        )
    if target.proposal.value is None:
        return missing_text(target, period)
    if not target.proposal.value:
        return t("nothing came in half of {periods}: set one by hand", periods=periods_text(period, target.proposal.n))
    return t("proposed from {periods}", periods=periods_text(period, target.proposal.n))


def missing_text(target: Target, period: Period) -> str:
    """Say how much history is missing before something is proposed."""
    n = target.proposal.missing
    match period:
        case Period.WEEK:
            return tn("too little history: {n} more week", "too little history: {n} more weeks", n)
        case Period.QUARTER:
            return tn("too little history: {n} more quarter", "too little history: {n} more quarters", n)
        case _:
            return tn("too little history: {n} more month", "too little history: {n} more months", n)


def periods_text(period: Period, n: int) -> str:
    """Count full periods, after "from"."""
    match period:
        case Period.WEEK:
            return tn("{n} full week", "{n} full weeks", n)
        case Period.QUARTER:
            return tn("{n} full quarter", "{n} full quarters", n)
        case _:
            return tn("{n} full month", "{n} full months", n)


def proposal_text(target: Target, period: Period) -> str:
    """Say what is proposed and from what, whether or not another target was set."""
    proposal = target.proposal
    if proposal.value is None:
        return missing_text(target, period)
    values = range_text(target)
    told = t("least and most {range}", range=values) if proposal.whole_range else t("usually {range}", range=values)
    return t(
        "{value}, the median of {periods}, {range}",
        value=value_text(target, proposal.value),
        periods=periods_text(period, proposal.n),
        range=told,
    )


def part_text(found: Targets) -> str:
    """Say how much of the period has passed."""
    if not found.window.running(found.as_of.date()):
        return t("the time is over")
    days = tn("{n} working day", "{n} working days", found.days)
    return t("{n} of {days} have passed: {part}", n=found.passed, days=days, part=percent(found.part))


def sum_text(target: Target) -> str:
    """Say what the targets of the managers add up to; "" where they do not."""
    if not target.adds_up or target.scope.level is Level.MANAGER:
        return ""
    if not target.with_target:
        return t("no manager has a target yet")
    have = t("{n} of {total} have one", n=target.with_target, total=target.of)
    return t("managers' targets together {sum}, {have}", sum=value_text(target, target.managers), have=have)


def share_text(target: Target) -> str:
    """Write how much of a target came."""
    return NOTHING if target.share is None else percent(target.share)


def part_name(part: Part) -> str:
    """Name a part of pay."""
    names = {
        Part.FIXED: t("Fixed"),
        Part.PERCENT: t("Percent"),
        Part.DEALS: t("Deals"),
        Part.TARGET: t("Target"),
        Part.PLANS: t("Plans"),
    }
    return names[part]


def base_name(base: Base) -> str:
    """Name what the percentage is of."""
    return t("payments on record") if base is Base.PAID else t("deals won")


def rates_text(rates: Rates) -> str:
    """Write rates in one line, the parts that there are."""
    parts = []
    for part in rates.parts:
        match part:
            case Part.FIXED:
                parts.append(t("{amount} a month", amount=_of(rates.fixed, rates.currency)))
            case Part.PERCENT:
                rate = number((rates.percent or 0) / 100, 2 if (rates.percent or 0) % 10 else None)
                parts.append(t("{rate}% of {base}", rate=rate, base=base_name(rates.base)))
            case Part.DEALS:
                parts.append(t("{amount} a deal won", amount=_of(rates.per_deal, rates.currency)))
            case Part.TARGET:
                amount = _of(rates.target_bonus, rates.currency)
                parts.append(t("{amount} from {share}% of the target", amount=amount, share=rates.target_from))
            case Part.PLANS:
                amount = _of(rates.plans_bonus, rates.currency)
                parts.append(t("{amount} from {share}% of the plans", amount=amount, share=rates.plans_from))
    return " · ".join(parts)


def basis_text(part: Part, line: PayLine, currency: str) -> str:
    """Say what a part of a manager's pay goes by."""
    match part:
        case Part.FIXED:
            return _time_text(line.months)
        case Part.PERCENT:
            paid, won = (sum(getattr(month, name) for month in line.months) for name in ("paid", "won"))
            return t("paid {paid}, won {won}", paid=_of(paid, currency), won=_of(won, currency))
        case Part.DEALS:
            return tn("{n} deal won", "{n} deals won", line.deals)
        case Part.TARGET:
            return ", ".join(_month_text(month, currency) for month in line.months)
        case Part.PLANS:
            return ", ".join(_plans_text(month) for month in line.months)


def _time_text(months: Sequence[Month]) -> str:
    """Count whole months, and the working days of the one that is not over: ``1 month and 16 of 21 working days``."""
    over = sum(month.over for month in months)
    running = next((month.gone for month in months if month.gone.part and not month.over), None)
    if running is None:
        return tn("{n} month", "{n} months", over)
    days = tn("{part} of {n} working day", "{part} of {n} working days", running.whole, part=running.part)
    if not over:
        return days
    return t("{months} and {days}", months=tn("{n} month", "{n} months", over), days=days)


def _month_text(month: Month, currency: str) -> str:
    if month.target is None:
        return t("no target")
    target = _of(month.target, currency)
    kind = t("set") if month.chosen else t("proposed")
    share = percent(month.revenue / month.target) if month.target else NOTHING
    return t("{share} of {target} ({kind})", share=share, target=target, kind=kind)


def _plans_text(month: Month) -> str:
    if month.plans.whole < ENOUGH_FOR_RATE:
        return t("{part} of {whole} plans: too few", part=month.plans.part, whole=month.plans.whole)
    return t("{part} of {whole} plans", part=month.plans.part, whole=month.plans.whole)


def warnings(payroll: Payroll) -> Sequence[str]:
    """Say what has to be known before anything is concluded from a payroll."""
    found = []
    few = sum(line.few for line in payroll.lines)
    rates = [scheme.trial or scheme.rates for scheme in payroll.schemes]
    if payroll.running:
        found.append(t("The time is not over: pay goes by what came so far."))
        if any(each and each.fixed for each in rates):
            found.append(t("What is fixed is that of the months over, and of the running one by its working days."))
    if few:
        found.append(
            tn(
                "{n} manager won fewer than {least} deals: that is chance as much as pay.",
                "{n} managers won fewer than {least} deals: that is chance as much as pay.",
                few,
                least=ENOUGH_FOR_RATE,
            )
        )
    if any(each and Part.PERCENT in each.parts and each.base is Base.PAID for each in rates) and not any(
        month.paid for line in payroll.lines for month in line.months
    ):
        found.append(t("No payment is on record in this time: a percentage of payments is nothing."))
    if payroll.others:
        found.append(t("Money in other currencies than {currency} is left out.", currency=payroll.currency))
    return found


def together(payroll: Payroll, *, trial: bool = False) -> str:
    """Write all pay together, with its share of the money that came."""
    share = payroll.share(trial=trial)
    amount = _of(payroll.total(trial=trial), payroll.currency)
    return amount if share is None else t("{amount}, {share} of revenue", amount=amount, share=percent(share))


def disclaimer() -> str:
    """Say that it decides nothing."""
    return t("A calculation; nobody's pay is decided by it.")


def history_text(target: Target, found: Targets) -> str:
    """Write the periods that a proposal is made from, the newest first."""
    window = found.window
    told = []
    for value in reversed(target.proposal.known):
        window = window.before()
        told.append(f"{days_text(window.start, window.end)}: {value_text(target, value, short=True)}")
    return " · ".join(told)


def _of(minor: int | None, currency: str) -> str:
    return NOTHING if minor is None else money(Money(minor, currency))

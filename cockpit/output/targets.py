"""Targets, and what pay would come out of which rates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from cockpit.method import incentive, target
from cockpit.method.kpi import Figure
from cockpit.method.scope import Level, Scope
from cockpit.method.window import Period
from cockpit.output.base import Form


class Chosen(Form):
    """A target that was set by hand."""

    value: int
    on: date
    by: str


class Proposal(Form):
    """What the own history says: the median of `n` full periods, with its range; null while they are too few.

    The range is that of the quartiles, or `whole_range` from the least to the most. `history` has the oldest first,
    with null where the figure has no value. `missing` periods more are needed until something is proposed.
    """

    value: int | None
    low: int | None
    high: int | None
    n: int
    whole_range: bool
    missing: int
    history: tuple[int | None, ...]


class Target(Form):
    """One target. Values are minor units of `currency`, or counts where it is null.

    `value` is the target set by hand, else the one proposed. `managers_sum` adds up the targets of the
    `with_target` of the `managers` that have one.
    """

    level: Level
    id: int
    name: str
    figure: Figure
    currency: str | None
    value: int | None
    chosen: Chosen | None
    proposal: Proposal
    fact: int | None
    share: float | None
    managers_sum: int | None
    with_target: int
    managers: int

    @classmethod
    def of(cls, found: target.Target) -> Target:
        """Make the form of a target."""
        proposal, chosen = found.proposal, found.chosen
        return cls(
            level=found.scope.level,
            id=found.scope.id,
            name=found.name,
            figure=found.figure,
            currency=found.currency or None,
            value=found.value,
            chosen=None if chosen is None else Chosen(value=chosen.value, on=chosen.on, by=chosen.by),
            proposal=Proposal(
                value=proposal.value,
                low=proposal.low,
                high=proposal.high,
                n=proposal.n,
                whole_range=proposal.whole_range,
                missing=proposal.missing,
                history=proposal.known,
            ),
            fact=found.fact,
            share=found.share,
            managers_sum=found.managers,
            with_target=found.with_target,
            managers=found.of,
        )


class Targets(Form):
    """Output of ``cockpit targets --json``: `passed` of the period's `days` of work are over."""

    as_of: datetime
    period: Period
    start: date
    end: date
    passed: int
    days: int
    other_currencies: bool
    targets: tuple[Target, ...]

    @classmethod
    def of(cls, found: target.Targets, scope: Scope) -> Targets:
        """Make the form of the targets of a scope."""
        return cls(
            as_of=found.as_of,
            period=found.window.period,
            start=found.window.start,
            end=found.window.end,
            passed=found.passed,
            days=found.days,
            other_currencies=found.others,
            targets=tuple(Target.of(each) for figure in target.FIGURES for each in found.within(scope, figure)),
        )


class Rates(Form):
    """Rates of pay; a part that is null is not paid. Amounts are minor units, `percent` is per cent of `base`."""

    fixed: int | None
    percent: float | None
    base: incentive.Base
    per_deal: int | None
    target_bonus: int | None
    target_from: int
    plans_bonus: int | None
    plans_from: int

    @classmethod
    def of(cls, rates: incentive.Rates | None) -> Rates | None:
        """Make the form of rates, if there are any."""
        if rates is None:
            return None
        return cls(
            fixed=rates.fixed,
            percent=None if rates.percent is None else rates.percent / 100,
            base=rates.base,
            per_deal=rates.per_deal,
            target_bonus=rates.target_bonus,
            target_from=rates.target_from,
            plans_bonus=rates.plans_bonus,
            plans_from=rates.plans_from,
        )


class Scheme(Form):
    """The rates of a segment, or with `segment` null of the department; `trial` are those that are tried."""

    segment: str | None
    rates: Rates | None
    trial: Rates | None


class Pay(Form):
    """What comes out of rates, by part, in minor units."""

    parts: dict[incentive.Part, int]
    total: int

    @classmethod
    def of(cls, pay: incentive.Pay | None) -> Pay | None:
        """Make the form of a pay, if rates are known."""
        return None if pay is None else cls(parts=dict(pay.parts), total=pay.total)


class PayLine(Form):
    """One manager: what he achieved in the time, and what comes out of it. Amounts are minor units."""

    manager: str
    revenue: int
    paid: int
    won: int
    deals: int
    targets: tuple[int | None, ...]
    plans: int
    plans_reached: int
    few_deals: bool
    as_it_is: Pay | None
    what_if: Pay | None


class Incentives(Form):
    """Output of ``cockpit incentives --json``: a calculation, by which nobody's pay is decided.

    While the time is `running`, what is fixed is that of the months over and of the running one by its working days.
    """

    as_of: datetime
    period: Period
    start: date
    end: date
    running: bool
    currency: str
    other_currencies: bool
    decides: Literal["nothing"] = "nothing"
    schemes: tuple[Scheme, ...]
    total: int
    total_what_if: int
    share_of_revenue: float | None
    share_of_revenue_what_if: float | None
    managers: tuple[PayLine, ...]

    @classmethod
    def of(cls, found: incentive.Payroll) -> Incentives:
        """Make the form of a payroll."""
        return cls(
            as_of=found.as_of,
            period=found.window.period,
            start=found.window.start,
            end=found.window.end,
            running=found.running,
            currency=found.currency,
            other_currencies=found.others,
            schemes=tuple(
                Scheme(
                    segment=None if each.segment_id is None else each.name,
                    rates=Rates.of(each.rates),
                    trial=Rates.of(each.trial),
                )
                for each in found.schemes
            ),
            total=found.total(),
            total_what_if=found.total(trial=True),
            share_of_revenue=found.share(),
            share_of_revenue_what_if=found.share(trial=True),
            managers=tuple(
                PayLine(
                    manager=line.name,
                    revenue=line.revenue,
                    paid=sum(month.paid for month in line.months),
                    won=sum(month.won for month in line.months),
                    deals=line.deals,
                    targets=tuple(month.target for month in line.months),
                    plans=line.plans.whole,
                    plans_reached=line.plans.part,
                    few_deals=line.few,
                    as_it_is=Pay.of(line.now),
                    what_if=Pay.of(line.trial),
                )
                for line in found.lines
            ),
        )

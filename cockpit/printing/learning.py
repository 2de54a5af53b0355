"""How heads and managers learn, as text."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cockpit.language import day, number, t
from cockpit.language.kpi import NOTHING
from cockpit.language.learning import (
    band_name,
    band_text,
    baseline_text,
    curve_text,
    hit_text,
    median_text,
    p90_text,
    reach_text,
    rework_text,
    saved_text,
    scope_name,
    share_with_n,
)
from cockpit.language.words import slot_name
from cockpit.method.learning import Learner, Learning, SittingPoint, WeekPoint
from cockpit.method.scope import Level
from cockpit.printing.table import table


def learning(found: Learning, learners: Sequence[Learner]) -> None:
    """Print everybody in a table; of one alone his sittings and weeks too."""
    managers = [each for each in found.learners if each.scope.level is Level.MANAGER]
    if not managers:
        click.echo(t("There are no managers yet. Import a CRM file (cockpit import FILE) or open cockpit and add one."))
        return
    if len(learners) == 1:
        _one(learners[0])
        return
    columns = [t("Whose"), t("Sittings"), t("Reviews"), t("First ten"), t("Last sitting"), band_name()]
    columns += [t("Plans reached"), t("Rework"), t("Five minutes")]
    table(columns, map(_line, learners), frozenset({1, 2, 3, 4}))


def _line(learner: Learner) -> tuple[str, ...]:
    return (
        scope_name(learner),
        number(len(learner.sittings)),
        number(sum(point.every.n for point in learner.sittings)),
        median_text(learner.baseline),
        median_text(learner.latest),
        share_with_n(learner.in_band),
        share_with_n(learner.hit),
        share_with_n(learner.rework),
        reach_text(learner) if learner.scope.level is Level.MANAGER else "",
    )


def _one(learner: Learner) -> None:
    click.echo(scope_name(learner))
    facts = [baseline_text(learner), saved_text(learner), band_text(learner), hit_text(learner), rework_text(learner)]
    if learner.scope.level is Level.MANAGER:
        facts += [reach_text(learner), curve_text(learner)]
    for fact in filter(None, facts):
        click.echo(f"  {fact}")
    if learner.sittings:
        click.echo()
        columns = [t("Day"), t("Sitting"), t("Reviews"), t("Minutes"), t("90 of 100"), t("First"), t("Repeat")]
        table([*columns, band_name()], map(_sitting, learner.sittings), frozenset({2, 3, 4, 5, 6, 7}))
    if learner.weeks:
        click.echo()
        columns = [t("Week from"), t("Plans reached"), t("Not reached yet"), t("Rework"), t("First reviews")]
        table(columns, map(_week, learner.weeks), frozenset({2, 4}))


def _sitting(point: SittingPoint) -> tuple[str, ...]:
    return (
        day(point.day),
        slot_name(point.slot),
        number(point.every.n),
        median_text(point.every),
        p90_text(point.every),
        median_text(point.first),
        median_text(point.repeat),
        number(point.in_band),
    )


def _week(week: WeekPoint) -> tuple[str, ...]:
    return (
        day(week.start),
        share_with_n(week.hit),
        number(week.open) if week.open else NOTHING,
        share_with_n(week.rework),
        number(week.first) if week.first else NOTHING,
    )

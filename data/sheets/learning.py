"""How heads and managers learn, in every form: everybody, and the sittings and weeks of one."""

from __future__ import annotations

from cockpit.language import t
from cockpit.language.learning import band_name, reach_text, scope_name, share_with_n
from cockpit.language.words import slot_name
from cockpit.method.learning import Learner, Learning
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.sheet import SheetForm
from cockpit.method.timer import Pace
from data.sheets.table import Column, Table, Value
from data.sheets.table import written as tables_written

_MINUTE = 60


def written(found: Learning, scope: Scope, form: SheetForm) -> bytes:
    """Write everybody of a scope; of one alone his sittings and weeks too, which CSV leaves out.

    Raises:
        ValueError: they cannot be written in this form.
    """
    learners = [each for each in found.learners if scope in (DEPARTMENT, each.scope)]
    everybody = _everybody(learners)
    one = (_sittings(learners[0]), _weeks(learners[0])) if len(learners) == 1 else ()
    return tables_written((everybody,) if form is SheetForm.CSV else (everybody, *one), form)


def _everybody(learners: list[Learner]) -> Table:
    columns = (
        Column("whose", t("Whose")),
        Column("sittings", t("Sittings")),
        Column("reviews", t("Reviews")),
        Column("first_ten_minutes", t("Minutes, first ten")),
        Column("last_sitting_minutes", t("Minutes, last sitting")),
        Column("in_band", band_name()),
        Column("plans_reached", t("Plans reached")),
        Column("rework", t("Rework")),
        Column("five_minutes", t("Five minutes")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            scope_name(each),
            len(each.sittings),
            sum(point.every.n for point in each.sittings),
            _minutes(each.baseline),
            _minutes(each.latest),
            share_with_n(each.in_band),
            share_with_n(each.hit),
            share_with_n(each.rework),
            reach_text(each) if each.scope.level is Level.MANAGER else "",
        )
        for each in learners
    ]
    return Table(t("Learning"), columns, rows, "learning")


def _sittings(learner: Learner) -> Table:
    columns = (
        Column("day", t("Day")),
        Column("sitting", t("Sitting")),
        Column("reviews", t("Reviews")),
        Column("minutes", t("Minutes, median")),
        Column("first_minutes", t("Minutes, first reviews")),
        Column("repeat_minutes", t("Minutes, repeat reviews")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            point.day,
            slot_name(point.slot),
            point.every.n,
            _minutes(point.every),
            _minutes(point.first),
            _minutes(point.repeat),
        )
        for point in learner.sittings
    ]
    return Table(t("Sittings"), columns, rows, "sittings")


def _weeks(learner: Learner) -> Table:
    columns = (
        Column("week", t("Week from")),
        Column("plans_reached", t("Plans reached")),
        Column("open", t("Not reached yet")),
        Column("rework", t("Rework")),
        Column("first_reviews", t("First reviews")),
    )
    rows: list[tuple[Value, ...]] = [
        (week.start, share_with_n(week.hit), week.open, share_with_n(week.rework), week.first) for week in learner.weeks
    ]
    return Table(t("Weeks"), columns, rows, "weeks")


def _minutes(pace: Pace) -> float | None:
    """Return the median in minutes; None without reviews."""
    return None if pace.median is None else round(pace.median / _MINUTE, 1)

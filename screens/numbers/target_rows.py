"""Targets as lines: what came beside what is wanted, and how far the period has gone."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from textual.content import Content

from cockpit.language import number, percent, t
from cockpit.language.kpi import figure_name
from cockpit.language.targets import (
    NOTHING,
    history_text,
    proposal_text,
    range_text,
    share_text,
    source_text,
    sum_text,
    value_text,
    whose,
)
from cockpit.method.scope import Level
from cockpit.method.target import FIGURES, Aim, Target, Targets
from screens.columns import Column
from screens.numbers.page import View
from screens.plain import Cell, Span, content
from screens.rows import Line, Row, Section

_BAR: Final = 12
_MONEY: Final = 9
#: From so many cells a column has room for an amount in full.
_WHOLE_AMOUNT: Final = 16


def columns(*, one: bool) -> tuple[Column, ...]:
    """Return the columns; `one` when they are the figures of one manager."""
    return (
        Column("name", t("Figure") if one else t("Whose"), least=14, enough=22, most=30, weight=1, priority=9),
        Column("value", t("Target"), least=_MONEY + 2, align="right", enough=16, priority=9),
        Column("fact", t("So far"), least=_MONEY, align="right", enough=16, priority=8),
        Column("share", t("Of it"), least=5, align="right", priority=7),
        Column("bar", "", least=_BAR, priority=6),
        Column("range", t("Range"), least=2 * _MONEY + 3, align="right", enough=24, priority=4),
        Column("n", t("n"), least=2, align="right", priority=5),
        Column("sum", t("Managers' sum"), least=_MONEY + 4, align="right", priority=3),
    )


def rows(found: Targets, view: View, width: int) -> list[Row]:
    """Write the targets of a view: a manager's by figure, otherwise those of everybody in it under each figure.

    Args:
        found: the targets.
        view: whose.
        width: the cells of a column of amounts.
    """
    short = width < _WHOLE_AMOUNT
    if view.scope.level is Level.MANAGER:
        targets = [target for figure in FIGURES for target in found.within(view.scope, figure)]
        return [_line(target, found, figure_name(target.figure), short=short) for target in targets]
    shown: list[Row] = []
    targets = [target for figure in FIGURES for target in found.within(view.scope, figure)]
    for figure, same in groupby(targets, key=lambda target: target.figure):
        shown.append(Section(figure_name(figure)))
        shown += [_line(target, found, whose(target.scope, target.name), short=short) for target in same]
    return shown


def _line(target: Target, found: Targets, name: str, *, short: bool) -> Line:
    manager = target.scope.level is Level.MANAGER
    wanted: Cell = ((NOTHING, "muted"),)
    if target.value is not None:
        mark = "=" if target.chosen is not None else "~"
        wanted = ((mark, "muted"), (f" {value_text(target, target.value, short=short)}", "strong"))
    return Line(
        Aim(target.scope, target.figure, found.window.period),
        (
            ((name, "" if manager else "strong"),),
            wanted,
            value_text(target, target.fact, short=short),
            share_text(target),
            bar(target, found.part),
            ((range_text(target, short=True), "muted"),),
            ((number(target.proposal.n), "muted"),),
            ((value_text(target, target.managers, short=True), "muted"),) if target.managers is not None else "",
        ),
    )


def bar(target: Target, part: float, width: int = _BAR) -> tuple[Span, ...]:
    """Draw how much of a target came, with a stroke where the period stands; a figure that does not grow has none."""
    if target.share is None:
        return ()
    full = min(width, int(target.share * width))
    if not target.adds_up:
        return (("▇" * full, "accent"), ("─" * (width - full), "muted"))
    at = min(width - 1, int(part * width))
    cells = ["▇" if index < full else "─" for index in range(width)]
    before, after = "".join(cells[:at]), "".join(cells[at + 1 :])
    spans: list[Span] = []
    for text in (before, "│", after):
        filled = text.count("▇")
        if text == "│":
            spans.append((text, "strong"))
        else:
            spans += [(text[:filled], "accent"), (text[filled:], "muted")]
    return tuple(spans)


def detail(target: Target, found: Targets) -> Content:
    """Write one target in full: where it comes from, what is proposed and from which periods, how far it has come."""
    period = found.window.period
    head: tuple[Span, ...] = (
        (f"{figure_name(target.figure)} · {whose(target.scope, target.name)}: ", "strong"),
        (value_text(target, target.value), "strong"),
        (f"  {source_text(target, period)}", "muted"),
    )
    lines = [content(head)]
    if target.chosen is not None or target.proposal.value:
        lines.append(content(((t("Proposed: "), "muted"), (proposal_text(target, period), ""))))
    if target.share is not None:
        came = t(
            "{fact} came, {share} of the target", fact=value_text(target, target.fact), share=percent(target.share)
        )
        passed = t("{part} of the working days have passed", part=percent(found.part))
        lines.append(content(f"{came}; {passed}" if target.adds_up else came))
    beside = sum_text(target)
    if beside:
        lines.append(content(beside))
    history = history_text(target, found)
    if history:
        lines.append(content(history, "muted"))
    return Content("\n").join(lines)

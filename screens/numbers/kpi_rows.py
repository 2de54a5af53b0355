"""The key figures as lines: those of one scope, one of them for everybody, and the rows behind one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from cockpit.language import day, money, number, short_money, t, weekday_day
from cockpit.language.kpi import (
    NOTHING,
    cases_text,
    change_text,
    days_of,
    figure_meaning,
    figure_name,
    group_name,
    notes,
    reason_text,
    value_text,
    whose_text,
)
from cockpit.method.change import Change, change
from cockpit.method.kpi import Behind, Case, Figure, Kind, Kpis, Line, Value
from cockpit.method.money import Money, main_sum
from cockpit.method.scope import Level, Scope
from screens import lines
from screens.columns import Column
from screens.plain import Cell, Paint, Span, content
from screens.temperature import sparkline

_VALUE: Final = 13
#: Amounts are written short rather than wider than this, when there is no room for more.
LEAST_VALUE: Final = 11
_N: Final = 2
_CHANGE: Final = 7
_BAR: Final = 8
_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_NOTHING: Final[Cell] = ((NOTHING, "muted"),)
#: The figures that `Store.kpi_trend` tells of.
TRENDS: Final = frozenset({Figure.REFUSALS, Figure.WON, Figure.PAID, Figure.REVENUE})


def columns(line: Line | None = None) -> tuple[Column, ...]:
    """Return the columns of a scope's figures, those of the cases as wide as its numbers need."""
    now, before = (_widest(figures.values()) for figures in ((line.now, line.before) if line else ({}, {})))
    return (
        Column("figure", t("Figure"), least=19, most=34, weight=1, priority=9),
        Column("value", t("Value"), least=LEAST_VALUE, enough=_VALUE, align="right", most=22, weight=1, priority=9),
        Column("n", t("n"), least=now, align="right", enough=4, priority=7),
        Column("before", t("Before"), least=LEAST_VALUE, enough=_VALUE, align="right", most=22, weight=1, priority=8),
        Column("before-n", t("n"), least=before, align="right", enough=4, priority=3),
        Column("change", t("Differs"), least=_CHANGE, align="right", priority=6),
    )


def _widest(values: Iterable[Value]) -> int:
    """Return how wide a column of their cases has to be."""
    return max((cell_len(number(value.n)) for value in values if value.figure.kind is not Kind.COUNT), default=_N)


def figures(line: Line, *, whole: bool, most: int) -> list[lines.Row]:
    """Write the figures of a scope, each KPI under its name.

    Args:
        line: the scope's figures.
        whole: is the window over?
        most: amounts longer than that are written short.
    """
    rows: list[lines.Row] = []
    for requirement, same in groupby(Figure, key=lambda figure: figure.requirement):
        rows.append(lines.Section(group_name(requirement)))
        rows += [_figure(figure, line, whole=whole, most=most) for figure in same]
    return rows


def _figure(figure: Figure, line: Line, *, whole: bool, most: int) -> lines.Line:
    now, before = line.now.get(figure), line.before.get(figure)
    changed = change(now, before, whole=whole) if now else None
    name: tuple[Span, ...] = ((figure_name(figure), ""),)
    if now is not None and notes(now):
        name = (*name, (" *", "muted"))
    return lines.Line(
        figure,
        (
            name,
            value_cell(now, most, "strong"),
            _cases(now),
            value_cell(before, most, "muted"),
            _cases(before),
            ((change_text(figure, changed), change_paint(changed)),),
        ),
    )


def value_cell(value: Value | None, most: int, paint: Paint = "") -> Cell:
    """Write a figure into a cell, as short as the cell needs."""
    text = value_text(value, most=most)
    return _NOTHING if text == NOTHING else ((text, paint),)


def _cases(value: Value | None) -> Cell:
    """Write how many cases stand behind a figure; a count says so itself."""
    known = value is not None and value.figure.kind is not Kind.COUNT
    return ((number(value.n), "muted"),) if value is not None and known else ""


def change_paint(changed: Change | None) -> Paint:
    """Return how a change looks; its sign says the same without colour."""
    if changed is None or changed.better is None:
        return "muted"
    return "good" if changed.better else "warm"


def detail(line: Line, figure: Figure, kpis: Kpis) -> Content:
    """Write a figure in full: its meaning, days and cases, what has to be known beside it, and the period before."""
    now, before = line.now.get(figure), line.before.get(figure)
    name: Span = (f"{figure_name(figure)}  ", "strong")
    found = [content((name, *_told(now, days_of(now, kpis.today), notes(now))))] if now is not None else []
    if before is not None:
        found.append(content(_told(before, days_of(before, kpis.today), notes(before), "muted")))
    if figure.requirement == "R19" and line.reasons:
        told = ", ".join(map(reason_text, line.reasons))
        found.append(content(((t("Reasons: "), "muted"), (told, ""))))
    found.append(content(figure_meaning(figure), "muted"))
    return Content("\n").join(found)


def _told(value: Value, days: str, beside: Sequence[str], paint: Paint = "") -> tuple[Span, ...]:
    facts = [cases_text(value)] if value.figure.kind is not Kind.COUNT else []
    rest = " · ".join((*facts, *beside))
    return ((f"{days}: ", "muted"), (value_text(value), paint or "strong"), (f" · {rest}" if rest else "", paint))


def everybody_columns(values: Iterable[Value] = ()) -> tuple[Column, ...]:
    """Return the columns of one figure for everybody; the period before where there is room for it."""
    return (
        Column("name", t("Whose"), least=13, enough=20, most=34, weight=1, priority=9),
        Column("value", t("Value"), least=LEAST_VALUE, enough=_VALUE, align="right", most=22, weight=1, priority=9),
        Column("n", t("n"), least=_widest(values), align="right", enough=4, priority=7),
        Column("before", t("Before"), least=_VALUE, align="right", most=20, weight=1, priority=5),
        Column("change", t("Differs"), least=_CHANGE, align="right", priority=4),
        Column("bar", "", least=_BAR, priority=6),
    )


def everybody_title(figure: Figure) -> Content:
    """Name the figure, and what the bars beside it are."""
    bars = t("bars: the last 8 periods") if figure in TRENDS else t("bars: against the largest")
    return content(((f"{figure_name(figure)}  ", "strong"), (bars, "muted")))


def everybody(
    kpis: Kpis, figure: Figure, trend: Mapping[Scope, Sequence[float | None]], *, most: int
) -> list[lines.Row]:
    """Write one figure for the department, the segments and the managers; the trend stands there, or else a bar."""
    whole = not kpis.window.running(kpis.today)
    titles = {Level.SEGMENT: t("Segments"), Level.MANAGER: t("Managers")}
    rows: list[lines.Row] = []
    for level, same in groupby(kpis.lines, key=lambda line: line.scope.level):
        group = list(same)
        if level in titles:
            rows.append(lines.Section(titles[level]))
        top = max((_size(line.now.get(figure), group, figure) for line in group), default=0.0)
        for line in group:
            now, former = line.now.get(figure), line.before.get(figure)
            changed = change(now, former, whole=whole) if now else None
            drawn = sparkline(trend[line.scope]) if line.scope in trend else ""
            if not drawn and level is not Level.DEPARTMENT:
                drawn = _bar(_size(now, group, figure), top)
            name = t("Everybody") if level is Level.DEPARTMENT else whose_text(line)
            rows.append(
                lines.Line(
                    line.scope,
                    (
                        ((name, "strong" if level is Level.DEPARTMENT else ""),),
                        value_cell(now, most),
                        _cases(now),
                        value_cell(former, most, "muted"),
                        ((change_text(figure, changed), change_paint(changed)),),
                        ((drawn, "accent"),),
                    ),
                )
            )
    return rows


def _size(value: Value | None, group: Iterable[Line], figure: Figure) -> float:
    """Return how large a figure is, to be drawn beside its like; amounts of another currency than most are not."""
    if value is None:
        return 0.0
    if figure.kind is Kind.MONEY:
        currency = _currency(group, figure)
        return float(next((amount.minor for amount in value.money if amount.currency == currency), 0))
    if figure.kind is Kind.RATE:
        return (value.share.rate or 0.0) if value.share else 0.0
    return value.number or 0.0


def _currency(group: Iterable[Line], figure: Figure) -> str:
    amounts: list[Money] = []
    for line in group:
        amounts += line.now[figure].money if figure in line.now else ()
    found = main_sum(amounts)
    return found.currency if found else ""


def _bar(size: float, top: float) -> str:
    """Draw a size against the largest as a bar of eighths of cells."""
    if top <= 0 or size <= 0:
        return ""
    eighths = max(1, round(size / top * _BAR * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def behind_columns(found: Behind) -> tuple[Column, ...]:
    """Return the columns of the rows behind a figure: those that hold something."""
    figure, cases = found.value.figure, found.cases
    one = found.scope.level is Level.MANAGER
    optional = (
        (not one, Column("manager", t("Manager"), least=12, most=26, weight=1, priority=5)),
        (figure.kind is Kind.RATE, Column("counted", t("Counts"), least=9, most=16, priority=7)),
        (any(case.what for case in cases), Column("what", _what(figure), least=14, weight=2, priority=6)),
        (any(case.on for case in cases), Column("on", _day_title(figure), least=11, align="right", priority=7)),
        (any(case.days is not None for case in cases), Column("days", t("Days"), least=5, align="right", priority=8)),
        (any(case.money for case in cases), Column("money", t("Money"), least=13, align="right", priority=8)),
    )
    client = Column("client", t("Client"), least=18, enough=24, most=40, weight=1, priority=9)
    return (client, *(column for there, column in optional if there))


def _day_title(figure: Figure) -> str:
    """Say which day stands in the rows behind a figure."""
    match figure:
        case Figure.REFUSALS | Figure.LOST_CYCLE:
            return t("Lost on")
        case Figure.REFUSAL_RATE:
            return t("Closed on")
        case Figure.WON | Figure.WON_CYCLE | Figure.CHECK | Figure.CHECK_MEDIAN:
            return t("Won on")
        case Figure.PAID:
            return t("Paid on")
        case Figure.OFFERS:
            return t("Sent on")
        case Figure.REVENUE | Figure.REVENUE_DAY | Figure.REVENUE_WEEK | Figure.REVENUE_MONTH:
            return t("Came on")
        case Figure.HOT | Figure.HOT_NEW | Figure.MONEY_HOT:
            return t("Hot since")
        case _:
            return t("So since")


def _what(figure: Figure) -> str:
    if figure is Figure.REFUSALS:
        return t("Reason")
    return t("Offer") if figure.requirement == "R24" else t("Deal")


def case_rows(found: Behind, shown: Sequence[Column]) -> list[lines.Row]:
    """Write the rows behind a figure; the key of each is its place."""
    keys = [column.key for column in shown]
    rows: list[lines.Row] = []
    for at, case in enumerate(found.cases):
        cells = _cells(case, found.value.figure)
        rows.append(lines.Line(at, tuple(cells[key] for key in keys), paint="" if case.counted else "muted"))
    return rows


def _cells(case: Case, figure: Figure) -> dict[str, Cell]:
    words = {True: t("no offer"), False: t("has one")}
    if figure is Figure.REFUSAL_RATE:
        words = {True: t("lost"), False: t("won")}
    return {
        "client": case.client,
        "manager": case.manager,
        "counted": words[case.counted],
        "what": case.what or _NOTHING,
        "on": day(case.on) if case.on else _NOTHING,
        "days": _NOTHING if case.days is None else number(case.days),
        "money": _amount(case),
    }


def _amount(case: Case) -> Cell:
    if case.money is None:
        return _NOTHING
    text = money(case.money)
    text = short_money(case.money) if len(text) > 12 else text  # noqa: PLR2004 the column and its sign
    return ((f"~{text}", "muted"),) if case.estimated else text


def case_detail(case: Case) -> Content:
    """Write one row in full."""
    facts = [case.manager, weekday_day(case.on) if case.on else ""]
    if case.money is not None:
        facts.append(("~" if case.estimated else "") + money(case.money))
    told = "  " + " · ".join(fact for fact in facts if fact)
    return Content("\n").join((content(((case.client, "strong"), (told, "muted"))), content(case.what)))


def behind_title(found: Behind, name: str, today: date) -> str:
    """Name what the rows are: the figure, whose, and of which days."""
    whose = name or t("the whole department")
    return f"{figure_name(found.value.figure)} · {whose} · {days_of(found.value, today)}"

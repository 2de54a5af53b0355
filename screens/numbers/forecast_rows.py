"""The forecast as lines and pictures: weeks and types, the rows beside them, what came of earlier forecasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from rich.cells import cell_len
from textual.content import Content

from cockpit.language import day, moneys, number, percent, short_money, t, tn
from cockpit.language.forecast import (
    band_meaning,
    band_name,
    chances_text,
    group_text,
    line_name,
    place_meaning,
    place_name,
    range_text,
    slips_text,
    without_amount_text,
)
from cockpit.language.words import temperature_name
from cockpit.method.department import Sums
from cockpit.method.forecast import Band, Fact, Forecast, Place
from cockpit.method.money import Money
from cockpit.method.outlook import Block, Group, Line, Span, errors
from cockpit.method.share import ENOUGH_FOR_RATE
from cockpit.method.words import Temperature
from screens.chart import FILLS, Bar, Part, bars, stacked
from screens.columns import Column, fit
from screens.plain import Cell, Paint, content
from screens.plain import Span as Piece
from screens.rows import MARKER, Row, Section
from screens.rows import Line as Drawn
from screens.temperature import SIGNS, temperature_sign

#: Cells of a line's name, and between two columns.
NAME, GAP = 20, 2
_ROOM_LEAST, _ROOM_MOST = 9, 12
#: Beside the weeks stand what comes later and the total.
_BESIDE = 2
_PLACE = 28
_DEALS = 10
_SUM_MOST = 24
_BAND = 12
_BAR_LEAST, _BAR_MOST = 8, 40
#: How many weeks of earlier forecasts are shown.
FACT_WEEKS = 12

#: A line: of the table, by its currency and its place in the block, or a row beside the weeks.
Key: TypeAlias = "tuple[Literal['line'], str, int] | tuple[Literal['place'], Place]"


@dataclass(frozen=True, slots=True)
class Layout:
    """How many weeks have a column of their own, and the cells of each column."""

    weeks: int
    room: int

    @property
    def columns(self) -> int:
        """How many columns of money there are."""
        return self.weeks + _BESIDE


def layout(width: int, weeks: int) -> Layout:
    """Fit the weeks into so many cells; those without room go to "later"."""
    room = width - len(MARKER) - 1 - NAME
    shown = max(1, min(weeks, room // (_ROOM_LEAST + GAP) - _BESIDE))
    return Layout(shown, max(_ROOM_LEAST, min(_ROOM_MOST, room // (shown + _BESIDE) - GAP)))


def columns(place: Layout) -> tuple[Column, ...]:
    """Return the columns of the table; their titles are written apart."""
    money = (Column(str(n), "", least=place.room, most=place.room, align="right") for n in range(place.columns))
    return (Column("name", "", least=NAME, most=NAME, priority=9), *money)


def titles(spans: Sequence[Span], place: Layout, at: int) -> Content:
    """Write the first days of the weeks; the chosen column has a mark."""
    pieces: list[Piece] = [(" " * len(MARKER), ""), *fit(((t("week of"), "muted"),), NAME)]
    for index, text in enumerate([*map(span_name, spans), t("Total")]):
        chosen = index == at
        cell: Cell = ((f"▾ {text}" if chosen else text, "strong" if chosen else "muted"),)
        pieces += [(" " * GAP, ""), *fit(cell, place.room, "right")]
    return content(tuple(pieces))


def span_name(span: Span) -> str:
    """Name a column by the day its week begins on."""
    return t("later") if span.later or span.week is None else day(span.week)


def rows(blocks: Sequence[Block], groups: Sequence[Group], at: int, width: int) -> list[Row]:
    """Write the table of each currency and the rows beside the weeks."""
    found: list[Row] = []
    for block in blocks:
        if len(blocks) > 1:
            found.append(Section(block.currency))
        found += [_line(block, number, at) for number in range(len(block.lines))]
    if not blocks and groups:
        found.append(Section(((t("No deal has an agreed day ahead. A review asks when the client pays."), ""),)))
    if groups:
        found.append(Section(t("In no week")))
        # a sum is as wide as the widest: several currencies need more
        room = min(_SUM_MOST, max(cell_len(moneys(group.money, short=True)) for group in groups))
        found += [_group(group, width - len(MARKER) - 1, room) for group in groups]
    return found


def _line(block: Block, index: int, at: int) -> Drawn:
    line = block.lines[index]
    quiet: Paint = "muted" if line.band is None else "strong" if line.temperature is None else ""
    sign: Piece = temperature_sign(line.temperature) if line.temperature else (" ", "")
    name: Cell = (sign, (f" {line_name(line)}", quiet))
    amounts = (*line.amounts, line.total)
    return Drawn(
        ("line", block.currency, index),
        (name, *(_money(minor, block.currency, "strong" if n == at else quiet) for n, minor in enumerate(amounts))),
    )


def _money(minor: int, currency: str, paint: Paint = "") -> Cell:
    return ((short_money(Money(minor, currency)), paint),) if minor else (("—", "muted"),)


def _group(group: Group, width: int, room: int) -> Drawn:
    money = moneys(group.money, short=True) if group.money else "—"
    unknown = group.without_amount
    beside = tn("{n} without an amount", "{n} without an amount", unknown) if unknown else ""
    overdue: Paint = "warm" if group.place is Place.OVERDUE else ""
    pieces: list[Piece] = [
        *fit(((place_name(group.place), overdue),), _PLACE),
        (" " * GAP, ""),
        *fit(tn("{n} deal", "{n} deals", group.deals), _DEALS, "right"),
        (" " * GAP, ""),
        *fit(((money, overdue),), room, "right"),
        (" " * GAP, ""),
        *fit(((beside, "muted"),), max(0, width - _PLACE - _DEALS - room - 3 * GAP)),
    ]
    return Drawn(("place", group.place), (tuple(pieces),), wide=True)


def about(forecast: Forecast) -> Cell:
    """Say the range, the rates and the delay that was added."""
    facts: list[Piece] = [(range_text(each), "strong") for each in forecast.ranges]
    if forecast.cells or forecast.without_amount:
        facts.append((chances_text(forecast.chances), "muted"))
        facts.append((slips_text(forecast.slips), "muted"))
        facts.append((without_amount_text(forecast), "muted"))
    return _flowing(facts)


def _flowing(facts: Sequence[Piece]) -> Cell:
    """Put facts behind each other as a text that may break anywhere."""
    pieces: list[Piece] = []
    for fact in facts:
        if fact[0]:
            pieces += [(" · ", "muted"), fact]
    return tuple(pieces[1:])


def about_line(block: Block, line: Line, at: int) -> Content:
    """Say what the chosen sum is made of."""
    columns = [*map(span_name, block.spans), t("Total")]
    minor = (*line.amounts, line.total)[at]
    where = t("all weeks") if at == len(block.spans) else columns[at]
    if at < len(block.spans) - 1:
        where = t("the week of {day}", day=columns[at])
    said = content(
        ((f"{line_name(line)} · {where}: ", "strong"), (moneys((Money(minor, block.currency),)), "strong"))
        if minor
        else ((f"{line_name(line)} · {where}: —", "strong"),)
    )
    if line.band is None:
        meaning = t("each amount times the rate of its type, added up")
    else:
        meaning = f"{band_name(line.band)}: {band_meaning(line.band)}"
        if line.temperature is Temperature.WARM:
            meaning = t("warm deals with an agreed day ahead")
    return Content("\n").join([said, content(meaning, "muted")])


def about_group(group: Group) -> Content:
    """Say what a row beside the weeks is made of, by type."""
    parts = []
    for part in group.parts:
        told = f"{SIGNS[part.temperature]} {temperature_name(part.temperature)} {number(part.deals)}"
        parts.append(told + (f" · {moneys(part.money, short=True)}" if part.money else ""))
    lines = [
        content(f"{place_name(group.place)}: {group_text(group)}", "strong"),
        content("   ".join(parts)) if len(group.parts) > 1 or group.place is not Place.POTENTIAL else content(""),
        content(place_meaning(group.place), "muted"),
    ]
    return Content("\n").join(line for line in lines if line.plain)


def weeks_picture(block: Block, width: int) -> Content:
    """Draw a bar for each week: committed, the rest of what is likely, the rest of what is possible."""
    by = {(line.temperature, line.band): line.amounts for line in block.lines}
    commit, likely = by[Temperature.HOT, Band.COMMIT], by[Temperature.HOT, Band.LIKELY]
    possible = by[None, Band.POSSIBLE]
    drawn = []
    for at, span in enumerate(block.spans):
        parts = (commit[at], likely[at] - commit[at], possible[at] - likely[at])
        text = short_money(Money(possible[at], block.currency)) if possible[at] else "—"
        drawn.append(Bar(span_name(span), tuple(map(float, parts)), text))
    paints: tuple[Paint, ...] = ("hot", "hot", "warm")
    names = zip(Band, FILLS, paints, strict=True)
    return stacked(drawn, [Part(band_name(band), fill, paint) for band, fill, paint in names], width)


def ladder(sums: Sums, currency: str, width: int) -> Content:
    """Draw how much stands on each step from potential to hot, and who can pay."""
    steps: list[tuple[str, int, Sequence[Money], Paint]] = []
    for each in reversed(Temperature):
        rung, (sign, paint) = sums.rungs[each], temperature_sign(each)
        steps.append((f"{sign} {temperature_name(each)}", rung.clients, rung.money, paint))
    steps.append((f"  {t('can pay')}", sums.payers, sums.payers_money, "good"))
    known = any(money for _, _, money, _ in steps)
    drawn = []
    for label, clients, money, paint in steps:
        own = sum(each.minor for each in money if each.currency == currency)
        said = tn("{n} client", "{n} clients", clients) if clients else t("nobody")
        text = f"{said} · {moneys(money, short=True)}" if money else said
        drawn.append(Bar(label, (float(own) if known else float(clients),), text, paint))
    return bars(drawn, width)


def fact_columns() -> tuple[Column, ...]:
    """Return the columns of earlier forecasts."""
    return (
        Column("band", t("Band"), least=_BAND, priority=9),
        Column("expected", t("Forecast"), least=10, most=12, weight=1, align="right", priority=9),
        Column("came", t("Came"), least=10, most=12, weight=1, align="right", priority=9),
        Column("error", t("Error"), least=7, align="right", priority=8),
        Column("deals", t("Deals"), least=7, align="right", priority=7),
        Column("bar", t("█ came  ░ missing"), least=_BAR_LEAST + 8, most=_BAR_MOST, weight=3, priority=5),
    )


def fact_rows(facts: Sequence[Fact], bar: int) -> list[Row]:
    """Write what each band of each past week was to bring and what it brought.

    Args:
        facts: the latest week first.
        bar: the cells of a bar; 0 for none.
    """
    tops: dict[str, int] = {}
    for fact in facts:
        tops[fact.currency] = max(tops.get(fact.currency, 0), fact.expected, fact.came)
    found: list[Row] = []
    several = len(tops) > 1
    for (week, currency), group in groupby(facts, key=lambda fact: (fact.week, fact.currency)):
        bands = tuple(group)
        title = t("Week of {day}", day=week) + (f" · {currency}" if several else "")
        if else_ := bands[0].came_else:
            title += " · " + t("{money} came from elsewhere", money=Money(else_, currency))
        told = [_fact(fact, tops[currency], bar) for fact in bands if fact.deals or fact.expected or fact.came]
        if not told:
            title += " · " + t("nothing was expected")
        found += [Section(title), *told]
    return found


def _fact(fact: Fact, top: int, bar: int) -> Drawn:
    return Drawn(
        (fact.week, fact.band, fact.currency),
        (
            band_name(fact.band),
            _money(fact.expected, fact.currency),
            _money(fact.came, fact.currency),
            ((percent(fact.error), "") if fact.error is not None else ("—", "muted"),),
            number(fact.deals),
            _came(fact, top, bar),
        ),
    )


def _came(fact: Fact, top: int, bar: int) -> Cell:
    if not top or not bar:
        return ""
    came = round(fact.came / top * bar) or int(fact.came > 0)
    expected = round(fact.expected / top * bar) or int(fact.expected > 0)
    return (("█" * came, "good"), ("░" * max(0, expected - came), "muted"))


def about_facts(facts: Sequence[Fact]) -> Cell:
    """Say how far the bands were from the fact in the middle; nothing of too few weeks."""
    found: Mapping[Band, tuple[float, int]] = errors(facts)
    told: list[Piece] = [
        (t("The last forecast kept before each week, and what its deals brought in that week."), "muted")
    ]
    parts = [f"{band_name(band)} {percent(error)}" for band, (error, n) in found.items() if n >= ENOUGH_FOR_RATE]
    if parts:
        weeks = len({fact.week for fact in facts})
        said = tn(
            "Median error of {n} week: {bands}", "Median error of {n} weeks: {bands}", weeks, bands=", ".join(parts)
        )
        told.insert(0, (said, "strong"))
    elif facts:
        told.append((t("The median error is told from {n} weeks on.", n=ENOUGH_FOR_RATE), "muted"))
    return _flowing(told)

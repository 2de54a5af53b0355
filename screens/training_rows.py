"""The table of training as lines: managers by what they have to learn, or by what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from cockpit.language import day, moneys, number, short_money, t, tell, tn, weekday_day
from cockpit.language.words import skill_name, verdict_name
from cockpit.method.money import main_sum
from cockpit.method.playbook import Competency
from cockpit.method.training import ALL, EVERYBODY, Cell, Correction, Tag, Training, Window
from cockpit.method.words import Skill
from data.sheets.training import competency_text, error_text
from screens.columns import Column, fit
from screens.plain import Cell as Text
from screens.plain import Paint, Span, content
from screens.rows import MARKER, Line

_NAME_LEAST, _NAME_MOST = 15, 26
_ROOM_LEAST, _ROOM_MOST = 12, 18
_GAP = 2
_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its key in `Training.cells`, what stands above it, and its whole name."""

    key: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns stand on the screen, and how wide they are."""

    first: int
    shown: int
    name: int
    room: int


def heads(training: Training, tag: Tag) -> tuple[Head, ...]:
    """Return the columns: all corrections, each entry of the list, and those filed under nothing."""
    entries = []
    for each in training.columns(tag):
        label = tell(each.label)
        half = f" · {skill_name(each.skill)}" if isinstance(each, Competency) else ""
        entries.append(Head(each.id, label, f"{label}{half}"))
    none = t("without a competency") if tag == "competency" else t("without an error type")
    last = (Head("", none, none),) if training.untagged(tag) else ()
    return (Head(ALL, t("All"), t("all corrections")), *entries, *last)


def layout(count: int, at: int, first: int, width: int) -> Layout:
    """Fit `count` columns into `width` cells, so that the one `at` is on the screen.

    Args:
        count: how many columns there are.
        at: the chosen one.
        first: the leftmost one that stands on the screen now.
        width: the cells there are.
    """
    room = width - len(MARKER) - 1
    shown = max(1, min(count, (room - _NAME_LEAST) // (_ROOM_LEAST + _GAP)))
    each = max(_ROOM_LEAST, min(_ROOM_MOST, (room - _NAME_LEAST) // shown - _GAP))
    name = max(_NAME_LEAST, min(_NAME_MOST, room - shown * (each + _GAP)))
    first = max(0, min(first, at, count - shown), at - shown + 1)
    return Layout(first, shown, name, each)


def titles(all_heads: Sequence[Head], place: Layout, at: int) -> Content:
    """Write the titles of the columns over two lines; the chosen one stands out."""
    shown = all_heads[place.first : place.first + place.shown]
    before, after = place.first > 0, place.first + place.shown < len(all_heads)
    wrapped = [_two_lines(head.title, place.room) for head in shown]
    lines: list[Content] = []
    for line in range(_TITLE_LINES):
        more = f"{'◂ ' if before else ''}{'▸' if after else ''}" if line else t("Manager")
        spans: list[Span] = [(" " * len(MARKER), ""), *fit(more, place.name, "left", "muted")]
        for index, texts in enumerate(wrapped, place.first):
            paint: Paint = "strong" if index == at else "muted"
            spans += [(" " * _GAP, ""), *fit(texts[line], place.room, "left", paint)]
        lines.append(content(tuple(spans)))
    return Content("\n").join(lines)


def _two_lines(text: str, width: int) -> tuple[str, str]:
    """Break a title at a space, as late as it fits; a title of one line stands in the lower one."""
    if cell_len(text) <= width:
        return ("", text)
    words = text.split()
    first = words[0]
    rest = words[1:]
    while rest and cell_len(f"{first} {rest[0]}") <= width:
        first = f"{first} {rest.pop(0)}"
    return (first, " ".join(rest))


def columns(place: Layout) -> tuple[Column, ...]:
    """Return the columns of the list, all of fixed width: the titles above them are written apart."""
    name = Column("name", "", least=place.name, most=place.name, priority=9)
    return (name, *(Column(str(n), "", least=place.room, most=place.room) for n in range(place.shown)))


def rows(
    training: Training, cells: Mapping[tuple[int, str], Cell], all_heads: Sequence[Head], place: Layout, at: int
) -> list[Line]:
    """Write one line for the department and one for each manager."""
    shown = list(enumerate(all_heads))[place.first : place.first + place.shown]
    people = ((EVERYBODY, t("Everybody")), *training.managers)
    return [
        Line(
            who,
            (
                ((name, "strong" if who == EVERYBODY else ""),),
                *(_cell(cells.get((who, head.key), Cell()), chosen=number == at) for number, head in shown),
            ),
        )
        for who, name in people
    ]


def _cell(cell: Cell, *, chosen: bool) -> Text:
    if not cell.n:
        return (("  ·", "strong" if chosen else "muted"),)
    money = main_sum(cell.money)
    return (
        (f"{number(cell.n):>3}", "strong" if chosen else ""),
        (f" {short_money(money)}" if money else "", "" if chosen else "muted"),
    )


def totals(training: Training, tag: Tag) -> str:
    """Say how many corrections there are, by half of the programme, and how many are filed under nothing."""
    parts = [tn("{n} correction", "{n} corrections", training.n)]
    if tag == "competency":
        skills = {each.id: each.skill for each in training.competencies}
        for skill in Skill:
            n = sum(skills.get(each.competency) is skill for each in training.corrections)
            parts.append(f"{skill_name(skill)} {n}")
        untagged = training.untagged(tag)
        if untagged:
            parts.append(tn("{n} without a competency", "{n} without a competency", untagged))
    elif untagged := training.untagged(tag):
        parts.append(tn("{n} without an error type", "{n} without an error type", untagged))
    return " · ".join(parts)


def window_name(window: Window, start: date | None, end: date) -> str:
    """Name the time that is shown; `start` None for all there is."""
    names = {Window.MONTH: t("4 weeks"), Window.QUARTER: t("a quarter"), Window.ALL: t("all there is")}
    until = t("to {end}", end=day(end))
    since = f", {weekday_day(start)}" if start else ""
    return f"{names[window]}{since} {until}"


def detail(training: Training, cell: Cell, tag: Tag, title: tuple[str, str], width: int) -> Content:
    """Write what stands behind a cell: the counts, what the misses cost, the latest examples."""
    lines = [content(((title[0], "strong"), (" · ", "muted"), (title[1], "strong")))]
    if not cell.n:
        lines.append(content(t("No correction."), "muted"))
        return Content("\n").join(lines)
    facts = [tn("{n} correction", "{n} corrections", cell.n), tn("{n} client", "{n} clients", cell.clients)]
    if cell.money:
        facts.append(moneys(cell.money))
    if tag == "error_type":
        facts += costs(cell)
    lines.append(content(" · ".join(facts)))
    for each in cell.examples:
        error = error_text(training, each) if tag == "competency" else competency_text(training, each)
        head_spans: tuple[Span, ...] = (
            (f"{day(each.on):>7}  ", "muted"),
            *fit(each.client, max(14, width // 5)),
            ("  ", ""),
            *((f"{error}: ", "muted"),) * bool(error),
            (each.text or verdict_name(each.verdict), ""),
        )
        lines.append(content(tuple(fit(head_spans, width))))
    return Content("\n").join(lines)


def costs(cell: Cell) -> list[str]:
    """Say by how many days the misses delayed the deals, and what was lost since, where it is known."""
    found = []
    if cell.delay is not None:
        days = number(cell.delay)
        known = len(cell.delays)
        found.append(t("delay {days} days (median of {n})", days=days, n=known))
    if cell.lost:
        found.append(t("lost since {sum}", sum=moneys(cell.lost)))
    return found


def correction_columns(*, one_manager: bool) -> tuple[Column, ...]:
    """Return the columns of the list of corrections; a manager who is the only one needs none."""
    manager = Column("manager", t("Manager"), least=12, most=24, weight=1, priority=6)
    return (
        Column("day", t("Day"), least=7, align="right", priority=8),
        *(() if one_manager else (manager,)),
        Column("client", t("Client"), least=14, most=28, weight=1, priority=9),
        Column("error", t("Error type"), least=14, most=30, weight=1, priority=5),
        Column("competency", t("Competency"), least=14, most=28, weight=1, priority=4),
        Column("delay", t("Delay"), least=6, align="right", priority=3),
        Column("money", t("Money"), least=10, align="right", priority=4),
        Column("text", t("Differently"), least=18, weight=3, priority=7),
    )


def correction(training: Training, each: Correction, *, one_manager: bool) -> Line:
    """Write one correction as a line of `correction_columns`."""
    none: Text = (("—", "muted"),)
    return Line(
        each.review_id,
        (
            ((day(each.on), "muted"),),
            *(() if one_manager else (each.manager,)),
            each.client,
            error_text(training, each) or none,
            competency_text(training, each) or none,
            none if each.delay_days is None else number(each.delay_days),
            short_money(each.money) if each.money else none,
            each.text or none,
        ),
    )


def whole(training: Training, each: Correction) -> Content:
    """Write one correction with everything that is known of it."""
    facts = [each.manager, error_text(training, each), competency_text(training, each), verdict_name(each.verdict)]
    if each.money:
        facts.append(moneys((each.money,)))
    facts += costs(Cell((each,)))
    return Content("\n").join(
        (
            content(((each.client, "strong"), (f"   {weekday_day(each.on)}", "muted"))),
            content(" · ".join(fact for fact in facts if fact), "muted"),
            content(each.text),
        )
    )

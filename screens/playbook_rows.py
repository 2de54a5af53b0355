"""The lines of the playbook's screens: its parts with what they say, and the entries of one part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cockpit.language import money, number, t, tell, tn
from cockpit.language.playbook import part_name
from cockpit.language.words import skill_name, temperature_name
from cockpit.method.playbook import Competency, HighCheck, Intervals, Playbook, StageWords, Terms
from cockpit.method.playbook_entry import DIGITS, PARTS, Entry, Part
from cockpit.method.profile import Question
from cockpit.method.template import Template
from cockpit.method.usage import Usage, Use, idle
from cockpit.method.words import Verdict
from screens.columns import Column
from screens.lines import Line
from screens.plain import Cell, Span

#: Parts that are lists of entries; the others are a form each.
LISTS: tuple[Part, ...] = ("templates", "questions", "error_types", "competencies", "stages")
_AFTER = (Verdict.REACHED, Verdict.NOT_REACHED, Verdict.NO_CONTACT)


def part_columns() -> tuple[Column, ...]:
    """Return the columns of the list of parts."""
    return (
        Column("part", t("Part"), least=24, most=32, weight=1, priority=9),
        Column("says", t("What it says"), least=20, weight=5, priority=9),
        Column("whose", t("Whose"), least=12, priority=8),
    )


def part_lines(book: Playbook, own: frozenset[Part], usage: Usage, today: date, *, department: bool) -> list[Line]:
    """Return a line for every part."""
    return [
        Line(part, (part_name(part), _summary(part, book, usage, today), whose(part in own, department=department)))
        for part in PARTS
    ]


def whose(own: bool, *, department: bool) -> Cell:
    """Say whether a part is its own."""
    if department:
        return t("changed") if own else ""
    return t("its own") if own else ((t("department's"), "muted"),)


def _summary(part: Part, book: Playbook, usage: Usage, today: date) -> Cell:
    if part in LISTS:
        entries: Sequence[Entry | StageWords] = getattr(book, part)
        idles = len(idle_entries(part, book, usage, today))
        spans: list[Span] = [(str(len(entries)), "strong")]
        if idles:
            spans.append((t(" · {n} never used", n=idles), "warm"))
        shown = ", ".join(first_text(each) for each in entries) or t("the program's own words alone")
        return (*spans, (f" · {shown}", "muted"))
    match getattr(book, part):
        case Intervals() as days:
            text = t(
                "hot {hot} · warm {warm} · potential {potential} days",
                hot=days.hot,
                warm=days.warm,
                potential=days.potential,
            )
            return text if days.high is None else f"{text} · {t('high-check {n}', n=days.high)}"
        case Terms() as terms:
            return t(
                "hot when paid within {horizon} days · by hand {hand} · asleep after {asleep} · awake {awake}",
                horizon=terms.horizon,
                hand=terms.hand,
                asleep=terms.asleep,
                awake=terms.awake,
            )
        case HighCheck() as line:
            return high_check_words(line)
        case int() as minutes:
            return tn("{n} minute", "{n} minutes", minutes)
    return ((t("as the settings say") if part == "target_minutes" else t("none: all clients are alike"), "muted"),)


def high_check_words(line: HighCheck) -> str:
    """Say from where on a client is high-check."""
    if line.amount is not None:
        return t("from {amount}", amount=money(line.amount))
    return t("the largest that make up {n}% of the money", n=line.percent or 0)


def first_text(entry: Entry | StageWords) -> str:
    """Name an entry by its first text."""
    if isinstance(entry, StageWords):
        return entry.words
    return tell(entry.task if isinstance(entry, Template) else entry.label)


def idle_entries(part: Part, book: Playbook, usage: Usage, today: date) -> list[Entry]:
    """Return the entries that nobody ever used in their time (R33)."""
    uses = uses_of(part, usage)
    entries: Sequence[Entry] = getattr(book, part) if uses else ()
    return [each for each in entries if each.id in uses and idle(uses[each.id], today)]


def uses_of(part: Part, usage: Usage) -> Mapping[str, Use]:
    """Return how the entries of a part are used, by id; nothing of parts whose use is not counted."""
    return {"templates": usage.templates, "questions": usage.questions}.get(part, {})


def entry_columns(part: Part) -> tuple[Column, ...]:
    """Return the columns of the entries of a part."""
    used = Column("used", t("Used"), least=16, align="right", priority=8)
    match part:
        case "templates":
            return (
                Column("task", t("Task"), least=22, most=50, weight=3, priority=9, enough=34),
                Column("planned", t("Planned result"), least=18, most=60, weight=2, priority=5),
                Column("days", t("Days"), least=4, align="right", priority=8),
                Column("digits", t("Digits"), least=11, align="right", priority=7),
                used,
            )
        case "questions":
            return (
                Column("label", t("On the card"), least=12, most=24, weight=1, priority=9),
                Column("ask", t("Question"), least=24, weight=3, priority=8),
                Column("used", t("Answers"), least=16, align="right", priority=8),
            )
        case "competencies":
            return (
                Column("label", t("Competency"), least=20, weight=2),
                Column("skill", t("Training in"), least=14, weight=1),
            )
        case "stages":
            return (
                Column("words", t("Words in a stage's name"), least=20, weight=2),
                Column("temperature", t("Type"), least=12, weight=1),
            )
    return (Column("label", t("Error type"), least=20, weight=1),)


def entry_lines(part: Part, book: Playbook, usage: Usage, today: date) -> list[Line]:
    """Return a line for every entry; its key is its id, or its words."""
    uses = uses_of(part, usage)
    digits = [
        {each.id: place for place, each in enumerate(book.templates_after(verdict), 1) if place <= DIGITS}
        for verdict in _AFTER
    ]
    lines: list[Line] = []
    entries: Sequence[Entry | StageWords] = getattr(book, part)
    for each in entries:
        if isinstance(each, StageWords):
            lines.append(Line(each.words, (each.words, temperature_name(each.temperature))))
            continue
        used = _used(uses[each.id], today) if each.id in uses else ""
        if isinstance(each, Template):
            taken = " · ".join(str(found.get(each.id, "—")) for found in digits)
            digit: Cell = ((taken, "accent"),)
            cells: tuple[Cell, ...] = (tell(each.task), tell(each.planned_result), str(each.days), digit, used)
        elif isinstance(each, Question):
            cells = (tell(each.label), tell(each.ask), used)
        elif isinstance(each, Competency):
            cells = (tell(each.label), skill_name(each.skill))
        else:
            cells = (tell(each.label),)
        lines.append(Line(each.id, cells))
    return lines


def _used(use: Use, today: date) -> Cell:
    if idle(use, today):
        return ((t("never used"), "warm"),)
    if use.last_on is None:
        return ((t("not yet"), "muted"),)
    return t("{n}, last {day}", n=number(use.count), day=use.last_on)

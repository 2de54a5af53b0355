"""The parts of a playbook as a person writes them: reading what was typed, and checking a part before it is kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from typing import Literal, TypeAlias, get_args

from cockpit.method.amount import read_amount
from cockpit.method.money import Money, places
from cockpit.method.playbook import (
    INTERVAL_DAYS,
    Competency,
    ErrorType,
    HighCheck,
    Intervals,
    Playbook,
    StageWords,
    Terms,
    wording,
)
from cockpit.method.profile import Question
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.template import Template

#: A part of a playbook: what a segment has of its own or as the department.
Part: TypeAlias = Literal[
    "templates",
    "questions",
    "error_types",
    "competencies",
    "intervals",
    "high_check",
    "stages",
    "terms",
    "target_minutes",
]
#: The parts in their order.
PARTS: tuple[Part, ...] = get_args(Part)
#: An entry of a part that is a list of things with an id.
Entry: TypeAlias = "Template | Question | ErrorType | Competency"
#: What a part holds.
Value: TypeAlias = "Sequence[Entry] | Sequence[StageWords] | Intervals | Terms | HighCheck | int | None"

#: Working days until a next task is due.
TEMPLATE_DAYS = range(1, 61)
PERCENT = range(1, 101)
TARGET_MINUTES = range(1, 121)
#: Calendar days that each term may be.
TERM_DAYS = {
    "horizon": range(1, 91),
    "hand": range(1, 91),
    "asleep": range(30, 731),
    "awake": range(1, 181),
}
#: So many templates have a digit after each verdict.
DIGITS = 9

_LONGEST = 200
_MOST_ENTRIES = 50
_ID = re.compile("[A-Za-z_][A-Za-z0-9_-]{0,39}")
_TEXTS = ("task", "planned_result", "label", "ask")
_NO_LINE = {"", "none", "no", "нет", "—", "-"}
_EXACT = re.compile(r"(\d{1,13})(?:[.,](\d{1,4}))? ?([A-Z]{3})")
_PERCENT = re.compile(r"(\d{1,3}) ?%")
_LATIN = dict(zip("абвгдезийклмнопрстуфхыэё", "abvgdeziyklmnoprstufhyee", strict=True)) | {
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
}


def check(part: Part, value: Value) -> tuple[Problem, ...]:
    """Check what a part is to hold. The field of a problem is ``number.name`` in a list, counted from 0.

    Texts must be there and not too long, ids unique, numbers within what is sane; a list of templates is never empty.
    """
    match value:
        case Intervals():
            return check_intervals(value)
        case Terms():
            return check_terms(value)
        case HighCheck():
            return check_high_check(value)
        case int():
            return check_number(value, TARGET_MINUTES, "target_minutes")
        case None:
            return ()
    return _check_list(part, tuple(value))


def _check_list(part: Part, entries: tuple[Entry | StageWords, ...]) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    if part == "templates" and not entries:
        problems.append(Problem("", say("At least one template must stay: the digits take them.")))
    if len(entries) > _MOST_ENTRIES:
        problems.append(Problem("", say("There can be at most {n} of them.", n=_MOST_ENTRIES)))
    for index, entry in enumerate(entries):
        others = [other for place, other in enumerate(entries) if place < index]
        problems += [Problem(f"{index}.{each.field}", each.sentence) for each in check_entry(entry, others)]
    return tuple(problems)


def check_entry(entry: Entry | StageWords, others: Iterable[Entry | StageWords] = ()) -> tuple[Problem, ...]:
    """Check one entry of a list; its id and its first text must be none of `others`."""
    if isinstance(entry, StageWords):
        return _check_words(entry, others)
    known = [other for other in others if not isinstance(other, StageWords)]
    problems: list[Problem] = []
    if not _ID.fullmatch(entry.id):
        problems.append(Problem("id", say("An id has up to 40 Latin letters, digits, - and _, a letter first.")))
    if entry.id in {other.id for other in known}:
        problems.append(Problem("id", say('There are two with the id "{id}".', id=entry.id)))
    texts = {name: wording(getattr(entry, name)) for name in _TEXTS if hasattr(entry, name)}
    for name, text in texts.items():
        problems += _check_text(name, text)
    first = next(iter(texts))
    if _same(texts[first]) in {_same(wording(getattr(other, first))) for other in known}:
        problems.append(Problem(first, say("There is already {name}.", name=texts[first])))
    if "task" in texts and texts["task"].strip() and _same(texts["task"]) == _same(texts["planned_result"]):
        problems.append(
            Problem("planned_result", say("The planned result is what the client does, not the task again."))
        )
    if isinstance(entry, Template):
        problems += check_number(entry.days, TEMPLATE_DAYS, "days")
    return tuple(problems)


def _check_words(entry: StageWords, others: Iterable[Entry | StageWords]) -> tuple[Problem, ...]:
    taken = {_same(other.words) for other in others if isinstance(other, StageWords)}
    if _same(entry.words) in taken:
        return (Problem("words", say("There is already {name}.", name=entry.words)),)
    return _check_text("words", entry.words)


def _check_text(name: str, text: str) -> tuple[Problem, ...]:
    if not any(character.isprintable() and not character.isspace() for character in text):
        return (Problem(name, say("Something has to stand here.")),)
    if len(text) > _LONGEST:
        return (Problem(name, say("It is longer than {n} characters.", n=_LONGEST)),)
    return ()


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def check_intervals(intervals: Intervals) -> tuple[Problem, ...]:
    """Check review intervals in working days: the hotter a client, the sooner he is reviewed again."""
    problems = [
        problem
        for name in ("hot", "warm", "potential", "high")
        if (days := getattr(intervals, name)) is not None
        for problem in check_number(days, INTERVAL_DAYS, name)
    ]
    if not problems and not intervals.hot <= intervals.warm <= intervals.potential:
        wrong = "warm" if intervals.hot > intervals.warm else "potential"
        problems.append(Problem(wrong, say("A hotter client is not reviewed later than a colder one.")))
    return tuple(problems)


def check_terms(terms: Terms) -> tuple[Problem, ...]:
    """Check the terms of temperature, in calendar days."""
    return tuple(
        problem for name, days in TERM_DAYS.items() for problem in check_number(getattr(terms, name), days, name)
    )


def check_high_check(line: HighCheck) -> tuple[Problem, ...]:
    """Check a high-check line: an amount above nothing, or a percentage."""
    if line.percent is not None:
        return check_number(line.percent, PERCENT, "high_check")
    if line.amount is None or line.amount.minor <= 0:
        return (Problem("high_check", _line_wanted()),)
    return ()


def check_number(number: int, allowed: range, field: str) -> tuple[Problem, ...]:
    """Check that a number is one of a range."""
    return () if number in allowed else (Problem(field, _number_wanted(allowed)),)


def read_number(text: str, allowed: range, field: str) -> int | Problem:
    """Read a whole number as typed."""
    clean = text.strip()
    if not (clean.isascii() and clean.isdigit()) or int(clean[:6]) not in allowed:
        return Problem(field, _number_wanted(allowed))
    return int(clean)


def _number_wanted(allowed: range) -> Sentence:
    return say("A whole number from {least} to {most}.", least=allowed[0], most=allowed[-1])


def read_high_check(text: str, currency: str) -> HighCheck | Sentence | None:
    """Read a high-check line: ``20%``, ``500 000``, ``500000 RUB``; None where there is none.

    Args:
        text: what was typed.
        currency: the ISO 4217 code meant when none is typed.

    Returns:
        The line, or the sentence that says what can be typed.
    """
    clean = " ".join(text.split())
    if clean.casefold() in _NO_LINE:
        return None
    if share := _PERCENT.fullmatch(clean):
        line = HighCheck(percent=int(share[1]))
    elif exact := _EXACT.fullmatch(clean):
        shown = places(exact[3])
        line = HighCheck(Money(int(exact[1] + (exact[2] or "").ljust(shown, "0")[:shown]), exact[3]))
    else:
        amount = read_amount(clean, currency)
        if isinstance(amount, Sentence):
            return _line_wanted()
        line = HighCheck(amount)
    problems = check_high_check(line)
    return problems[0].sentence if problems else line


def _line_wanted() -> Sentence:
    return say("An amount such as 500000 or 1.2M, or the largest that make up a share of the money: 20%.")


def written_high_check(line: HighCheck | None) -> str:
    """Write a high-check line as `read_high_check` reads it, whatever the language; empty without one."""
    if line is None:
        return ""
    if line.percent is not None:
        return f"{line.percent}%"
    assert line.amount is not None
    shown = places(line.amount.currency)
    whole, rest = divmod(line.amount.minor, 10**shown)
    return f"{whole}.{rest:0{shown}} {line.amount.currency}" if rest else f"{whole} {line.amount.currency}"


def fresh_id(text: str, taken: Collection[str]) -> str:
    """Make the id of a new entry from its text, in Latin letters; the same text has the same id when it comes back."""
    letters = "".join(_LATIN.get(each, each) for each in text.casefold())
    words = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:30].strip("-")
    name = f"own-{words}" if words else "own"
    number, found = 2, name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def finding_out(ask: str) -> tuple[Sentence, Sentence]:
    """Propose the next task, and its planned result, that find out the answer to a question (R49)."""
    return say("Find out: {question}", question=ask), say("The client answered: {question}", question=ask)


def changed_parts(before: Playbook, after: Playbook) -> tuple[Part, ...]:
    """Return the parts in which two playbooks differ."""
    return tuple(part for part in PARTS if getattr(before, part) != getattr(after, part))


def entry_texts(entry: Entry) -> dict[str, Sentence]:
    """Return the texts of an entry by their names."""
    return {each.name: getattr(entry, each.name) for each in fields(entry) if each.name in _TEXTS}

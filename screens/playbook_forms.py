"""The forms of the playbook: one entry of a list, or a part that is a few numbers. Await these in a worker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar, get_args

from cockpit.language import t, tell
from cockpit.language.playbook import entry, part_name
from cockpit.language.words import skill_name, temperature_name
from cockpit.method.playbook import (
    INTERVAL_DAYS,
    Competency,
    ErrorType,
    Intervals,
    Playbook,
    StageWords,
    Terms,
    own,
)
from cockpit.method.playbook_entry import (
    TARGET_MINUTES,
    TEMPLATE_DAYS,
    TERM_DAYS,
    Entry,
    Part,
    Value,
    check,
    check_entry,
    finding_out,
    fresh_id,
    read_high_check,
    read_number,
    written_high_check,
)
from cockpit.method.profile import Question
from cockpit.method.sentence import Problem, Sentence
from cockpit.method.template import After, Template
from cockpit.method.words import Skill, Temperature
from screens.base import CockpitDialog, CockpitScreen
from screens.fields import TICKED, FieldSpec
from screens.forms import FormDialog, Values

R = TypeVar("R")
Asking = CockpitScreen[R] | CockpitDialog[R]
#: Stores what a part is to hold; a failure is a `CockpitError`.
Save: TypeAlias = Callable[[Value], Awaitable[None]]
AnyEntry: TypeAlias = "Entry | StageWords"

_AFTERS: tuple[After, ...] = get_args(After)
_NUMBERS = {"hot": INTERVAL_DAYS, "warm": INTERVAL_DAYS, "potential": INTERVAL_DAYS}


async def edit_entry(
    screen: Asking[R], part: Part, entries: Sequence[AnyEntry], at: int | None, save: Save
) -> AnyEntry | None:
    """Ask for an entry of a part.

    Args:
        screen: where it is asked.
        part: which part.
        entries: those that the part holds.
        at: the place of the entry that is changed; None adds one at the end.
        save: stores the part with it.

    Returns:
        The entry as stored; None when the form was left.
    """
    stood = None if at is None else entries[at]
    others = [each for place, each in enumerate(entries) if place != at]
    saved: list[AnyEntry] = []

    async def checked(values: Values) -> Sequence[Problem]:
        made = _read_entry(part, values, stood, others)
        if not isinstance(made, Problem):
            if not isinstance(made, StageWords):
                made = entry(part, made)
            if not (problems := check_entry(made, others)):
                every = [*entries, made] if at is None else [*entries[:at], made, *entries[at + 1 :]]
                await save(tuple(every))  # type: ignore[arg-type]  # all of one kind, that of the part
                saved.append(made)
            return problems
        return (made,)

    title = _titles()[part][0 if at is None else 1]
    form = FormDialog(title, _fields(part, stood), checked, note=_note(part))
    await screen.app.push_screen_wait(form)
    return saved[-1] if saved else None


def _titles() -> dict[Part, tuple[str, str]]:
    return {
        "templates": (t("Add a template"), t("Change the template")),
        "questions": (t("Add a question"), t("Change the question")),
        "error_types": (t("Add an error type"), t("Change the error type")),
        "competencies": (t("Add a competency"), t("Change the competency")),
        "stages": (t("Add words of a stage"), t("Change the words of a stage")),
    }


def _note(part: Part) -> str:
    if part == "templates":
        return t("It is offered first after what is ticked; with nothing ticked, behind the others after every result.")
    if part == "questions":
        return t("It stands on the card of every client; f there makes it the next task.")
    return t("Stages whose name holds these words have this type.") if part == "stages" else ""


def _fields(part: Part, stood: AnyEntry | None) -> Sequence[FieldSpec]:
    if part == "stages":
        words = stood if isinstance(stood, StageWords) else StageWords("", Temperature.WARM)
        types = tuple((each.value, temperature_name(each)) for each in Temperature)
        return (
            FieldSpec("words", t("Words"), words.words, hint=t("tender, tasting…")),
            FieldSpec("temperature", t("Type"), words.temperature.value, kind="choice", choices=types),
        )
    if part == "templates":
        template = stood if isinstance(stood, Template) else None
        return _template_fields(template)
    if part == "questions":
        return _question_fields(stood if isinstance(stood, Question) else None)
    label = tell(stood.label) if isinstance(stood, ErrorType | Competency) else ""
    if part == "error_types":
        return (FieldSpec("label", t("What went wrong"), label),)
    skill = stood.skill if isinstance(stood, Competency) else Skill.NEGOTIATION
    return (
        FieldSpec("label", t("Has to learn"), label),
        FieldSpec(
            "skill",
            t("Training in"),
            skill.value,
            kind="choice",
            choices=tuple((each.value, skill_name(each)) for each in Skill),
        ),
    )


def _template_fields(template: Template | None) -> Sequence[FieldSpec]:
    words = {"reached": t("a reached plan"), "missed": t("a missed plan"), "no_contact": t("no contact")}
    after: tuple[After, ...] = template.after if template else ("reached",)
    return (
        FieldSpec("task", t("Task"), tell(template.task) if template else "", hint=t("what the manager does")),
        FieldSpec(
            "planned_result",
            t("Planned result"),
            tell(template.planned_result) if template else "",
            hint=t("what the client does then, answerable yes or no"),
        ),
        FieldSpec("days", t("Working days"), str(template.days) if template else "2", hint=t("until it is due")),
        *(
            FieldSpec(
                name,
                t("Offered after") if name == "reached" else "",
                TICKED if name in after else "",
                "checkbox",
                hint=words[name],
            )
            for name in _AFTERS
        ),
    )


def _question_fields(question: Question | None) -> Sequence[FieldSpec]:
    texts = {
        name: tell(getattr(question, name)) if question else "" for name in ("label", "ask", "task", "planned_result")
    }
    own_words = t("empty: made from the question")
    return (
        FieldSpec("label", t("On the card"), texts["label"], hint=t("one or two words")),
        FieldSpec("ask", t("Question"), texts["ask"], hint=t("in full")),
        FieldSpec("task", t("Task to find out"), texts["task"], hint=own_words),
        FieldSpec("planned_result", t("Planned result"), texts["planned_result"], hint=own_words),
        FieldSpec(
            "money",
            t("Amount"),
            TICKED if question and question.money else "",
            "checkbox",
            hint=t("the answer names an amount"),
        ),
    )


def _read_entry(part: Part, values: Values, stood: AnyEntry | None, others: Sequence[AnyEntry]) -> AnyEntry | Problem:
    if part == "stages":
        return StageWords(values["words"], Temperature(values["temperature"]))
    first = values["task" if part == "templates" else "label"]
    taken = {each.id for each in others if not isinstance(each, StageWords)}
    name = fresh_id(first, taken) if stood is None or isinstance(stood, StageWords) else stood.id
    if part == "error_types":
        return ErrorType(name, own(first))
    if part == "competencies":
        return Competency(name, own(first), Skill(values["skill"]))
    if part == "questions":
        task, planned_result = (tell(text) for text in finding_out(values["ask"].strip()))
        return Question(
            name,
            own(first),
            own(values["ask"]),
            own(values["task"] if values["task"].strip() else task),
            own(values["planned_result"] if values["planned_result"].strip() else planned_result),
            money=values["money"] == TICKED,
        )
    days = read_number(values["days"], TEMPLATE_DAYS, "days")
    if isinstance(days, Problem):
        return days
    after = tuple(each for each in _AFTERS if values[each] == TICKED)
    return Template(name, own(first), own(values["planned_result"]), days, after)


async def edit_value(screen: Asking[R], part: Part, book: Playbook, save: Save) -> bool:
    """Ask for a part that is a few numbers; True when it was stored."""
    reading = _READERS[part]

    async def checked(values: Values) -> Sequence[Problem]:
        found = reading(values, screen.services.store.desk.currency)
        if isinstance(found, list):
            return found
        if not (problems := check(part, found)):
            await save(found)
        return problems

    form = FormDialog(part_name(part), _value_fields(part, book), checked, note=_explained(part))
    return await screen.app.push_screen_wait(form) is not None


def _explained(part: Part) -> str:
    return {
        "intervals": t("After how many working days a client is reviewed again, from 1 to 10."),
        "high_check": t("From here on a client is high-check: c in the queue shows these only."),
        "terms": t("Terms in days of the calendar."),
        "target_minutes": t("Minutes that a repeat review of one client aims at."),
    }[part]


def _value_fields(part: Part, book: Playbook) -> Sequence[FieldSpec]:
    if part == "high_check":
        written = written_high_check(book.high_check)
        return (FieldSpec("high_check", t("High-check"), written, hint=t("500000, 1.2M or 20%; empty for none")),)
    if part == "target_minutes":
        minutes = "" if book.target_minutes is None else str(book.target_minutes)
        return (FieldSpec("target_minutes", t("Minutes"), minutes, hint=t("empty: as the settings say")),)
    if part == "terms":
        labels = {
            "horizon": t("Hot when paid in"),
            "hand": t("Kept when by hand"),
            "asleep": t("Asleep after"),
            "awake": t("Awake after result"),
        }
        return tuple(FieldSpec(name, label, str(getattr(book.terms, name))) for name, label in labels.items())
    days = book.intervals
    return (
        *(
            FieldSpec(each.value, temperature_name(each).capitalize(), str(getattr(days, each.value)))
            for each in Temperature
        ),
        FieldSpec(
            "high",
            t("High-check"),
            "" if days.high is None else str(days.high),
            hint=t("when sooner than its type; empty for no difference"),
        ),
    )


def _read_intervals(values: Values, _currency: str) -> Value | list[Problem]:
    found = {name: read_number(values[name], allowed, name) for name, allowed in _NUMBERS.items()}
    high = read_number(values["high"], INTERVAL_DAYS, "high") if values["high"].strip() else None
    problems = [each for each in (*found.values(), high) if isinstance(each, Problem)]
    if problems:
        return problems
    days = {name: each for name, each in found.items() if isinstance(each, int)}
    return Intervals(**days, high=high if isinstance(high, int) else None)


def _read_terms(values: Values, _currency: str) -> Value | list[Problem]:
    found = {name: read_number(values[name], allowed, name) for name, allowed in TERM_DAYS.items()}
    problems = [each for each in found.values() if isinstance(each, Problem)]
    return problems or replace(Terms(), **{name: each for name, each in found.items() if isinstance(each, int)})


def _read_line(values: Values, currency: str) -> Value | list[Problem]:
    line = read_high_check(values["high_check"], currency)
    return [Problem("high_check", line)] if isinstance(line, Sentence) else line


def _read_target(values: Values, _currency: str) -> Value | list[Problem]:
    if not values["target_minutes"].strip():
        return None
    found = read_number(values["target_minutes"], TARGET_MINUTES, "target_minutes")
    return [found] if isinstance(found, Problem) else found


_READERS: dict[Part, Callable[[Values, str], Value | list[Problem]]] = {
    "intervals": _read_intervals,
    "terms": _read_terms,
    "high_check": _read_line,
    "target_minutes": _read_target,
}

"""The playbook as one TOML file, written with comments in the language in use (R61)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap

import tomlkit

from cockpit.language import tell
from cockpit.language.playbook import part_name
from cockpit.method.bookfile import BookScope
from cockpit.method.playbook import Competency, HighCheck, Intervals, StageWords, Terms
from cockpit.method.playbook_entry import PARTS, Entry, Part, Value, entry_texts, written_high_check
from cockpit.method.profile import Question
from cockpit.method.sentence import Sentence, say
from cockpit.method.template import Template
from data.files.playbook_reader import read_file

__all__ = ["read_file", "written"]

_WIDTH = 100
#: Parts that fit one line stand before the lists, since TOML has a table's own keys first.
_IN_ONE_LINE: tuple[Part, ...] = ("target_minutes", "high_check", "intervals", "terms")


def written(scopes: Sequence[BookScope]) -> str:
    """Write the playbook of the department and of its segments as the text of a file."""
    lines = [*_comment(_about())]
    for scope in scopes:
        lines += ["", *_scope(scope)]
    return "\n".join(lines) + "\n"


def _scope(scope: BookScope) -> Iterator[str]:
    name = "department" if scope.name is None else f"segment.{tomlkit.key(scope.name).as_string()}"
    inherited = [part_name(part) for part in PARTS if part not in scope.parts]
    if inherited:
        yield from _comment(say("As the department: {parts}.", parts=", ".join(inherited)))
    yield f"[{name}]"
    for key, person in (("head", scope.head), ("deputy", scope.deputy)):
        if person is not None:
            yield f"{key} = {_text(person)}"
    lists = [part for part in PARTS if part not in _IN_ONE_LINE and part in scope.parts]
    empty = [part for part in lists if not _entries(scope.parts[part])]
    for part in (*_IN_ONE_LINE, *empty):
        if part in scope.parts:
            yield from _remark(scope, _explained(part))
            if part in empty:
                instead = say(
                    "To add one, write [[{name}]] and its keys further down instead of this:", name=f"{name}.{part}"
                )
                yield from _remark(scope, instead)
            yield f"{part} = {'[]' if part in empty else _value(scope.parts[part])}"
    for part in lists:
        yield from _list(scope, part, f"{name}.{part}")


def _list(scope: BookScope, part: Part, name: str) -> Iterator[str]:
    for place, each in enumerate(_entries(scope.parts[part])):
        yield ""
        if place == 0:
            yield from _remark(scope, _explained(part))
        yield f"[[{name}]]"
        yield from _entry(each)


def _remark(scope: BookScope, sentence: Sentence) -> Iterable[str]:
    return _comment(sentence) if scope.name is None else ()


def _comment(sentence: Sentence) -> Iterator[str]:
    yield from (f"# {line}" for line in wrap(tell(sentence), _WIDTH))


def _entries(value: Value) -> tuple[Entry | StageWords, ...]:
    return tuple(value) if isinstance(value, tuple | list) else ()


def _entry(each: Entry | StageWords) -> Iterator[str]:
    if isinstance(each, StageWords):
        yield f"words = {_text(each.words)}"
        yield f"temperature = {_text(each.temperature)}"
        return
    yield f"id = {_text(each.id)}"
    for name, text in entry_texts(each).items():
        yield f"{name} = {_text(tell(text))}"
    if isinstance(each, Template):
        yield f"days = {each.days}"
        yield f"after = [{', '.join(map(_text, each.after))}]"
    elif isinstance(each, Question) and each.money:
        yield "money = true"
    elif isinstance(each, Competency):
        yield f"skill = {_text(each.skill)}"


def _value(value: Value) -> str:
    match value:
        case Intervals() | Terms():
            table = tomlkit.inline_table()
            table.update({name: days for name, days in asdict(value).items() if days is not None})
            return table.as_string()
        case HighCheck():
            return _text(written_high_check(value))
        case int():
            return str(value)
    return "false"


def _text(text: str) -> str:
    """Write a text in quotes."""
    return tomlkit.string(str(text)).as_string()


def _about() -> Sentence:
    return say(
        "The playbook of the cockpit: what the department goes by, and what a segment has of its own. "
        "Read it back with: cockpit playbook import FILE. What is left out stays as it is; "
        "an entry keeps its history by its id, and a new one needs none."
    )


def _explained(part: Part) -> Sentence:
    return {
        "target_minutes": say("Minutes that a repeat review aims at; false leaves them to the settings."),
        "high_check": say(
            'From where on a client is high-check: an amount ("500000 RUB"), or the largest that make up a share of '
            'the money ("20%"); false for no line.'
        ),
        "intervals": say(
            "After how many working days a client is reviewed again, by temperature, from 1 to 10; high is for clients "
            "above the high-check line and may be left out."
        ),
        "terms": say(
            "Terms in calendar days. horizon: an agreed payment within so many days makes a client hot. hand: so long "
            "a temperature set by hand is kept. asleep: a client open longer sleeps. awake: a result reached within so "
            "many days keeps him awake."
        ),
        "templates": say(
            "Next tasks taken by one digit, in this order. planned_result: what the client does then, answerable yes "
            "or no. days: working days until it is due. after: what it is offered first after (reached, missed, "
            "no_contact)."
        ),
        "questions": say(
            "What has to be known about a client, in this order. label: one or two words for the card. task and "
            "planned_result: the next task that finds it out; left out, they are made from the question. money: the "
            "answer names an amount."
        ),
        "error_types": say("What went wrong in a talk that needs a correction."),
        "competencies": say("What a correction trains. skill: negotiation or product."),
        "stages": say(
            "Stages of the CRM whose name holds these words have this temperature: hot, warm or potential. The first "
            "that fits decides, before the program's own words."
        ),
    }[part]

"""Reading the playbook's TOML file: every key checked, and what is wrong told by file and line (R61)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from cockpit.language import one_line, tell
from cockpit.language.playbook import built_in_id, recognised
from cockpit.method.bookfile import BookScope
from cockpit.method.errors import FileError
from cockpit.method.playbook import Competency, ErrorType, Intervals, StageWords, Terms, own
from cockpit.method.playbook_entry import PARTS, Entry, Part, Value, check, finding_out, fresh_id, read_high_check
from cockpit.method.profile import Question
from cockpit.method.sentence import Sentence, say
from cockpit.method.template import After, Template
from cockpit.method.words import Skill, Temperature
from data.files.toml_lines import line_of, line_of_syntax, setting_at

# How the value of a key is written.
_EXAMPLES = {
    "after": '["reached"]',
    "asleep": "120",
    "ask": '"…"',
    "awake": "30",
    "days": "2",
    "hand": "14",
    "high": "2",
    "high_check": '"20%"',
    "horizon": "30",
    "hot": "2",
    "label": '"…"',
    "money": "true",
    "planned_result": '"…"',
    "potential": "10",
    "skill": '"product"',
    "target_minutes": "5",
    "task": '"…"',
    "temperature": '"warm"',
    "warm": "5",
    "words": '"…"',
}
_LARGEST_BYTES = 4_000_000


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Template(_Model):
    id: str | None = None
    task: str
    planned_result: str
    days: int
    after: list[After] = []


class _Question(_Model):
    id: str | None = None
    label: str
    ask: str
    task: str = ""
    planned_result: str = ""
    money: bool = False


class _ErrorType(_Model):
    id: str | None = None
    label: str


class _Competency(_Model):
    id: str | None = None
    label: str
    skill: Literal["negotiation", "product"]


class _Intervals(_Model):
    hot: int = Intervals().hot
    warm: int = Intervals().warm
    potential: int = Intervals().potential
    high: int | None = None


class _Terms(_Model):
    horizon: int = Terms().horizon
    hand: int = Terms().hand
    asleep: int = Terms().asleep
    awake: int = Terms().awake


class _Stage(_Model):
    words: str
    temperature: Literal["hot", "warm", "potential"]


class _Parts(_Model):
    target_minutes: int | Literal[False] | None = None
    high_check: str | Literal[False] | None = None
    intervals: _Intervals | None = None
    terms: _Terms | None = None
    templates: list[_Template] | None = None
    questions: list[_Question] | None = None
    error_types: list[_ErrorType] | None = None
    competencies: list[_Competency] | None = None
    stages: list[_Stage] | None = None


class _Segment(_Parts):
    head: str | None = None
    deputy: str | None = None


class _File(_Model):
    department: _Parts = _Parts()
    segment: dict[str, _Segment] = {}


def read_file(file: Path, currency: str) -> tuple[BookScope, ...]:
    """Read a playbook's file.

    Args:
        file: the file.
        currency: the ISO 4217 code meant where an amount names none.

    Raises:
        FileError: it cannot be read, is not TOML, or something in it is wrong; the sentence names file and line.
    """
    try:
        raw = file.read_bytes()[:_LARGEST_BYTES]
    except OSError as error:
        reason = error.strerror or ""
        raise _error(say("The file {file} cannot be read: {reason}", file=str(file), reason=reason)) from error
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise _error(say("The file {file} is not a text in UTF-8.", file=str(file))) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error).partition(" (at ")[0]
        line = line_of_syntax(str(error), text)
        wrong = say("this is not TOML ({reason}). A line looks like: days = 2", reason=reason)
        raise _at(file, line, _unreadable(line, text) or wrong) from error
    return _Reader(file, text, currency).read(values)


class _Reader:
    """One file while it is read; whatever is wrong is raised with its line."""

    def __init__(self, file: Path, text: str, currency: str) -> None:
        self._file = file
        self._text = text
        self._currency = currency

    def read(self, values: Mapping[str, Any]) -> tuple[BookScope, ...]:
        try:
            found = _File.model_validate(values)
        except ValidationError as error:
            flaws = [(self._line(flaw["loc"]), flaw["loc"], flaw["type"]) for flaw in error.errors()]
            # a misspelt key is the reason for the one that is missing
            line, path, kind = min(
                flaws, key=lambda flaw: (flaw[2] == "missing" and _misspelt(flaw[1], flaws), flaw[0])
            )
            raise _at(self._file, line, _flaw(path, kind, values)) from error
        scopes = []
        if "department" in values:
            scopes.append(BookScope(parts=self._parts(("department",), found.department)))
        seen: set[str] = set()
        for name, each in found.segment.items():
            clean = one_line(name)
            if not clean or clean.casefold() in seen:
                raise self._wrong(("segment", name), say("Each segment needs a name of its own."))
            seen.add(clean.casefold())
            people = [None if value is None else one_line(value) for value in (each.head, each.deputy)]
            scopes.append(BookScope(clean, self._parts(("segment", name), each), *people))
        return tuple(scopes)

    def _parts(self, path: tuple[str, ...], given: _Parts) -> dict[Part, Value]:
        found: dict[Part, Value] = {}
        for part in PARTS:
            value = getattr(given, part)
            if value is None:
                continue
            made = recognised(part, self._value(path, part, value))
            for problem in check(part, made):
                steps = [int(step) if step.isdigit() else step for step in problem.field.split(".") if step]
                wrong = problem.sentence
                if part in {"intervals", "terms"}:
                    shown = f"{problem.field} = {getattr(made, problem.field)}"
                    wrong = say("{key}: {wrong}", key=shown, wrong=wrong)
                raise self._wrong((*path, *(() if steps == [part] else (part,)), *steps), wrong)
            found[part] = made
        return found

    def _value(self, path: tuple[str, ...], part: Part, value: Any) -> Value:
        if part == "intervals":
            return Intervals(**value.model_dump())
        if part == "terms":
            return Terms(**value.model_dump())
        if part == "target_minutes":
            return None if value is False else int(value)
        if part == "high_check":
            line = read_high_check(value or "", self._currency)
            if isinstance(line, Sentence):
                raise self._wrong((*path, part), line)
            return line
        if part == "stages":
            return tuple(StageWords(each.words, Temperature(each.temperature)) for each in value)
        return _entries(part, value)

    def _line(self, path: tuple[str | int, ...]) -> int:
        return line_of(path, self._text)

    def _wrong(self, path: tuple[str | int, ...], wrong: Sentence) -> FileError:
        return _at(self._file, self._line(path), wrong)


def _entries(part: Part, given: Iterable[Any]) -> tuple[Entry, ...]:
    given = list(given)
    taken = {each.id for each in given if each.id is not None}
    made: list[Entry] = []
    for each in given:
        name = each.id
        if name is None:
            first = each.task if part == "templates" else each.label
            known = built_in_id(part, first)
            name = known if known is not None and known not in taken else fresh_id(first, taken)
            taken.add(name)
        made.append(_MAKERS[part](name, each))
    return tuple(made)


def _template(name: str, each: _Template) -> Template:
    after = tuple(word for word in get_args(After) if word in each.after)
    return Template(name, own(each.task), own(each.planned_result), each.days, after)


def _question(name: str, each: _Question) -> Question:
    task, planned_result = (tell(text) for text in finding_out(each.ask))
    return Question(
        name,
        own(each.label),
        own(each.ask),
        own(each.task.strip() or task),
        own(each.planned_result.strip() or planned_result),
        money=each.money,
    )


_MAKERS: dict[Part, Callable[[str, Any], Entry]] = {
    "templates": _template,
    "questions": _question,
    "error_types": lambda name, each: ErrorType(name, own(each.label)),
    "competencies": lambda name, each: Competency(name, own(each.label), Skill(each.skill)),
}


def _misspelt(path: tuple[str | int, ...], flaws: Iterable[tuple[int, tuple[str | int, ...], str]]) -> bool:
    """Has the table a missing key belongs to a key that nobody knows?"""
    return any(kind == "extra_forbidden" and other[:-1] == path[:-1] for _, other, kind in flaws)


def _unreadable(line: int, text: str) -> Sentence | None:
    """Name the key and the value of a line that is not TOML, with what would be right; None when it has no such key."""
    found = setting_at(line, text)
    example = None if found is None else _EXAMPLES.get(found[0])
    if found is None or example is None:
        return None
    key, value = found
    return say(
        "{key} = {value} cannot be read: {wanted} For example: {example}",
        key=key,
        value=value,
        wanted=_wanted(key),
        example=f"{key} = {example}",
    )


def _flaw(path: tuple[str | int, ...], kind: str, values: Mapping[str, Any]) -> Sentence:
    """Say what would be right at a path."""
    names = [step for step in path if isinstance(step, str)]
    if kind == "extra_forbidden":
        key = names[-1]
        known = _known_keys(path[:-1])
        near = get_close_matches(key.lower(), known, n=1, cutoff=0.5)
        if near:
            return say('there is no key "{key}"; did you mean "{near}"?', key=key, near=near[0])
        return say('there is no key "{key}"; the keys are {names}.', key=key, names=", ".join(known))
    if kind == "missing":
        return say("{key} is missing.", key=names[-1])
    return _wanted(_last_key(path, values))


def _last_key(path: tuple[str | int, ...], values: Any) -> str:
    """Return the last key of a path that the file has: a union tells by which of its members it failed as well."""
    found, key = values, ""
    for step in path:
        if isinstance(found, dict) and step in found:
            found, key = found[step], str(step)
        elif isinstance(found, list) and isinstance(step, int):
            found = found[step]
        else:
            break
    return key


def _wanted(key: str) -> Sentence:
    wanted = {
        "money": say("{key} must be true or false.", key=key),
        "after": say('{key} must be a list of these: "reached", "missed", "no_contact".', key=key),
        "skill": say('{key} must be "negotiation" or "product".', key=key),
        "temperature": say('{key} must be "hot", "warm" or "potential".', key=key),
        "target_minutes": say("{key} must be a whole number from 1 to 120, or false.", key=key),
        "high_check": say('{key} must be an amount such as "500000 RUB", a share such as "20%", or false.', key=key),
        "intervals": say("{key} must be written like this: { hot = 2, warm = 5, potential = 10 }", key=key),
        "terms": say("{key} must be written like this: { horizon = 30, hand = 14, asleep = 120 }", key=key),
        "department": say("{key} must be a table that begins with [department].", key=key),
        "segment": say('{key} must be a table that begins with [segment."Name"].', key=key),
    }
    if key in wanted:
        return wanted[key]
    if key in PARTS:
        return say("{key} must be a list: each entry begins with [[department.{key}]].", key=key)
    if key in {*_Intervals.model_fields, *_Terms.model_fields, "days"}:
        return say("{key} must be a whole number.", key=key)
    return say("{key} must be a text in quotes.", key=key)


def _known_keys(path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that a table at a path may have."""
    kind: Any = _File
    for step in path:
        if isinstance(step, int):
            continue
        if isinstance(kind, type) and issubclass(kind, BaseModel) and step in kind.model_fields:
            kind = kind.model_fields[step].annotation
        elif kind == dict[str, _Segment]:
            kind = _Segment
        kind = _inside(kind)
    return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else ["…"]


def _inside(kind: Any) -> Any:
    """Return the model inside an optional or a list."""
    while isinstance(kind, UnionType) or getattr(kind, "__origin__", None) is list:
        kind = next(each for each in get_args(kind) if each is not type(None))
    return kind


def _at(file: Path, line: int, wrong: Sentence) -> FileError:
    return _error(say("{file}, line {line}: {wrong}", file=str(file), line=line, wrong=wrong))


def _error(sentence: Sentence) -> FileError:
    return FileError(say("The playbook was not read"), sentence)

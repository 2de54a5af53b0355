"""The playbooks as they are kept: the department's, and what each segment has of its own.

A row holds only the parts that were changed; what it does not name is the department's, and then the program's own.
Under ``gone`` it keeps the error types and competencies that were taken out of it, since reviews still name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.money import Money
from cockpit.method.norms import Norms
from cockpit.method.playbook import (
    BUILT_IN,
    Competency,
    ErrorType,
    HighCheck,
    Intervals,
    Playbook,
    StageWords,
    Terms,
    own,
    wording,
)
from cockpit.method.playbook_entry import Entry, Part, Value, entry_texts
from cockpit.method.profile import Question
from cockpit.method.sentence import Sentence
from cockpit.method.template import Template
from cockpit.method.words import Skill, Temperature
from data.tables import PlaybookRow

#: The parts whose entries past reviews name.
NAMED: tuple[Part, ...] = ("error_types", "competencies")
#: Where a row keeps what was taken out of these parts, by part and id.
GONE = "gone"


class Playbooks:
    """Every playbook there is, read once."""

    def __init__(self, bodies: Mapping[int | None, Mapping[str, Any]]) -> None:
        self._bodies = bodies
        self._known: dict[int | None, Playbook] = {}

    def of(self, segment_id: int | None) -> Playbook:
        """Return what a segment goes by; None for managers without a segment and for the department."""
        if segment_id not in self._known:
            department = read(self._bodies.get(None, {}), Playbook())
            self._known[None] = department
            self._known[segment_id] = read(self._bodies.get(segment_id, {}), department) if segment_id else department
        return self._known[segment_id]

    def gone(self) -> Playbook:
        """Return in its lists the error types and competencies that were taken out of a list, as they stood last."""
        own = [body for segment, body in self._bodies.items() if segment is not None]
        kept = [body.get(GONE, {}) for body in (*own, self._bodies.get(None, {}))]
        known: dict[str, dict[str, Any]] = {part: {} for part in NAMED}
        for part, entries in known.items():
            for each in kept:
                entries.update(each.get(part, {}))
        return read({part: list(entries.values()) for part, entries in known.items()}, Playbook())

    def norms(self, base: Norms, segment_id: int | None) -> Norms:
        """Return what is normal in a segment."""
        return self.of(segment_id).norms(base)


def playbooks(session: Session) -> Playbooks:
    """Read every playbook."""
    rows = session.execute(select(PlaybookRow.segment_id, PlaybookRow.body)).all()
    return Playbooks(dict(rows))


def read(body: Mapping[str, Any], base: Playbook) -> Playbook:
    """Put the parts that were kept over those of `base`."""
    parts: dict[str, Any] = {}
    if "templates" in body:
        parts["templates"] = tuple(_template(each) for each in body["templates"])
    if "questions" in body:
        parts["questions"] = tuple(_question(each) for each in body["questions"])
    if "error_types" in body:
        parts["error_types"] = tuple(
            ErrorType(each["id"], _text(each, "label", BUILT_IN["error_types"].get(each["id"])))
            for each in body["error_types"]
        )
    if "competencies" in body:
        parts["competencies"] = tuple(
            Competency(each["id"], _text(each, "label", BUILT_IN["competencies"].get(each["id"])), Skill(each["skill"]))
            for each in body["competencies"]
        )
    if "intervals" in body:
        parts["intervals"] = Intervals(**body["intervals"])
    if "high_check" in body:
        parts["high_check"] = _high_check(body["high_check"])
    if "stages" in body:
        parts["stages"] = tuple(StageWords(each["words"], Temperature(each["temperature"])) for each in body["stages"])
    if "terms" in body:
        parts["terms"] = Terms(**body["terms"])
    if "target_minutes" in body:
        parts["target_minutes"] = body["target_minutes"]
    return replace(base, **parts) if parts else base


def _template(each: Mapping[str, Any]) -> Template:
    known = BUILT_IN["templates"].get(each["id"])
    return Template(
        each["id"],
        _text(each, "task", known),
        _text(each, "planned_result", known),
        each["days"],
        tuple(each["after"]),
    )


def _question(each: Mapping[str, Any]) -> Question:
    known = BUILT_IN["questions"].get(each["id"])
    return Question(
        each["id"],
        _text(each, "label", known),
        _text(each, "ask", known),
        _text(each, "task", known),
        _text(each, "planned_result", known),
        money=each.get("money", False),
        decides_temperature=isinstance(known, Question) and known.decides_temperature,
    )


def _text(each: Mapping[str, Any], name: str, known: object) -> Sentence:
    """Return a person's own words, or those of the program where he left them as they are."""
    if name in each or known is None:
        return own(each.get(name, ""))
    found: Sentence = getattr(known, name)
    return found


def _high_check(body: Mapping[str, Any] | None) -> HighCheck | None:
    if body is None:
        return None
    amount = body.get("amount")
    return HighCheck(None if amount is None else Money(*amount), body.get("percent"))


def kept(part: Part, value: Value, stood: Any, today: date) -> Any:
    """Return what a part holds as it is kept: the program's words are left out, an entry has the day it came.

    Args:
        part: which part.
        value: what it holds.
        stood: the part as it was kept before, from which the days are taken.
        today: the day of entries that are new.
    """
    match value:
        case Intervals() | Terms():
            return {each.name: getattr(value, each.name) for each in fields(value)}
        case HighCheck():
            amount = value.amount
            line = {"amount": None if amount is None else [amount.minor, amount.currency], "percent": value.percent}
            return {name: found for name, found in line.items() if found is not None}
        case int() | None:
            return value
    since = {each["id"]: each.get("since") for each in stood} if part != "stages" else {}
    return [
        {"words": each.words, "temperature": each.temperature.value}
        if isinstance(each, StageWords)
        else _kept_entry(part, each, since, today)
        for each in value
    ]


def with_gone(body: Mapping[str, Any], stood: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row is to keep, with the entries that are named by reviews and were in it before."""
    found = {name: part for name, part in body.items() if name != GONE}
    gone: dict[str, Any] = {}
    for part in NAMED:
        listed = {each["id"] for each in body.get(part, ())}
        known = {**stood.get(GONE, {}).get(part, {}), **{each["id"]: each for each in stood.get(part, ())}}
        if left := {name: each for name, each in known.items() if name not in listed}:
            gone[part] = left
    return {**found, GONE: gone} if gone else found


def _kept_entry(part: Part, each: Entry, since: Mapping[str, str | None], today: date) -> dict[str, Any]:
    known = BUILT_IN[part].get(each.id)
    theirs = {} if known is None else entry_texts(known)
    found: dict[str, Any] = {"id": each.id}
    found |= {name: wording(text) for name, text in entry_texts(each).items() if text != theirs.get(name)}
    if isinstance(each, Template):
        found |= {"days": each.days, "after": list(each.after)}
    elif isinstance(each, Question) and each.money:
        found["money"] = True
    elif isinstance(each, Competency):
        found["skill"] = each.skill.value
    came = since.get(each.id, None if known is not None else today.isoformat())
    return found if came is None else {**found, "since": came}

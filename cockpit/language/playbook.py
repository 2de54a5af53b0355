"""The words of a playbook: the names of its parts, and which of its texts are the program's own in any language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from cockpit.language.catalogue import everywhere
from cockpit.language.plain import one_line
from cockpit.language.texts import t
from cockpit.method.bookfile import BookChange
from cockpit.method.playbook import BUILT_IN, StageWords, own, wording
from cockpit.method.playbook_entry import Entry, Part, Value, entry_texts
from cockpit.method.profile import Question
from cockpit.method.sentence import Sentence


def part_name(part: Part) -> str:
    """Name a part of a playbook."""
    return {
        "templates": t("Next-step templates"),
        "questions": t("Questions about a client"),
        "error_types": t("Error types"),
        "competencies": t("Competencies"),
        "intervals": t("Review intervals"),
        "high_check": t("High-check line"),
        "stages": t("Words of stages"),
        "terms": t("Temperature terms"),
        "target_minutes": t("Minutes per client"),
    }[part]


def change_line(change: BookChange) -> str:
    """Say what a file changes of the department or of a segment."""
    name = t("The department") if change.segment is None else change.segment
    what = [part_name(part) for part in change.parts]
    if change.people:
        what.insert(0, t("its head or deputy"))
    if change.made:
        what.insert(0, t("a new segment"))
    return f"{name}: {', '.join(what)}"


def recognised(part: Part, value: Value) -> Value:
    """Return a part with its texts made clean; words that are the program's in some language stay the program's."""
    if isinstance(value, tuple):
        return cast(
            "Value",
            tuple(
                replace(each, words=one_line(each.words)) if isinstance(each, StageWords) else entry(part, each)
                for each in value
            ),
        )
    return value


def entry(part: Part, each: Entry) -> Entry:
    """Return an entry with its texts made clean, those of the program as sentences of the catalogue."""
    known = BUILT_IN[part].get(each.id)
    theirs = entry_texts(known) if known is not None else {}
    texts: dict[str, Any] = {name: _recognised(text, theirs.get(name)) for name, text in entry_texts(each).items()}
    if isinstance(each, Question):
        texts["decides_temperature"] = isinstance(known, Question) and known.decides_temperature
    return replace(each, **texts)


def _recognised(text: Sentence, known: Sentence | None) -> Sentence:
    if text == known:
        return text
    clean = one_line(wording(text), limit=_KEPT)
    return known if known is not None and clean in everywhere(known.text) else own(clean)


def built_in_id(part: Part, text: str) -> str | None:
    """Return the id of the program's entry whose first text is this one in some language."""
    clean = one_line(text, limit=_KEPT)
    for name, known in BUILT_IN[part].items():
        first = next(iter(entry_texts(known).values()))
        if clean in everywhere(first.text):
            return name
    return None


#: Texts are cut no sooner than their check can say that they are too long.
_KEPT = 400

"""The list of managers as it was last seen, kept in a file: what the next start shows until the store is open.

It holds what was painted, not the facts behind it, so showing it needs neither the store nor the language's forms.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from screens.plain import PAINTS, Cell
from screens.rows import Line


@dataclass(frozen=True, slots=True)
class Glance:
    """The list of managers at one moment.

    Attributes:
        place: where the data are, as a person would name it.
        day: the local day; on another one everything may stand otherwise.
        language: the language it is written in.
        totals: the line above the list.
        lines: the managers, each with his id as the first part of the key.
    """

    place: str
    day: date
    language: str
    totals: Cell
    lines: tuple[Line, ...]


def load(file: Path, place: str, day: date, language: str, columns: int) -> Glance | None:
    """Return what was kept; None when it is of other data, of another day, or cannot be understood.

    Args:
        file: where it was kept.
        place: where the data are.
        day: today.
        language: the language in use.
        columns: how many cells a line has.
    """
    try:
        found = json.loads(file.read_text("utf-8"))
        if [found["place"], found["day"], found["language"]] != [place, day.isoformat(), language]:
            return None
        lines = tuple(Line((int(key), None), tuple(map(_cell, cells))) for key, cells in found["lines"])
        glance = Glance(place, day, language, _cell(found["totals"]), lines)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return glance if lines and all(len(line.cells) == columns for line in lines) else None


def keep(file: Path, glance: Glance) -> None:
    """Keep what is seen, readable by the user alone; a failure costs the next start its first look, nothing else."""
    told = {
        "place": glance.place,
        "day": glance.day.isoformat(),
        "language": glance.language,
        "totals": glance.totals,
        "lines": [(_id(line), line.cells) for line in glance.lines],
    }
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        try:
            made = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(made, "w", encoding="utf-8") as out:
                json.dump(told, out, ensure_ascii=False)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)


def _id(line: Line) -> int:
    assert isinstance(line.key, tuple)
    return int(line.key[0])


def _cell(found: Any) -> Cell:
    """Read a cell: a text, or pairs of a text and its paint.

    Raises:
        ValueError: it is something else.
    """
    if isinstance(found, str):
        return found
    for text, paint in found:
        if not isinstance(text, str) or (paint and paint not in PAINTS):
            raise ValueError("no cell")
    return tuple((text, paint) for text, paint in found)

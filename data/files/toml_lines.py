"""Where in a TOML text a value stands, so that what is wrong with it can be told by its line."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

#: Keys and places in lists that lead to a value, as pydantic tells them.
Path: TypeAlias = "Sequence[str | int]"

_HEADER = re.compile(r"\s*(\[\[?.*?\]\]?)\s*(?:#.*)?")
_SETTING = re.compile(r"""\s*("[^"]+"|'[^']+'|[A-Za-z0-9_-]+)\s*=([^#]*)(?:#.*)?""")
_KEY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*[=.]""")


def line_of(path: Path, text: str) -> int:
    """Return the number of the line in which the value at `path` is set, or else the table it is missing from.

    A value inside an inline table or a list has the line of the key it belongs to; 1 when nothing of it is seen.
    """
    wanted = tuple(path)
    best, length = 1, 0
    table: tuple[str | int, ...] = ()
    lists: Counter[tuple[str | int, ...]] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.fullmatch(line):
            table = _table(header[1], lists)
            place = table
        elif key := _KEY.match(line):
            place = (*table, next(part for part in key.groups() if part is not None))
        else:
            continue
        if len(place) > length and wanted[: len(place)] == place:
            best, length = number, len(place)
    return best


def line_of_syntax(message: str, text: str) -> int:
    """Return the line that the standard library's reader complains about."""
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else text.rstrip("\n").count("\n") + 1


def setting_at(number: int, text: str) -> tuple[str, str] | None:
    """Return the key and the value, as written, that a line of a TOML text sets; None when it sets none."""
    lines = text.split("\n")
    found = _SETTING.fullmatch(lines[number - 1]) if 0 < number <= len(lines) else None
    return (found[1].strip("\"'"), found[2].strip()) if found and found[2].strip() else None


def _table(header: str, lists: Counter[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    """Return where a header leads to, with the places in the lists of tables on the way."""
    try:
        found: object = tomllib.loads(header)
    except tomllib.TOMLDecodeError:
        return ()
    names: list[str] = []
    while isinstance(found, dict | list) and found:
        if isinstance(found, list):
            found = found[0]
            continue
        name, found = next(iter(found.items()))
        names.append(name)
    many = header.startswith("[[")
    place: tuple[str | int, ...] = ()
    for at, name in enumerate(names):
        place = (*place, name)
        if many and at == len(names) - 1:
            lists[place] += 1
        if lists[place]:
            place = (*place, lists[place] - 1)
    return place

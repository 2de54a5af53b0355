"""A `SourceMap` as a TOML file, and as the mapping of a table's columns.

The file::

    name = "our crm"
    currency = "RUB"          # of amounts that name none
    day_first = true          # what 03/04/2026 means
    decimal = ","             # what the mark in 1,200 is

    [columns]                 # a column of the file = what it says
    "Customer" = "client"

    [stages]                  # a stage or a status = open, won or lost
    "Contract signed" = "won"
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

import tomlkit

from cockpit.language import tell
from cockpit.language.plain import one_line
from cockpit.method.crm import COALESCED, Field, SourceMap, column_names
from cockpit.method.errors import FileError
from cockpit.method.sentence import Sentence, say
from cockpit.method.words import DealStatus
from data.files import fields
from data.files.habits import stage_key
from data.files.toml_lines import line_of, line_of_syntax
from data.files.values import read_currency

E = TypeVar("E", bound=StrEnum)
_KEYS: Final = ("name", "currency", "day_first", "decimal", "columns", "stages")
_DECIMALS: Final = ("", ".", ",")
#: Kept as it is written.
_NOTHING: Final = ""
_MOST_BYTES: Final = 1 << 20


def mapping_of(source: SourceMap, header: tuple[str, ...]) -> fields.Mapping:
    """Return what a map says about the columns of a table; a field said of several columns is read from the first.

    Fields that are gathered from several columns (`cockpit.method.crm.COALESCED`) take all of theirs.
    """
    found: dict[Field, tuple[int, ...]] = {}
    unknown: list[int] = []
    unused: list[int] = []
    for column, name in enumerate(column_names(header)):
        meant = source.columns.get(name)
        if meant is None:
            unknown += [column] if header[column] else []
        elif meant not in found or meant in COALESCED:
            found[meant] = (*found.get(meant, ()), column)
        else:
            unused.append(column)
    guess = fields.match(header)
    return fields.Mapping(
        header=header,
        columns=found,
        unknown=tuple(unknown),
        unused=tuple(unused),
        either_close=guess.either_close,
        won_flag=guess.won_flag,
        currency=source.currency or fields.stated_currency(header, found),
    )


def written(source: SourceMap) -> str:
    """Write a map as the text of a file, with comments in the language in use."""
    return "\n".join(_lines(source)) + "\n"


def _lines(source: SourceMap) -> Iterator[str]:
    yield _comment(say("How Cockpit reads the tables of one source: cockpit import FILE --map THIS_FILE"))
    yield f"name = {_text(source.name)}"
    if source.currency:
        yield f"currency = {_text(source.currency)}"
    if source.day_first is not None:
        yield f"day_first = {str(source.day_first).lower()}"
    if source.decimal:
        yield f"decimal = {_text(source.decimal)}"
    if source.columns:
        yield ""
        known = ", ".join(Field)
        yield _comment(say("A column = what it says: {fields}; empty: kept as it is written.", fields=known))
        yield "[columns]"
        yield from (f"{_text(name)} = {_text(meant or _NOTHING)}" for name, meant in source.columns.items())
    if source.stages:
        yield ""
        yield _comment(say("A stage or a status = open, won or lost."))
        yield "[stages]"
        yield from (f"{_text(name)} = {_text(status)}" for name, status in source.stages.items())


def _comment(sentence: Sentence) -> str:
    return f"# {tell(sentence)}"


def _text(value: str) -> str:
    return tomlkit.string(value).as_string()


def read_map(path: Path) -> SourceMap:
    """Read a map from a file.

    Raises:
        FileError: it cannot be read, is no TOML, or says something that is not known; the sentence names the line.
    """
    try:
        with path.open("rb") as file:
            body = file.read(_MOST_BYTES + 1)
        text = body.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise _refusal(path, 0, say("It cannot be read: {reason}", reason=reason)) from error
    if len(body) > _MOST_BYTES:
        raise _refusal(path, 0, say("It is too large."))
    return _Reader(path, text).source()


def as_body(source: SourceMap) -> dict[str, Any]:
    """Return a map without its name, as JSON can hold it."""
    return {
        "columns": {name: meant.value if meant else _NOTHING for name, meant in source.columns.items()},
        "stages": {name: status.value for name, status in source.stages.items()},
        "currency": source.currency,
        "day_first": source.day_first,
        "decimal": source.decimal,
    }


def from_body(name: str, body: Mapping[str, Any]) -> SourceMap:
    """Return the map that `as_body` made; words of a later version that are not known are left out."""
    known = {each.value: each for each in Field}
    statuses = {each.value: each for each in DealStatus}
    return SourceMap(
        name,
        {column: known.get(meant) for column, meant in body.get("columns", {}).items()},
        {stage: statuses[word] for stage, word in body.get("stages", {}).items() if word in statuses},
        body.get("currency", ""),
        body.get("day_first"),
        body.get("decimal", ""),
    )


class _Reader:
    """Reads one file, and knows the lines for what is wrong."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text

    def source(self) -> SourceMap:
        try:
            found = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            line = line_of_syntax(str(error), self._text)
            raise _refusal(self._path, line, say("This is not TOML.")) from error
        unknown = next((key for key in found if key not in _KEYS), None)
        if unknown is not None:
            raise self._wrong(
                (unknown,), say("{key} is not known; known are {keys}.", key=unknown, keys=", ".join(_KEYS))
            )
        name = one_line(self._string(found, "name"))
        if not name:
            raise self._wrong(("name",), say("A name for the source is missing."))
        currency = self._string(found, "currency")
        code = read_currency(currency) if currency else ""
        if code is None:
            raise self._wrong(("currency",), say("Not a currency: {text}", text=currency))
        decimal = self._string(found, "decimal")
        if decimal not in _DECIMALS:
            raise self._wrong(("decimal",), say("The mark of decimals is . or ,"))
        day_first = found.get("day_first")
        if day_first is not None and not isinstance(day_first, bool):
            raise self._wrong(("day_first",), say("{key} is true or false.", key="day_first"))
        columns = {
            name: (self._word(Field, "columns", name, word) if word else None)
            for name, word in self._table(found, "columns")
        }
        stages = {
            stage_key(text): self._word(DealStatus, "stages", text, word) for text, word in self._table(found, "stages")
        }
        return SourceMap(name, columns, stages, code, day_first, decimal)

    def _string(self, found: Mapping[str, Any], key: str) -> str:
        value = found.get(key, "")
        if not isinstance(value, str):
            raise self._wrong((key,), say("{key} is a text in quotes.", key=key))
        return value.strip()

    def _table(self, found: Mapping[str, Any], key: str) -> Iterator[tuple[str, str]]:
        table = found.get(key, {})
        if not isinstance(table, dict):
            raise self._wrong((key,), say("{key} is a table: write [{key}] above its lines.", key=key))
        for name, word in table.items():
            if not isinstance(word, str):
                raise self._wrong((key, name), say("{key} is a text in quotes.", key=name))
            yield name, word.strip()

    def _word(self, kind: Callable[[str], E], key: str, name: str, word: str) -> E:
        try:
            return kind(word)
        except ValueError:
            known: Any = kind
            words = ", ".join(known)
            raise self._wrong(
                (key, name), say("{word} is not known; known are {words}.", word=word, words=words)
            ) from None

    def _wrong(self, path: tuple[str, ...], sentence: Sentence) -> FileError:
        return _refusal(self._path, line_of(path, self._text), sentence)


def _refusal(path: Path, line: int, sentence: Sentence) -> FileError:
    told = (
        say("{file}, line {line}: {problem}", file=path.name, line=line, problem=sentence)
        if line
        else say("{file}: {problem}", file=path.name or str(path), problem=sentence)
    )
    return FileError(say("The map cannot be read"), told)

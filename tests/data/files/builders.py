"""Small files and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from cockpit.method.sentence import Sentence
from data.files.facts import Fact, ReadOptions
from data.files.reading import Reading, open_reading

OPTIONS = ReadOptions("RUB", ZoneInfo("Europe/Moscow"))
F = TypeVar("F")


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def reading(*paths: Path, options: ReadOptions = OPTIONS, source: str | None = None) -> Reading:
    return open_reading(paths, options, source)


def facts(*paths: Path, options: ReadOptions = OPTIONS) -> list[Fact]:
    return [fact for _, fact in reading(*paths, options=options).facts()]


def only(kind: type[F], found: Sequence[object]) -> list[F]:
    return [fact for fact in found if isinstance(fact, kind)]


def plain(sentence: Sentence) -> str:
    values = {name: plain(value) if isinstance(value, Sentence) else value for name, value in sentence.values}
    return sentence.text.format(**values)

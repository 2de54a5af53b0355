"""Throws broken files at the readers: whatever the bytes, they give facts or refuse with a sentence.

``python -m tools.fuzz_readers [SECONDS [SEED]]``. A file that brings anything else to light is kept and named.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from cockpit.method.errors import FileError
from data.files.facts import ReadOptions
from data.files.reading import open_reading

OPTIONS = ReadOptions("RUB", ZoneInfo("Europe/Moscow"))
_SNIPPETS = (
    b'"', b";", b",", b"\t", b"\n", b"\r\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"<td>", b"</table>", b"<table>",
    b"01.01.1970", b"45000", b"1.23E+11", b"1.200,50 \xd1\x80\xd1\x83\xd0\xb1.", b"????", b"=1+1", b"&amp;", b"sep=;",
    b"\xd0", b"PK\x03\x04", b"Total", b"\xc2\xa0", b"99999999999999999999", b"-5", b"(3)",
)  # fmt: skip
_ROWS = (
    ("ID", "Название сделки", "Компания", "Ответственный", "Этап сделки", "Воронка", "Бюджет", "Дата создания"),
    ("1", "Поставка", "ACME [/foo]", "Анна", "Переговоры", "Воронка", "1 200,50 ₽", "01.10.2026 10:00:00"),
    ("2", 'С "кавычкой"', "", "Борис", "Успешно реализовано", "Воронка", "300 тыс", "2026-10-01"),
)


def seeds() -> list[bytes]:
    """Return good files of every kind."""
    plain = "\n".join(";".join(f'"{cell}"'.replace('""', '"') for cell in row) + ";" for row in _ROWS)
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _ROWS)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in _ROWS:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    deals = 'Opportunity Name,Account Name,Stage,Amount,Close Date\nA,B,Closed Won,"1,200",3/4/2026\n\nGrand Totals\n'
    return [
        plain.encode(),
        plain.encode("cp1251", "replace"),
        plain.encode("utf-16"),
        f"<meta charset=utf-8><table>{cells}</table>".encode(),
        deals.encode(),
        target.getvalue(),
    ]


def mutated(body: bytes, chance: random.Random) -> bytes:
    """Return a file with a few things wrong with it."""
    broken = bytearray(body)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(broken) + 1)
        match chance.choices(range(5), (6, 3, 3, 2, 1))[0]:
            case 0:
                broken[at:at] = chance.choice(_SNIPPETS)
            case 1:
                del broken[at : at + chance.randint(1, 40)]
            case 2:
                broken[at : at + 1] = bytes([chance.randrange(256)])
            case 3:
                broken[at:at] = broken[at : at + chance.randint(1, 200)]
            case _:
                del broken[at:]
    return bytes(broken)


def read(path: Path) -> int:
    """Read a file to its end; return how many facts it gave, 0 when it was refused.

    Raises:
        AssertionError: the rows are not accounted for.
    """
    try:
        reading = open_reading((path,), OPTIONS)
        facts = sum(1 for _ in reading.facts())
        list(reading.notes)
    except FileError:
        return 0
    for account in reading.accounts:
        assert account.rows == account.taken + account.skipped, "every row is accounted for"
    return facts


def main(seconds: float, seed: int) -> int:
    """Fuzz for so many seconds; 1 when something came to light."""
    chance, good, tried, ends = random.Random(seed), seeds(), 0, time.monotonic() + seconds  # noqa: S311 no secret
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deals.csv"
        while time.monotonic() < ends:
            body = mutated(chance.choice(good), chance)
            path.write_bytes(body)
            tried += 1
            try:
                read(path)
            except Exception:  # noqa: BLE001 whatever it is, it is what is looked for
                kept = Path(tempfile.gettempdir()) / f"cockpit-fuzz-{seed}-{tried}.bin"
                kept.write_bytes(body)
                traceback.print_exc()
                print(f"seed {seed}, file {tried}: {kept}")
                return 1
    print(f"seed {seed}: {tried} files, each read or refused")
    return 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else 60, int(given[1]) if given[1:] else int(time.time())))

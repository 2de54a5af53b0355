"""A manager's sheet (R29): his tasks for the day and for the week, by type of client in general and by client."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cockpit.method.overview import TaskLine
from cockpit.method.task import When, when
from cockpit.method.words import TaskState, Temperature

_LONGEST_NAME = 60
_HEAT: dict[Temperature | None, int] = {
    None: -1,
    **{temperature: number for number, temperature in enumerate(Temperature)},
}


class SheetForm(StrEnum):
    """A form in which something is handed out; the value is the end of a file's name."""

    MARKDOWN = "md"
    CSV = "csv"
    XLSX = "xlsx"
    ICS = "ics"
    JSON = "json"
    AMOCRM = "amocrm.csv"
    BITRIX24 = "bitrix24.csv"


#: The forms of what holds no days of a calendar and no tasks.
TABLE_FORMS = (SheetForm.MARKDOWN, SheetForm.CSV, SheetForm.XLSX, SheetForm.JSON)


def end_of(name: str, ends: Collection[str]) -> str:
    """Return the longest of these ends, given without their dot, that a file's name has; empty if it has none.

    ``end_of("tasks.bitrix24.csv", ("csv", "bitrix24.csv"))`` is ``"bitrix24.csv"``.
    """
    found = [end for end in ends if name.casefold().endswith(f".{end}")]
    return max(found, key=len, default="")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The tasks of one time.

    Attributes:
        general: those about all clients, about those of one type, and recruiting ones.
        clients: those of single clients. Both are in order of the day, then the warmest first.
    """

    general: tuple[TaskLine, ...] = ()
    clients: tuple[TaskLine, ...] = ()

    @property
    def lines(self) -> tuple[TaskLine, ...]:
        """All of them."""
        return self.general + self.clients


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one manager is handed.

    Attributes:
        day: the day it is made for.
        parts: his tasks by time, each time there; `When.CLOSED` holds those he has done that a review has to judge.
    """

    manager_id: int
    manager: str
    day: date
    parts: Mapping[When, SheetPart]

    @property
    def lines(self) -> tuple[TaskLine, ...]:
        """All tasks, in the order of the sheet."""
        return tuple(line for part in self.parts.values() for line in part.lines)


def make_sheet(manager_id: int, manager: str, lines: Iterable[TaskLine], day: date) -> Sheet:
    """Make a manager's sheet of a day from his tasks; what was closed is left out."""
    going = [line for line in lines if line.task.state is TaskState.OPEN and line.task.manager_id == manager_id]
    return Sheet(
        manager_id,
        manager,
        day,
        {time: _part([line for line in going if when(line.task, day) is time]) for time in When},
    )


def _part(lines: list[TaskLine]) -> SheetPart:
    lines.sort(key=lambda line: (line.task.due_on, _HEAT[line.temperature], line.task.client.casefold(), line.task.id))
    return SheetPart(
        tuple(line for line in lines if line.task.client_id is None),
        tuple(line for line in lines if line.task.client_id is not None),
    )


def file_stem(what: str, name: str, day: date) -> str:
    """Return the name proposed for a file, without its end: ``tasks-anna-kuznetsova-2026-11-23``.

    Args:
        what: what is in it.
        name: whose it is; only its letters and digits are kept. Empty when it is everybody's.
        day: the day it is made for.
    """
    words = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return "-".join([what, *words, day.isoformat()]) if len(name) <= _LONGEST_NAME else f"{what}-{day.isoformat()}"

"""Training: what the corrections of a time say about who has to learn what (R38, R53, R54).

A correction is a review after which the manager does something differently: its words, its error type or its
competency were given, and it was not outside our control. A number is a count of corrections; money is that of the
clients concerned, each client once, where it is known. A rate is never made of so few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Final, Literal, TypeAlias

from cockpit.method.money import Money, main_sum, totals
from cockpit.method.playbook import Competency, ErrorType
from cockpit.method.words import Skill, Verdict

Tag: TypeAlias = Literal["error_type", "competency"]

#: So many clients stand as examples.
EXAMPLES: Final = 3
#: The key of the row of the whole department in `Training.cells`.
EVERYBODY: Final = 0
#: The key of the column with all corrections in `Training.cells`; the empty key is that of the untagged ones.
ALL: Final = "*"


class Window(StrEnum):
    """The time that the table is about."""

    MONTH = "4w"
    QUARTER = "quarter"
    ALL = "all"

    def start(self, today: date) -> date | None:
        """Return its first day, of 28 or 91 with today; None for all there is."""
        days = {Window.MONTH: 28, Window.QUARTER: 91}.get(self)
        return None if days is None else today - timedelta(days=days - 1)


@dataclass(frozen=True, slots=True)
class Pair:
    """How often a competency was given with an error type."""

    error_type: str
    competency: str
    n: int


def usual_competencies(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return the competency given most often with each error type; none where two were given equally often."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        if pair.error_type and pair.competency:
            counted[pair.error_type][pair.competency] += pair.n
    usual = {}
    for error, counts in counted.items():
        (first, n), *others = counts.most_common(2)
        if not any(count == n for _, count in others):
            usual[error] = first
    return usual


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, with what it stands for and what the miss cost.

    Attributes:
        on: the day of the sitting.
        error_type, competency: ids of the lists, empty when they were not given.
        money: the known open money of the client now.
        delay_days: calendar days from the planned day to the client's next review; None while that has not come.
        lost: the deals lost since, until the client's next correction.
    """

    review_id: int
    client_id: int
    client: str
    manager_id: int
    manager: str
    on: date
    verdict: Verdict | None
    text: str
    error_type: str = ""
    competency: str = ""
    money: Money | None = None
    delay_days: int | None = None
    lost: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Some corrections, the latest first, and what they add up to."""

    corrections: tuple[Correction, ...] = ()

    @property
    def n(self) -> int:
        """How many corrections."""
        return len(self.corrections)

    @property
    def clients(self) -> int:
        """How many clients they are about."""
        return len({each.client_id for each in self.corrections})

    @property
    def money(self) -> tuple[Money, ...]:
        """The known open money of these clients, by currency."""
        return totals(_by_client(self.corrections).values())

    @property
    def examples(self) -> tuple[Correction, ...]:
        """The latest of them, one of each client."""
        latest: dict[int, Correction] = {}
        for each in self.corrections:
            latest.setdefault(each.client_id, each)
        return tuple(latest.values())[:EXAMPLES]

    @property
    def delays(self) -> tuple[int, ...]:
        """The delays that are known, in calendar days, the shortest first."""
        return tuple(sorted(each.delay_days for each in self.corrections if each.delay_days is not None))

    @property
    def delay(self) -> float | None:
        """The median of the known delays, in calendar days."""
        return median(self.delays) if self.delays else None

    @property
    def lost(self) -> tuple[Money, ...]:
        """The lost deals, by currency."""
        return totals(amount for each in self.corrections for amount in each.lost)


@dataclass(frozen=True, slots=True)
class Need:
    """A manager who needs a lesson, by his corrections."""

    manager_id: int
    manager: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Lesson:
    """One competency of the programme: by whom it is needed, most of all first, and what shows it."""

    competency: Competency
    cell: Cell
    needed_by: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """The corrections of a time, and the lists they are filed under.

    Attributes:
        start, end: the days; `start` None for all there is.
        corrections: the latest first.
        competencies, error_types: the lists of the department and its segments, with what was given and is in none.
    """

    start: date | None
    end: date
    corrections: tuple[Correction, ...] = ()
    competencies: tuple[Competency, ...] = ()
    error_types: tuple[ErrorType, ...] = ()

    @property
    def n(self) -> int:
        """How many corrections there are."""
        return len(self.corrections)

    @property
    def managers(self) -> tuple[tuple[int, str], ...]:
        """The managers with a correction, by id and name, those with most first."""
        counts = Counter((each.manager_id, each.manager) for each in self.corrections)
        return tuple(sorted(counts, key=lambda who: (-counts[who], who[1], who[0])))

    def columns(self, tag: Tag) -> Sequence[Competency | ErrorType]:
        """Return what the corrections are filed under by a tag."""
        return self.competencies if tag == "competency" else self.error_types

    def untagged(self, tag: Tag) -> int:
        """How many corrections are filed under nothing."""
        return sum(not tag_of(each, tag) for each in self.corrections)

    def cells(self, tag: Tag) -> Mapping[tuple[int, str], Cell]:
        """Return the table of a tag by manager and column, with `EVERYBODY`, `ALL` and the empty key for untagged."""
        found: defaultdict[tuple[int, str], list[Correction]] = defaultdict(list)
        for each in self.corrections:
            for who in (each.manager_id, EVERYBODY):
                for column in (tag_of(each, tag), ALL):
                    found[who, column].append(each)
        return {key: Cell(tuple(corrections)) for key, corrections in found.items()}

    def programme(self) -> tuple[Lesson, ...]:
        """Return what has to be learned, by the number of corrections and then by money (R54)."""
        cells, currency = self.cells("competency"), self._currency
        lessons = []
        for competency in self.competencies:
            cell = cells.get((EVERYBODY, competency.id))
            if cell is not None:
                people = (Need(who, name, cells.get((who, competency.id), Cell())) for who, name in self.managers)
                needed = sorted((need for need in people if need.cell.n), key=lambda need: _rank(need.cell, currency))
                lessons.append(Lesson(competency, cell, tuple(needed)))
        return tuple(sorted(lessons, key=lambda lesson: _rank(lesson.cell, currency)))

    def gaps(self, manager_id: int) -> tuple[Lesson, ...]:
        """Return what one manager has to learn, in the same order of rank."""
        own = tuple(each for each in self.corrections if each.manager_id == manager_id)
        found = replace(self, corrections=own).programme()
        return tuple(sorted(found, key=lambda lesson: _rank(lesson.cell, self._currency)))

    def lessons(self, skill: Skill) -> tuple[Lesson, ...]:
        """Return the half of the programme that belongs to the product, or to negotiation."""
        return tuple(lesson for lesson in self.programme() if lesson.competency.skill is skill)

    def error(self, name: str) -> ErrorType | None:
        """Return the error type with this id."""
        return next((each for each in self.error_types if each.id == name), None)

    def competency(self, name: str) -> Competency | None:
        """Return the competency with this id."""
        return next((each for each in self.competencies if each.id == name), None)

    @property
    def _currency(self) -> str:
        main = main_sum(_by_client(self.corrections).values())
        return main.currency if main else ""


def tag_of(correction: Correction, tag: Tag) -> str:
    """Return what a correction is filed under, empty when it is not."""
    return correction.competency if tag == "competency" else correction.error_type


def delay(planned_on: date | None, next_on: date | None) -> int | None:
    """Return the calendar days from the day of a missed plan to the client's next review; None while one is unknown."""
    return None if planned_on is None or next_on is None else max(0, (next_on - planned_on).days)


def blame(days: Sequence[date], lost_on: date) -> int | None:
    """Return which correction of a client a loss belongs to: the last one until that day.

    Args:
        days: the days of the client's corrections, the earliest first.
        lost_on: the day the deal was lost.

    Returns:
        the index in `days`; None when the loss came before all of them.
    """
    return max((index for index, day in enumerate(days) if day <= lost_on), default=None)


def _by_client(corrections: Iterable[Correction]) -> dict[int, Money]:
    return {each.client_id: each.money for each in corrections if each.money is not None}


def _rank(cell: Cell, currency: str) -> tuple[int, int]:
    return (-cell.n, -sum(amount.minor for amount in cell.money if amount.currency == currency))

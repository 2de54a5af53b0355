"""Recruiting: how many potential clients a manager has to find when nobody can pay (R13, R14; NUMBERS.md 7).

The number is worked out backwards from the payments that are wanted, by the rates at which clients move on: so many
of the hot pay, so many of the warm become hot, so many of the potential become warm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil

from cockpit.method.records import Client, Ladder, Manager, Task
from cockpit.method.sentence import Problem, Sentence, say, say_count
from cockpit.method.words import Temperature
from cockpit.method.workdays import WorkCalendar, read_day

#: So many assumed cases stand behind a rate, so that a few of one's own do not turn it over (NUMBERS.md 4.2).
K = 20
#: The rates without a case: with them 0.6 of the hot clients pay, 0.25 of the warm and 0.05 of the potential ones.
ASSUMED = {"hot_pays": 0.6, "warm_heats": 0.25 / 0.6, "potential_warms": 0.05 / 0.25}
#: The payments aimed at as long as nothing was sold lately.
TARGET = 2
#: A recruiting task is given so many calendar days, unless the head says otherwise.
DAYS = 28

_MOST_PAYMENTS = 1000
_LEAST_RATE = 0.001
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s*%?")


@dataclass(frozen=True, slots=True)
class Counted:
    """Cases that are decided: `closed` of them, and those of them that moved on."""

    won: int = 0
    closed: int = 0

    def shrunk(self, prior: float) -> float:
        """Return the rate as if `K` more cases had gone as `prior` says (NUMBERS.md 4.2)."""
        return (self.won + K * prior) / (self.closed + K)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often clients move on, shrunk towards the department's rate, and that towards what is assumed.

    Attributes:
        name: its name in `Ladder`.
        own: the manager's cases.
        department: those of the whole department, his among them.
    """

    name: str
    own: Counted = Counted()
    department: Counted = Counted()

    @property
    def value(self) -> float:
        """The rate, 0 to 1, in tenths of a per cent as it is shown, so that the chain can be checked by hand."""
        return max(_LEAST_RATE, round(self.own.shrunk(self.department.shrunk(ASSUMED[self.name])), 3))

    @property
    def assumed(self) -> bool:
        """Does no case stand behind it?"""
        return not self.department.closed


@dataclass(frozen=True, slots=True)
class Rates:
    """The three rates of a ladder, from the top down."""

    hot_pays: Rate = Rate("hot_pays")
    warm_heats: Rate = Rate("warm_heats")
    potential_warms: Rate = Rate("potential_warms")

    @property
    def each(self) -> tuple[Rate, ...]:
        """The rates, from the top down."""
        return self.hot_pays, self.warm_heats, self.potential_warms


@dataclass(frozen=True, slots=True)
class Walk:
    """How one client went, as far as it is known.

    Attributes:
        first: the first day on which it is known to have had a temperature.
        last: the last day on which it came to one.
        paid_on: the last payment or won deal; `lost_on` the day it was lost, None while it is open.
    """

    first: Mapping[Temperature, date] = field(default_factory=dict)
    last: Mapping[Temperature, date] = field(default_factory=dict)
    paid_on: date | None = None
    lost_on: date | None = None


_STEPS: dict[str, tuple[Temperature, tuple[Temperature, ...]]] = {
    "hot_pays": (Temperature.HOT, ()),
    "warm_heats": (Temperature.WARM, (Temperature.HOT,)),
    "potential_warms": (Temperature.POTENTIAL, (Temperature.WARM, Temperature.HOT)),
}


def count(walks: Iterable[Walk]) -> dict[str, Counted]:
    """Count the cases of each rate: a client that moved on, or paid, has won; one that was lost before has not.

    A client that still stands where it stood is no case yet.
    """
    won, closed = dict.fromkeys(_STEPS, 0), dict.fromkeys(_STEPS, 0)
    for walk in walks:
        for name, (start, ahead) in _STEPS.items():
            since = walk.first.get(start)
            if since is None:
                continue
            came = (walk.paid_on, *(walk.last.get(temperature) for temperature in ahead))
            if any(day is not None and day >= since for day in came):
                won[name] += 1
                closed[name] += 1
            elif walk.lost_on is not None and walk.lost_on >= since:
                closed[name] += 1
    return {name: Counted(won[name], closed[name]) for name in _STEPS}


def rates(own: Mapping[str, Counted], department: Mapping[str, Counted]) -> Rates:
    """Put the cases of a manager and of his department together."""
    return Rates(*(Rate(name, own.get(name, Counted()), department.get(name, Counted())) for name in _STEPS))


def ladder(payments: int, by: Rates) -> Ladder:
    """Work a ladder out backwards from the payments that are wanted, every step rounded up."""
    values = {rate.name: rate.value for rate in by.each}
    return _ladder(payments, values, tuple(rate.name for rate in by.each if rate.assumed))


def _ladder(payments: int, values: Mapping[str, float], assumed: tuple[str, ...]) -> Ladder:
    hot = _needed(payments, values["hot_pays"])
    warm = _needed(hot, values["warm_heats"])
    return Ladder(payments, hot, warm, _needed(warm, values["potential_warms"]), **values, assumed=assumed)


def _needed(wanted: int, rate: float) -> int:
    """Return how many it takes for so many to come of them; exact, so that 3 by 0.6 are 5."""
    return ceil(wanted / Fraction(str(rate)))


def target(won: int, days: int) -> int:
    """Return the payments to aim at: what is usual in a month by the deals won in so many days, at least one."""
    return max(1, round(won * 30 / days)) if won else TARGET


def rungs(of: Ladder) -> tuple[Sentence, ...]:
    """Write the steps of a ladder, from the top down."""
    return (
        say_count("{n} payment", "{n} payments", of.payments),
        say_count("{n} hot", "{n} hot", of.hot),
        say_count("{n} warm", "{n} warm", of.warm),
        say_count("{n} potential", "{n} potential", of.potential),
    )


def chain(of: Ladder) -> Sentence:
    """Write a ladder as one line: ``2 payments ← 4 hot ← 10 warm ← 50 potential``, and whether rates are assumed."""
    payments, hot, warm, potential = rungs(of)
    line = say("{payments} ← {hot} ← {warm} ← {potential}", payments=payments, hot=hot, warm=warm, potential=potential)
    if not of.assumed:
        return line
    if len(of.assumed) < len(_STEPS):
        return say("{chain}, some rates assumed", chain=line)
    return say("{chain}, rates assumed", chain=line)


def task_text(of: Ladder) -> Sentence:
    """Word what the manager has to do."""
    return say_count(
        "Find {n} potential client and talk them warm, then hot",
        "Find {n} potential clients and talk them warm, then hot",
        of.potential,
    )


@dataclass(frozen=True, slots=True)
class Payer:
    """A client who can pay, with the nearest agreed day of payment of its open deals."""

    client: Client
    pay_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """A hot client who cannot pay, with the risk that stops his payment."""

    client: Client
    risk: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What came of a recruiting task since the day it was set: clients found, warmed, heated, and paid."""

    potential: int = 0
    warm: int = 0
    hot: int = 0
    payments: int = 0


@dataclass(frozen=True, slots=True)
class Recruiting:
    """Who can pay at a manager's, and what he has to bring in when nobody can.

    Attributes:
        payers: the clients who can pay (R13), the most money first.
        rates: by which a ladder is worked out; `payments` is the target that is usual.
        due_on: the day that a task set now is given.
        task: the open recruiting task; `progress` is what came of it so far.
        stopped: the hot clients whose payment is stopped, the most money first.
    """

    manager: Manager
    payers: tuple[Payer, ...]
    rates: Rates
    payments: int
    due_on: date
    task: Task | None = None
    progress: Progress = Progress()
    stopped: tuple[Stopped, ...] = ()

    @property
    def due(self) -> bool:
        """Is a recruiting task missing (R14)?"""
        return not self.payers and self.task is None


@dataclass(frozen=True, slots=True)
class RecruitingEntry:
    """A recruiting task as typed: the payments, the three rates in per cent, the day."""

    payments: str
    hot_pays: str
    warm_heats: str
    potential_warms: str
    due: str


@dataclass(frozen=True, slots=True)
class RecruitingFields:
    """A recruiting entry that was read: ready to be stored."""

    ladder: Ladder
    due_on: date


def read_ladder(entry: RecruitingEntry, by: Rates) -> Ladder | tuple[Problem, ...]:
    """Read the numbers of a ladder as typed; a rate that differs from the counted one is assumed."""
    problems = []
    text = entry.payments.strip()
    payments = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_PAYMENTS)) else 0
    if not 1 <= payments <= _MOST_PAYMENTS:
        problems.append(Problem("payments", say("A number from 1 to {most}.", most=_MOST_PAYMENTS)))
    values, assumed = {}, []
    for rate in by.each:
        value = _read_percent(getattr(entry, rate.name))
        if value is None:
            problems.append(Problem(rate.name, say("A percentage above 0, up to 100.")))
            continue
        values[rate.name] = value
        if rate.assumed or value != rate.value:
            assumed.append(rate.name)
    return tuple(problems) if problems else _ladder(payments, values, tuple(assumed))


def read_recruiting(
    entry: RecruitingEntry, by: Rates, today: date, calendar: WorkCalendar
) -> RecruitingFields | tuple[Problem, ...]:
    """Read a recruiting task as typed: its ladder, and a day later than today."""
    found = read_ladder(entry, by)
    problems = found if isinstance(found, tuple) else ()
    day = read_day(entry.due, today, calendar) if entry.due.strip() else say("By which day?")
    if isinstance(day, Sentence):
        problems = (*problems, Problem("due", day))
    elif day <= today:
        problems = (*problems, Problem("due", say("The day must be later than today.")))
    if problems or isinstance(found, tuple) or isinstance(day, Sentence):
        return problems
    return RecruitingFields(found, day)


def _read_percent(text: str) -> float | None:
    match = _PERCENT.fullmatch(text.strip())
    if match is None:
        return None
    value = Fraction(match[1].replace(",", ".")) / 100
    return float(value) if 0 < value <= 1 else None

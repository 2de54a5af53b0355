"""Managers, clients and deals entered by hand: what was typed, and its check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cockpit.method.amount import read_amount
from cockpit.method.money import Money
from cockpit.method.playbook import INTERVAL_DAYS
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.words import DealStatus, Temperature
from cockpit.method.workdays import WorkCalendar, read_day

_LONGEST_NAME = 200
_LONGEST_COUNT = 3


@dataclass(frozen=True, slots=True)
class ManagerEntry:
    """A manager as typed. `segment` is the segment's name; an unknown one is made."""

    name: str = ""
    segment: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class ClientEntry:
    """A client as typed.

    Attributes:
        temperature: set by hand, or None to leave it to the rule.
        own_interval: after how many working days it is reviewed again (R5); empty to go by the rule.
    """

    manager_id: int
    name: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    lead_source: str = ""
    note: str = ""
    temperature: Temperature | None = None
    own_interval: str = ""


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment as typed: its name, who leads it and who stands in."""

    name: str = ""
    head: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class DealEntry:
    """A deal as typed: texts as they stand in the fields."""

    client_id: int
    title: str = ""
    amount: str = ""
    stage: str = ""
    status: DealStatus = DealStatus.OPEN
    created_on: str = ""
    expected_on: str = ""
    closed_on: str = ""
    lost_reason: str = ""


@dataclass(frozen=True, slots=True)
class DealFields:
    """A deal entry that was read: ready to be stored."""

    client_id: int
    title: str
    amount: Money | None
    stage: str
    status: DealStatus
    created_on: date
    expected_on: date | None
    closed_on: date | None
    lost_reason: str


def check_name(name: str, taken: Iterable[str]) -> tuple[Problem, ...]:
    """Check a name: there must be one, not longer than 200 characters, and nobody else's (`taken`)."""
    clean = " ".join(name.split())
    if not any(character.isprintable() and not character.isspace() for character in clean):
        return (Problem("name", say("A name is needed.")),)
    if len(clean) > _LONGEST_NAME:
        return (Problem("name", say("The name is longer than {n} characters.", n=_LONGEST_NAME)),)
    if clean.casefold() in {" ".join(other.split()).casefold() for other in taken}:
        return (Problem("name", say("There is already {name}.", name=clean)),)
    return ()


def read_interval(text: str) -> int | Sentence | None:
    """Read a review interval in working days, 1 to 10; None when it was left empty."""
    clean = text.strip()
    if not clean:
        return None
    # isdecimal alone takes digits of every script, int() reads them all
    found = int(clean) if clean.isdecimal() and len(clean) <= _LONGEST_COUNT else None
    if found is None or found not in INTERVAL_DAYS:
        return say("A whole number of working days from 1 to 10, or nothing.")
    return found


def read_deal(entry: DealEntry, today: date, calendar: WorkCalendar, currency: str) -> DealFields | tuple[Problem, ...]:
    """Read a deal as typed, or return every problem in it.

    Args:
        entry: the texts of the form.
        today: the local day, which stands for a day of creation or closing left empty.
        calendar: the working days, for ``+3``.
        currency: the ISO 4217 code meant when none is typed.
    """
    problems: list[Problem] = []

    def day(field: str, text: str, *, past: bool) -> date | None:
        found = read_day(text, today, calendar, past=past) if text.strip() else None
        if isinstance(found, Sentence):
            problems.append(Problem(field, found))
            return None
        if past and found is not None and found > today:
            problems.append(Problem(field, say("The day {day} is ahead.", day=found)))
        return found

    amount = read_amount(entry.amount, currency) if entry.amount.strip() else None
    if isinstance(amount, Sentence):
        problems.append(Problem("amount", amount))
        amount = None
    closed = entry.status is not DealStatus.OPEN
    created_on = day("created_on", entry.created_on, past=True) or today
    expected_on = day("expected_on", entry.expected_on, past=False)
    closed_on = (day("closed_on", entry.closed_on, past=True) or today) if closed else None
    if closed_on is not None and closed_on < created_on and not problems:
        if entry.created_on.strip():
            problems.append(Problem("closed_on", say("The deal cannot be closed before it began.")))
        else:
            problems.append(Problem("created_on", say("When did the deal begin?")))
    if entry.status is DealStatus.LOST and not entry.lost_reason.strip():
        problems.append(Problem("lost_reason", say("Why was the deal lost?")))
    if problems:
        return tuple(problems)
    return DealFields(
        client_id=entry.client_id,
        title=" ".join(entry.title.split()),
        amount=amount,
        stage=" ".join(entry.stage.split()),
        status=entry.status,
        created_on=created_on,
        expected_on=expected_on,
        closed_on=closed_on,
        lost_reason=" ".join(entry.lost_reason.split()),
    )

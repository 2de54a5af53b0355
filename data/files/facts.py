"""What a file says, row by row, and the account of every row.

A text that is not in the file is empty, a date, an amount, a manager or a client that is not in it is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import NamedTuple, TypeAlias

from cockpit.method.crm import SourceMap
from cockpit.method.money import Money
from cockpit.method.sentence import Sentence
from cockpit.method.words import DealStatus


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a file does not say about itself.

    Attributes:
        currency: the ISO 4217 code of amounts that name no currency.
        zone: the organisation's zone; an instant with an offset becomes a day of this zone.
        day_first: whether 03/04/2026 is the third of April where a whole file leaves it open; None lets
            the language of the column's name decide.
        maps: what is remembered of sources, by their names.
    """

    currency: str
    zone: tzinfo
    day_first: bool | None = None
    maps: Mapping[str, SourceMap] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ManagerFact:
    """A manager that a file names, whether or not he has clients."""

    table: str
    line: int
    name: str
    segment: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class ClientFact:
    """A client that a list of clients names; `kind` is its sector or type."""

    table: str
    line: int
    name: str
    external_id: str | None = None
    manager: str | None = None
    segment: str = ""
    kind: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    lead_source: str = ""
    note: str = ""
    extras: tuple[tuple[str, str], ...] = ()


class DealFact(NamedTuple):
    """One deal as its row says it. A named tuple, because one is made for every row of a file.

    Attributes:
        table, line: where it stands; `line` is the line of the file, the row of a sheet.
        external_id: the other program's id, None when the file has none or a broken one.
        client: the company, else the contact, else the deal's title; None when the row has none of them.
        client_kind: the client's sector or type.
        amount: what the deal is or was worth; `estimate` is only a list price.
        expected_on: the day of payment or closing that is hoped for; `closed_on`: the day it was won or lost.
        extras: column name and text of what has no place of its own.
        unread: the names of those of these fields whose cell could not be read; the fields are empty then, which
            must not empty what is known.
    """

    table: str
    line: int
    external_id: str | None = None
    title: str = ""
    client: str | None = None
    client_id: str = ""
    client_kind: str = ""
    manager: str | None = None
    segment: str = ""
    amount: Money | None = None
    estimate: Money | None = None
    pipeline: str = ""
    stage: str = ""
    status: DealStatus = DealStatus.OPEN
    created_on: date | None = None
    expected_on: date | None = None
    closed_on: date | None = None
    paid_on: date | None = None
    last_activity_on: date | None = None
    updated_on: date | None = None
    stage_changed_on: date | None = None
    next_task_on: date | None = None
    next_step: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    lost_reason: str = ""
    lead_source: str = ""
    note: str = ""
    product: str = ""
    extras: tuple[tuple[str, str], ...] = ()
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was left out, and why."""

    table: str
    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Warned:
    """A row that was taken without something in it that could not be read."""

    table: str
    line: int
    sentence: Sentence


Fact: TypeAlias = ManagerFact | ClientFact | DealFact | Skipped | Warned


@dataclass(slots=True)
class Account:
    """The count of one table's rows while it is read: ``rows == taken + skipped`` at every moment.

    Attributes:
        table: the table's name.
        rows: the rows below the header, without blank lines.
        skipped: those of them that gave no fact.
        blank: lines with nothing in them.
        lossy: lines with ``????``, the trace of an export that lost its letters.
    """

    table: str
    rows: int = 0
    skipped: int = 0
    blank: int = 0
    lossy: int = 0

    @property
    def taken(self) -> int:
        """The rows that were understood."""
        return self.rows - self.skipped


@dataclass(slots=True)
class Stages:
    """The stage names that were met and what they were taken for, in the order met.

    Attributes:
        met: what each was taken for; one that is closed without saying how stands here as open.
        deals: how many rows had it.
        sure: those whose meaning leaves no question.
    """

    met: dict[str, DealStatus] = field(default_factory=dict)
    deals: Counter[str] = field(default_factory=Counter)
    sure: set[str] = field(default_factory=set)

    def of(self, status: DealStatus) -> tuple[str, ...]:
        """Return the stages that were taken for `status`."""
        return tuple(stage for stage, taken in self.met.items() if taken is status and stage)

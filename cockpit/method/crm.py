"""The tables of other programs: what a column can say, and how one source's tables are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from cockpit.method.sentence import Sentence
from cockpit.method.words import DealStatus


class Field(StrEnum):
    """What a column can say about a deal."""

    EXTERNAL_ID = "external_id"
    TITLE = "title"
    CLIENT = "client"
    CLIENT_ID = "client_id"
    CONTACT = "contact"
    PHONE = "phone"
    EMAIL = "email"
    MANAGER = "manager"
    TEAM = "team"
    AMOUNT = "amount"
    CURRENCY = "currency"
    PIPELINE = "pipeline"
    STAGE = "stage"
    STATUS = "status"
    LOST_REASON = "lost_reason"
    CREATED = "created_at"
    STARTED = "started_at"
    UPDATED = "updated_at"
    STAGE_CHANGED = "stage_changed_at"
    EXPECTED = "expected_close"
    CLOSED = "closed_at"
    PAID = "paid_at"
    LAST_ACTIVITY = "last_activity_at"
    NEXT_TASK = "next_task_at"
    NEXT_STEP = "next_step"
    PROBABILITY = "probability"
    FORECAST = "forecast_category"
    SOURCE = "source"
    NOTE = "note"
    TAGS = "tags"
    PRODUCT = "product"


#: Fields read row by row from all their columns; any other field has one column, and its namesakes.
COALESCED: Final = frozenset({Field.CLIENT, Field.CLOSED, Field.PHONE, Field.EMAIL, Field.NOTE})


@dataclass(frozen=True, slots=True)
class SourceMap:
    """How the tables of one source are read: what a person said about them, remembered by the source's name.

    For a program that is recognised it holds only what its files leave open, the stages above all.

    Attributes:
        name: the source; clients and deals are found again by it, so it does not change.
        columns: the field of each column by the column's name as `column_names` gives it. A column that is not in it,
            or whose field is None, is kept as it is written. Empty for a program that is recognised.
        stages: what a stage or a status of this source means, by its text in one case; it outranks every guess.
        currency: the ISO 4217 code of amounts that name none; empty for the organisation's.
        day_first: whether 03/04/2026 is the third of April; None lets the column's values and name decide.
        decimal: ``.`` or ``,``, what the only mark in ``1,200`` means then; empty lets the dialect decide.
    """

    name: str
    columns: Mapping[str, Field | None] = field(default_factory=dict)
    stages: Mapping[str, DealStatus] = field(default_factory=dict)
    currency: str = ""
    day_first: bool | None = None
    decimal: str = ""

    def fits(self, header: tuple[str, ...]) -> bool:
        """Does a table with this header have every column that the map gives a field?"""
        wanted = {name for name, meant in self.columns.items() if meant is not None}
        return bool(wanted) and wanted <= set(column_names(header))


def column_names(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name of its own for every column: its header, a namesake with its number, a nameless one's number.

    ``("Source", "Source", "")`` gives ``("Source", "Source (2)", "(3)")``.
    """
    names: list[str] = []
    for number, name in enumerate(header, 1):
        unique, twin = name or f"({number})", 2
        while unique in names:
            unique = f"{name or number} ({twin})"
            twin += 1
        names.append(unique)
    return tuple(names)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A table as it was opened, for a person who says what its columns mean.

    Attributes:
        file: the table's name, for people.
        source: the dialect that recognised it, or the remembered map that fits; ``table`` when none did.
        columns: the columns' names, each its own.
        guess: the field that each column was taken for; None for one that says nothing known.
        rows: the first rows, as wide as `columns`.
        notes: how the file was read: encoding, delimiter, the line of the header.
        understood: whether the guess is enough to import: a column says which client or deal a row is about.
    """

    file: str
    source: str
    columns: tuple[str, ...]
    guess: tuple[Field | None, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Sentence, ...] = ()
    understood: bool = True


@dataclass(frozen=True, slots=True)
class MetStage:
    """A stage, or a status, that was met in the files: what it was taken for, in how many deals.

    `sure` tells that its words, the program's habits or a person say so; otherwise it was taken as open for want of
    anything better, and is worth a question.
    """

    source: str
    text: str
    status: DealStatus
    deals: int
    sure: bool

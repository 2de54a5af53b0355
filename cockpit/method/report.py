"""What an import would do, or did: an account of every row of every file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cockpit.method.crm import MetStage
from cockpit.method.money import Money
from cockpit.method.sentence import Sentence
from cockpit.method.words import DealStatus


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is wrong with one row: the file, its line (counted from 1, as an editor counts) and the sentence.

    `skipped` tells a row left out from one taken without the value that could not be read.
    """

    file: str
    line: int
    sentence: Sentence
    skipped: bool


@dataclass(frozen=True, slots=True)
class FileAccount:
    """One file's rows: ``rows == taken + updated + unchanged + skipped + blank``."""

    file: str
    rows: int
    taken: int
    updated: int
    unchanged: int
    skipped: int
    blank: int = 0


@dataclass(frozen=True, slots=True)
class SampleDeal:
    """One deal of the file as it was understood, for the preview."""

    client: str
    nameless: bool
    manager: str
    title: str
    money: Money | None
    estimate: Money | None
    stage: str
    status: DealStatus


@dataclass(frozen=True, slots=True)
class Slips:
    """Agreed days that moved later in one import: in so many deals, by so many calendar days together."""

    deals: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The whole of an import.

    Attributes:
        dialect: the name of the program the files come from, as recognised or chosen.
        notes: what was found out and assumed: encoding, delimiter, currency, date order, columns nobody reads.
        rows: every skipped row and every row with an unreadable value.
        managers, managers_without_clients: named in the files.
        clients, nameless: clients of the files, and those of them that no column names.
        deals, money: number and money of deals by status; open deals without an amount count in `without_amount`.
        applied: False for a preview.
        run: the id of the import, None for a preview.
        stages: the stages and statuses met, with what they were taken for.
        changed: in how many known deals the file says something new, by the field's name (`amount`, `stage`,
            `expected_on`, `client`, `manager`, `status`, …); `slips` are the agreed days among them that moved later.
        kept: values that a person said and the file says differently, which stay.
        gone: open deals of these sources and managers that are not in the files any more.
    """

    dialect: str
    files: tuple[FileAccount, ...]
    notes: tuple[Sentence, ...]
    rows: tuple[RowNote, ...]
    managers: int
    managers_without_clients: tuple[str, ...]
    clients: int
    nameless: int
    deals: Mapping[DealStatus, int]
    money: Mapping[DealStatus, tuple[Money, ...]]
    without_amount: int
    sample: tuple[SampleDeal, ...]
    applied: bool
    run: int | None = None
    stages: tuple[MetStage, ...] = ()
    changed: Mapping[str, int] = field(default_factory=dict)
    slips: Slips = Slips()
    kept: int = 0
    gone: int = 0

    @property
    def total(self) -> FileAccount:
        """All files together."""
        return FileAccount(
            "",
            sum(file.rows for file in self.files),
            sum(file.taken for file in self.files),
            sum(file.updated for file in self.files),
            sum(file.unchanged for file in self.files),
            sum(file.skipped for file in self.files),
            sum(file.blank for file in self.files),
        )


@dataclass(frozen=True, slots=True)
class ImportRun:
    """An import that was done.

    Attributes:
        files: the names of the files.
        taken, updated, unchanged, skipped: what became of their rows.
        undone_at: when it was taken back; None while it stands.
        undoable: it is the last one that stands, and what it wrote is still known.
    """

    id: int
    at: datetime
    head: str
    source: str
    files: tuple[str, ...]
    taken: int
    updated: int
    unchanged: int
    skipped: int
    undone_at: datetime | None = None
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class ImportUndone:
    """What taking an import back did: clients and deals removed, and deals and clients put back as they were.

    `left` counts the rows that were worked on since, which stay as they are.
    """

    clients: int
    deals: int
    put_back: int
    left: int


@dataclass(frozen=True, slots=True)
class GoneDeal:
    """An open deal that its source's last files do not hold any more, to be asked about.

    Attributes:
        since: the day of the import that missed it.
        last_seen: the day its source last told something new of it, None if never.
    """

    deal_id: int
    client_id: int
    client: str
    nameless: bool
    manager: str
    title: str
    money: Money | None
    stage: str
    source: str
    since: date
    last_seen: date | None = None

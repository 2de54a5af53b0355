"""What an import would do, or did: an account of every row of every file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

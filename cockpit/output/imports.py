"""The account of an import."""

from __future__ import annotations

from typing import Literal

from cockpit.language import tell
from cockpit.method import report
from cockpit.method.words import DealStatus
from cockpit.output.base import Form, Money


class Row(Form):
    """A row left out (``skipped``) or taken without a value that could not be read."""

    file: str
    line: int
    what: Literal["skipped", "value"]
    sentence: str


class File(Form):
    """The account of one file's rows."""

    file: str
    rows: int
    taken: int
    updated: int
    unchanged: int
    skipped: int
    blank: int


class Import(Form):
    """Output of ``cockpit import --json``."""

    source: str
    applied: bool
    files: tuple[File, ...]
    total: File
    managers: int
    managers_without_clients: tuple[str, ...]
    clients: int
    clients_not_named: int
    deals: dict[DealStatus, int]
    money: dict[DealStatus, tuple[Money, ...]]
    open_deals_without_amount: int
    notes: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, found: report.ImportReport) -> Import:
        """Make the form of an import's report; its sentences are in the language in use."""
        return cls(
            source=found.dialect,
            applied=found.applied,
            files=tuple(_file(file) for file in found.files),
            total=_file(found.total),
            managers=found.managers,
            managers_without_clients=found.managers_without_clients,
            clients=found.clients,
            clients_not_named=found.nameless,
            deals=dict(found.deals),
            money={status: Money.each(sums) for status, sums in found.money.items()},
            open_deals_without_amount=found.without_amount,
            notes=tuple(tell(note) for note in found.notes),
            rows=tuple(
                Row(
                    file=row.file,
                    line=row.line,
                    what="skipped" if row.skipped else "value",
                    sentence=tell(row.sentence),
                )
                for row in found.rows
            ),
        )


def _file(account: report.FileAccount) -> File:
    return File(
        file=account.file,
        rows=account.rows,
        taken=account.taken,
        updated=account.updated,
        unchanged=account.unchanged,
        skipped=account.skipped,
        blank=account.blank,
    )

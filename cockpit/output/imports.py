"""The account of an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
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


class Stage(Form):
    """A stage or status that was met; one that is not `known` was taken as open for want of anything better."""

    source: str
    stage: str
    status: DealStatus
    deals: int
    known: bool


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
    changed: dict[str, int]
    slipped_deals: int
    slipped_days: int
    values_kept: int
    deals_gone: int
    stages: tuple[Stage, ...]
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
            changed=dict(found.changed),
            slipped_deals=found.slips.deals,
            slipped_days=found.slips.days,
            values_kept=found.kept,
            deals_gone=found.gone,
            stages=tuple(
                Stage(source=each.source, stage=each.text, status=each.status, deals=each.deals, known=each.sure)
                for each in found.stages
            ),
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


class ImportRun(Form):
    """An import that was done."""

    id: int
    at: datetime
    head: str
    source: str
    files: tuple[str, ...]
    taken: int
    updated: int
    unchanged: int
    skipped: int
    undone_at: datetime | None
    can_be_taken_back: bool


class Imports(Form):
    """Output of ``cockpit imports --json``, the newest first."""

    imports: tuple[ImportRun, ...]

    @classmethod
    def of(cls, runs: Sequence[report.ImportRun]) -> Imports:
        """Make the form of imports."""
        return cls(
            imports=tuple(
                ImportRun(
                    id=run.id,
                    at=run.at,
                    head=run.head,
                    source=run.source,
                    files=run.files,
                    taken=run.taken,
                    updated=run.updated,
                    unchanged=run.unchanged,
                    skipped=run.skipped,
                    undone_at=run.undone_at,
                    can_be_taken_back=run.undoable,
                )
                for run in runs
            )
        )


class GoneDeal(Form):
    """An open deal that the last files of its source do not hold any more."""

    deal_id: int
    client_id: int
    client: str
    manager: str
    title: str
    money: Money | None
    stage: str
    source: str
    since: date


class Gone(Form):
    """Output of ``cockpit gone --json``, the most money first."""

    deals: tuple[GoneDeal, ...]

    @classmethod
    def of(cls, found: Sequence[report.GoneDeal]) -> Gone:
        """Make the form of such deals."""
        return cls(
            deals=tuple(
                GoneDeal(
                    deal_id=deal.deal_id,
                    client_id=deal.client_id,
                    client=deal.client,
                    manager=deal.manager,
                    title=deal.title,
                    money=Money.of(deal.money),
                    stage=deal.stage,
                    source=deal.source,
                    since=deal.since,
                )
                for deal in found
            )
        )

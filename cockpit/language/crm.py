"""What the columns of other programs' tables can say, and what the programs are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cockpit.language.forms import number
from cockpit.language.texts import N_, t, tn
from cockpit.language.words import field_name
from cockpit.method.crm import Field
from cockpit.method.report import ImportReport, ImportRun, ImportUndone

_FIELDS: Final = {
    Field.CLIENT: N_("client"),
    Field.MANAGER: N_("manager"),
    Field.AMOUNT: N_("amount"),
    Field.STAGE: N_("stage"),
    Field.STATUS: N_("open, won or lost"),
    Field.EXPECTED: N_("expected day of payment"),
    Field.EXTERNAL_ID: N_("id of the deal"),
    Field.TITLE: N_("name of the deal"),
    Field.CREATED: N_("created on"),
    Field.CLOSED: N_("closed on"),
    Field.PAID: N_("paid on"),
    Field.LAST_ACTIVITY: N_("last contact"),
    Field.CURRENCY: N_("currency"),
    Field.CONTACT: N_("contact person"),
    Field.PHONE: N_("phone"),
    Field.EMAIL: N_("email"),
    Field.TEAM: N_("segment"),
    Field.PRODUCT: N_("product"),
    Field.SOURCE: N_("lead source"),
    Field.LOST_REASON: N_("reason of the loss"),
    Field.NEXT_TASK: N_("day of the next task"),
    Field.NEXT_STEP: N_("next task"),
    Field.NOTE: N_("note"),
    Field.CLIENT_ID: N_("id of the client"),
    Field.PIPELINE: N_("pipeline"),
    Field.STARTED: N_("started on"),
    Field.UPDATED: N_("changed on"),
    Field.STAGE_CHANGED: N_("stage changed on"),
    Field.PROBABILITY: N_("probability"),
    Field.FORECAST: N_("forecast category"),
    Field.TAGS: N_("tags"),
}
#: In the order in which they are looked for.
FIELDS: Final = tuple(_FIELDS)
#: Names of programs are not translated.
_SOURCES: Final = {
    "amocrm": "amoCRM / Kommo",
    "bitrix24": "Bitrix24",
    "hubspot": "HubSpot",
    "pipedrive": "Pipedrive",
    "salesforce": "Salesforce",
    "maven": "Maven",
}


def crm_field(field: Field | None) -> str:
    """Name what a column says; None is a column that is kept as it is written."""
    return t("kept as it is written") if field is None else t(_FIELDS[field])


def source_title(source: str) -> str:
    """Name the source of a file; one that a person named keeps that name."""
    return t("a table") if source == "table" else _SOURCES.get(source, source)


def report_facts(report: ImportReport) -> Iterator[str]:
    """Tell what is new in an import: fields that changed, days that slipped, what a person said, what is gone."""
    if report.changed:
        fields = [f"{field_name(field)} {number(n)}" for field, n in sorted(report.changed.items(), key=_most)]
        yield t("Changed: {fields}", fields=", ".join(fields))
    if report.slips.deals:
        deals = tn("{n} deal", "{n} deals", report.slips.deals)
        days = tn("{n} day", "{n} days", report.slips.days)
        yield t("Agreed days moved later: {deals}, by {days} together", deals=deals, days=days)
    if report.kept:
        yield tn(
            "{n} value that was said here stays; the card shows what the CRM says.",
            "{n} values that were said here stay; the cards show what the CRM says.",
            report.kept,
        )
    if report.gone:
        yield tn(
            "{n} open deal is not in the files any more; it stays until you say what became of it.",
            "{n} open deals are not in the files any more; they stay until you say what became of them.",
            report.gone,
        )
    asked = sum(not each.sure for each in report.stages)
    if asked:
        yield tn(
            "{n} stage is not known; it was taken as open.",
            "{n} stages are not known; they were taken as open.",
            asked,
        )


def _most(field: tuple[str, int]) -> tuple[int, str]:
    return -field[1], field[0]


def run_state(run: ImportRun) -> str:
    """Say whether an import stands."""
    if run.undone_at is not None:
        return t("taken back")
    return t("can be taken back") if run.undoable else ""


def undone_text(undone: ImportUndone) -> str:
    """Say what taking an import back did."""
    parts = [
        tn("{n} client removed", "{n} clients removed", undone.clients),
        tn("{n} deal removed", "{n} deals removed", undone.deals),
        tn("{n} row put back", "{n} rows put back", undone.put_back),
    ]
    if undone.left:
        parts.append(tn("{n} worked on since and left", "{n} worked on since and left", undone.left))
    return t("The import was taken back: {what}.", what=", ".join(parts))

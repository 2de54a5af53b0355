"""What the columns of other programs' tables can say, and what the programs are called."""

from __future__ import annotations

from typing import Final

from cockpit.language.texts import N_, t
from cockpit.method.crm import Field

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

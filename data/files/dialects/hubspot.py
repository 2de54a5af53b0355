"""HubSpot: the export of deals, with the properties' labels or their internal names as columns.

CSV with a comma in UTF-8 with a mark, and XLSX; days ``YYYY-MM-DD`` with or without a time, decimals after a point. A
stage may carry its pipeline in brackets. Several companies or contacts of a deal stand in one cell, parted by ``;``.
(developers.hubspot.com, "exports"; the bracket and the parting from memory.)
"""

from __future__ import annotations

from cockpit.method.crm import Field
from data.files.dialects.program import Program
from data.files.habits import Habits, stages


def _is_ours(names: frozenset[str], file: str) -> bool:  # noqa: ARG001 every program is asked alike
    return {"record id", "deal stage"} <= names or {"dealname", "dealstage"} <= names


HUBSPOT = Program(
    Habits(
        "hubspot",
        stages=stages(
            open_=(
                "Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled", "Decision Maker Bought-In",
                "Contract Sent", "appointmentscheduled", "qualifiedtobuy", "presentationscheduled",
                "decisionmakerboughtin", "contractsent",
            ),
            won=("Closed Won", "closedwon"),
            lost=("Closed Lost", "closedlost"),
        ),
        decimal=".",
        stage_frame=r"\s*\([^()]*\)$",
        first_of={Field.CLIENT: ";", Field.CONTACT: ";", Field.CLIENT_ID: ";"},
    ),
    _is_ours,
)  # fmt: skip

"""Pipedrive: the export of the list of deals; every column begins with ``Deal - ``.

CSV and XLSX, where days are day counts. Owner, organisation and stage are names, not ids. The status is a word, in any
case and in some accounts in their language. Won, lost and closed times stand in columns of their own.
"""

from __future__ import annotations

from cockpit.method.crm import Field
from data.files.dialects.program import Program
from data.files.habits import Habits, stages

_SOME = 2


def _is_ours(names: frozenset[str], file: str) -> bool:  # noqa: ARG001 every program is asked alike
    return sum(name.startswith("deal - ") for name in names) >= _SOME


PIPEDRIVE = Program(
    Habits(
        "pipedrive",
        first={Field.STATUS: ("deal - status",)},
        stages=stages(open_=("Open", "Offen"), won=("Won", "Gewonnen"), lost=("Lost", "Verloren")),
        decimal=".",
    ),
    _is_ours,
)

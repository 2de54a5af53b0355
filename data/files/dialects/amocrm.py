"""amoCRM, outside Russia Kommo: the export of the list of deals.

CSV with comma, semicolon or tab, also as ``.txt``, and XLSX; UTF-8 or Windows-1251. Days are ``DD.MM.YYYY HH:MM:SS``,
and the day of closing of an open deal is the words «не закрыта». The amount is a whole number, its column may carry a
unit. There is no currency and no expected day. In every pipeline the won stage is «Успешно реализовано» (142 in the
API), the lost one «Закрыто и не реализовано» (143).
"""

from __future__ import annotations

from data.files.dialects.program import Program
from data.files.habits import Habits, stages


def _is_ours(names: frozenset[str], file: str) -> bool:
    leads = {"lead title", "lead name"} & names and {"lead stage", "stage"} & names and "pipeline" in names
    return {"этап сделки", "воронка"} <= names or bool(leads) or (file.startswith("amocrm_export") and len(names) > 1)


AMOCRM = Program(
    Habits(
        "amocrm",
        stages=stages(
            open_=(
                "Неразобранное", "Первичный контакт", "Переговоры", "Принимают решение", "Согласование договора",
                "Incoming leads", "Initial contact", "Discussions", "Decision making", "Contract discussion",
            ),
            won=("Успешно реализовано", "Closed - won", "142"),
            lost=("Закрыто и не реализовано", "Closed - lost", "143"),
        ),
        day_first=True,
    ),
    _is_ours,
    aliases=("amo", "kommo"),
)  # fmt: skip

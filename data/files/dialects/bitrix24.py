"""Bitrix24: the export of the list of deals, and what companies' own scripts write of its REST answers.

The CSV has ``;`` between quoted cells and one more at the end of every line; the "Excel" form is a table of HTML. Both
come from ``lib/controller/export.php`` and the list component of github.com/avshatalov48/bitrix24-core-corp. With
columns of products a deal is one row for each of its products, with the same id and the product's sum in place of the
deal's, one under the other since rows are in the order of their ids. The currency is a name. The one day of closing is
the planned one while the deal is open. Scripts write the codes of the REST methods as columns; a stage of another
funnel than the first then begins with ``C5:``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cockpit.method.crm import Field
from cockpit.method.money import Money
from cockpit.method.sentence import say
from data.files.deals import DealRows
from data.files.dialects.program import Program
from data.files.facts import Account, DealFact, Fact, Warned
from data.files.habits import Habits, stages
from data.files.table import Progress

_FILE = re.compile(r"deal_\d{8}_")


class _ProductRows(DealRows):
    """Rows of deals, where the rows of one deal's products are one deal."""

    def facts(self, account: Account, progress: Progress | None = None) -> Iterator[Fact]:
        """Yield a fact for every deal, with the sum of its rows."""
        held: DealFact | None = None
        for fact in super().facts(account, progress):
            if not isinstance(fact, DealFact):
                yield fact
            elif held is None:
                held = fact
            elif fact.external_id is not None and fact.external_id == held.external_id:
                if held.amount and fact.amount and held.amount.currency != fact.amount.currency:
                    yield Warned(fact.table, fact.line, say("Not the currency of the deal's first row: not added."))
                held = _together(held, fact)
            else:
                yield held
                held = fact
        if held is not None:
            yield held


def _together(one: DealFact, other: DealFact) -> DealFact:
    amount = one.amount or other.amount
    if one.amount is not None and other.amount is not None and one.amount.currency == other.amount.currency:
        amount = Money(one.amount.minor + other.amount.minor, one.amount.currency)
    products = dict.fromkeys(filter(None, (*one.product.split("; "), other.product)))
    return one._replace(amount=amount, product="; ".join(products), unread=one.unread | other.unread)


def _is_ours(names: frozenset[str], file: str) -> bool:
    return (
        ("стадия сделки" in names and bool({"сумма", "группа стадий", "направление"} & names))
        or {"stage_id", "opportunity"} <= names
        or ({"deal name", "stage", "responsible"} <= names and "record id" not in names)
        or (_FILE.match(file) is not None and len(names) > 1)
    )


BITRIX24 = Program(
    Habits(
        "bitrix24",
        first={Field.STATUS: ("stage_semantic_id", "группа стадий", "deal status")},
        stages=stages(
            open_=(
                "Новая", "Подготовка документов", "Счёт на предоплату", "Cчёт на предоплату", "В работе",
                "Финальный счёт", "NEW", "PREPARATION", "PREPAYMENT_INVOICE", "EXECUTING", "FINAL_INVOICE", "New",
                "Prepare documents", "Prepayment invoice", "In progress", "Final invoice", "P",
            ),
            won=("Сделка успешна", "WON", "Deal won", "S"),
            lost=("Сделка провалена", "Анализ причины провала", "LOSE", "APOLOGY", "Deal lost", "Analyze failure", "F"),
        ),
        day_first=True,
        decimal=".",
        stage_frame=r"c\d+:",
    ),
    _is_ours,
    aliases=("bitrix",),
    rows=_ProductRows,
)  # fmt: skip

"""The saved reviews as a table: plan, actual, next plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from cockpit.language import t, tell
from cockpit.language.words import ending_name, verdict_name
from cockpit.method.records import Found, Review
from cockpit.method.sentence import Sentence
from cockpit.method.sheet import SheetForm
from data.sheets.table import Column, Table, Value, told
from data.sheets.table import written as tables_written

_MINUTE = 60


def written(reviews: Sequence[Review], names: Mapping[str, Sentence], form: SheetForm, zone: tzinfo | None) -> bytes:
    """Write reviews as a file.

    Args:
        reviews: in the order in which they are written.
        names: what the ids of error types and competencies are called.
        form: one of `cockpit.method.sheet.TABLE_FORMS`.
        zone: the organisation's, whose days are written.

    Raises:
        ValueError: they cannot be written in this form.
    """
    return tables_written((_table(reviews, names, zone),), form)


def _table(reviews: Sequence[Review], names: Mapping[str, Sentence], zone: tzinfo | None) -> Table:
    columns = (
        Column("day", t("Day")),
        Column("head", t("Sales head")),
        Column("manager", t("Manager")),
        Column("client", t("Client")),
        Column("planned_result", t("Planned result")),
        Column("planned_due_on", t("Planned for")),
        Column("verdict", t("Result")),
        Column("actual", t("Actual")),
        Column("correction", t("Correction")),
        Column("error_type", t("Error type")),
        Column("competency", t("Competency")),
        Column("path_to_payment", t("Path to payment")),
        Column("path_money", t("Amount")),
        Column("path_on", t("Expected on")),
        Column("risks", t("Risks")),
        Column("opportunities", t("Opportunities")),
        Column("ending", t("Ended")),
        Column("next_task", t("Next task")),
        Column("next_planned_result", t("Its planned result")),
        Column("next_due_on", t("Due on")),
        Column("minutes", t("Minutes")),
    )
    return Table(t("Reviews"), columns, [_row(review, names, zone) for review in reviews], "reviews")


def _row(review: Review, names: Mapping[str, Sentence], zone: tzinfo | None) -> tuple[Value, ...]:
    ending = "" if review.ending is None else ending_name(review.ending)
    return (
        review.reviewed_at.astimezone(zone).date(),
        review.head,
        review.manager,
        review.client,
        review.planned_result,
        review.planned_due_on,
        verdict_name(review.verdict),
        review.actual,
        review.correction,
        _name(review.error_type, names),
        _name(review.competency, names),
        review.path,
        review.path_amount,
        review.path_on,
        "\n".join(risk.text for risk in review.risks),
        "\n".join(map(_opportunity, review.opportunities)),
        ": ".join(filter(None, (ending, review.ending_reason))),
        review.next_task,
        review.next_result,
        review.next_due_on,
        round(review.seconds / _MINUTE, 1),
    )


def _name(key: str, names: Mapping[str, Sentence]) -> str:
    return tell(names[key]) if key in names else key


def _opportunity(found: Found) -> str:
    return f"{found.text} ({told(found.amount)})" if found.amount else found.text

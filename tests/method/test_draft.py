from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.draft import OpportunityDraft, RequestDraft, ReviewDraft, RiskDraft
from cockpit.method.words import Ending, Temperature, Verdict

ENTRIES: dict[str, object] = {
    "verdict": Verdict.REACHED,
    "actual": "x",
    "correction": "x",
    "error_type": "price",
    "competency": "order",
    "outside_control": True,
    "path": "x",
    "path_amount": "5k",
    "path_on": "+3",
    "risks": [RiskDraft("x")],
    "opportunities": [OpportunityDraft(amount="5")],
    "closed_risks": [4],
    "answers": {"budget": "1M"},
    "task": "x",
    "planned_result": "x",
    "due": "+3",
    "template": "offer",
    "ending": Ending.PAID,
    "ending_reason": "x",
    "ending_day": "+3",
    "ending_amount": "5",
    "temperature": Temperature.HOT,
    "skipped": ["plan"],
    "expected": Verdict.REACHED,
    "requests": [RequestDraft(text="x")],
}
TIME_AND_PLACE = {"client_id", "seconds", "wall_seconds", "cursor"}


def test_every_field_is_either_an_entry_or_time_and_place() -> None:
    assert {field.name for field in fields(ReviewDraft)} == set(ENTRIES) | TIME_AND_PLACE


@pytest.mark.parametrize("name", ENTRIES)
def test_any_entry_makes_a_draft_worth_keeping(name: str) -> None:
    draft = ReviewDraft(1)
    setattr(draft, name, ENTRIES[name])
    assert not draft.empty


def test_time_alone_is_not_an_entry() -> None:
    assert ReviewDraft(1).empty
    assert ReviewDraft(1, seconds=600.0, wall_seconds=700.0, cursor="task").empty


def test_a_row_opened_and_left_blank_is_not_an_entry() -> None:
    assert ReviewDraft(1, risks=[RiskDraft(" ")], opportunities=[OpportunityDraft()], requests=[RequestDraft()]).empty
    assert not ReviewDraft(1, risks=[RiskDraft(stops_payment=True)]).empty


@given(st.text(), st.text())
def test_two_drafts_are_equal_when_everything_in_them_is(one: str, other: str) -> None:
    first = ReviewDraft(1, task=one, risks=[RiskDraft(other)], answers={"budget": one})
    second = ReviewDraft(1, task=one, risks=[RiskDraft(other)], answers={"budget": one})
    assert first == second
    second.risks[0].text += "."
    assert first != second


def test_drafts_share_nothing() -> None:
    first, second = ReviewDraft(1), ReviewDraft(1)
    first.risks.append(RiskDraft("x"))
    first.answers["budget"] = "1M"
    assert second.empty

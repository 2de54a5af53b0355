"""The questions that come with the program, and which of them are open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.profile import QUESTIONS, unknown

IDS = [question.id for question in QUESTIONS]


def test_the_questions_stand_in_their_order_and_one_asks_for_money() -> None:
    """R45-R48: who the client is, who decides on what, which budget, how he pays."""
    assert IDS == ["decides", "criteria", "budget", "payment", "kind"]
    assert [question.id for question in QUESTIONS if question.money] == ["budget"]
    assert [question.id for question in QUESTIONS if question.decides_temperature] == ["decides"]


@given(st.frozensets(st.sampled_from([*IDS, "gone"])))
def test_unknown_are_those_without_an_answer_in_their_order(known: frozenset[str]) -> None:
    assert [question.id for question in unknown(QUESTIONS, known)] == [name for name in IDS if name not in known]

"""The questions that come with the program, and which of them are open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.money import Money
from cockpit.method.profile import QUESTIONS, shortfall, unknown
from tests.method.builders import rubles

IDS = [question.id for question in QUESTIONS]


def test_the_questions_stand_in_their_order_and_one_asks_for_money() -> None:
    """R45-R48: who the client is, who decides on what, which budget, how he pays."""
    assert IDS == ["decides", "criteria", "budget", "payment", "kind"]
    assert [question.id for question in QUESTIONS if question.money] == ["budget"]
    assert [question.id for question in QUESTIONS if question.decides_temperature] == ["decides"]


@pytest.mark.parametrize(
    ("budget", "deals", "lacking"),
    [
        (rubles(900), rubles(1_250), rubles(350)),
        (rubles(1_250), rubles(1_250), None),
        (rubles(2_000), rubles(1_250), None),
        (None, rubles(1_250), None),
        (rubles(900), None, None),
        (Money(90_000, "USD"), rubles(1_250), None),
    ],
)
def test_a_budget_is_compared_with_the_open_deals(
    budget: Money | None, deals: Money | None, lacking: Money | None
) -> None:
    """R47."""
    assert shortfall(budget, deals) == lacking


@given(st.frozensets(st.sampled_from([*IDS, "gone"])))
def test_unknown_are_those_without_an_answer_in_their_order(known: frozenset[str]) -> None:
    assert [question.id for question in unknown(QUESTIONS, known)] == [name for name in IDS if name not in known]

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.profile import BY_ID, QUESTIONS, unknown
from tests.method.builders import is_whole


def test_a_profile_asks_who_decides_on_what_from_which_budget_how_he_pays_and_who_he_is() -> None:
    """R45-R48."""
    assert [question.id for question in QUESTIONS] == ["decides", "criteria", "budget", "payment", "kind"]
    assert len(BY_ID) == len(QUESTIONS)
    assert [question.id for question in QUESTIONS if question.money] == ["budget"]
    assert [question.id for question in QUESTIONS if question.decides_temperature] == ["decides"]


@given(st.frozensets(st.sampled_from([*BY_ID, "gone"])))
def test_what_is_unknown_is_what_was_not_answered_in_the_order_of_asking(known: frozenset[str]) -> None:
    """R49."""
    assert [question.id for question in unknown(known)] == [name for name in BY_ID if name not in known]


def test_every_question_can_become_the_next_task() -> None:
    """R49: the planned result is what the client does, never the task again."""
    for question in QUESTIONS:
        texts = [question.label, question.ask, question.task, question.planned_result]
        assert all(sentence.text and is_whole(sentence) for sentence in texts)
        assert question.task.text != question.planned_result.text

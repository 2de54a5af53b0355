"""The playbook that comes with the program, and what a segment changes of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cockpit.method.norms import Norms
from cockpit.method.playbook import COMPETENCIES, ERROR_TYPES, Competency, ErrorType, Intervals, Playbook, own
from cockpit.method.profile import Question
from cockpit.method.template import Template
from cockpit.method.words import Temperature, Verdict
from tests.method.builders import is_whole

BOOK = Playbook()


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_each_digit_takes_a_template_after_every_verdict(verdict: Verdict | None) -> None:
    found = BOOK.templates_after(verdict)
    assert len(found) == 9
    assert set(found) == set(BOOK.templates)


def test_what_a_template_or_a_question_fills_in_would_be_saved() -> None:
    """R49: the planned result is what the client does, never the task again."""
    ready: tuple[Template | Question, ...] = (*BOOK.templates, *BOOK.questions)
    for each in ready:
        assert is_whole(each.task)
        assert is_whole(each.planned_result)
        assert each.task.text.casefold() != each.planned_result.text.casefold()
    assert all(template.days >= 1 for template in BOOK.templates)


def test_after_a_reached_plan_the_money_comes_first() -> None:
    """R10."""
    assert {template.id for template in BOOK.templates_after(Verdict.REACHED)[:3]} == {"invoice", "contract", "payment"}
    assert BOOK.templates_after(Verdict.NO_CONTACT)[0].id == "again"


@pytest.mark.parametrize("choices", [ERROR_TYPES, COMPETENCIES])
def test_a_list_to_choose_from_has_ids_of_its_own(choices: Sequence[ErrorType | Competency]) -> None:
    """R38, R53."""
    assert len({each.id for each in choices}) == len(choices) == len({each.label for each in choices})


def test_its_intervals_are_the_norms_of_its_segment() -> None:
    """R5, R42."""
    norms = Playbook(intervals=Intervals(hot=1, warm=3, potential=4, high=1), target_minutes=4).norms(Norms())
    assert norms.silence == {Temperature.HOT: 1, Temperature.WARM: 3, Temperature.POTENTIAL: 4}
    assert (norms.high, norms.target_seconds) == (1, 240)
    assert BOOK.norms(Norms(target_seconds=420)).target_seconds == 420


def test_own_words_are_told_as_they_were_written() -> None:
    assert dict(own("Call {name}").values) == {"text": "Call {name}"}

from __future__ import annotations

import pytest

from cockpit.method.template import COMPETENCIES, ERROR_TYPES, templates
from cockpit.method.words import Verdict
from tests.method.builders import is_whole


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_each_digit_takes_a_template_after_every_verdict(verdict: Verdict | None) -> None:
    found = templates(verdict)
    assert len(found) == 9
    assert len({template.id for template in found}) == 9
    assert set(found) == set(templates(Verdict.REACHED))


def test_what_a_template_fills_in_would_be_saved() -> None:
    for template in templates(None):
        assert is_whole(template.task)
        assert is_whole(template.planned_result)
        assert template.task.text.casefold() != template.planned_result.text.casefold()
        assert template.days >= 1


def test_after_a_reached_plan_the_money_comes_first() -> None:
    """R10."""
    assert [template.pays for template in templates(Verdict.REACHED)[:3]] == [True, True, True]
    assert not any(template.pays for template in templates(Verdict.NO_CONTACT)[:3])
    assert templates(Verdict.NO_CONTACT)[0].id == "again"


@pytest.mark.parametrize("choices", [ERROR_TYPES, COMPETENCIES])
def test_a_list_to_choose_from_has_ids_of_its_own(choices: tuple[tuple[str, object], ...]) -> None:
    """R38, R53."""
    assert len({name for name, _ in choices}) == len(choices) == len({str(label) for _, label in choices})

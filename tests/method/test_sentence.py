from __future__ import annotations

from datetime import date

import pytest

from cockpit.language import tell
from cockpit.method.errors import CockpitError, ConflictError, HeldError, StoreError
from cockpit.method.sentence import Sentence, say, say_count
from tests.method.builders import rubles


def test_a_sentence_is_a_key_with_its_values() -> None:
    assert say("until {day}", day=date(2026, 12, 1)) == Sentence("until {day}", (("day", date(2026, 12, 1)),))
    assert hash(say("left {money}", money=(rubles(5),))) == hash(say("left {money}", money=(rubles(5),)))


@pytest.mark.parametrize(("n", "text"), [(0, "0 days of Ann"), (1, "1 day of Ann"), (5, "5 days of Ann")])
def test_a_count_chooses_its_form(n: int, text: str) -> None:
    assert tell(say_count("{n} day of {who}", "{n} days of {who}", n, who="Ann")) == text


def test_a_sentence_may_stand_in_a_sentence_and_foreign_text_is_not_read_for_places() -> None:
    inner = say_count("{n} day", "{n} days", 2)
    assert tell(say("{name}: {silent}", name="{silent}", silent=inner)) == "{silent}: 2 days"


def test_a_failed_operation_has_a_title_and_a_sentence() -> None:
    error = HeldError(say("Held"), say("Open on {machine}.", machine="desk"))
    assert isinstance(error, ConflictError)
    assert isinstance(error, StoreError)
    assert isinstance(error, CockpitError)
    assert (error.title.text, tell(error.sentence)) == ("Held", "Open on desk.")

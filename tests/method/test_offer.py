from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.offer import is_offer


@pytest.mark.parametrize(
    ("stage", "made"),
    [
        ("Proposal", True),
        ("Proposal/Price Quote", True),
        ("Отправлено КП", True),
        ("Коммерческое предложение", True),
        ("Без предложения", False),
        ("No proposal yet", False),
        ("Новый", False),
        ("Упаковка", False),
        ("", False),
    ],
)
def test_a_stage_says_that_an_offer_was_made(stage: str, made: bool) -> None:
    """R24: by the beginnings of its words, unless a word takes it back."""
    assert is_offer(stage) is made


@given(stage=st.sampled_from(["Proposal", "Отправлено КП", "Новый", "no offer"]), spaces=st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_neither_case_nor_spaces_matter(stage: str, spaces: int) -> None:
    assert is_offer((" " * spaces).join(["", *stage.upper().split(), ""])) is is_offer(stage)

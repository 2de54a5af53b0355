"""Marked numbers behave as a set of them does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from data.intake.marks import Marks

_NUMBERS = st.lists(st.integers(0, 300) | st.integers(0, 10**15))


@given(numbers=_NUMBERS, others=_NUMBERS, gone=_NUMBERS)
def test_marks_are_a_set_of_numbers(numbers: list[int], others: list[int], gone: list[int]) -> None:
    one, other, expected = Marks(), Marks(), set[int]()
    for number in numbers:
        assert one.add(number) is (number not in expected)
        expected.add(number)
    for number in others:
        other.add(number)
    one.discard(gone)
    expected -= set(gone)
    assert len(one) == len(expected)
    assert all((number in one) is (number in expected) for number in (*numbers, *others, *gone))
    assert len(Marks.union((one, other))) == len(expected | set(others))

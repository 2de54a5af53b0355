from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.share import Share

SHARES = st.integers(0, 2000).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("share", "rate", "firm"),
    [
        (Share(), None, False),
        (Share(4, 4), None, False),
        (Share(1, 5), 0.2, False),
        (Share(19, 19), 1.0, False),
        (Share(5, 20), 0.25, True),
    ],
)
def test_a_small_share_has_no_rate_and_is_not_judged_by(share: Share, rate: float | None, firm: bool) -> None:
    """R19: below 5 cases there is no rate, below 20 nothing to judge by."""
    assert (share.rate, share.firm) == (rate, firm)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(), 0.0, 1.0), (Share(1, 10), 0.018, 0.404), (Share(50, 100), 0.404, 0.596), (Share(0, 10), 0.0, 0.278)],
)
def test_the_range_is_wilsons(share: Share, low: float, high: float) -> None:
    """R19: worked by hand for 50 of 100: (0.5 + 0.0192 ± 1.96·√(0.0025 + 0.000096)) / 1.0384 is 0.404 to 0.596."""
    assert list(share.range) == pytest.approx([low, high], abs=0.0005)


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 3)])
def test_a_part_is_not_larger_than_the_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="larger than the whole"):
        Share(part, whole)


@given(share=SHARES)
@settings(max_examples=50, deadline=None)
def test_the_range_holds_the_rate_and_lies_between_none_and_all(share: Share) -> None:
    low, high = share.range
    assert 0 <= low <= high <= 1
    if share.rate is not None:
        assert low - 1e-12 <= share.rate <= high + 1e-12


@given(one=SHARES, other=SHARES)
@settings(max_examples=50, deadline=None)
def test_shares_of_two_groups_are_added_by_their_cases(one: Share, other: Share) -> None:
    assert one + other == Share(one.part + other.part, one.whole + other.whole)

"""Two groups compared, and what opportunities were paid at most."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.comparison import Difference, Proof, difference, mean_difference
from cockpit.method.control import Groups, Past, Silence, paid_of
from cockpit.method.control import Heap as ControlHeap
from cockpit.method.share import Share
from cockpit.method.words import Temperature

DAY = date(2026, 11, 1)
shares = st.integers(0, 300).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))
sums = st.lists(st.floats(0, 1e9), max_size=12)
dated = st.lists(
    st.tuples(st.integers(0, 20).map(lambda days: DAY + timedelta(days=days)), st.integers(0, 1_000)), max_size=6
)


@pytest.mark.parametrize(
    ("first", "second", "low", "middle", "high", "proof"),
    [
        (Share(56, 70), Share(48, 80), 0.0524, 0.2, 0.3339, Proof.MORE),
        (Share(48, 80), Share(56, 70), -0.3339, -0.2, -0.0524, Proof.LESS),
        (Share(9, 10), Share(3, 10), 0.1705, 0.6, 0.8090, Proof.NONE),
        (Share(10, 40), Share(10, 40), -0.1865, 0.0, 0.1865, Proof.NONE),
    ],
)
def test_the_difference_of_two_shares_has_the_range_of_newcombe(
    first: Share, second: Share, low: float, middle: float, high: float, proof: Proof
) -> None:
    """R60: "not proven" of fewer than 20 on a side, and where the range holds zero."""
    found = difference(first, second)
    assert (found.low, found.middle, found.high) == pytest.approx((low, middle, high), abs=6e-4)
    assert found.proof is proof


def test_the_difference_of_two_means_has_the_range_of_welch() -> None:
    """R60: 4 on five and five values is not proven; eight weeks of 20 and 21 beside eight of 10 and 11 are more."""
    found = mean_difference((12, 14, 16, 18, 20), (10, 11, 12, 13, 14))
    assert (found.low, found.middle, found.high) == pytest.approx((-0.065, 4.0, 8.065), abs=1e-3)
    assert found.proof is Proof.NONE
    assert mean_difference((20, 21) * 4, (10, 11) * 4).proof is Proof.MORE
    assert mean_difference((20, 21), (10, 11)).proof is Proof.NONE, "two weeks prove nothing"
    assert mean_difference((), (10, 11)).proof is Proof.NONE
    assert mean_difference((5,) * 5, (5,) * 5) == Difference(0.0, 0.0, 0.0)


@settings(max_examples=50, deadline=None)
@given(first=shares, second=shares)
def test_a_difference_lies_in_its_range_and_turns_round_with_its_sides(first: Share, second: Share) -> None:
    found, other = difference(first, second), difference(second, first)
    assert found.low <= found.middle <= found.high
    assert (found.low, found.high) == pytest.approx((-other.high, -other.low))
    assert not (found.proof is not Proof.NONE and min(first.whole, second.whole) < 20)


@settings(max_examples=50, deadline=None)
@given(first=sums, second=sums)
def test_a_difference_of_means_lies_in_its_range(first: list[float], second: list[float]) -> None:
    found = mean_difference(first, second)
    assert found.low <= found.middle <= found.high
    if min(len(first), len(second)) < 5:
        assert found.proof is Proof.NONE


def _on(day: int) -> date:
    return DAY + timedelta(days=day - 1)


@pytest.mark.parametrize(
    ("found", "came", "paid"),
    [
        ([(1, 1000), (10, 500)], [(5, 300), (20, 2000)], (1000, 500)),
        ([(1, 1000), (10, 500)], [(20, 1200)], (1000, 200)),
        ([(10, 500)], [(10, 500), (3, 900)], (0,)),
        ([(10, 500), (1, 100)], [(5, 400)], (0, 100)),
        ([], [(5, 400)], ()),
    ],
)
def test_an_opportunity_is_paid_at_most_by_what_came_after_it(
    found: list[tuple[int, int]], came: list[tuple[int, int]], paid: tuple[int, ...]
) -> None:
    """R44: extra money found in reviews and later paid."""
    assert paid_of([(_on(day), n) for day, n in found], [(_on(day), n) for day, n in came]) == paid


@settings(max_examples=50, deadline=None)
@given(found=dated, came=dated)
def test_never_more_is_paid_than_was_found_or_came(found: list[tuple[date, int]], came: list[tuple[date, int]]) -> None:
    paid = paid_of(found, came)
    assert all(0 <= part <= amount for part, (_, amount) in zip(paid, found, strict=True))
    first = min((day for day, _ in found), default=DAY)
    assert sum(paid) <= sum(amount for day, amount in came if day > first)


def test_what_is_missing_until_something_can_be_said() -> None:
    """R60: how many more clients and weeks each side needs."""
    groups = Groups(Temperature.HOT, Share(3, 13), Share(1, 40))
    assert groups.missing == (7, 0)
    assert groups.difference.proof is Proof.NONE
    assert Past("RUB", (1, 2, 3), (1,) * 8).missing == (2, 0)
    assert Past("RUB", (1, 2, 3), (1,) * 8).difference.proof is Proof.NONE


def test_the_silent_who_are_in_no_lane_were_put_off() -> None:
    assert Silence(Share(6, 9), ControlHeap(6), queued=3, passed=2).put_off == 1

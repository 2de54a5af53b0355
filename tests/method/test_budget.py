from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.budget import Awaited, Cost, Costs, Workload, costs, read_minutes, spend
from cockpit.method.money import Money, totals
from tests.method.builders import rubles

TOMORROW = date(2026, 11, 24)
COSTS = Costs(Cost(300.0, 40), Cost(1500.0, 6))

WORKLOADS = st.builds(
    Workload,
    st.lists(
        st.builds(
            Awaited,
            st.integers(),
            st.booleans(),
            st.none() | st.builds(Money, st.integers(0, 10**12), st.sampled_from(["RUB", "USD"])),
        ),
        max_size=12,
        unique_by=lambda client: client.client_id,
    ).map(tuple),
    st.builds(
        Costs,
        st.builds(Cost, st.floats(5, 3600), st.integers(0, 50)),
        st.builds(Cost, st.floats(5, 3600), st.integers(0, 50)),
    ),
)
MINUTES = st.integers(-10, 200)


@pytest.mark.parametrize(
    ("minutes", "covered", "share"),
    [(4, 0, 0.0), (5, 1, 0.5), (29, 1, 0.5), (30, 2, 0.8), (35, 3, 1.0), (600, 3, 1.0), (0, 0, 0.0), (-5, 0, 0.0)],
)
def test_the_minutes_cover_the_head_of_the_order(minutes: int, covered: int, share: float) -> None:
    """R31: 5 minutes for a client, 25 for one never reviewed; 500, 300 and 200 thousand roubles are due."""
    due = (Awaited(3, False, rubles(500e3)), Awaited(1, True, rubles(300e3)), Awaited(2, False, rubles(200e3)))
    found = spend(Workload(due, COSTS), minutes, TOMORROW)
    assert (found.covered, found.left) == ((3, 1, 2)[:covered], (3, 1, 2)[covered:])
    assert found.share == pytest.approx(share)
    assert (found.until, found.assumed) == (TOMORROW, False)


def test_a_long_first_review_ends_the_budget_although_a_short_one_would_still_fit() -> None:
    found = spend(Workload((Awaited(1, True), Awaited(2, False)), COSTS), 10, TOMORROW)
    assert (found.covered, found.left, found.share) == ((), (1, 2), None)


def test_currencies_are_not_mixed_and_the_share_is_that_of_the_main_one() -> None:
    dollars = Money(900_000_00, "USD")
    due = (Awaited(1, False, dollars), Awaited(2, False, rubles(100)), Awaited(3, False, rubles(300)))
    found = spend(Workload(due, COSTS), 10, TOMORROW)
    assert found.covered_money == (dollars, rubles(100))
    assert (found.left_money, found.share) == ((rubles(300),), 0.25)


@pytest.mark.parametrize(
    ("repeats", "firsts", "expected"),
    [
        ((), (), Costs(Cost(300.0), Cost(1800.0))),
        ((240.0, 300.0, 900.0), (), Costs(Cost(300.0, 3), Cost(1800.0))),
        ((4.9,), (1200.0, 1000.0, 1.0), Costs(Cost(300.0), Cost(1100.0, 2))),
    ],
)
def test_own_medians_count_and_the_targets_where_there_are_none(
    repeats: tuple[float, ...], firsts: tuple[float, ...], expected: Costs
) -> None:
    """R31: a review closed within five seconds is none."""
    assert costs(repeats, firsts, target_seconds=300, first_target_seconds=1800) == expected


@pytest.mark.parametrize(("first", "assumed"), [(True, True), (False, False)])
def test_minutes_are_assumed_only_when_a_client_there_is_counted_with_a_target(first: bool, assumed: bool) -> None:
    workload = Workload((Awaited(1, first),), Costs(Cost(280.0, 12), Cost(1800.0)))
    assert workload.assumed is assumed
    assert not workload.without({1}).assumed


@given(workload=WORKLOADS, minutes=MINUTES)
def test_a_budget_is_a_prefix_that_fits_and_loses_nothing(workload: Workload, minutes: int) -> None:
    """R31."""
    found = spend(workload, minutes, TOMORROW)
    assert found.covered + found.left == tuple(client.client_id for client in workload.clients)
    taken = sum(workload.seconds_of(client) for client in workload.clients[: len(found.covered)])
    assert taken <= max(0, minutes * 60) + 1e-6
    everything = [client.money for client in workload.clients if client.money is not None]
    assert totals((*found.covered_money, *found.left_money)) == totals(everything)
    assert found.share is None or 0 <= found.share <= 1


@given(workload=WORKLOADS, minutes=MINUTES, more=st.integers(0, 100))
def test_more_minutes_never_cover_less(workload: Workload, minutes: int, more: int) -> None:
    """R31."""
    short, long = spend(workload, minutes, TOMORROW), spend(workload, minutes + more, TOMORROW)
    assert long.covered[: len(short.covered)] == short.covered
    assert short.share is None or (long.share or 0) >= short.share


@given(workload=WORKLOADS)
def test_the_minutes_that_the_list_needs_cover_it(workload: Workload) -> None:
    assert spend(workload, int(workload.seconds // 60) + 1, TOMORROW).left == ()


@pytest.mark.parametrize(("text", "minutes"), [(" 60 ", 60), ("1", 1), ("600", 600)])
def test_minutes_are_read(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "0", "601", "-5", "an hour", "1.5", "٣", "9" * 5000])
def test_what_is_no_number_of_minutes_is_said(text: str) -> None:
    problems = read_minutes(text)
    assert isinstance(problems, tuple)
    assert problems[0].field == "minutes"

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language import tell
from cockpit.method.records import Ladder
from cockpit.method.recruiting import (
    ASSUMED,
    Counted,
    Rates,
    RecruitingEntry,
    RecruitingFields,
    Walk,
    chain,
    count,
    ladder,
    rates,
    read_ladder,
    read_recruiting,
    target,
    task_text,
)
from cockpit.method.words import Temperature
from cockpit.method.workdays import WorkCalendar
from tests.method.builders import TODAY

HOT, WARM, POTENTIAL = Temperature.HOT, Temperature.WARM, Temperature.POTENTIAL
TYPED = RecruitingEntry("2", "50", "25 %", "25,0", "+5")
counted = st.integers(0, 500).flatmap(lambda closed: st.builds(Counted, st.integers(0, closed), st.just(closed)))
some_rates = st.builds(
    rates,
    st.fixed_dictionaries(dict.fromkeys(ASSUMED, counted)),
    st.fixed_dictionaries(dict.fromkeys(ASSUMED, counted)),
)


def days(**since: int) -> dict[Temperature, date]:
    return {Temperature(name): TODAY - timedelta(days=ago) for name, ago in since.items()}


def test_without_cases_the_rates_are_assumed_and_agree_with_the_forecasts() -> None:
    """R14."""
    hot, warm, potential = (rate.value for rate in Rates().each)
    assert (hot, warm * hot, potential * warm * hot) == pytest.approx((0.6, 0.25, 0.05), abs=0.001)
    assert ladder(2, Rates()).assumed == ("hot_pays", "warm_heats", "potential_warms")


def test_the_ladder_is_worked_out_backwards_and_every_step_rounded_up() -> None:
    """R14."""
    found = read_ladder(TYPED, Rates())
    assert isinstance(found, Ladder)
    assert (found.payments, found.hot, found.warm, found.potential) == (2, 4, 16, 64)
    assert tell(chain(replace(found, assumed=()))) == "2 payments ← 4 hot ← 16 warm ← 64 potential"
    assert tell(chain(found)) == "2 payments ← 4 hot ← 16 warm ← 64 potential, rates assumed"
    assert tell(chain(replace(found, assumed=("hot_pays",)))).endswith(", some rates assumed")
    assert tell(task_text(found)).startswith("Find 64 potential clients")


@pytest.mark.parametrize(("payments", "percent", "hot"), [(3, "60", 5), (7, "70", 10), (1, "100", 1), (9, "90", 10)])
def test_a_whole_step_is_not_rounded_up_further(payments: int, percent: str, hot: int) -> None:
    found = read_ladder(replace(TYPED, payments=str(payments), hot_pays=percent), Rates())
    assert isinstance(found, Ladder)
    assert found.hot == hot


@given(st.integers(1, 1000), some_rates)
def test_a_ladder_grows_with_what_is_wanted_and_never_falls_short_of_the_product(payments: int, by: Rates) -> None:
    """R14."""
    found, more = ladder(payments, by), ladder(payments + 1, by)
    steps = (found.payments, found.hot, found.warm, found.potential)
    assert 1 <= payments <= found.hot <= found.warm <= found.potential
    assert steps <= (more.payments, more.hot, more.warm, more.potential)
    product = found.hot_pays * found.warm_heats * found.potential_warms
    assert found.potential >= ceil(payments / product - 1e-6)


@given(some_rates)
def test_a_rate_is_never_nothing_and_never_more_than_all(by: Rates) -> None:
    assert all(0 < rate.value <= 1 for rate in by.each)


def test_own_cases_move_a_rate_and_the_departments_stand_behind_it() -> None:
    """R14: (won + k p0) / (closed + k), the manager towards his department."""
    department = {"hot_pays": Counted(10, 40)}
    alone = rates({}, department).hot_pays
    assert alone.value == round((10 + 20 * 0.6) / (40 + 20), 3)
    assert not alone.assumed
    own = rates({"hot_pays": Counted(10, 10)}, department).hot_pays
    assert own.value == round((10 + 20 * (22 / 60)) / (10 + 20), 3)


@pytest.mark.parametrize(
    ("walk", "cases"),
    [
        (Walk(days(hot=9)), {}),
        (Walk(days(hot=9), paid_on=TODAY), {"hot_pays": (1, 1)}),
        (Walk(days(hot=9), lost_on=TODAY), {"hot_pays": (0, 1)}),
        (Walk(days(hot=9), paid_on=TODAY - timedelta(days=20)), {}),
        (Walk(days(warm=9), days(hot=3)), {"warm_heats": (1, 1)}),
        (Walk(days(warm=3, hot=9), days(warm=3, hot=9)), {}),
        (
            Walk(days(potential=20, warm=9), days(warm=9), lost_on=TODAY),
            {"potential_warms": (1, 1), "warm_heats": (0, 1)},
        ),
        (Walk(days(potential=20), lost_on=TODAY), {"potential_warms": (0, 1)}),
        (Walk(days(potential=20), days(hot=5)), {"potential_warms": (1, 1)}),
    ],
    ids=[
        "still hot",
        "hot and paid",
        "hot and lost",
        "paid before it was hot",
        "warm, then hot",
        "hot, then cooled",
        "warmed and lost",
        "potential and lost",
        "straight to hot",
    ],
)
def test_a_case_is_decided_when_a_client_moves_on_or_is_lost(walk: Walk, cases: dict[str, tuple[int, int]]) -> None:
    found = {name: (one.won, one.closed) for name, one in count([walk]).items() if one.closed}
    assert found == cases


@pytest.mark.parametrize(("won", "payments"), [(0, 2), (1, 1), (4, 1), (9, 3), (10, 3), (11, 4)])
def test_the_target_is_what_is_usual_in_a_month(won: int, payments: int) -> None:
    assert target(won, 90) == payments


def test_a_rate_that_the_head_corrects_is_assumed_and_one_he_leaves_is_not() -> None:
    """R14."""
    by = rates({}, dict.fromkeys(ASSUMED, Counted(1, 2)))
    left = [f"{rate.value * 100:g}" for rate in by.each]
    found = read_ladder(RecruitingEntry("1", left[0], "99", left[2], ""), by)
    assert isinstance(found, Ladder)
    assert found.assumed == ("warm_heats",)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(("payments", text) for text in ("", "0", "-1", "1.5", "1001", "²", "viele")),
        *(("hot_pays", text) for text in ("", "0", "101", "-5", "[/]", "1e2")),
        ("warm_heats", "0.00"),
        ("potential_warms", "100.5"),
        *(("due", text) for text in ("", "yesterday", "today", "soon")),
    ],
)
def test_what_cannot_be_read_is_named_by_its_field(field: str, text: str) -> None:
    found = read_recruiting(replace(TYPED, **{field: text}), Rates(), TODAY, WorkCalendar())
    assert isinstance(found, tuple)
    assert [problem.field for problem in found] == [field]


def test_a_recruiting_task_is_read_with_its_day() -> None:
    """R14."""
    found = read_recruiting(TYPED, Rates(), TODAY, WorkCalendar())
    assert isinstance(found, RecruitingFields)
    assert (found.ladder.potential, found.due_on) == (64, WorkCalendar().after(TODAY, 5))

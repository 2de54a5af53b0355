"""How a key figure changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.change import Change, change
from cockpit.method.kpi import Figure, Value
from cockpit.method.money import Money
from cockpit.method.share import Share
from cockpit.method.window import Period, window

NOW = window(Period.MONTH, date(2026, 11, 23))
BEFORE = NOW.before()


def counted(figure: Figure, number: float, n: int = 30) -> Value:
    return Value(figure, NOW, n, number)


def earned(minor: int, n: int = 30, currency: str = "EUR") -> Value:
    return Value(Figure.REVENUE, NOW, n, money=(Money(minor, currency),))


def lost(part: int, whole: int) -> Value:
    return Value(Figure.REFUSAL_RATE, NOW, whole, share=Share(part, whole))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (counted(Figure.HOT, 12), counted(Figure.HOT, 9), Change(3, True)),
        (counted(Figure.REFUSALS, 12), counted(Figure.REFUSALS, 9), Change(3, False)),
        (counted(Figure.LOST_CYCLE, 12), counted(Figure.LOST_CYCLE, 9), Change(3)),
        (counted(Figure.WON, 9), counted(Figure.WON, 9), Change(0)),
        (earned(20_000), earned(16_000), Change(0.25, True)),
        (earned(20_000, n=19), earned(16_000), Change(0.25)),
        (earned(20_000, n=4), earned(16_000), None),
        (earned(20_000), earned(16_000, currency="USD"), None),
        (earned(20_000), earned(0), None),
        (lost(6, 20), lost(8, 20), Change(pytest.approx(-0.1), True)),  # type: ignore[arg-type]  # it equals a number
        (lost(3, 10), lost(4, 10), Change(pytest.approx(-0.1))),  # type: ignore[arg-type]  # as above
        (lost(2, 4), lost(4, 10), None),
        (counted(Figure.HOT, 12), None, None),
        (Value(Figure.WON_CYCLE, NOW), counted(Figure.WON_CYCLE, 9), None),
    ],
)
def test_figures_are_compared_as_far_as_their_cases_allow(
    now: Value, before: Value | None, expected: Change | None
) -> None:
    """R19, R25, rule 6: nothing is called good or bad on fewer than 20 cases; no part of fewer than five."""
    assert change(now, before) == expected


def test_of_a_running_window_only_figures_of_a_moment_are_judged() -> None:
    """R18: hot clients are those of now, deals won are still coming."""
    assert change(counted(Figure.WON, 5), counted(Figure.WON, 9), whole=False) == Change(-4)
    assert change(counted(Figure.HOT, 5), counted(Figure.HOT, 9), whole=False) == Change(-4, False)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(list(Figure)), st.integers(0, 90), st.integers(0, 90), st.integers(0, 60), st.integers(0, 60))
def test_the_way_back_is_judged_the_other_way(figure: Figure, a: int, b: int, n: int, m: int) -> None:
    this = Value(figure, NOW, n, float(a), (Money(a, "EUR"),), Share(min(a, n), n))
    there, back = change(this, former := replace(this, n=m, number=float(b), money=(Money(b, "EUR"),))), None
    back = change(former, this)
    if there is not None and back is not None and figure.kind != "rate":
        assert (there.by > 0) is (back.by < 0)
        if there.better is not None:
            assert back.better is (not there.better)

"""Learning in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from cockpit.language import use
from cockpit.language.learning import (
    band_text,
    baseline_text,
    curve_text,
    hit_text,
    reach_text,
    reaches_text,
    rework_text,
    saved_text,
    share_with_n,
)
from cockpit.method.learning import Curve, Learner, SittingPoint, WeekPoint
from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.timer import pace
from cockpit.method.words import Slot

DAY = date(2026, 11, 2)
NONE = pace(())


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use("en", year=2026)
    yield
    use("en")


def learner(more: int | None = 0, *, n: int = 20, start: float = 1800.0, last: float = 372.0) -> Learner:
    """Make a manager of 20 reviews who began at 30 minutes and is at 6:12."""
    sittings = (
        SittingPoint(DAY, Slot.MORNING, pace([start] * 10), pace([start] * 10), NONE),
        SittingPoint(DAY + timedelta(days=1), Slot.MORNING, pace([last] * 10), NONE, pace([last] * 10), in_band=2),
    )
    weeks = (WeekPoint(DAY, Share(30, 40), 1, Share(3, 10), 2), WeekPoint(DAY + timedelta(days=7), rework=Share(1, 5)))
    curve = Curve(1800.0, 0.32, n, (), more)
    return Learner(Scope.manager(1), "Anna [/]", sittings, curve, n, pace([start] * 10), weeks)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (0, "5 minutes are reached"),
        (1, "5 minutes are reached in about 1 more client"),
        (38, "5 minutes are reached in about 38 more clients"),
        (None, "Practice alone does not get to 5 minutes: the question list and the templates must"),
    ],
)
def test_the_curve_says_when_five_minutes_are_reached(more: int | None, told: str) -> None:
    """R35: about n more clients, reached, or never by practice alone."""
    assert reach_text(learner(more)) == told


def test_below_fifteen_reviews_it_says_how_many_are_missing() -> None:
    """R35: the curve is shown from fifteen reviews on."""
    assert reach_text(Learner(Scope.manager(1), "", curve_n=14)) == "1 more review until the curve can be drawn"
    assert reach_text(Learner(Scope.manager(1), "", curve_n=3)) == "12 more reviews until the curve can be drawn"


def test_of_several_managers_it_says_how_many_are_where() -> None:
    several = (learner(0), learner(5), learner(9), learner(None), Learner(Scope.manager(2), ""))
    assert reaches_text(several) == (
        "5 minutes are reached with 1 manager, 2 on the way, 1 not by practice alone, 1 without a curve yet"
    )


def test_what_is_saved_is_told_against_the_own_first_ten() -> None:
    """R32: the baseline is the own first ten clients; 30:00 less 6:12 is 23:48."""
    assert baseline_text(learner()) == "Own first 10 clients: 30:00"
    assert saved_text(learner()) == "23:48 saved per client since (79%)"
    assert saved_text(learner(start=300.0, last=360.0)) == "1:00 more per client than then (20%)"
    few = Learner(Scope.manager(1), "", baseline=pace([1800.0] * 3), curve_n=3)
    assert (baseline_text(few), saved_text(few)) == ("Own first 3 clients: 30:00", "")
    assert baseline_text(Learner(Scope.manager(1), "")) == ""


def test_shares_are_told_with_their_n_and_their_range_where_it_is_small() -> None:
    """R34, R38: the plans not judged yet and the first reviews stand apart."""
    assert band_text(learner()) == "In 1–5 minutes: 10% of 20"
    assert hit_text(learner()) == "Plans reached by their day: 75% of 40, 1 due and not reached yet"
    assert rework_text(learner()) == f"Rework: {share_with_n(Share(4, 15))}, 2 first reviews apart"
    assert share_with_n(Share(2, 4)) == "2 of 4"


def test_a_curve_that_does_not_fall_says_nothing_about_doubling() -> None:
    assert curve_text(learner()) == "each doubling of the clients saves 20%"
    flat = Learner(Scope.manager(1), "", curve=Curve(900.0, -0.1, 20))
    assert curve_text(flat) == curve_text(Learner(Scope.manager(1), "")) == ""

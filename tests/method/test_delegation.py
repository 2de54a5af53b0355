"""When a head can hand over (R39)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.language import tell
from cockpit.method.delegation import Condition, Finding, Judged, Readiness, ReworkWeek, agreed, in_a_row, judge
from cockpit.method.norms import DelegationRule
from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.timer import pace
from cockpit.method.words import Verdict
from cockpit.method.workdays import WorkCalendar

MONDAY = date(2026, 11, 16)
RULE = DelegationRule()
SEEN = Readiness(
    scope=Scope.segment(1),
    name="Розница [/]",
    segment_id=1,
    head="Ирина",
    deputy="Олег",
    minutes=pace([240.0] * 20),
    in_band=Share(20, 20),
    agreement=Share(8, 10),
    deputy_reviews=12,
)


def weeks(*shares: tuple[int, int]) -> tuple[ReworkWeek, ...]:
    first = MONDAY - timedelta(weeks=len(shares) - 1)
    return tuple(ReworkWeek(first + timedelta(weeks=n), Share(*share)) for n, share in enumerate(shares))


def judged(*shares: tuple[int, int], **fields: Any) -> Readiness:
    return judge(replace(SEEN, weeks=weeks(*shares), **fields), RULE)


GOOD = ((2, 10),) * 4


@pytest.mark.parametrize(
    ("shares", "n"),
    [
        (((9, 20), (4, 20), (1, 2), (5, 20)), 2),
        (((4, 20), (6, 20)), 0),
        (((0, 4), (0, 0)), 0),
        (((1, 5), (1, 5)), 2),
        ((), 0),
    ],
)
def test_weeks_below_the_line_are_counted_back_from_the_last(shares: tuple[tuple[int, int], ...], n: int) -> None:
    """R39: on the line is not below it, and a week of too few reviews neither counts nor breaks the row."""
    assert in_a_row(weeks(*shares), 0.3) == n


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted).map(tuple), max_size=12))
def test_a_lower_line_never_makes_more_weeks(shares: list[tuple[int, int]]) -> None:
    """R39."""
    found = weeks(*shares)
    counted = [in_a_row(found, line) for line in (0.1, 0.3, 0.8, 1.1)]
    assert counted == sorted(counted)
    assert counted[-1] == sum(week.rework.rate is not None for week in found)


def test_a_segment_that_meets_all_conditions_is_ready() -> None:
    """R39."""
    found = judged(*GOOD)
    assert (found.ready, found.below, found.missing) == (True, 4, ())
    assert [check.condition for check in found.checks] == list(Condition)


@pytest.mark.parametrize(
    ("shares", "finding", "told"),
    [
        ((*GOOD, (23, 50)), Finding.MISSED, "rework share 46% of 50 reviews in the week from 16 Nov, the line is 30%"),
        (((9, 20), *GOOD[:3]), Finding.MISSED, "rework share below 30% for 3 of 4 weeks in a row"),
        (GOOD[:3], Finding.UNPROVEN, "rework share below 30% for 3 of 4 weeks in a row"),
        ((), Finding.UNPROVEN, "not proven yet: no week has 5 reviews of plans"),
        (((0, 4),) * 8, Finding.UNPROVEN, "not proven yet: no week has 5 reviews of plans"),
        (((4, 6),), Finding.UNPROVEN, "rework share 67% of 6 reviews in the week from 16 Nov, the line is 30%"),
    ],
)
def test_rework_says_what_is_missing(shares: tuple[tuple[int, int], ...], finding: Finding, told: str) -> None:
    """R39, R38."""
    check = judged(*shares).checks[0]
    assert (check.finding, tell(check.sentence).replace("\N{NO-BREAK SPACE}", " ")) == (finding, told)


def test_few_reviews_in_the_weeks_prove_nothing() -> None:
    """R39: two weeks of five reviews are ten, twenty are needed."""
    row = judge(replace(SEEN, weeks=weeks((0, 5), (0, 5))), replace(RULE, weeks=2))
    assert row.checks[0].finding is Finding.UNPROVEN
    assert tell(row.checks[0].sentence) == "rework not proven yet: 10 of 20 reviews of plans in these weeks"


@pytest.mark.parametrize(
    ("seconds", "n", "finding", "told"),
    [
        (366, 20, Finding.MISSED, "a repeat review takes 6:06, the band is 1 to 5 min"),
        (301, 20, Finding.MISSED, "a repeat review takes 5:01, the band is 1 to 5 min"),
        (20, 20, Finding.MISSED, "a repeat review takes 0:20, shorter than a review can be: the band is 1 to 5 min"),
        (300, 20, Finding.MET, "a repeat review takes 5:00, 100% are within 1 to 5 min"),
        (90, 19, Finding.UNPROVEN, "minutes not proven yet: 19 of 20 repeat reviews in these weeks"),
    ],
)
def test_minutes_say_what_is_missing(seconds: float, n: int, finding: Finding, told: str) -> None:
    """R39, R35."""
    check = judged(*GOOD, minutes=pace([seconds] * n), in_band=Share(n, n)).checks[1]
    assert (check.finding, tell(check.sentence)) == (finding, told)


@pytest.mark.parametrize(
    ("fields", "finding", "told"),
    [
        ({"segment_id": 0}, Finding.MISSED, "without a segment there is no deputy: put the managers into one"),
        ({"head": ""}, Finding.MISSED, "the segment has no head"),
        ({"deputy": ""}, Finding.MISSED, "the segment has no deputy"),
        (
            {"scope": Scope.manager(3), "name": "Олег", "deputy_reviews": 0},
            Finding.MISSED,
            "Олег is the deputy: somebody else has to lead these sittings",
        ),
        ({"deputy": " ИРИНА"}, Finding.MISSED, "Ирина is head and deputy at once"),
        (
            {"deputy_reviews": 0, "agreement": Share()},
            Finding.UNPROVEN,
            "Олег has not reviewed yet: 10 clients reviewed by both are needed",
        ),
        (
            {"agreement": Share(9, 9)},
            Finding.UNPROVEN,
            "9 of 10 clients were reviewed by both Ирина and Олег, at most a working day apart",
        ),
        (
            {"agreement": Share(7, 10)},
            Finding.MISSED,
            "Ирина and Олег gave the same verdict on 7 of 10 clients, 80% are wanted",
        ),
    ],
)
def test_agreement_says_what_is_missing(fields: dict[str, Any], finding: Finding, told: str) -> None:
    """R39."""
    found = judged(*GOOD, **fields)
    assert (found.ready, found.checks[2].finding) == (False, finding)
    assert list(map(tell, found.missing)) == [told]


def test_reviews_of_both_a_working_day_apart_are_a_pair() -> None:
    """R39: Friday and Monday are a pair, Monday and Wednesday are not, and a review is in one pair at most."""
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    reached, partly = Verdict.REACHED, Verdict.PARTLY
    reviews = [
        Judged(1, monday, by_deputy=False, verdict=reached),
        Judged(1, monday, by_deputy=True, verdict=reached),
        Judged(1, monday, by_deputy=False, verdict=partly),
        Judged(2, friday, by_deputy=False, verdict=reached),
        Judged(2, monday, by_deputy=True, verdict=partly),
        Judged(3, monday, by_deputy=False, verdict=reached),
        Judged(3, monday + timedelta(days=2), by_deputy=True, verdict=reached),
        Judged(4, monday, by_deputy=True, verdict=reached),
        Judged(4, monday, by_deputy=True, verdict=reached),
    ]
    assert agreed(reviews, WorkCalendar()) == Share(1, 2)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.builds(
            Judged,
            client_id=st.integers(1, 3),
            day=st.integers(0, 5).map(lambda n: MONDAY + timedelta(days=n)),
            by_deputy=st.booleans(),
            verdict=st.sampled_from(Verdict),
        ),
        max_size=20,
    )
)
def test_whoever_is_called_the_deputy_agreement_is_the_same(reviews: list[Judged]) -> None:
    """R39."""
    ordered = sorted(reviews, key=lambda each: each.day)
    turned = [replace(each, by_deputy=not each.by_deputy) for each in ordered]
    found = agreed(ordered, WorkCalendar())
    assert found == agreed(turned, WorkCalendar())
    assert found.whole * 2 <= len(ordered)

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.contact import last_contact
from cockpit.method.words import ContactSource
from tests.method.builders import NEAR_DAYS, TODAY

REVIEW, ACTIVITY, TASK = ContactSource.REVIEW, ContactSource.ACTIVITY, ContactSource.TASK
STAGE, UPDATED, CREATED = ContactSource.STAGE, ContactSource.UPDATED, ContactSource.CREATED
EARLY, LATE = date(2026, 11, 2), date(2026, 11, 20)
AHEAD = TODAY + timedelta(days=1)

Known = list[tuple[ContactSource, date | None]]


@pytest.mark.parametrize(
    ("known", "day", "source"),
    [
        ([], None, CREATED),
        ([(REVIEW, None), (CREATED, None)], None, CREATED),
        ([(REVIEW, EARLY), (ACTIVITY, LATE)], LATE, ACTIVITY),
        ([(REVIEW, EARLY), (UPDATED, LATE)], EARLY, REVIEW),
        ([(CREATED, EARLY), (STAGE, LATE)], LATE, STAGE),
        ([(TASK, LATE), (REVIEW, LATE), (ACTIVITY, LATE)], LATE, REVIEW),
        ([(CREATED, LATE), (UPDATED, LATE)], LATE, UPDATED),
        ([(ACTIVITY, TODAY)], TODAY, ACTIVITY),
        ([(ACTIVITY, AHEAD), (CREATED, EARLY)], EARLY, CREATED),
        ([(ACTIVITY, AHEAD)], None, CREATED),
    ],
)
def test_the_last_contact_is_known_from_the_best_source_there_is(
    known: Known, day: date | None, source: ContactSource
) -> None:
    """NUMBERS.md 5."""
    assert last_contact(known, TODAY) == (day, source)


@given(st.lists(st.tuples(st.sampled_from(ContactSource), st.none() | NEAR_DAYS)))
def test_a_weak_source_never_outranks_a_strong_one_and_no_contact_is_ahead(known: Known) -> None:
    day, source = last_contact(known, TODAY)
    assert (day, source) == last_contact(reversed(known), TODAY)
    assert day is None or day <= TODAY
    strong = [found for name, found in known if found is not None and found <= TODAY and not name.weak]
    if strong:
        assert day == max(strong)
        assert not source.weak

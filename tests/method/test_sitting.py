from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language import tell
from cockpit.method.money import Money
from cockpit.method.records import Deferral
from cockpit.method.sitting import Completeness, completeness, next_client, read_deferral, slot_of
from cockpit.method.words import SittingState, Slot
from tests.method.builders import NORMS, TODAY, is_whole, rubles, sitting

DEFERRED = {2: Deferral(2, date(2026, 11, 25), "on holiday")}


@pytest.mark.parametrize(
    ("hour", "slot"), [(0, Slot.MORNING), (12, Slot.MORNING), (13, Slot.AFTERNOON), (23, Slot.AFTERNOON)]
)
def test_a_day_has_two_slots(hour: int, slot: Slot) -> None:
    """R4."""
    assert slot_of(datetime(2026, 11, 23, hour, 59, tzinfo=UTC), NORMS) is slot


def test_the_hour_that_parts_the_day_is_the_organisations_own() -> None:
    """R4."""
    late = replace(NORMS, noon=15)
    assert slot_of(datetime(2026, 11, 23, 14, 59, tzinfo=UTC), late) is Slot.MORNING
    assert slot_of(datetime(2026, 11, 23, 15, 0, tzinfo=UTC), late) is Slot.AFTERNOON


def test_a_sitting_is_complete_when_every_due_client_was_reviewed_or_deferred() -> None:
    """R7."""
    found = replace(sitting((1, 2, 3), due=frozenset({1, 2}), reviewed=frozenset({1})), deferred=DEFERRED)
    state = completeness(found, {3: rubles(9)})
    assert state == Completeness((), (), reviewed=1, put_off=1)
    assert state.state is SittingState.COMPLETE
    assert tell(state.sentence) == "Complete: reviewed 1, put off 1, nobody is left."


@pytest.mark.parametrize(
    ("money", "left", "text"),
    [
        ({1: rubles(100), 3: rubles(50)}, (3,), "Incomplete: reviewed 1, put off 1, left 1: ₽50."),
        ({3: None}, (3,), "Incomplete: reviewed 1, put off 1, left 1."),
        ({}, (3,), "Incomplete: reviewed 1, put off 1, left 1."),
    ],
)
def test_an_incomplete_sitting_names_the_clients_and_the_money_left(
    money: dict[int, Money | None], left: tuple[int, ...], text: str
) -> None:
    """R7."""
    found = replace(sitting((1, 2, 3), reviewed=frozenset({1})), deferred=DEFERRED)
    state = completeness(found, money)
    assert state.left == left
    assert state.state is SittingState.INCOMPLETE
    assert is_whole(state.sentence)
    assert tell(state.sentence) == text


def test_money_left_in_two_currencies_is_two_sums() -> None:
    state = completeness(sitting((1, 2, 3)), {1: rubles(1), 2: Money(500, "USD"), 3: rubles(2)})
    assert state.money == (Money(500, "USD"), rubles(3))
    assert tell(state.sentence) == "Incomplete: reviewed 0, put off 0, left 3: $5 + ₽3."


@pytest.mark.parametrize(
    ("reviewed", "after", "following"),
    [
        (set(), None, 1),
        (set(), 1, 2),
        (set(), 4, 1),
        ({1, 2}, 2, 3),
        ({2, 4}, 4, 1),
        ({1, 2, 3}, 3, 4),
        ({1, 2, 4}, 4, 3),
        ({1, 2, 4}, 3, None),
        ({1, 2, 3, 4}, 4, None),
        ({1, 2, 3, 4}, None, None),
        (set(), 99, 1),
    ],
)
def test_the_next_client_is_the_first_open_one_after_the_last(
    reviewed: set[int], after: int | None, following: int | None
) -> None:
    found = sitting((1, 2, 3, 4), reviewed=frozenset(reviewed))
    assert next_client(found, after) == following


def test_a_deferred_client_does_not_come_up_again() -> None:
    found = replace(sitting((1, 2, 3)), deferred=DEFERRED)
    assert next_client(found, 1) == 3


@given(st.lists(st.integers(1, 20), unique=True), st.frozensets(st.integers(1, 20)), st.integers(1, 20))
def test_going_from_client_to_client_meets_everyone_once(
    order: list[int], reviewed: frozenset[int], start: int
) -> None:
    found = sitting(tuple(order), reviewed=reviewed)
    met: list[int] = []
    after: int | None = start
    while (client := next_client(found, after)) is not None:
        met.append(client)
        found = replace(found, reviewed=found.reviewed | {client})
        after = client
    turn = order.index(start) + 1 if start in order else 0
    expected = [client for client in (*order[turn:], *order[:turn]) if client not in reviewed]
    assert met == ([] if expected == [start] else expected)


def test_a_deferral_is_a_day_ahead_and_a_reason() -> None:
    """R7."""
    assert read_deferral("+2", "on holiday", TODAY, NORMS) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("day", "reason", "fields"),
    [
        ("", "", ["until", "reason"]),
        (" ", "x", ["until"]),
        ("soon", "x", ["until"]),
        ("today", "x", ["until"]),
        ("20.11", "x", ["until"]),
        ("+2", " ", ["reason"]),
    ],
)
def test_a_deferral_without_a_day_ahead_or_a_reason_is_refused(day: str, reason: str, fields: list[str]) -> None:
    """R7."""
    found = read_deferral(day, reason, TODAY, NORMS)
    assert isinstance(found, tuple)
    assert [problem.field for problem in found] == fields
    assert all(is_whole(problem.sentence) for problem in found)


def test_a_deferral_without_a_day_is_asked_for_one() -> None:
    found = read_deferral("  ", "on holiday", TODAY, NORMS)
    assert isinstance(found, tuple)
    assert tell(found[0].sentence) == "Until which day?"


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (Completeness((), (), recruiting_due=True), "Nobody can pay: the recruiting task is missing."),
        (
            Completeness((1,), (rubles(500),), recruiting_due=True),
            "Incomplete: reviewed 0, put off 0, left 1: ₽500. Nobody can pay: the recruiting task is missing.",
        ),
        (
            Completeness((), (), line=rubles(1000), left_out=2, left_out_money=(rubles(300),)),
            "Complete: reviewed 0, put off 0, nobody is left. Below ₽1,000 2 clients were left out, ₽300.",
        ),
        (
            Completeness((), (), recruiting_due=True, line=rubles(1000), left_out=1),
            "Nobody can pay: the recruiting task is missing. Below ₽1,000 1 client was left out.",
        ),
        (Completeness((), (), line=rubles(1000)), "Complete: reviewed 0, put off 0, nobody is left."),
    ],
)
def test_the_state_names_the_missing_recruiting_task_and_whom_the_line_leaves_out(
    found: Completeness, text: str
) -> None:
    """R7, R14, R43."""
    assert is_whole(found.sentence)
    assert tell(found.sentence).replace("\u00a0", " ") == text
    assert (found.state is SittingState.INCOMPLETE) is bool(found.left or found.recruiting_due)

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.entry import (
    DealEntry,
    DealFields,
    check_name,
    read_deal,
    read_interval,
)
from cockpit.method.money import Money
from cockpit.method.sentence import Sentence
from cockpit.method.words import DealStatus
from tests.method.builders import NORMS, TODAY, is_whole, rubles


def faults(entry: DealEntry) -> list[str]:
    found = read_deal(entry, TODAY, NORMS.calendar, "RUB")
    assert isinstance(found, tuple), found
    assert all(is_whole(problem.sentence) for problem in found)
    return [problem.field for problem in found]


def deal(entry: DealEntry) -> DealFields:
    found = read_deal(entry, TODAY, NORMS.calendar, "RUB")
    assert isinstance(found, DealFields), found
    return found


@pytest.mark.parametrize("name", ["Romashka", "ACME [/foo]", "O'Neil", " 1 ", "x" * 200])
def test_a_name_of_its_own_is_taken(name: str) -> None:
    assert check_name(name, ["Vector"]) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "A name is needed."),
        (" \t\u00a0", "A name is needed."),
        ("\u200b\u200f", "A name is needed."),
        ("x" * 201, "The name is longer than {n} characters."),
        ("Vector", "There is already {name}."),
        (" vector ", "There is already {name}."),
        ("ООО  РОМАШКА", "There is already {name}."),
    ],
)
def test_a_name_that_is_empty_too_long_or_taken_is_refused(name: str, text: str) -> None:
    (problem,) = check_name(name, ["Vector", "ООО Ромашка"])
    assert (problem.field, problem.sentence.text) == ("name", text)
    assert is_whole(problem.sentence)


def test_a_deal_is_read_from_its_texts() -> None:
    entry = DealEntry(1, " Second   office ", "1,2 млн", " Contract  sent ", created_on="1.11", expected_on="+5")
    assert deal(entry) == DealFields(
        client_id=1,
        title="Second office",
        amount=rubles(1_200_000),
        stage="Contract sent",
        status=DealStatus.OPEN,
        created_on=date(2026, 11, 1),
        expected_on=date(2026, 11, 30),
        closed_on=None,
        lost_reason="",
    )


@pytest.mark.parametrize("blank", ["", "  "])
def test_an_empty_deal_began_today(blank: str) -> None:
    found = deal(DealEntry(1, blank, blank, blank, created_on=blank, expected_on=blank))
    assert (found.created_on, found.amount, found.expected_on, found.closed_on) == (TODAY, None, None, None)


def test_a_closed_deal_was_closed_today_unless_said() -> None:
    assert deal(DealEntry(1, status=DealStatus.WON)).closed_on == TODAY
    lost = DealEntry(1, status=DealStatus.LOST, lost_reason=" too   dear ", created_on="1.11", closed_on="пт")
    assert deal(lost).closed_on == date(2026, 11, 20)
    assert deal(lost).lost_reason == "too dear"
    assert deal(DealEntry(1, amount="$5")).amount == Money(500, "USD")


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (DealEntry(1, amount="much"), ["amount"]),
        (DealEntry(1, created_on="tomorrow"), ["created_on"]),
        (DealEntry(1, created_on="31.02"), ["created_on"]),
        (DealEntry(1, expected_on="soon"), ["expected_on"]),
        (DealEntry(1, status=DealStatus.LOST), ["lost_reason"]),
        (DealEntry(1, status=DealStatus.WON, closed_on="+3"), ["closed_on"]),
        (DealEntry(1, status=DealStatus.WON, created_on="20.11", closed_on="19.11"), ["closed_on"]),
        (DealEntry(1, status=DealStatus.WON, closed_on="19.11"), ["created_on"]),
        (DealEntry(1, status=DealStatus.WON, created_on="32.11", closed_on="19.11"), ["created_on"]),
        (DealEntry(1, amount="x", expected_on="x", created_on="x"), ["amount", "created_on", "expected_on"]),
    ],
)
def test_every_wrong_text_of_a_deal_is_named(entry: DealEntry, fields: list[str]) -> None:
    assert faults(entry) == fields


@given(
    st.builds(
        DealEntry,
        client_id=st.just(1),
        title=st.text(max_size=5),
        amount=st.text(max_size=5),
        status=st.sampled_from(DealStatus),
        created_on=st.sampled_from(["", "1.11", "today", "x"]),
        expected_on=st.sampled_from(["", "1.11", "+3", "x"]),
        closed_on=st.sampled_from(["", "1.11", "1.10", "today", "+3"]),
        lost_reason=st.text(max_size=3),
    ),
)
def test_a_deal_that_is_read_makes_sense(entry: DealEntry) -> None:
    found = read_deal(entry, TODAY, NORMS.calendar, "RUB")
    if isinstance(found, DealFields):
        assert found.created_on <= TODAY
        assert (found.closed_on is None) == (found.status is DealStatus.OPEN)
        assert found.closed_on is None or found.created_on <= found.closed_on <= TODAY
        assert found.status is not DealStatus.LOST or found.lost_reason


@pytest.mark.parametrize(("typed", "days"), [("", None), (" ", None), ("1", 1), (" 10 ", 10), ("٣", 3)])
def test_a_review_interval_is_one_to_ten_working_days_or_the_rule(typed: str, days: int | None) -> None:
    """R5: per client, overridable; empty goes by the rule."""
    assert read_interval(typed) == days


@pytest.mark.parametrize("typed", ["0", "11", "-1", "2.5", "a week", "²", "9" * 5000])
def test_another_review_interval_is_refused(typed: str) -> None:
    """R5."""
    found = read_interval(typed)
    assert isinstance(found, Sentence)
    assert is_whole(found)

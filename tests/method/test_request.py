"""Requests: when two are the same, which look alike, and the order by the money stuck behind them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.money import Money
from cockpit.method.records import Request
from cockpit.method.request import (
    RequestLine,
    alike,
    check_request,
    first_day,
    middle,
    ranked,
    spelled_alike,
    text_key,
)
from cockpit.method.sentence import say
from cockpit.method.words import Area

DAY = date(2026, 11, 23)
AMOUNTS = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["RUB", "USD"])), max_size=2, unique_by=lambda a: a[1])


def line(number: int, *money: tuple[int, str], clients: int = 1, days_ago: int = 0) -> RequestLine:
    request = Request(number, Area.TOOL, f"request {number}", DAY - timedelta(days=days_ago))
    return RequestLine(request, clients=clients, money=tuple(Money(*amount) for amount in money))


def order(*lines: RequestLine) -> list[int]:
    return [each.request.id for each in ranked(lines)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Price calculator", "price  CALCULATOR."),
        ("Счёт за день", "счет за день!"),
        ("Straße", "STRASSE"),
        (" кейс\tбанка …", "кейс банка"),
    ],
)
def test_the_same_wish_has_the_same_key_however_it_is_typed(one: str, other: str) -> None:
    """R30."""
    assert text_key(one) == text_key(other)


@given(st.text())
def test_a_key_stays_as_it_is(text: str) -> None:
    assert text_key(text_key(text)) == text_key(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("  …", say("What is missing?")), ("x" * 201, say("The text is longer than {n} characters.", n=200))],
)
def test_a_request_says_in_a_line_what_is_missing(text: str, problem: object) -> None:
    (found,) = check_request(text)
    assert (found.field, found.sentence) == ("text", problem)
    assert check_request("CRM [/]") == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Калькулятор цены", "калькулятор цен для клиента", True),
        ("price calculator", "Calculator of prices", True),
        ("Кейсы для банков", "кейс банка", True),
        ("Рассрочка платежа", "рассрочка платежей на год", True),
        ("CRM", "нет CRM", True),
        ("Калькулятор цены", "Презентация цены", False),
        ("договор на год", "договорённость с юристом", False),
        ("для нас", "для них", False),
        ("…", "!", False),
    ],
)
def test_requests_that_look_alike_are_found_by_their_words(one: str, other: str, same: bool) -> None:
    """R30."""
    assert alike({1: one, 2: other}) == ({1: (2,), 2: (1,)} if same else {1: (), 2: ()})


@given(st.dictionaries(st.integers(), st.text("абв ещё", max_size=12), max_size=6))
def test_looking_alike_goes_both_ways(texts: dict[int, str]) -> None:
    found = alike(texts)
    assert all(each in found[other] and each != other for each, others in found.items() for other in others)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line(1, (5, "RUB")), line(2, (9, "RUB")), line(3)], [2, 1, 3]),
        ([line(1, (5, "RUB"), clients=1), line(2, (5, "RUB"), clients=3)], [2, 1]),
        ([line(1, days_ago=1), line(2, days_ago=9)], [2, 1]),
        # each is the first in its currency; the one that also has money in the other stands before
        ([line(1, (1, "USD")), line(2, (9, "RUB"), (1, "USD")), line(3, (5, "RUB"))], [2, 1, 3]),
        # a million in roubles does not push a dollar down, nor a dollar the million
        ([line(1, (2, "RUB")), line(2, (9, "RUB")), line(3, (1, "USD"))], [2, 3, 1]),
        ([line(1, (0, "RUB")), line(2, clients=2)], [2, 1]),
    ],
)
def test_requests_stand_by_the_money_stuck_behind_them(lines: list[RequestLine], expected: list[int]) -> None:
    """R30."""
    assert order(*lines) == expected


@given(st.lists(AMOUNTS, max_size=6), st.randoms())
def test_the_order_does_not_depend_on_the_order_before(amounts: list[list[tuple[int, str]]], chance: object) -> None:
    lines = [line(number, *money) for number, money in enumerate(amounts)]
    mixed = [*lines]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert order(*lines) == order(*mixed)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_in_one_currency_more_money_never_stands_lower(amounts: list[int]) -> None:
    lines = ranked(line(number, (minor, "RUB")) for number, minor in enumerate(amounts))
    assert [each.money[0].minor for each in lines] == sorted(amounts, reverse=True)


def test_names_that_differ_in_case_and_spaces_are_one_and_the_usual_spelling_names_them() -> None:
    """R51, R52."""
    found = spelled_alike({"Сайт": 3, "сайт ": 9, "САЙТ": 1, "Выставка": 1, " ": 2, "": 1})
    assert found["САЙТ"] == ("сайт", ("САЙТ", "Сайт", "сайт "))
    assert found["Выставка"] == ("Выставка", ("Выставка",))
    assert found[" "] == ("", ("", " "))


@pytest.mark.parametrize(
    ("days", "expected"), [([1, 2, 3, 4], None), ([9, 1, 3, 2, 4], 3.0), ([1, 2, 3, 4, 5, 6], 3.5), ([], None)]
)
def test_a_median_is_told_from_five_cases_on(days: list[int], expected: float | None) -> None:
    """R51."""
    assert middle(days) == expected


def test_the_window_is_ninety_days_with_today() -> None:
    assert first_day(DAY) == date(2026, 8, 26)

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.money import Money, main_sum, places, prevailing, totals

AMOUNTS = st.lists(st.builds(Money, st.integers(0, 10**12), st.sampled_from(["RUB", "USD", "EUR"])))


@pytest.mark.parametrize(("currency", "count"), [("RUB", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("XYZ", 2)])
def test_a_currency_has_its_own_number_of_places(currency: str, count: int) -> None:
    assert places(currency) == count


def test_currencies_are_never_mixed_in_a_total() -> None:
    amounts = [Money(5, "RUB"), Money(100, "USD"), Money(7, "RUB"), Money(100, "EUR")]
    assert totals(amounts) == (Money(100, "EUR"), Money(100, "USD"), Money(12, "RUB"))
    assert totals([]) == ()


@given(AMOUNTS)
def test_a_total_loses_nothing_and_does_not_depend_on_the_order(amounts: list[Money]) -> None:
    expected: Counter[str] = Counter()
    for amount in amounts:
        expected[amount.currency] += amount.minor
    found = totals(amounts)
    assert {money.currency: money.minor for money in found} == dict(expected)
    assert found == totals(reversed(amounts))
    assert [money.minor for money in found] == sorted((money.minor for money in found), reverse=True)


def test_the_main_currency_is_that_of_most_amounts_then_of_the_larger_sum() -> None:
    """Two of 100 roubles against one of 900 dollars; then one against one, where 900 is the larger."""
    rouble, dollar = Money(100, "RUB"), Money(900, "USD")
    assert main_sum([rouble, dollar, rouble]) == Money(200, "RUB")
    assert main_sum([rouble, dollar]) == dollar
    assert main_sum([]) is None


def test_the_prevailing_currency_is_the_most_frequent_and_at_a_tie_the_usual_one() -> None:
    assert prevailing({"EUR": 1, "USD": 2}, "RUB") == "USD"
    assert prevailing({"EUR": 2, "USD": 2, "RUB": 2}, "USD") == "USD"
    assert prevailing({"USD": 2, "EUR": 2}, "RUB") == "EUR"
    assert prevailing({}, "RUB") == "RUB"

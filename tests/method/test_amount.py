from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language import money as written
from cockpit.language import short_money
from cockpit.method.amount import read_amount
from cockpit.method.money import Money
from cockpit.method.sentence import Sentence
from tests.method.builders import is_whole, speaking


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("0", 0),
        ("500000", 50_000_000),
        ("500 000", 50_000_000),
        ("500\u00a0000\u00a0₽", 50_000_000),
        ("500\u202f000", 50_000_000),
        ("500'000", 50_000_000),
        ("500k", 50_000_000),
        ("500 К", 50_000_000),
        ("500т", 50_000_000),
        ("500 тыс. руб.", 50_000_000),
        ("500 т.р.", 50_000_000),
        ("500 тысяч рублей", 50_000_000),
        ("1,2 млн", 120_000_000),
        ("1.2M", 120_000_000),
        ("1,2м", 120_000_000),
        ("1.5 mln", 150_000_000),
        ("2 миллиона", 200_000_000),
        ("2 млрд", 200_000_000_000),
        ("2bn", 200_000_000_000),
        ("1.200,50 руб.", 120_050),
        ("1,200.50", 120_050),
        ("1 200,50", 120_050),
        ("1200,5 р", 120_050),
        ("1,200", 120_000),
        ("1.200.000", 120_000_000),
        ("1,200,000", 120_000_000),
        ("1.200k", 120_000),
        ("1,200,000k", 120_000_000_000),
        ("0,5", 50),
        ("0,500", 50),
        ("0.125", 13),
        ("0.005", 1),
        ("500.", 50_000),
        ("руб 500", 50_000),
    ],
)
def test_an_amount_is_read_in_every_spelling(text: str, minor: int) -> None:
    assert read_amount(text, "RUB") == Money(minor, "RUB")


@pytest.mark.parametrize(
    ("text", "currency", "money"),
    [
        ("$900", "RUB", Money(90_000, "USD")),
        ("900 $", "RUB", Money(90_000, "USD")),
        ("900 USD", "RUB", Money(90_000, "USD")),
        ("€1.2M", "RUB", Money(120_000_000, "EUR")),
        ("10 тенге", "RUB", Money(1_000, "KZT")),
        ("₸ 10k", "RUB", Money(1_000_000, "KZT")),
        ("Br 10", "RUB", Money(1_000, "BYN")),
        ("10 br", "RUB", Money(1_000, "BYN")),
        ("500", "USD", Money(50_000, "USD")),
        ("500", "JPY", Money(500, "JPY")),
        ("¥500.5", "RUB", Money(501, "JPY")),
        ("1.5", "KWD", Money(1_500, "KWD")),
        ("CHF 5", "CHF", Money(500, "CHF")),
        ("5 р", "USD", Money(500, "RUB")),
    ],
)
def test_a_currency_that_is_typed_outranks_the_usual_one(text: str, currency: str, money: Money) -> None:
    assert read_amount(text, currency) == money


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-5",
        "−5",
        "(5)",
        "+5",
        "five",
        "5 apples",
        "1,2.3",
        "1.2.3,5",
        "12,34,567",
        "1.234.5",
        "5%",
        "9e5",
        "1$2",
        "$9€",
        "$9 usd",
        "5 k k",
        "5 mm",
        "500 - 600",
        ",5",
        "5 CHF",
        "9" * 100_000,
    ],
)
def test_what_is_no_amount_is_answered_with_examples(text: str) -> None:
    found = read_amount(text, "RUB")
    assert isinstance(found, Sentence)
    assert found.text.startswith("Not an amount" if text.strip() else "Type an amount:")
    assert is_whole(found)


@pytest.mark.parametrize("text", ["10000000000000", "9999999 bn", "9" * 50])
def test_an_amount_beyond_the_store_is_too_large(text: str) -> None:
    found = read_amount(text, "RUB")
    assert isinstance(found, Sentence)
    assert found.text.startswith("Too large")


TYPED = st.one_of(st.text(), st.text("0123456789., kкмт$₽рубmbn-'", max_size=20))


@given(TYPED, st.sampled_from(["RUB", "USD", "JPY", "KWD"]))
def test_no_text_breaks_the_reading_of_an_amount_and_none_is_below_zero(text: str, currency: str) -> None:
    found = read_amount(text, currency)
    if isinstance(found, Money):
        assert 0 <= found.minor <= 10**15
    else:
        assert is_whole(found)


@given(
    st.integers(0, 10**14),
    st.sampled_from(["RUB", "USD", "EUR", "GBP", "KZT", "BYN", "UAH", "JPY", "CNY", "TRY"]),
    st.sampled_from(["ru", "en"]),
)
def test_an_amount_as_the_cockpit_writes_it_is_read_back(minor: int, currency: str, language: str) -> None:
    amount = Money(minor, currency)
    with speaking(language):
        assert read_amount(written(amount), "RUB") == amount


@given(st.integers(1, 999), st.sampled_from(["RUB", "USD", "KZT"]), st.sampled_from(["ru", "en"]))
def test_a_short_amount_as_the_cockpit_writes_it_is_read_back(millions: int, currency: str, language: str) -> None:
    amount = Money(millions * 10**8, currency)
    with speaking(language):
        assert read_amount(short_money(amount), "RUB") == amount

"""The key figures and their days in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cockpit.language import use
from cockpit.language.kpi import cases_text, change_text, days_of, figure_meaning, figure_name, notes, value_text
from cockpit.language.window import window_text
from cockpit.method.change import Change
from cockpit.method.kpi import Figure, Value
from cockpit.method.money import Money
from cockpit.method.share import Share
from cockpit.method.window import Period, Window, window

TODAY = date(2026, 11, 23)
MONTH = window(Period.MONTH, TODAY)
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use("en", year=2026)
    yield
    use("en")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (MONTH, "1–23 Nov of 30, still running"),
        (MONTH.before(), "1–31 Oct"),
        (window(Period.DAY, TODAY), "Mon 23 Nov, still running"),
        (window(Period.WEEK, TODAY), "Mon 23 Nov of 29, still running"),
        (window(Period.QUARTER, TODAY), "1 Oct – 23 Nov of 31 Dec, still running"),
        (Window(Period.OWN, date(2025, 12, 30), date(2026, 1, 2)), "30 Dec 2025 – 2 Jan 2026"),
    ],
)
def test_a_window_is_told_with_its_days_and_whether_it_is_over(shown: Window, expected: str) -> None:
    assert window_text(shown, TODAY).replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "—"),
        (Value(Figure.HOT, MONTH, 12, 12.0), "12"),
        (Value(Figure.HOT, MONTH, 12, 12.0, approximate=True), "≈12"),
        (Value(Figure.WON, MONTH, 2, 2.0, (Money(150_000, "USD"),)), "2 · $1,500"),
        (Value(Figure.REVENUE, MONTH, 2, money=(Money(150_000, "USD"), Money(100, "EUR"))), "$1,500 + €1"),
        (Value(Figure.REVENUE, MONTH), "—"),
        (Value(Figure.WON_CYCLE, MONTH, 9, 54.5), "54.5 days"),
        (Value(Figure.OFFERS, MONTH, 9, 1.26), "1.3"),
        (Value(Figure.REFUSAL_RATE, MONTH, 4, share=Share(2, 4)), "2 of 4"),
        (Value(Figure.REFUSAL_RATE, MONTH, 10, share=Share(1, 10)), "10% (2–40)"),
        (Value(Figure.REFUSAL_RATE, MONTH, 40, share=Share(10, 40)), "25%"),
        (Value(Figure.REFUSAL_RATE, MONTH, 0, share=Share()), "—"),
    ],
)
def test_a_figure_is_told_with_its_unit_and_as_its_smallness_allows(value: Value | None, expected: str) -> None:
    """R18-R25: no rate on n < 5, a range up to 20."""
    assert value_text(value).replace(NBSP, " ") == expected


def test_a_narrow_place_shortens_amounts_and_then_leaves_the_money_of_a_count_out() -> None:
    value = Value(Figure.WON, MONTH, 17, 17.0, (Money(250_000_000, "USD"),))
    assert [value_text(value, most=most) for most in (0, 12, 6)] == ["17 · $2,500,000", "17 · $2.5M", "17"]


def test_what_has_to_be_known_stands_beside_a_figure() -> None:
    """R21, R22, R25: amounts not known, a widened window, money whose payment is not confirmed."""
    open_money = Value(Figure.MONEY_HOT, MONTH, 9, without_amount=3, estimated=(Money(120_000_000, "USD"),))
    assert notes(open_money) == ("3 without an amount, ~$1.2M estimated",)
    year = Window(Period.OWN, date(2025, 11, 24), TODAY)
    assert notes(Value(Figure.WON_CYCLE, year, 7, 57.0, p75=88.0)) == (
        "three of four within 88 days",
        "widened to 365 days",
    )
    revenue = Value(Figure.REVENUE, MONTH, 2, unconfirmed=(Money(100, "USD"),), undated=2, wrong=1)
    assert notes(revenue) == ("won, payment not confirmed: $1", "2 undated", "1 closed before it was made")


@pytest.mark.parametrize(
    ("figure", "by", "expected"),
    [
        (Figure.HOT, 3.0, "+3"),
        (Figure.HOT, 0.0, "="),
        (Figure.REVENUE, -0.123, "−12%"),
        (Figure.REFUSAL_RATE, 0.05, "+5 pp"),
        (Figure.OFFERS, -0.04, "="),
        (Figure.WON_CYCLE, -4.5, "−4.5"),
    ],
)
def test_a_change_is_told_by_its_sign(figure: Figure, by: float, expected: str) -> None:
    assert change_text(figure, Change(by)) == expected


def test_a_figure_of_a_moment_names_the_moment() -> None:
    assert days_of(Value(Figure.HOT, MONTH), TODAY) == "now"
    assert days_of(Value(Figure.HOT, MONTH.before()), TODAY).replace(NBSP, " ") == "at the end of Sat 31 Oct"


def test_every_figure_has_a_name_a_meaning_and_its_cases() -> None:
    for figure in Figure:
        assert figure_name(figure)
        assert figure_meaning(figure)
        assert cases_text(Value(figure, MONTH, 2)).startswith("2 ")

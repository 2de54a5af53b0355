from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit import language
from cockpit.method.money import Money

FRIDAY = date(2026, 11, 20)


def rub(units: float) -> Money:
    return Money(round(units * 100), "RUB")


@pytest.mark.parametrize(
    ("amount", "english", "russian"),
    [
        (rub(1_250_000), "₽1,250,000", "1\xa0250\xa0000\xa0₽"),
        (rub(1_250_000.5), "₽1,250,000.50", "1\xa0250\xa0000,50\xa0₽"),
        (rub(-200_000), "-₽200,000", "-200\xa0000\xa0₽"),
        (rub(0), "₽0", "0\xa0₽"),
        (Money(99, "USD"), "$0.99", "0,99\xa0$"),
        (Money(1500, "JPY"), "¥1,500", "1\xa0500\xa0¥"),
        (Money(1_234_567, "KWD"), "KWD\xa01,234.567", "1\xa0234,567\xa0KWD"),
        (Money(500_00, "KZT"), "₸500", "500\xa0₸"),
        (Money(500_00, "BYN"), "Br\xa0500", "500\xa0Br"),
        (Money(1_00, "A\x1b[/]"), "A\ufffd[/]1", "1\xa0A\ufffd[/]"),
    ],
)
def test_money_is_written_as_the_language_has_it(amount: Money, english: str, russian: str) -> None:
    assert language.money(amount) == english
    language.use("ru")
    assert language.money(amount) == russian


def test_exact_money_always_shows_its_minor_units() -> None:
    assert language.money(rub(1000), exact=True) == "₽1,000.00"
    assert language.money(Money(1000, "JPY"), exact=True) == "¥1,000"


@pytest.mark.parametrize(
    ("amount", "english", "russian"),
    [
        (rub(1_900_000), "₽1.9M", "1,9\xa0млн\xa0₽"),
        (rub(1_250_000), "₽1.3M", "1,3\xa0млн\xa0₽"),
        (rub(1_000_000), "₽1M", "1\xa0млн\xa0₽"),
        (rub(9_960_000), "₽10M", "10\xa0млн\xa0₽"),
        (rub(123_400_000), "₽123M", "123\xa0млн\xa0₽"),
        (rub(999_999_999), "₽1B", "1\xa0млрд\xa0₽"),
        (rub(999_999.49), "₽999,999", "999\xa0999\xa0₽"),
        (rub(999_999.5), "₽1M", "1\xa0млн\xa0₽"),
        (rub(-1_900_000), "-₽1.9M", "-1,9\xa0млн\xa0₽"),
        (rub(999.5), "₽999.50", "999,50\xa0₽"),
        (rub(1000.5), "₽1,001", "1\xa0001\xa0₽"),
        (rub(0), "₽0", "0\xa0₽"),
    ],
)
def test_short_money_counts_in_millions_only_where_the_whole_would_not_fit(
    amount: Money, english: str, russian: str
) -> None:
    assert language.short_money(amount) == english
    language.use("ru")
    assert language.short_money(amount) == russian


@given(st.integers(0, 999_499_999_99), st.sampled_from(["en", "ru"]))
def test_short_money_fits_nine_cells(minor: int, code: str) -> None:
    language.use(code)
    assert len(language.short_money(Money(minor, "RUB"))) <= 9


def test_sums_of_several_currencies_stand_side_by_side() -> None:
    amounts = [rub(100), Money(2000, "USD"), rub(900)]
    assert language.moneys(amounts) == "₽1,000 + $20"
    assert language.moneys([rub(2_000_000)], short=True) == "₽2M"
    assert language.moneys([]) == "0"


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        (5, "5", "5"),
        (-999, "-999", "-999"),
        (1_234_567, "1,234,567", "1\xa0234\xa0567"),
        (3.14159, "3.1", "3,1"),
        (2.0, "2", "2"),
        (float("nan"), "—", "—"),
        (float("inf"), "—", "—"),
    ],
)
def test_numbers_are_grouped(value: float, english: str, russian: str) -> None:
    assert language.number(value) == english
    language.use("ru")
    assert language.number(value) == russian


def test_a_number_shows_as_many_decimals_as_asked() -> None:
    assert language.number(5, 2) == "5.00"
    assert language.number(3.14159, 2) == "3.14"


def test_a_share_is_whole_per_cent() -> None:
    assert language.percent(0.814) == "81%"
    language.use("ru")
    assert language.percent(0.814) == "81\xa0%"


def test_a_day_shows_its_year_only_outside_the_current_one() -> None:
    assert language.day(date(2026, 11, 30), 2026) == "30\xa0Nov"
    assert language.day(date(2027, 11, 30), 2026) == "30\xa0Nov\xa02027"
    assert language.day(date(2027, 11, 30)) == "30\xa0Nov"
    language.use("ru", year=2026)
    assert language.day(date(2026, 11, 30)) == "30\xa0ноя"
    assert language.day(date(2027, 5, 1)) == "1\xa0мая\xa02027"


def test_days_of_the_week_are_named() -> None:
    assert language.weekday_day(FRIDAY) == "Fri\xa020\xa0Nov"
    assert language.long_day(date(2026, 11, 23)) == "Mon\xa023\xa0Nov\xa02026"
    language.use("ru")
    assert language.weekday_day(FRIDAY) == "пт\xa020\xa0ноя"
    assert language.long_day(date(2026, 11, 23)) == "пн\xa023\xa0ноя\xa02026"


def test_every_russian_month_has_three_letters() -> None:
    language.use("ru")
    months = [language.day(date(2026, month, 1)).split("\xa0")[1] for month in range(1, 13)]
    assert months == ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]


def test_the_clock_shows_the_instants_own_zone() -> None:
    assert language.clock(datetime(2026, 11, 23, 9, 5, tzinfo=UTC)) == "9:05"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (312, "5:12"), (312.9, "5:12"), (3599, "59:59"), (3725, "1:02:05"), (-1, "0:00")],
)
def test_durations_are_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert language.minutes(seconds) == shown


@given(st.integers(), st.sampled_from(["RUB", "USD", "JPY", "XXX", "", "\x1b"]), st.sampled_from(["en", "ru"]))
def test_any_amount_can_be_written(minor: int, currency: str, code: str) -> None:
    language.use(code)
    amount = Money(minor, currency)
    for text in (language.money(amount), language.short_money(amount), language.money(amount, exact=True)):
        assert text
        assert "\x1b" not in text

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.money import Money
from cockpit.method.sentence import Problem
from cockpit.method.words import DealStatus
from data.files.values import (
    Amount,
    day_order,
    decimal_of,
    leaves_order_open,
    negative_amount,
    read_amount,
    read_currency,
    read_date,
    read_id,
    read_status,
)
from tests.data.files.builders import plain

MOSCOW = ZoneInfo("Europe/Moscow")


def value(text: str, *, grouping: bool = True) -> Decimal:
    amount = read_amount(text, grouping=grouping)
    assert isinstance(amount, Amount)
    return amount.value


def amount(text: str) -> Amount:
    found = read_amount(text)
    assert isinstance(found, Amount)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1200", "1200"),
        ("1200.5", "1200.5"),
        ("1200,50", "1200.50"),
        ("1 200 300,50", "1200300.50"),
        ("1\u00a0200\u202f300", "1200300"),
        ("1.200,50 руб.", "1200.50"),
        ("1,200.50", "1200.50"),
        ("1.200.300", "1200300"),
        ("1'200'300.00", "1200300"),
        ("₽ 500", "500"),
        ("500 р.", "500"),
        ("$1,234,567.89", "1234567.89"),
        ("1200,-", "1200"),
        ("-500", "-500"),
        ("\u2212500", "-500"),
        ("$-500", "-500"),
        ("-$500", "-500"),
        ("500-", "-500"),
        ("(1 200)", "-1200"),
        ("1,5E+06", "1500000"),
        ("1.234E+03", "1234"),
        ("0.123", "0.123"),
        ("1234.567", "1234.567"),
        (".5", "0.5"),
        ("+7", "7"),
        ("300 тыс", "300000"),
        ("300 тыс. руб.", "300000"),
        ("300 т.р.", "300000"),
        ("1,2 млн", "1200000"),
        ("1,2 млн руб.", "1200000"),
        ("1,250 млн ₽", "1250000"),
        ("-1,5 млн", "-1500000"),
        ("5k", "5000"),
        ("5К", "5000"),
        ("2 кк", "2000000"),
        ("1.5M", "1500000"),
        ("$1.5M", "1500000"),
        ("1.5 MUSD", "1500000"),
        ("5 MXN", "5"),
        ("3 MLN EUR", "3000000"),
        ("2,5 млрд", "2500000000"),
        ("1 200,- руб.", "1200"),
        ("1.200,50\u202fруб.", "1200.50"),
    ],
)
def test_an_amount_is_read_as_it_was_meant(text: str, expected: str) -> None:
    assert value(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "много",
        "12 шт",
        "1,2,3",
        "1.2.3,4",
        "1,200.5.0",
        "(5",
        "--5",
        "5 $ €",
        "12:30",
        "10%",
        "1E+300",
        "1" * 17,
        "1.23,456",
        "5 т",
        "5 мешков",
        "1 млн тыс",
        "$5 млн €",
        "2000000 млрд",
    ],
)
def test_what_is_no_amount_is_a_problem(text: str) -> None:
    assert isinstance(read_amount(text), Problem)


@pytest.mark.parametrize("text", ["", "-", "—", "n/a", "нет", "NULL"])
def test_an_empty_amount_is_none(text: str) -> None:
    assert read_amount(text) is None


def test_a_lone_mark_before_three_digits_is_doubtful_and_goes_by_the_habit() -> None:
    assert read_amount("1,200") == Amount(Decimal(1200), None, doubtful=True)
    assert read_amount("1,200", grouping=False) == Amount(Decimal("1.2"), None, doubtful=True)
    assert read_amount("1200,5") == Amount(Decimal("1200.5"))


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [("1,200", "1200", "1.2"), ("1.200", "1.2", "1200"), ("12,5", "12.5", "12.5"), ("1.200,50", "1200.5", "1200.5"),
     ("-1,200 ₽", "-1200", "-1.2"), ("1,200,300", "1200300", "1200300"), ("1,200 тыс", "1200000", "1200")],
)  # fmt: skip
def test_a_known_decimal_mark_decides_and_leaves_no_doubt(text: str, point: str, comma: str) -> None:
    assert read_amount(text, decimal=".") == replace(amount(text), value=Decimal(point), doubtful=False)
    assert read_amount(text, decimal=",") == replace(amount(text), value=Decimal(comma), doubtful=False)


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.200,50"], ","), (["1,200.50"], "."), (["12,5"], ","), (["12.50 ₽"], "."), (["1,200,300"], "."),
        (["1.200.300 руб."], ","), (["1,200"], ""), (["1200", "", "мало"], ""), (["1,200", "1,200", "0,5"], ","),
        (["12,5", "12.5"], ""), (["(1 200,00)"], ","), (["1,5E+06"], ","), ([], ""), (["1,2 млн"], ","),
        (["12,5 шт"], ""), (["1.2.3"], ""),
    ],
)  # fmt: skip
def test_a_column_shows_its_decimal_mark_by_the_cells_that_leave_no_doubt(texts: list[str], mark: str) -> None:
    assert decimal_of(texts) == mark


@given(st.integers(0, 10**9), st.sampled_from([(",", "."), (".", ","), (" ", ","), ("", ".")]))
def test_two_decimals_always_prove_the_mark(minor: int, marks: tuple[str, str]) -> None:
    grouping, decimal = marks
    text = f"{minor // 100:,}".replace(",", grouping) + f"{decimal}{minor % 100:02d}"
    assert decimal_of(["1,200", text, "1.200"]) == decimal


def test_an_amount_below_zero_keeps_its_sign_and_can_be_warned_of() -> None:
    assert amount("(1 200)").negative
    assert not amount("0").negative
    assert plain(negative_amount("(1 200)")) == "The amount is negative: (1 200)"


def test_an_amount_keeps_its_own_currency_and_rounds_to_minor_units() -> None:
    dollars = read_amount("$ 10.005")
    assert isinstance(dollars, Amount)
    assert dollars.money("RUB") == Money(1001, "USD") or dollars.doubtful
    plain, yen = read_amount("10.50"), read_amount("1200 JPY")
    assert isinstance(plain, Amount)
    assert isinstance(yen, Amount)
    assert plain.money("RUB") == Money(1050, "RUB")
    assert yen.money("RUB") == Money(1200, "JPY")


@given(
    minor=st.integers(-(10**14), 10**14),
    thousands=st.sampled_from(["", " ", "\u00a0", "\u202f", "'"]),
    decimal=st.sampled_from([".", ","]),
    unit=st.sampled_from(["", " ₽", " руб.", " руб", "р.", " EUR"]),
)
def test_a_written_amount_comes_back_with_its_sign(minor: int, thousands: str, decimal: str, unit: str) -> None:
    whole, cents = divmod(abs(minor), 100)
    text = f"{'-' if minor < 0 else ''}{whole:,}".replace(",", thousands) + f"{decimal}{cents:02d}{unit}"
    assert value(text) == Decimal(minor).scaleb(-2)


@given(st.text(max_size=30))
def test_any_text_gives_a_value_or_a_problem_and_never_an_exception(text: str) -> None:
    read_amount(text)
    read_date(text, day_first=True, zone=MOSCOW, serials=True)
    read_date(text, day_first=False, zone=MOSCOW)
    read_id(text)
    read_status(text, text)
    read_currency(text)
    day_order(text)


@given(st.from_regex(r"[-(]?[\d., ]{1,12}[)-]?(E[+]\d{1,3})?", fullmatch=True))
def test_what_looks_like_an_amount_gives_a_value_or_a_problem(text: str) -> None:
    read_amount(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("RUB", "RUB"), ("Российский рубль", "RUB"), ("руб.", "RUB"), ("₽", "RUB"), ("Доллар США", "USD"), ("евро", "EUR"),
     ("usd", "USD"), ("Белорусский рубль", "BYN"), ("XOF", "XOF"), ("шекель?", None), ("", None)],
)  # fmt: skip
def test_currencies_are_known_by_code_sign_and_name(text: str, code: str | None) -> None:
    assert read_currency(text) == code


DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "04.03.2026", "4.3.2026", "04.03.26", "04.03.2026 12:30", "04.03.2026 12:30:59", "04-03-2026 12:30:59",
        "04/03/2026", "2026-03-04", "2026-03-04 23:59", "2026-03-04T23:59:59", "2026-03-04T12:00:00.123", "2026/03/04",
        "4 марта 2026 г.", "4 мар 2026", "Mar 4, 2026", "4 March 2026", "04.03.2026 г.", "2026-03-04T21:30:00+03:00",
        "2026-03-03T21:30:00Z", "2026-03-03 22:30:00 UTC", "04.03.2026, 12:30",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_usual_shape(text: str) -> None:
    assert read_date(text, day_first=True, zone=MOSCOW) == DAY


def test_the_order_of_day_and_month_is_the_callers_except_with_dots() -> None:
    assert read_date("03/04/2026", day_first=False, zone=MOSCOW) == DAY
    assert read_date("3-4-2026", day_first=False, zone=MOSCOW) == DAY
    assert read_date("3/4/2026 1:05 PM", day_first=False, zone=MOSCOW) == DAY
    assert read_date("3/4/2026, 11:59:59\u202fPM", day_first=False, zone=MOSCOW) == DAY
    assert read_date("04.03.2026", day_first=False, zone=MOSCOW) == DAY


@pytest.mark.parametrize(
    "text",
    ["", "не закрыта", "Не закрыта", "01.01.1970", "01.01.1970 03:00:00", "1970-01-01", "0000-00-00", "-", "NaT",
     "1970-01-01T03:00:00", "1970-01-01T00:00:00Z", "31.12.1969 19:00", "0000-00-00 00:00:00", "Не задана",
     "1 января 1970 г.", "no close date"],
)  # fmt: skip
def test_words_for_no_date_are_none(text: str) -> None:
    assert read_date(text, day_first=True, zone=MOSCOW) is None


@pytest.mark.parametrize(
    "text", ["31.02.2026", "2026-13-01", "вчера", "12", "45000", "04.03.2026 ок", "04.03.0026", "13/13/2026",
             "02.01.1970", "1970-06-01", "31.12.1979", "01.01.9999"],
)  # fmt: skip
def test_what_is_no_date_is_a_problem(text: str) -> None:
    assert isinstance(read_date(text, day_first=True, zone=MOSCOW), Problem)


def test_a_number_is_a_date_only_where_the_table_is_a_spreadsheet() -> None:
    assert read_date("46085", day_first=True, zone=MOSCOW, serials=True) == DAY
    assert read_date("46085.75", day_first=True, zone=MOSCOW, serials=True) == DAY
    assert read_date("46084.9999999999", day_first=True, zone=MOSCOW, serials=True) == DAY
    assert read_date("44623.5", day_first=True, zone=MOSCOW, serials=True, day_0=date(1904, 1, 1)) == DAY


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.booleans(), st.sampled_from("/-"))
def test_a_written_date_comes_back(day: date, day_first: bool, mark: str) -> None:
    first, second = (day.day, day.month) if day_first else (day.month, day.day)
    assert read_date(f"{first}{mark}{second}{mark}{day.year}", day_first=day_first, zone=MOSCOW) == day
    assert read_date(day.strftime("%d.%m.%Y"), day_first=day_first, zone=MOSCOW) == day
    assert read_date(day.isoformat(), day_first=day_first, zone=MOSCOW) == day


def test_a_part_above_twelve_shows_the_order() -> None:
    assert day_order("25/12/2026") is True
    assert day_order("12/25/2026") is False
    assert day_order("11/12/2026") is None
    assert leaves_order_open("11/12/2026")
    assert not leaves_order_open("11.12.2026")
    assert not leaves_order_open("2026-12-11")


@pytest.mark.parametrize(
    ("text", "expected"), [("123.0", "123"), ("123", "123"), ("1C1I7A6R", "1C1I7A6R"), ("0012", "0012"), ("", None)]
)
def test_an_id_is_a_text(text: str, expected: str | None) -> None:
    assert read_id(text) == expected


@pytest.mark.parametrize("text", ["1.23E+11", "1,23E+11", "1E+15"])
def test_an_id_cut_short_by_a_spreadsheet_is_a_problem(text: str) -> None:
    assert isinstance(read_id(text), Problem)


@pytest.mark.parametrize(
    ("stage", "status", "expected"),
    [
        ("Успешно реализовано", "", DealStatus.WON),
        ("Закрыто и не реализовано", "", DealStatus.LOST),
        ("Сделка успешна", "", DealStatus.WON),
        ("Сделка провалена", "", DealStatus.LOST),
        ("Анализ причины провала", "", DealStatus.LOST),
        ("Отказ клиента", "", DealStatus.LOST),
        ("Оплачено", "", DealStatus.WON),
        ("Счёт не оплачен", "", DealStatus.OPEN),
        ("Closed Won", "", DealStatus.WON),
        ("Closed Lost", "", DealStatus.LOST),
        ("Closing", "", DealStatus.OPEN),
        ("Закрытие сделки", "", DealStatus.OPEN),
        ("Договор подписан", "", DealStatus.OPEN),
        ("Переговоры", "", DealStatus.OPEN),
        ("", "", DealStatus.OPEN),
        ("", "Won", DealStatus.WON),
        ("Переговоры", "Проиграна", DealStatus.LOST),
        ("Переговоры", "да", None),
        ("Сделка успешна", "Да", DealStatus.WON),
        ("Сделка успешна", "Нет", DealStatus.OPEN),
        ("Wonderland", "", DealStatus.OPEN),
        ("Closed", "", None),
        ("Negotiation", "S", DealStatus.WON),
        ("Negotiation", "F", DealStatus.LOST),
    ],
)
def test_words_tell_open_won_and_lost(stage: str, status: str, expected: DealStatus | None) -> None:
    found = read_status(stage, status)
    assert found == expected or (expected is None and isinstance(found, Problem))


def test_a_yes_to_is_won_is_won() -> None:
    assert read_status("Closed", "true", flag_means_won=True) is DealStatus.WON
    assert read_status("Closed Lost", "false", flag_means_won=True) is DealStatus.LOST

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cockpit.method.temperature import Signs, by_stage, can_pay, hand_expired, judge
from cockpit.method.words import Temperature, TemperatureSource
from tests.method.builders import NORMS, TODAY

HOT, WARM, POTENTIAL = Temperature.HOT, Temperature.WARM, Temperature.POTENTIAL
RULE, STAGE, HAND = TemperatureSource.RULE, TemperatureSource.STAGE, TemperatureSource.HAND
SOON, FAR = TODAY + timedelta(days=30), TODAY + timedelta(days=31)


@pytest.mark.parametrize(
    ("signs", "temperature", "source"),
    [
        (Signs(decider_known=True, amount_known=True, documents_sent=True), HOT, RULE),
        (Signs(decider_known=True, amount_known=True, expected_on=SOON), HOT, RULE),
        (Signs(decider_known=True, amount_known=True, expected_on=TODAY), HOT, RULE),
        (Signs(decider_known=True, amount_known=True, expected_on=FAR), POTENTIAL, RULE),
        (Signs(decider_known=True, amount_known=True, expected_on=TODAY - timedelta(days=1)), POTENTIAL, RULE),
        (Signs(decider_known=True, amount_known=True), POTENTIAL, RULE),
        (Signs(decider_known=False, amount_known=True, documents_sent=True), POTENTIAL, RULE),
        (Signs(decider_known=True, amount_known=False, documents_sent=True), POTENTIAL, RULE),
        (Signs(stage="Contract sent"), HOT, STAGE),
        (Signs(stage="Contract sent", talked=True, offered=True), HOT, STAGE),
        (Signs(talked=True, offered=True), WARM, RULE),
        (Signs(talked=True, offered=True, stage="Demo scheduled"), WARM, RULE),
        (Signs(talked=True), POTENTIAL, RULE),
        (Signs(offered=True), POTENTIAL, RULE),
        (Signs(stage="Demo scheduled"), WARM, STAGE),
        (Signs(stage="Новая"), POTENTIAL, RULE),
        (Signs(), POTENTIAL, RULE),
        (Signs(set_by_hand=POTENTIAL, set_on=TODAY, stage="Contract sent"), POTENTIAL, HAND),
        (Signs(set_by_hand=HOT, set_on=TODAY - timedelta(days=14)), HOT, HAND),
        (Signs(set_by_hand=HOT, set_on=TODAY - timedelta(days=15)), POTENTIAL, RULE),
    ],
)
def test_the_first_test_that_fits_decides(signs: Signs, temperature: Temperature, source: TemperatureSource) -> None:
    """The table of NUMBERS.md 2, line by line."""
    assert judge(signs, TODAY, NORMS) == (temperature, source)


@pytest.mark.parametrize(("ahead", "temperature"), [(10, HOT), (11, POTENTIAL)])
def test_a_payment_counts_as_near_within_the_segments_cycle(ahead: int, temperature: Temperature) -> None:
    signs = Signs(decider_known=True, amount_known=True, expected_on=TODAY + timedelta(days=ahead))
    assert judge(signs, TODAY, NORMS, cycle_median=10)[0] is temperature


@pytest.mark.parametrize(
    ("cycle", "ahead", "temperature"), [(90, 30, HOT), (90, 31, POTENTIAL), (0, 0, HOT), (0, 1, POTENTIAL)]
)
def test_the_horizon_is_never_longer_than_thirty_days(cycle: int, ahead: int, temperature: Temperature) -> None:
    signs = Signs(decider_known=True, amount_known=True, expected_on=TODAY + timedelta(days=ahead))
    assert judge(signs, TODAY, NORMS, cycle_median=cycle)[0] is temperature


def test_a_temperature_set_by_hand_is_asked_about_again_after_fourteen_days() -> None:
    assert not hand_expired(date(2026, 11, 9), TODAY, NORMS)
    assert hand_expired(date(2026, 11, 8), TODAY, NORMS)


@pytest.mark.parametrize(
    ("stage", "temperature"),
    [
        # amoCRM
        ("Первичный контакт", None),
        ("Переговоры", WARM),
        ("Принимают решение", WARM),
        ("Согласование договора", HOT),
        # Bitrix24
        ("Новая", None),
        ("Подготовка документов", WARM),
        ("Счёт на предоплату", HOT),
        ("В работе", WARM),
        ("Финальный счет", HOT),
        # HubSpot, Pipedrive, Salesforce, the practice set
        ("Appointment Scheduled", WARM),
        ("Qualified To Buy", None),
        ("Presentation Scheduled", WARM),
        ("Decision Maker Bought-In (Sales)", HOT),
        ("Contract Sent", HOT),
        ("Contact Made", None),
        ("Proposal/Price Quote", WARM),
        ("Negotiation/Review", HOT),
        ("Value Proposition", WARM),
        ("Prospecting", None),
        ("Engaging", WARM),
        # as people name them
        ("КП отправлено", WARM),
        ("ожидаем  ОПЛАТУ", HOT),
        ("Счёт не оплачен", HOT),
        ("", None),
    ],
)
def test_the_name_of_a_stage_says_how_near_the_money_is(stage: str, temperature: Temperature | None) -> None:
    assert by_stage(stage) is temperature


@pytest.mark.parametrize(
    "stage",
    [
        "Договор расторгнут",
        "Расторжение договора",
        "Отказ после КП",
        "Отмена счёта",
        "Contract cancelled",
        "Proposal declined",
        "Lost at negotiation",
        "Без договора",
        "Нет оплаты",
        "No contract yet",
        "Not engaging",
        "Расчёт стоимости",
        "Закупка",
        "Industrial",
        "Преддоговорная",
    ],
)
def test_a_stage_that_takes_the_word_back_or_only_contains_it_says_nothing(stage: str) -> None:
    assert by_stage(stage) is None


@pytest.mark.parametrize(
    ("temperature", "stopped", "pays"),
    [(HOT, False, True), (HOT, True, False), (WARM, False, False), (POTENTIAL, False, False)],
)
def test_only_a_hot_client_without_a_stopping_risk_can_pay(temperature: Temperature, stopped: bool, pays: bool) -> None:
    """R13."""
    assert can_pay(temperature, payment_stopped=stopped) is pays


@pytest.mark.parametrize(
    ("stage", "temperature"),
    [
        ("1. ПИЛОТ у клиента", Temperature.HOT),
        ("Договор на паузе", Temperature.POTENTIAL),
        ("Тёплый старт", Temperature.WARM),
        ("Договор отправлен", Temperature.HOT),
        ("Отказ", None),
    ],
)
def test_a_departments_own_words_come_before_those_of_the_program(stage: str, temperature: Temperature | None) -> None:
    """R42: parts of the name, in any case, the first that fits; a blank word fits nothing."""
    own = (
        (" ", Temperature.WARM),
        ("пилот", Temperature.HOT),
        ("на  паузе", Temperature.POTENTIAL),
        ("теплый", Temperature.WARM),
    )
    assert by_stage(stage, own) is temperature


def test_the_horizon_of_an_agreed_payment_is_the_segments() -> None:
    """R42."""
    signs = Signs(decider_known=True, amount_known=True, expected_on=TODAY + timedelta(days=40))
    assert judge(signs, TODAY, NORMS)[0] is Temperature.POTENTIAL
    assert judge(signs, TODAY, replace(NORMS, horizon_days=40))[0] is Temperature.HOT

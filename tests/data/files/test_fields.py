import pytest

from cockpit.method.crm import Field
from data.files.fields import field_of, match, normalised

AMO = (
    "ID", "Название сделки", "Бюджет ", "Ответственный", "Дата создания сделки", "Кем создана сделка", "Дата закрытия",
    "Примечание", "Примечание 2", "Этап сделки", "Воронка", "Полное имя контакта", "Компания контакта", "Компания",
    "Рабочий телефон", "Мобильный телефон", "Источник", "Источник",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("\ufeffID", Field.EXTERNAL_ID),
        ('"Компания"', Field.CLIENT),
        ("Отчётственный", None),
        ("Ответственный *", Field.MANAGER),
        ("Бюджет, ₽", Field.AMOUNT),
        ("Сумма (руб)", Field.AMOUNT),
        ("Бюджет руб", Field.AMOUNT),
        ("Deal - Organization", Field.CLIENT),
        ("Opportunity Owner", Field.MANAGER),
        ("Сделка - Название", Field.TITLE),
        ("Opportunity: Stage", Field.STAGE),
        ("Срок  задачи", Field.NEXT_TASK),
        ("close_value", Field.AMOUNT),
        ("", None),
        ("Любимый цвет", None),
    ],
)
def test_a_column_is_known_by_its_name(name: str, field: Field | None) -> None:
    found = field_of(name)
    assert (found and found[0]) == field


def test_names_are_compared_without_case_quotes_and_yo() -> None:
    assert normalised("«Счёт»\u00a0 НОМЕР*") == "счет» номер"


def test_columns_of_a_field_stand_in_the_order_of_their_names() -> None:
    mapping = match(AMO)
    assert mapping.columns[Field.CLIENT] == (13, 12)
    assert mapping.columns[Field.NOTE] == (7, 8)
    assert mapping.columns[Field.PHONE] == (14, 15)
    assert mapping.columns[Field.SOURCE] == (16, 17)
    assert mapping.names(mapping.unknown) == ("Кем создана сделка",)


def test_a_worse_named_column_is_named_as_unused() -> None:
    mapping = match(("Сумма", "Бюджет", "Клиент"))
    assert mapping.columns[Field.AMOUNT] == (1,)
    assert mapping.names(mapping.unused) == ("Сумма",)


def test_the_currency_in_the_amounts_name_is_kept() -> None:
    assert match(("Бюджет, ₽",)).currency == "RUB"
    assert match(("Amount (USD)",)).currency == "USD"
    assert match(("Amount",)).currency is None


def test_close_date_is_either_day_and_is_won_is_a_flag() -> None:
    mapping = match(("Close Date", "Is Won"))
    assert mapping.either_close == {0}
    assert mapping.won_flag

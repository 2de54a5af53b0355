from datetime import date
from pathlib import Path

import pytest

from cockpit.method.errors import FileError
from cockpit.method.money import Money
from cockpit.method.words import DealStatus
from data.files.facts import ClientFact, DealFact, ManagerFact, ReadOptions, Skipped, Warned
from tests.data.files.builders import OPTIONS, facts, only, plain, reading, write, write_xlsx

AMO = (
    "ID;Название сделки;Бюджет;Ответственный;Дата создания;Дата изменения;Дата закрытия;Этап сделки;Воронка;"
    "Основной контакт;Компания;Компания контакта;Рабочий телефон;Мобильный телефон;Ближайшая задача;Кем создана;Теги\n"
    "101;Поставка;1 200 000;Анна;01.03.2026 10:00:00;05.03.2026 11:00:00;не закрыта;Переговоры;Основная;"
    "Иван;ACME [/foo];;+7 1;+7 2;10.03.2026 09:00;Робот;vip\n"
    "102;Монтаж;300;Анна;01.02.2026 10:00:00;05.02.2026 11:00:00;04.02.2026 12:00:00;Успешно реализовано;Основная;"
    "Пётр;;Вектор;;+7 3;Позвонить;;\n"
    "103;Ремонт;;;01.02.2026 10:00:00;05.02.2026 11:00:00;04.02.2026 12:00:00;Закрыто и не реализовано;Основная;"
    "Ольга;;;;;;;\n"
    "104;Только название;;;;;;Переговоры;;;;;;;;;\n"
    "105;;много;;31.02.2026;;;Переговоры;;;;;;;;;\n"
    ";;500;Анна;;;;;;;;;;;;;\n"
)


@pytest.fixture
def amo(tmp_path: Path) -> Path:
    return write(tmp_path / "amo.csv", AMO)


def test_a_row_becomes_a_deal(amo: Path) -> None:
    deal = only(DealFact, facts(amo))[0]
    assert deal == DealFact(
        table="amo.csv",
        line=2,
        external_id="101",
        title="Поставка",
        client="ACME [/foo]",
        manager="Анна",
        amount=Money(120_000_000, "RUB"),
        pipeline="Основная",
        stage="Переговоры",
        status=DealStatus.OPEN,
        created_on=date(2026, 3, 1),
        updated_on=date(2026, 3, 5),
        next_task_on=date(2026, 3, 10),
        contact="Иван",
        phone="+7 1, +7 2",
        extras=(("Кем создана", "Робот"), ("Теги", "vip")),
    )


def test_an_empty_client_is_the_second_company_the_contact_the_title_or_nobody(amo: Path) -> None:
    deals = only(DealFact, facts(amo))
    assert [deal.client for deal in deals] == ["ACME [/foo]", "Вектор", "Ольга", "Только название", None]
    assert [deal.manager for deal in deals] == ["Анна", "Анна", None, None, None]


def test_a_closing_day_belongs_to_closed_deals_only(amo: Path) -> None:
    deals = only(DealFact, facts(amo))
    assert [(deal.status, deal.closed_on) for deal in deals[:3]] == [
        (DealStatus.OPEN, None),
        (DealStatus.WON, date(2026, 2, 4)),
        (DealStatus.LOST, date(2026, 2, 4)),
    ]


def test_a_task_without_a_day_is_the_next_step(amo: Path) -> None:
    deal = only(DealFact, facts(amo))[1]
    assert (deal.next_task_on, deal.next_step) == (None, "Позвонить")


def test_what_cannot_be_read_is_left_empty_and_said_with_its_line(amo: Path) -> None:
    found = facts(amo)
    assert [(warned.line, plain(warned.sentence)) for warned in only(Warned, found)] == [
        (6, "Дата создания: Not a date: 31.02.2026"),
        (6, "Бюджет: Not an amount: много"),
    ]
    deal = only(DealFact, found)[-1]
    assert (deal.amount, deal.created_on) == (None, None)


def test_a_row_that_nothing_identifies_is_skipped(amo: Path) -> None:
    one = reading(amo)
    skipped = [fact for _, fact in one.facts() if isinstance(fact, Skipped)]
    assert [fact.line for fact in skipped] == [7]
    assert [(account.rows, account.taken, account.skipped) for account in one.accounts] == [(6, 5, 1)]


def test_a_file_can_be_read_again_with_the_same_account(amo: Path) -> None:
    one = reading(amo)
    first, second = list(one.facts()), list(one.facts())
    assert first == second
    assert one.accounts[0].rows == 6


def test_the_preview_names_what_was_assumed_and_what_is_not_known(amo: Path) -> None:
    one = reading(amo)
    list(one.facts())
    notes = [plain(note) for note in one.notes]
    assert "Read as UTF-8, columns divided by semicolon." in notes
    assert "amo.csv names no currency: RUB was assumed." in notes
    assert "Columns that are not known, kept as they are: Кем создана." in notes
    assert "Stages taken as lost: Закрыто и не реализовано." in notes


def test_the_reading_says_which_facts_its_columns_can_fill(amo: Path) -> None:
    fields = reading(amo).parts[0].fields
    assert {"client", "amount", "stage", "status", "closed_on", "expected_on", "phone"} <= fields
    assert not {"paid_on", "lost_reason", "segment"} & fields
    assert fields <= set(DealFact._fields)


def test_currencies_come_from_the_column_the_cell_or_the_header(tmp_path: Path) -> None:
    text = "Клиент,Сумма,Валюта\nA,10,Российский рубль\nB,10,EUR\nC,$10,\nD,10,\nE,10,крышки\n"
    found = facts(write(tmp_path / "a.csv", text), options=ReadOptions("KZT", OPTIONS.zone))
    amounts = [deal.amount for deal in only(DealFact, found)]
    assert amounts == [Money(1000, "RUB"), Money(1000, "EUR"), Money(1000, "USD"), Money(1000, "KZT"), None]
    assert [warned.line for warned in only(Warned, found)] == [6]
    stated = only(DealFact, facts(write(tmp_path / "b.csv", 'Клиент;"Сумма, $"\nA;5\n')))
    assert stated[0].amount == Money(500, "USD")


def test_close_date_is_hoped_for_while_open_and_a_fact_afterwards(tmp_path: Path) -> None:
    text = "Deal Name,Deal Stage,Close Date\nA,Contract Sent,2026-05-01\nB,Closed Won,2026-04-01\n"
    deals = only(DealFact, facts(write(tmp_path / "a.csv", text)))
    assert [(deal.expected_on, deal.closed_on) for deal in deals] == [
        (date(2026, 5, 1), None),
        (None, date(2026, 4, 1)),
    ]


def test_with_both_columns_each_keeps_its_meaning(tmp_path: Path) -> None:
    text = (
        "Deal - Title,Deal - Stage,Deal - Status,Deal - Expected close date,Deal - Won time,Deal - Lost time\n"
        "A,X,Open,2026-05-01,,\nB,X,Won,2026-05-01,2026-04-01 10:00,\nC,X,Lost,2026-05-01,,2026-04-02 10:00\n"
    )
    deals = only(DealFact, facts(write(tmp_path / "a.csv", text)))
    assert [deal.closed_on for deal in deals] == [None, date(2026, 4, 1), date(2026, 4, 2)]
    assert {deal.expected_on for deal in deals} == {date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("cells", "expected", "note"),
    [
        (("03/04/2026", "12/25/2026"), date(2026, 3, 4), "the month comes before the day"),
        (("03/04/2026", "25/12/2026"), date(2026, 4, 3), "the day comes before the month"),
        (("03/04/2026", "05/06/2026"), date(2026, 3, 4), "assumed"),
    ],
)
def test_the_order_of_dates_is_decided_by_the_whole_column(
    tmp_path: Path, cells: tuple[str, str], expected: date, note: str
) -> None:
    lines = "".join(f"A{n},1,{cells[0]}\n" for n in range(300))
    one = reading(write(tmp_path / "a.csv", f"Company,Amount,Create Date\n{lines}Z,1,{cells[1]}\n"))
    found = [fact for _, fact in one.facts()]
    assert only(DealFact, found)[0].created_on == expected
    assert not only(Warned, found)
    assert any(note in plain(line) for line in one.notes)


def test_an_undecided_column_follows_a_decided_one_the_option_or_the_language(tmp_path: Path) -> None:
    decided = "Company,Create Date,Last Activity\nA,03/04/2026,25/12/2026\n"
    assert only(DealFact, facts(write(tmp_path / "a.csv", decided)))[0].created_on == date(2026, 4, 3)
    russian = "Клиент,Дата создания\nA,03/04/2026\n"
    assert only(DealFact, facts(write(tmp_path / "b.csv", russian)))[0].created_on == date(2026, 4, 3)
    english, option = "Company,Create Date\nA,03/04/2026\n", ReadOptions("RUB", OPTIONS.zone, day_first=True)
    assert only(DealFact, facts(write(tmp_path / "c.csv", english), options=option))[0].created_on == date(2026, 4, 3)


def test_a_broken_id_is_warned_of_and_not_used(tmp_path: Path) -> None:
    found = facts(write(tmp_path / "a.csv", "ID,Клиент,Сумма\n1.23E+11,A,1\n124.0,B,1\n"))
    assert [deal.external_id for deal in only(DealFact, found)] == [None, "124"]
    assert [warned.line for warned in only(Warned, found)] == [2]


def test_a_deal_closed_nobody_knows_how_is_skipped(tmp_path: Path) -> None:
    found = facts(write(tmp_path / "a.csv", "Клиент,Стадия,Сделка закрыта\nA,Архив,Да\nB,Архив,Нет\n"))
    assert [fact.line for fact in only(Skipped, found)] == [2]
    assert [deal.client for deal in only(DealFact, found)] == ["B"]


def test_namesake_columns_give_the_first_that_is_filled(tmp_path: Path) -> None:
    deals = only(
        DealFact, facts(write(tmp_path / "a.csv", "Клиент,Сумма,Источник,Источник\nA,1,,сайт\nB,1,звонок,сайт\n"))
    )
    assert [deal.lead_source for deal in deals] == ["сайт", "звонок"]
    assert deals[1].extras == (("Источник", "сайт"),)


def test_a_sheet_gives_the_same_deals(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx",
        {"Deals": [["Deal ID", "Company", "Amount", "Create Date", "Deal Stage"],
                   [7.0, "ACME [/foo]", 1234.5, 46085, "Won"], [8, "B", 1.5, date(2026, 3, 5), "Lost"]]},
    )  # fmt: skip
    deals = only(DealFact, facts(path))
    assert [(deal.external_id, deal.amount, deal.created_on) for deal in deals] == [
        ("7", Money(123450, "RUB"), date(2026, 3, 4)),
        ("8", Money(150, "RUB"), date(2026, 3, 5)),
    ]


def test_a_list_of_clients_gives_clients(tmp_path: Path) -> None:
    text = "ID,Клиент,Менеджер,Телефон,Город\n5,A,Анна,+7 1,Омск\n,,Анна,,\n6,B,,,\n"
    found = facts(write(tmp_path / "a.csv", text))
    assert only(ClientFact, found)[0] == ClientFact(
        "a.csv", 2, "A", external_id="5", manager="Анна", phone="+7 1", extras=(("Город", "Омск"),)
    )
    assert [fact.line for fact in only(Skipped, found)] == [3]
    assert only(ClientFact, found)[1].manager is None


def test_a_list_of_managers_gives_managers(tmp_path: Path) -> None:
    found = facts(write(tmp_path / "a.csv", "Менеджер,Отдел\nАнна,Север\n,Юг\n"))
    assert only(ManagerFact, found) == [ManagerFact("a.csv", 2, "Анна", "Север")]
    assert len(only(Skipped, found)) == 1


def test_a_table_about_nothing_known_is_refused_with_its_columns(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        reading(write(tmp_path / "a.csv", "цвет,вкус\nсиний,да\n"))
    assert "цвет, вкус" in plain(caught.value.sentence)


def test_an_unknown_source_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        reading(write(tmp_path / "a.csv", "Клиент,Сумма\nA,1\n"), source="siebel")
    assert "maven, amocrm, hubspot, pipedrive, salesforce, bitrix24, table" in plain(caught.value.sentence)


def test_a_name_stands_on_one_line_and_is_not_endless(tmp_path: Path) -> None:
    found = facts(write(tmp_path / "a.csv", f'Клиент,Сумма\n"A\n  B",1\n{"x" * 500},1\n'))
    deals = only(DealFact, found)
    assert deals[0].client == "A B"
    assert len(deals[1].client or "") == 200
    assert [warned.line for warned in only(Warned, found)] == [4]


def test_lost_letters_are_called_out(tmp_path: Path) -> None:
    one = reading(write(tmp_path / "a.csv", "Клиент,Сумма\n????? ??????,1\n"))
    list(one.facts())
    assert any(note.plural and dict(note.values)["n"] == 1 for note in one.notes)


def test_progress_goes_over_all_files(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{name}.csv", "Клиент,Сумма\n" + "A,1\n" * 3000) for name in "ab"]
    calls: list[tuple[int, int]] = []
    one = reading(*paths)
    list(one.facts(lambda done, total: calls.append((done, total))))
    assert calls[-1] == (one.total_bytes, one.total_bytes)
    assert sorted(calls) == calls

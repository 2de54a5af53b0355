"""Imports on both databases: every row accounted for, twice changes nothing, a person's word stays."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.errors import CancelledError, FileError
from cockpit.method.money import Money
from cockpit.method.report import ImportReport
from cockpit.method.words import ContactSource, DealStatus, Temperature
from data import importing
from data.intake.people import NOBODY
from data.store import Store
from data.tables import (
    Base,
    ChangeRow,
    ClientRow,
    DealRow,
    ImportRunRow,
    ManagerRow,
    PaymentRow,
    SegmentRow,
    TaskRow,
)
from data.upkeep import refresh
from tests.data.builders import Builder
from tests.data.conftest import Run
from tests.data.files.test_maven import ACCOUNTS, PIPELINE, PRODUCTS, TEAMS

HEADER = "ID;Название сделки;Компания;Ответственный;Этап сделки;Бюджет;Дата создания;Плановая дата закрытия;Телефон\n"
ROWS = (
    "1;Поставка;ACME [/foo];Анна;Переговоры;1000;01.11.2026;01.12.2026;+7 1\n"
    "2;Монтаж;ACME [/foo];Анна;Успешно реализовано;500;01.10.2026;;+7 2\n"
    "3;Ремонт;Вектор;Борис;Переговоры;;01.11.2026;;\n"
    "4;;;;Переговоры;70;;;\n"
)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    total = report.total
    assert total.rows == total.taken + total.updated + total.unchanged + total.skipped + total.blank
    return total.taken, total.updated, total.unchanged, total.skipped


def contents(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    session.expire_all()
    tables = [table for table in Base.metadata.sorted_tables if table.name != "import_run"]
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
        for table in tables
    }


def deal(session: Session, external_id: str) -> DealRow:
    return session.scalars(select(DealRow).where(DealRow.external_id == external_id)).one()


def client_of(session: Session, external_id: str) -> ClientRow:
    return session.get_one(ClientRow, deal(session, external_id).client_id)


def changes(session: Session) -> list[tuple[str, str | None, str | None]]:
    rows = session.scalars(select(ChangeRow).where(ChangeRow.field != "temperature").order_by(ChangeRow.id))
    return [(row.field, row.old, row.new) for row in rows]


def manager_of(session: Session, client: ClientRow) -> str:
    return session.get_one(ManagerRow, client.manager_id).name


def test_rows_become_managers_clients_and_deals(run: Run, session: Session) -> None:
    report = run(HEADER + ROWS)
    assert counts(report) == (4, 0, 0, 0)
    assert report.applied
    one = deal(session, "1")
    assert (one.title, one.stage, one.status) == ("Поставка", "Переговоры", DealStatus.OPEN)
    assert (one.amount_minor, one.currency, one.created_on) == (100_000, "RUB", date(2026, 11, 1))
    assert one.expected_on == date(2026, 12, 1)
    assert one.client_id == deal(session, "2").client_id
    client = client_of(session, "1")
    assert (client.name, client.name_key, client.nameless, client.phone) == (
        "ACME [/foo]",
        "acme [/foo]",
        False,
        "+7 1",
    )
    assert manager_of(session, client) == "Анна"
    assert (client.is_open, client.money_minor, client.opened_on) == (True, 100_000, date(2026, 11, 1))
    assert client.contact_source is ContactSource.CREATED
    run_row = session.scalars(select(ImportRunRow)).one()
    assert (run_row.source, run_row.taken, run_row.skipped) == ("table", 4, 0)
    assert run_row.files[0]["name"] == "file0.csv"
    assert len(run_row.files[0]["sha256"]) == 64


def test_a_row_that_names_no_client_and_no_manager_is_kept_honestly(run: Run, session: Session) -> None:
    report = run(HEADER + ROWS)
    client = client_of(session, "4")
    assert (client.name, client.nameless) == ("4", True)
    assert manager_of(session, client) == NOBODY
    assert (report.clients, report.nameless, report.managers) == (3, 1, 2)


def test_the_report_counts_deals_and_money_by_status(run: Run) -> None:
    report = run(HEADER + ROWS)
    assert report.deals == {DealStatus.OPEN: 3, DealStatus.WON: 1}
    assert report.money == {DealStatus.OPEN: (Money(107_000, "RUB"),), DealStatus.WON: (Money(50_000, "RUB"),)}
    assert report.without_amount == 1
    assert [one.client for one in report.sample] == ["ACME [/foo]", "ACME [/foo]", "Вектор", "4"]
    assert [one.nameless for one in report.sample] == [False, False, False, True]
    assert report.dialect == "table"


def test_a_preview_says_the_same_and_writes_nothing(run: Run, session: Session) -> None:
    before = contents(session)
    preview = run(HEADER + ROWS, apply=False)
    assert contents(session) == before
    assert session.scalar(select(func.count()).select_from(ImportRunRow)) == 0
    applied = run(HEADER + ROWS)
    assert not preview.applied
    assert (preview.files, preview.deals, preview.money, preview.clients) == (
        applied.files,
        applied.deals,
        applied.money,
        applied.clients,
    )


def test_the_same_file_twice_changes_nothing(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    before = contents(session)
    report = run(HEADER + ROWS)
    assert counts(report) == (0, 0, 4, 0)
    assert contents(session) == before


def test_a_file_without_ids_twice_changes_nothing(run: Run, session: Session) -> None:
    text = "Клиент;Сумма\nA;1\nA;2\nB;3\n"
    report = run(text)
    assert counts(report) == (3, 0, 0, 0)
    assert any(note.plural.startswith("{n} rows have no id") for note in report.notes)
    before = contents(session)
    assert counts(run(text)) == (0, 0, 3, 0)
    assert contents(session) == before


def test_a_changed_row_is_an_update_and_is_told(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    changed = ROWS.replace("Переговоры;1000;01.11.2026;01.12.2026", "Договор;800;01.11.2026;20.12.2026")
    report = run(HEADER + changed, days=1)
    assert counts(report) == (0, 1, 3, 0)
    one = deal(session, "1")
    assert (one.stage, one.amount_minor, one.expected_on) == ("Договор", 80_000, date(2026, 12, 20))
    assert (one.slips, one.slip_days, one.stage_changed_on) == (1, 19, date(2026, 11, 24))
    assert changes(session) == [
        ("stage", "Переговоры", "Договор"),
        ("expected_on", "2026-12-01", "2026-12-20"),
        ("amount", "100000 RUB", "80000 RUB"),
    ]
    assert client_of(session, "1").money_minor == 80_000


def test_a_deal_won_in_the_file_is_won_here(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    run(HEADER + ROWS.replace("Борис;Переговоры", "Борис;Успешно реализовано"))
    assert deal(session, "3").status is DealStatus.WON
    assert not client_of(session, "3").is_open
    assert ("status", "open", "won") in changes(session)


def test_what_a_person_said_is_never_overwritten(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    one, client = deal(session, "1"), client_of(session, "1")
    one.amount_minor, one.status, one.said = 999, DealStatus.LOST, ["amount", "status"]
    client.phone, client.name, client.name_key, client.said = "+7 9", "ACME!", "acme!", ["name", "phone"]
    session.flush()
    report = run(HEADER + ROWS.replace(";1000;", ";2000;").replace("+7 1", "+7 5"))
    assert counts(report) == (0, 0, 4, 0)
    one, client = deal(session, "1"), client_of(session, "1")
    assert (one.amount_minor, one.status) == (999, DealStatus.LOST)
    assert (client.name, client.phone) == ("ACME!", "+7 9")


def test_a_column_that_the_file_does_not_have_changes_nothing(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    report = run("ID;Компания;Бюджет\n1;ACME [/foo];1100\n")
    assert counts(report) == (0, 1, 0, 0)
    one = deal(session, "1")
    assert (one.amount_minor, one.stage, one.title) == (110_000, "Переговоры", "Поставка")
    assert one.expected_on == date(2026, 12, 1)
    assert manager_of(session, client_of(session, "1")) == "Анна"


def test_an_emptied_cell_empties_the_field(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    run(HEADER + ROWS.replace("Переговоры;1000;", "Переговоры;;"))
    assert deal(session, "1").amount_minor is None
    assert ("amount", "100000 RUB", None) in changes(session)


def test_an_id_twice_in_one_file_is_skipped_with_its_line(run: Run, session: Session) -> None:
    text = HEADER + ROWS + "1;Другое;Заря;Анна;Переговоры;5;;;\n"
    for _ in range(2):
        report = run(text)
        assert [(note.line, note.skipped) for note in report.rows] == [(6, True)]
    assert counts(report) == (0, 0, 4, 1)
    assert deal(session, "1").title == "Поставка"


def test_unreadable_values_and_skipped_rows_are_in_the_report(run: Run) -> None:
    report = run(HEADER + "1;A;B;Анна;Переговоры;много;;;\n;;;;;5;;;\n\n2;A;B;x;x;1;;;;;;;9\n")
    assert [(note.line, note.skipped) for note in report.rows] == [(2, False), (3, True), (5, True)]
    assert counts(report) == (1, 0, 0, 2)
    assert report.total.blank == 1


def test_clients_of_one_name_are_apart_by_manager(run: Run, session: Session) -> None:
    run("ID;Компания;Ответственный;Сумма\n1;A;Анна;1\n2;a ;анна;1\n3;A;Борис;1\n")
    assert deal(session, "1").client_id == deal(session, "2").client_id
    assert deal(session, "3").client_id != deal(session, "1").client_id


def test_a_client_made_by_hand_is_found_by_name(run: Run, session: Session) -> None:
    build = Builder(session)
    manager = build.manager("Анна")
    client = build.client(manager, "ACME [/foo]")
    report = run(HEADER + ROWS)
    assert client_of(session, "1").id == client.id
    assert report.clients == 3
    assert session.scalar(select(func.count()).select_from(ManagerRow).where(ManagerRow.name_key == "анна")) == 1


def test_a_client_whose_deals_go_to_another_manager_keeps_its_history(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    client = client_of(session, "3")
    task = Builder(session).task(client)
    report = run(HEADER + ROWS.replace("Борис", "Анна"))
    assert counts(report)[1] == 1
    moved = client_of(session, "3")
    assert (moved.id, manager_of(session, moved)) == (client.id, "Анна")
    assert session.get_one(TaskRow, task.id).manager_id == moved.manager_id
    assert ("manager", "Борис", "Анна") in changes(session)
    before = contents(session)
    assert counts(run(HEADER + ROWS.replace("Борис", "Анна"))) == (0, 0, 4, 0)
    assert contents(session) == before


def test_deals_of_one_client_that_part_between_managers_settle(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    parted = ROWS.replace("2;Монтаж;ACME [/foo];Анна", "2;Монтаж;ACME [/foo];Борис")
    run(HEADER + parted)
    owners = {manager_of(session, client_of(session, one)) for one in ("1", "2")}
    assert owners == {"Анна", "Борис"}
    before = contents(session)
    assert counts(run(HEADER + parted)) == (0, 0, 4, 0)
    assert contents(session) == before


def test_a_deal_of_another_company_moves_and_an_empty_client_goes(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    left = client_of(session, "3").id
    run(HEADER + ROWS.replace("Вектор;Борис", "Заря;Борис"))
    assert client_of(session, "3").name == "Заря"
    assert session.get(ClientRow, left) is None
    assert ("client", "Вектор", "Заря") in changes(session)
    before = contents(session)
    assert counts(run(HEADER + ROWS.replace("Вектор;Борис", "Заря;Борис"))) == (0, 0, 4, 0)
    assert contents(session) == before


def test_an_empty_client_that_was_worked_on_stays(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    left = client_of(session, "3")
    Builder(session).task(left)
    run(HEADER + ROWS.replace("Вектор;Борис", "Заря;Борис"))
    assert session.get(ClientRow, left.id) is not None


def test_a_client_that_gets_a_name_later_keeps_its_place(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    nameless = client_of(session, "4").id
    run(HEADER + ROWS.replace("4;;;;", "4;;Заря;;"))
    client = client_of(session, "4")
    assert (client.id, client.name, client.nameless) == (nameless, "Заря", False)


def test_a_renamed_company_with_an_id_is_renamed(run: Run, session: Session) -> None:
    header = "ID;Компания;Компания: ID;Ответственный;Сумма\n"
    run(header + "1;Ромашка;77;Анна;5\n2;Ромашка;77;Анна;6\n")
    client = client_of(session, "1").id
    report = run(header + "1;Ромашка плюс;77;Анна;5\n2;Ромашка плюс;77;Анна;6\n")
    assert {client_of(session, one).id for one in "12"} == {client}
    assert client_of(session, "1").name == "Ромашка плюс"
    assert changes(session) == [("name", "Ромашка", "Ромашка плюс")]
    assert counts(report)[0] == 0


def test_segments_and_heads_are_filled_where_they_are_missing(run: Run, session: Session) -> None:
    build = Builder(session)
    segment = SegmentRow(name="Север")
    session.add(segment)
    session.flush()
    build.manager("Анна", segment_id=segment.id)
    run("ID;Клиент;Менеджер;Отдел\n1;A;Анна;Юг\n2;B;Борис;Юг\n")
    found = {row.name: row.segment_id for row in session.scalars(select(ManagerRow))}
    names = {row.id: row.name for row in session.scalars(select(SegmentRow))}
    assert names[found["Анна"] or 0] == "Север"
    assert names[found["Борис"] or 0] == "Юг"


def test_a_payment_in_the_file_is_recorded_once(run: Run, session: Session) -> None:
    text = "ID;Клиент;Сумма;Этап;Дата оплаты\n1;A;50;Успешно реализовано;05.11.2026\n2;B;50;Переговоры;\n"
    for _ in range(2):
        run(text)
    payment = session.scalars(select(PaymentRow)).one()
    assert (payment.amount_minor, payment.paid_on, payment.deal_id) == (5000, date(2026, 11, 5), deal(session, "1").id)


def test_lists_of_clients_and_managers_are_taken(run: Run, session: Session) -> None:
    texts = (
        "Клиент;Менеджер;Телефон;Город\nA;Анна;+7 1;Омск\nB;Анна;;\na;Анна;+7 2;\n",
        "Менеджер;Отдел\nАнна;Север\nГлеб;Юг\n",
    )
    report = run(*texts)
    assert counts(report) == (4, 0, 1, 0)
    assert report.managers_without_clients == ("Глеб",)
    client = session.scalars(select(ClientRow).where(ClientRow.name == "A")).one()
    assert (client.phone, client.extras) == ("+7 1", {"Город": "Омск"})
    before = contents(session)
    assert counts(run(*texts)) == (0, 0, 5, 0)
    assert contents(session) == before


def test_the_practice_set_is_accounted_for_and_twice_changes_nothing(run: Run, session: Session) -> None:
    texts = (ACCOUNTS, PRODUCTS, PIPELINE, TEAMS)
    report = run(*texts)
    assert counts(report) == (11, 0, 0, 0)
    assert (report.managers, report.managers_without_clients, report.nameless) == (3, ("Idle",), 1)
    assert report.deals == {DealStatus.WON: 1, DealStatus.LOST: 1, DealStatus.OPEN: 2}
    open_deal, client = deal(session, "AAA3"), client_of(session, "AAA3")
    assert (open_deal.amount_minor, open_deal.estimate_minor, open_deal.currency) == (None, 482_100, "RUB")
    assert (client.money_minor, client.estimated, client.extras) == (482_100, True, {"kind": "retail"})
    assert session.scalars(select(ManagerRow.head).where(ManagerRow.name == "Boris")).one() == "Celia"
    before = contents(session)
    assert counts(run(*texts)) == (0, 0, 11, 0)
    assert contents(session) == before


def test_many_rows_in_several_batches_twice_change_nothing(
    run: Run, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_BATCH", 7)
    monkeypatch.setattr("data.intake.clients._MOST_HELD", 5)
    rows = "".join(f"{n};Сделка {n};Клиент {n % 11};М{n % 3};Этап;{n};;;+7 {n}\n" for n in range(50))
    first = run(HEADER + rows)
    assert counts(first) == (50, 0, 0, 0)
    assert first.clients == session.scalar(select(func.count()).select_from(ClientRow)) == 33
    before = contents(session)
    assert counts(run(HEADER + rows)) == (0, 0, 50, 0)
    assert contents(session) == before


def test_a_large_import_leaves_nothing_to_be_worked_out(
    run: Run, session: Session, desk: Desk, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first import and one on top of it, both settled as a whole: working all out anew finds nothing else."""
    monkeypatch.setattr(importing, "_MANY", 2)
    stages = ("Переговоры", "Договор", "Новая", "Успешно реализовано")
    rows = [
        f"{n};Сделка {n};Клиент {n % 30};М{n % 3};{stages[n % 4]};{n or ''};{n % 28 + 1}.10.2026;;\n" for n in range(60)
    ]
    for text in (rows[:40], rows):
        run(HEADER + "".join(text))
        before = contents(session)
        refresh(session, desk, None, now)
        assert contents(session) == before
    assert set(session.scalars(select(ClientRow.temperature_on).where(ClientRow.is_open))) != {None}


def test_new_rows_after_an_import_get_ids_of_their_own(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    build = Builder(session)
    client = build.client(build.manager("Глеб"), "Ещё")
    build.deal(client)
    assert len(set(session.scalars(select(ClientRow.id)))) == 4


def test_changed_temperatures_are_worked_out(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    assert client_of(session, "1").temperature in set(Temperature)
    assert client_of(session, "1").temperature_on is not None


def test_stopping_writes_nothing(run: Run, session: Session) -> None:
    nested = session.begin_nested()
    with pytest.raises(CancelledError):
        run(HEADER + ROWS, cancelled=lambda: True)
    nested.rollback()
    assert session.scalar(select(func.count()).select_from(DealRow)) == 0


def test_progress_is_reported(run: Run) -> None:
    calls: list[tuple[int, int]] = []
    run(HEADER + ROWS, progress=lambda done, total: calls.append((done, total)))
    assert calls[-1][0] == calls[-1][1] > 0


async def test_the_store_imports_and_a_refused_file_leaves_it_as_it_was(
    store: Store, now: datetime, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEADER + ROWS, encoding="utf-8")
    bad.write_bytes(b"\x89PNG....")
    with pytest.raises(FileError):
        await store.import_files([good, bad], now, apply=True)
    preview = await store.import_files([good], now, apply=False)
    assert preview.total.taken == 4
    with pytest.raises(CancelledError):
        await store.import_files([good], now, apply=True, cancelled=lambda: True)
    applied = await store.import_files([good], now, apply=True)
    assert applied.total.taken == 4
    again = await store.import_files([good], now, apply=True)
    assert again.total.unchanged == 4

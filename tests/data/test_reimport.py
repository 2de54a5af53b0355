"""Every day again: what changed, what a person said, what is gone, and taking an import back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.money import Money
from cockpit.method.words import DealStatus
from data import reviews, sittings
from data.changes import Pen
from data.gone import gone_deals, settle_gone
from data.import_runs import import_runs, undo_import
from data.tables import ChangeRow, ClientRow, DealRow, ImportStepRow, ManagerRow, PaymentRow, SegmentRow, TaskRow
from data.undo import take_back
from tests.data.builders import outcome
from tests.data.conftest import Run
from tests.data.test_importing import HEADER, ROWS, client_of, contents, counts, deal, manager_of

AMO = "ID;Название сделки;Компания;Ответственный;Этап сделки;Воронка;Бюджет;Дата создания\n"
CHANGED = ROWS.replace("1000", "1200").replace("01.12.2026", "11.12.2026").replace("Вектор;Борис", "Вектор;Вера")
_APART = {"import_run", "import_step", "usual"}


def standing(session: Session) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in contents(session).items() if name not in _APART}


def reviewed(session: Session, desk: Desk, client: ClientRow, at: datetime) -> None:
    """Sit down beside the client's manager and save a review."""
    sitting = sittings.sit_down(session, desk, client.manager_id, at)
    plan = session.scalar(select(TaskRow.id).where(TaskRow.client_id == client.id))
    reviews.save(session, desk, sitting.id, outcome(client.id, plan), at)
    session.flush()


def test_what_changed_is_counted_and_days_that_slipped_apart(run: Run, session: Session) -> None:
    """R62: the next file of the CRM is an update, and what is new in it is told."""
    run(HEADER + ROWS)
    report = run(
        HEADER
        + ROWS.replace("1000", "1200").replace("01.12.2026", "11.12.2026").replace("Вектор;Борис", "Вектор;Вера"),
        days=1,
    )
    assert report.changed == {"amount": 1, "expected_on": 1, "manager": 1}
    assert (report.slips.deals, report.slips.days) == (1, 10)
    assert (deal(session, "1").slips, deal(session, "1").slip_days) == (1, 10)
    assert (report.gone, report.kept) == (0, 0)


def test_a_day_that_came_nearer_or_belongs_to_a_closed_deal_is_no_slip(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    nearer = ROWS.replace("01.12.2026", "25.11.2026")
    assert run(HEADER + nearer, days=1).slips.deals == 0
    closed = ROWS.replace("01.12.2026", "20.12.2026").replace("Анна;Переговоры", "Анна;Проиграно")
    assert run(HEADER + closed, days=2).slips.deals == 0
    assert deal(session, "1").status is DealStatus.LOST


def test_what_a_person_said_stays_and_the_difference_is_kept(run: Run, session: Session, now: datetime) -> None:
    """R62: a value said in a review is never overwritten, the difference is shown."""
    run(HEADER + ROWS)
    pen = Pen(session, now)
    pen.deal(deal(session, "1"), {"amount": Money(3_000_00, "RUB"), "expected_on": date(2026, 12, 24)})
    session.flush()
    report = run(HEADER + ROWS, days=1)
    assert report.kept == 2
    assert (deal(session, "1").amount_minor, deal(session, "1").expected_on) == (3_000_00, date(2026, 12, 24))
    assert deal(session, "1").told == {"amount": "100000 RUB", "expected_on": "2026-12-01"}
    assert counts(run(HEADER + ROWS, days=2)) == (0, 0, 4, 0)
    agreed = run(HEADER + ROWS.replace("1000", "3000"), days=3)
    assert agreed.kept == 1
    assert deal(session, "1").told == {"expected_on": "2026-12-01"}


def test_a_cell_that_cannot_be_read_leaves_what_is_known(run: Run, session: Session) -> None:
    run(HEADER + ROWS)
    run(HEADER + ROWS.replace(";1000;", ";тысяча;").replace("01.12.2026", "скоро"), days=1)
    assert (deal(session, "1").amount_minor, deal(session, "1").expected_on) == (1000_00, date(2026, 12, 1))
    run(HEADER + ROWS.replace(";1000;", ";;"), days=2)
    assert deal(session, "1").amount_minor is None


def test_deals_that_earlier_versions_kept_under_one_name_are_found_again(run: Run, session: Session) -> None:
    text = AMO + "1;Поставка;ACME;Анна;Переговоры;Воронка;1000;01.11.2026\n"
    run(text)
    session.execute(update(DealRow).values(source="table"))
    session.execute(update(ClientRow).values(source="table"))
    report = run(text, days=1)
    assert counts(report) == (0, 0, 1, 0)
    assert [row.source for row in session.scalars(select(DealRow))] == ["amocrm"]


def test_a_deal_that_vanished_is_asked_about_and_not_deleted(
    run: Run, session: Session, desk: Desk, now: datetime
) -> None:
    run(HEADER + ROWS)
    only_second = HEADER + ROWS.splitlines(keepends=True)[1]
    report = run(only_second, days=1)
    assert report.gone == 1, "Boris is not in the file, so nothing of his is missed"
    (gone,) = gone_deals(session)
    assert (gone.client, gone.title, gone.since) == ("ACME [/foo]", "Поставка", (now + timedelta(days=1)).date())
    assert deal(session, "1").status is DealStatus.OPEN
    assert run(HEADER + ROWS, days=2).gone == 0
    assert gone_deals(session) == ()


def test_what_became_of_a_vanished_deal_is_said_and_taken_back(
    run: Run, session: Session, desk: Desk, now: datetime
) -> None:
    run(HEADER + ROWS)
    only_second = HEADER + ROWS.splitlines(keepends=True)[1]
    run(only_second, days=1)
    later = now + timedelta(days=1)
    key = deal(session, "1").id
    assert settle_gone(session, desk, [key], "lost", later) == 1
    assert (deal(session, "1").status, deal(session, "1").closed_on) == (DealStatus.LOST, later.date())
    assert gone_deals(session) == ()
    assert take_back(session, desk, later) is not None
    assert (deal(session, "1").status, len(gone_deals(session))) == (DealStatus.OPEN, 1)
    settle_gone(session, desk, [key], "keep", later)
    assert run(only_second, days=2).gone == 0, "it is not asked about twice"


def test_a_file_without_most_of_a_manager_s_deals_is_called_a_part(run: Run) -> None:
    rows = "".join(f"{n};D{n};C{n};Анна;Переговоры;10;01.11.2026;;\n" for n in range(1, 12))
    run(HEADER + rows)
    notes = run(HEADER + rows.splitlines(keepends=True)[0], days=1).notes
    assert any(dict(note.values).get("manager") == "Анна" for note in notes)


def test_a_client_that_changed_managers_keeps_its_history(
    run: Run, session: Session, desk: Desk, now: datetime
) -> None:
    run(HEADER + ROWS)
    client = client_of(session, "1")
    reviewed(session, desk, client, now)
    first = ROWS.replace("ACME [/foo];Анна", "ACME [/foo];Вера", 1)
    run(HEADER + first, days=1)
    run(HEADER + ROWS.replace("ACME [/foo];Анна", "ACME [/foo];Вера"), days=2)
    moved = client_of(session, "1")
    assert manager_of(session, moved) == "Вера"
    assert moved.id == client_of(session, "2").id


class TestTakingAnImportBack:
    def test_the_first_import_leaves_nothing_behind(
        self, run: Run, session: Session, desk: Desk, now: datetime
    ) -> None:
        report = run(HEADER + ROWS)
        assert report.run is not None
        undone = undo_import(session, desk, report.run, now)
        assert (undone.clients, undone.deals, undone.left) == (3, 4, 0)
        for table in (ClientRow, DealRow, ManagerRow, PaymentRow, SegmentRow, TaskRow, ChangeRow, ImportStepRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        (known,) = import_runs(session)
        assert (known.undone_at, known.undoable) == (now, False)

    def test_an_update_is_put_back_as_it_was(self, run: Run, session: Session, desk: Desk, now: datetime) -> None:
        run(HEADER + ROWS)
        before = standing(session)
        changed = (
            ROWS.replace("1000", "1200").replace("01.12.2026", "11.12.2026").replace("Вектор;Борис", "Вектор;Вера")
        )
        report = run(HEADER + changed + "9;Новая;Лютик;Анна;Переговоры;5;01.11.2026;;\n", days=1)
        assert report.run is not None
        assert standing(session) != before
        undone = undo_import(session, desk, report.run, now)
        assert (undone.clients, undone.deals, undone.left) == (1, 1, 0)
        assert standing(session) == before

    def test_what_was_worked_on_since_stays(self, run: Run, session: Session, desk: Desk, now: datetime) -> None:
        run(HEADER + ROWS)
        report = run(HEADER + ROWS.replace("1000", "1200").replace(";70;", ";80;") + "9;Н;Лютик;Анна;;5;;;\n", days=1)
        later = now + timedelta(days=1, hours=1)
        Pen(session, later).deal(deal(session, "1"), {"amount": Money(7_00, "RUB")})
        client = client_of(session, "9")
        reviewed(session, desk, client, later)
        assert report.run is not None
        undone = undo_import(session, desk, report.run, later)
        assert (undone.deals, undone.clients, undone.put_back, undone.left) == (0, 0, 1, 2)
        assert deal(session, "1").amount_minor == 7_00
        assert deal(session, "4").amount_minor == 70_00
        assert client_of(session, "9").name == "Лютик"

    def test_only_the_last_one_and_only_once(self, run: Run, session: Session, desk: Desk, now: datetime) -> None:
        first, second = run(HEADER + ROWS), run(HEADER + ROWS.replace("1000", "1200"), days=1)
        assert first.run is not None
        assert second.run is not None
        with pytest.raises(ConflictError):
            undo_import(session, desk, first.run, now)
        undo_import(session, desk, second.run, now)
        with pytest.raises(ConflictError):
            undo_import(session, desk, second.run, now)
        undo_import(session, desk, first.run, now)
        assert session.scalar(select(func.count()).select_from(DealRow)) == 0

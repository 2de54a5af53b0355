"""Finding by a few letters, and the open tasks."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from cockpit.method.overview import Match
from cockpit.method.words import Horizon, TaskState
from data.finding import find
from data.tables import TaskRow
from data.tasks import open_tasks
from tests.data.builders import NOW, TODAY, Builder


def test_names_that_begin_with_the_letters_come_first_and_managers_before_clients(session: Session) -> None:
    build = Builder(session)
    anna = build.manager("Анна Ромашкина")
    roman = build.manager("Роман")
    names = ("Завод Хром", "ООО Ромашка", "Ромашка [/foo]", "Вектор")
    clients = {name: build.client(anna, name).id for name in names}
    assert find(session, " РОМ ") == (
        Match(roman.id, "Роман"),
        Match(anna.id, anna.name, clients["Ромашка [/foo]"], "Ромашка [/foo]"),
        Match(anna.id, "Анна Ромашкина"),
        Match(anna.id, anna.name, clients["ООО Ромашка"], "ООО Ромашка"),
        Match(anna.id, anna.name, clients["Завод Хром"], "Завод Хром"),
    )
    assert len(find(session, "ром", limit=2)) == 2


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "\\", "zzz"])
def test_nothing_is_found_by_nothing_and_no_sign_stands_for_any_letter(session: Session, text: str) -> None:
    build = Builder(session)
    build.client(build.manager())
    assert find(session, text) == ()


def test_signs_of_the_name_itself_are_found(session: Session) -> None:
    build = Builder(session)
    client = build.client(build.manager("Анна"), "100% [b]ok[/b]_\\ é")
    for text in ("100%", "[B]", "_\\", "e\u0301", "%  [b]"):
        assert [match.client_id for match in find(session, text)] == [client.id]


def test_a_manager_who_left_is_not_found_but_his_clients_are(session: Session) -> None:
    build = Builder(session)
    gone = build.manager("Вектор Иванов", left_on=TODAY)
    client = build.client(gone, "Вектор")
    assert [(match.client_id) for match in find(session, "вект")] == [client.id]


def test_open_tasks_come_by_their_day(session: Session) -> None:
    build = Builder(session)
    oleg, anna = build.manager("Олег"), build.manager("Анна")
    late = build.task(build.client(oleg), date(2026, 11, 20))
    own = TaskRow(
        manager_id=anna.id,
        text="Набрать 20 клиентов",
        planned_result="20 новых",
        due_on=date(2026, 11, 27),
        horizon=Horizon.WEEK,
        set_on=TODAY,
    )
    session.add(own)
    same_day = build.task(build.client(oleg), date(2026, 11, 27))
    build.task(build.client(anna), date(2026, 11, 1), state=TaskState.DONE, closed_on=TODAY)
    session.flush()
    assert [task.id for task in open_tasks(session, NOW)] == [late.id, own.id, same_day.id]
    assert [task.id for task in open_tasks(session, NOW, oleg.id)] == [late.id, same_day.id]
    [task] = open_tasks(session, NOW, anna.id)
    assert (task.client_id, task.client, task.manager) == (None, "", "Анна")

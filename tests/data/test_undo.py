"""Taking acts back: everything they wrote, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from cockpit.method.draft import ReviewDraft, RiskDraft
from cockpit.method.entry import ClientEntry, DealFields, ManagerEntry
from cockpit.method.errors import ConflictError, HeldError
from cockpit.method.money import Money
from cockpit.method.overview import Undone
from cockpit.method.records import Answer, Deferral, Found, Wish
from cockpit.method.review import Outcome
from cockpit.method.words import Area, DealStatus, Ending, SittingState, Temperature, TemperatureSource, Verdict
from data import people, sittings
from data.acts import KEPT
from data.tables import AnswerRow, Base, DealRow, ManagerRow, ReviewRow, RiskRow, SittingRow, TaskRow, UndoStepRow
from data.undo import take_back
from data.upkeep import refresh
from tests.data.builders import FRIDAY, TODAY, Scene, outcome

#: Kept by an undo as a trail, or no part of what a person wrote.
APART = {"review", "undo_step", "sitting", "usual", "draft"}

ACTS: dict[str, Callable[[Scene], object]] = {}


def act(function: Callable[[Scene], object]) -> Callable[[Scene], object]:
    """Note an act that the property below is tried on."""
    ACTS[function.__name__] = function
    return function


def _everything(scene: Scene) -> dict[str, list[Any]]:
    scene.session.flush()
    return {
        table.name: sorted(map(repr, scene.session.connection().execute(select(table)).all()))
        for table in Base.metadata.sorted_tables
        if table.name not in APART
    }


def _undo(scene: Scene, minutes: int = 0) -> tuple[Undone, ReviewDraft | None, int | None] | None:
    return take_back(scene.session, scene.desk, scene.now + timedelta(minutes=minutes))


@act
def a_plain_review(scene: Scene) -> object:
    return scene.save(scene.reached())


@act
def a_missed_review(scene: Scene) -> object:
    return scene.save(scene.reached(verdict=Verdict.PARTLY, correction="Звонить"))


@act
def a_full_review(scene: Scene) -> object:
    return scene.save(
        scene.reached(
            draft=ReviewDraft(scene.client.id, temperature=Temperature.HOT),
            temperature=Temperature.HOT,
            temperature_source=TemperatureSource.HAND,
            risks=(Found("Новый [риск]", stops_payment=True),),
            closed_risks=tuple(scene.session.scalars(select(RiskRow.id))),
            opportunities=(Found("Второй цех", Money(1, "USD")),),
            requests=(Wish(Area.TOOL, "Калькулятор [/]"), Wish(Area.OFFER, "Рассрочка")),
            answers=(Answer("decides", "Директор", TODAY), Answer("criteria", "", TODAY)),
            path_amount=Money(100, "USD"),
            path_on=date(2027, 1, 1),
        )
    )


@act
def a_refusal(scene: Scene) -> object:
    return scene.save(scene.reached(ending=Ending.REFUSED, ending_reason="Дорого"))


@act
def a_payment(scene: Scene) -> object:
    money = Money(50_000_000, "RUB")
    return scene.save(scene.reached(ending=Ending.PAID, ending_amount=money, ending_day=TODAY))


@act
def a_parking(scene: Scene) -> object:
    return scene.save(scene.reached(ending=Ending.PARKED, ending_reason="Январь", ending_day=date(2027, 1, 9)))


@act
def a_deferral(scene: Scene) -> object:
    deferral = Deferral(scene.client.id, FRIDAY, "[ждём]")
    sittings.defer(scene.session, scene.desk, scene.sitting, deferral, scene.now)
    return deferral


@act
def a_manager_added(scene: Scene) -> object:
    return people.save_manager(scene.session, scene.desk, ManagerEntry("Олег", "Новый [север]"), scene.now)


@act
def a_manager_changed(scene: Scene) -> object:
    entry = ManagerEntry("Анна Другая", "Новый [север]", "Глава")
    return people.save_manager(scene.session, scene.desk, entry, scene.now, scene.client.manager_id)


@act
def a_client_added(scene: Scene) -> object:
    entry = ClientEntry(scene.client.manager_id, "Вектор", temperature=Temperature.WARM)
    return people.save_client(scene.session, scene.desk, entry, scene.now)


@act
def a_client_changed(scene: Scene) -> object:
    entry = ClientEntry(scene.client.manager_id, "Вектор", "Пётр", temperature=Temperature.WARM)
    return people.save_client(scene.session, scene.desk, entry, scene.now, scene.client.id)


@act
def a_client_moved(scene: Scene) -> object:
    other = scene.session.scalars(select(ManagerRow.id).where(ManagerRow.id != scene.client.manager_id)).one()
    entry = ClientEntry(other, scene.client.name)
    return people.save_client(scene.session, scene.desk, entry, scene.now, scene.client.id)


def _fields(scene: Scene, **fields: Any) -> DealFields:
    known = DealFields(scene.client.id, "Д", Money(7, "RUB"), "Счёт", DealStatus.OPEN, TODAY, FRIDAY, None, "")
    return replace(known, **fields)


@act
def a_deal_added(scene: Scene) -> object:
    return people.save_deal(scene.session, scene.desk, _fields(scene), scene.now)


@act
def a_deal_changed(scene: Scene) -> object:
    lost = _fields(scene, status=DealStatus.LOST, closed_on=TODAY, lost_reason="Дорого")
    return people.save_deal(scene.session, scene.desk, lost, scene.now, scene.deal.id)


@pytest.mark.parametrize("name", ACTS)
def test_undo_puts_everything_back_as_it_was(scene: Scene, name: str) -> None:
    scene.build.manager("Марина [/]")
    scene.build.risk(scene.client)
    scene.session.add(AnswerRow(client_id=scene.client.id, question="criteria", text="Цена", answered_on=TODAY))
    scene.session.flush()
    refresh(scene.session, scene.desk, None, scene.now)
    before = _everything(scene)
    ACTS[name](scene)
    assert _everything(scene) != before
    taken = _undo(scene, 1)
    assert taken is not None
    assert dict(taken[0].what.values)["name"]
    assert _everything(scene) == before
    assert _undo(scene, 2) is None


@pytest.mark.parametrize("name", ACTS)
def test_undo_after_undo_takes_acts_back_in_their_order(scene: Scene, name: str) -> None:
    scene.build.manager("Марина [/]")
    refresh(scene.session, scene.desk, None, scene.now)
    states = [_everything(scene)]
    people.save_deal(scene.session, scene.desk, _fields(scene), scene.now)
    states.append(_everything(scene))
    ACTS[name](scene)
    for state in reversed(states):
        assert _undo(scene, 1) is not None
        assert _everything(scene) == state


def test_a_review_comes_back_as_the_draft_it_was_and_stays_as_a_trail(scene: Scene) -> None:
    draft = ReviewDraft(scene.client.id, actual="Да [/b]", due="пт", risks=[RiskDraft("х", stops_payment=True)])
    saved = scene.save(scene.reached(draft=draft))
    taken = _undo(scene, 3)
    assert taken is not None
    undone, brought, sitting = taken
    assert (undone.client_id, brought, sitting) == (scene.client.id, draft, scene.sitting)
    assert scene.session.get_one(ReviewRow, saved.id).undone_at == scene.now + timedelta(minutes=3)
    assert sittings.record(scene.session, scene.session.get_one(SittingRow, scene.sitting)).reviewed == frozenset()
    again = scene.save(scene.reached(), 4)
    assert again.id != saved.id


def test_a_review_of_an_ended_sitting_opens_it_again(scene: Scene) -> None:
    scene.save(scene.reached())
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    assert _undo(scene, 5) is not None
    assert scene.session.get_one(SittingRow, scene.sitting).state is SittingState.OPEN


def test_what_was_changed_since_stops_the_undo_by_name(scene: Scene) -> None:
    scene.save(scene.reached())
    task = scene.open_task()
    assert task is not None
    task.text = "Другое"
    before = _everything(scene)
    with pytest.raises(ConflictError) as raised:
        _undo(scene, 1)
    values = dict(raised.value.sentence.values)
    assert values["name"] == scene.client.name
    assert "next task" in str(values["what"])
    assert _everything(scene) == before
    assert scene.session.scalars(select(UndoStepRow.undone_at)).all() == [None]


def test_what_others_refer_to_since_is_not_removed(scene: Scene) -> None:
    entry = ClientEntry(scene.client.manager_id, "Вектор")
    client = people.save_client(scene.session, scene.desk, entry, scene.now)
    scene.session.add(DealRow(client_id=client.id))
    scene.session.flush()
    before = _everything(scene)
    with pytest.raises(ConflictError) as raised:
        _undo(scene, 1)
    assert "deal" in str(dict(raised.value.sentence.values)["what"])
    assert _everything(scene) == before


def test_a_field_nobody_wrote_in_the_act_may_have_changed_since(scene: Scene) -> None:
    people.save_deal(
        scene.session, scene.desk, _fields(scene, stage="Договор", title="Новое"), scene.now, scene.deal.id
    )
    scene.deal.next_step = "из файла"
    scene.session.flush()
    assert _undo(scene, 1) is not None
    assert (scene.deal.next_step, scene.deal.stage, scene.deal.title) == ("из файла", "", "")


def test_only_this_heads_acts_of_this_day_are_taken_back(scene: Scene) -> None:
    scene.save(scene.reached())
    other = replace(scene.desk, head="Другой")
    assert take_back(scene.session, other, scene.now) is None
    assert _undo(scene, 24 * 60) is None
    assert _undo(scene, 60) is not None


def test_an_act_in_a_sitting_that_another_program_holds_stays(scene: Scene) -> None:
    scene.save(scene.reached())
    other = replace(scene.desk, holder="another-program")
    sittings.sit_down(scene.session, other, scene.client.manager_id, scene.now, take_over=True)
    with pytest.raises(HeldError):
        _undo(scene)


def test_the_last_thirty_acts_of_each_head_are_kept(scene: Scene) -> None:
    for number in range(KEPT + 3):
        people.save_manager(scene.session, scene.desk, ManagerEntry(f"М {number}"), scene.now)
    people.save_manager(scene.session, replace(scene.desk, head="Другой"), ManagerEntry("Ещё"), scene.now)
    by_head = select(UndoStepRow.head, func.count()).group_by(UndoStepRow.head)
    counted = [tuple(row) for row in scene.session.execute(by_head.order_by(UndoStepRow.head))]
    assert counted == [("Другой", 1), (scene.desk.head, KEPT)]
    assert scene.session.scalar(select(func.min(UndoStepRow.about))) is not None


def test_two_reviews_of_one_client_come_back_one_after_the_other(scene: Scene) -> None:
    first = _everything(scene)
    scene.save(scene.reached())
    second = _everything(scene)
    task = scene.open_task()
    assert task is not None
    decided: Outcome = outcome(scene.client.id, task.id, path_on=FRIDAY)
    scene.save(decided, 5)
    assert _undo(scene, 6) is not None
    assert _everything(scene) == second
    assert _undo(scene, 7) is not None
    assert _everything(scene) == first
    assert scene.session.scalars(select(TaskRow.id)).all() == [scene.plan.id]

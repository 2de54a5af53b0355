"""What a sitting gave, and the forecast: the figures are worked out by hand beside the rows."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from cockpit.language import tell
from cockpit.method.money import Money
from cockpit.method.records import Deferral, Found
from cockpit.method.words import Ending, SittingState, Verdict, Waking
from data import sittings
from data.reviews import save
from data.summaries import summary
from data.tables import ClientRow, DraftRow, ManagerRow, TaskRow
from data.undo import take_back
from data.upkeep import refresh
from data.waking import wake
from tests.data.builders import FRIDAY, NOW, TODAY, Scene, outcome


def _more(scene: Scene, amount: int) -> ClientRow:
    """Add a client with a plan that is due."""
    client = scene.build.client(scene.session.get_one(ManagerRow, scene.client.manager_id))
    scene.build.deal(client, amount)
    scene.build.task(client)
    return client


def _judged(scene: Scene, client: ClientRow, minutes: int, **fields: object) -> None:
    plan = scene.session.scalar(select(TaskRow.id).where(TaskRow.client_id == client.id))
    decided = outcome(client.id, plan, **fields)
    save(scene.session, scene.desk, scene.sitting, decided, scene.now + timedelta(minutes=minutes))


def test_a_summary_counts_plans_corrections_money_and_minutes(scene: Scene) -> None:
    """Six clients: reached, reached with a correction, half, no contact outside our control, refused, one untouched.

    Plans 5, reached 2; reworked 3: the corrected, the half and the refused one, not the silent one.
    Seconds 60, 120, 180, 240, 300: median 180.
    """
    scene.recruit()
    corrected, half, silent, refused, untouched = (
        _more(scene, amount) for amount in (1_000, 2_000, 3_000, 4_000, 5_000)
    )
    refresh(scene.session, scene.desk, None, scene.now)
    sittings.sit_down(scene.session, scene.desk, scene.client.manager_id, scene.now)
    scene.save(
        scene.reached(
            seconds=60.0,
            risks=(Found("Конкурент [дешевле]"),),
            opportunities=(Found("Склад", Money(700, "RUB")), Found("Сервис")),
        )
    )
    _judged(
        scene, corrected, 1, seconds=120.0, correction="Звонить раньше", opportunities=(Found("Дом", Money(50, "RUB")),)
    )
    _judged(scene, half, 2, seconds=180.0, verdict=Verdict.PARTLY)
    _judged(scene, silent, 3, seconds=240.0, verdict=Verdict.NO_CONTACT, outside_control=True)
    refusal = {"ending": Ending.REFUSED, "ending_reason": "Дорого"}
    _judged(scene, refused, 4, seconds=300.0, verdict=Verdict.NOT_REACHED, outside_control=True, **refusal)

    found = summary(scene.session, scene.desk, scene.sitting, scene.now + timedelta(minutes=5))
    assert (found.plans, found.plans_reached, found.refused) == (5, 2, 1)
    assert found.reworked == 3
    assert (found.pace.n, found.pace.median, found.first_pace.n, found.repeat_pace.n) == (5, 180.0, 0, 5)
    assert (found.risks, found.opportunities) == (("Конкурент [дешевле]",), ("Склад", "Сервис", "Дом"))
    assert found.new_money == (Money(750, "RUB"),)
    assert [line.client_id for line in found.reviews] == [
        client.id for client in (scene.client, corrected, half, silent, refused)
    ]
    assert [line.next_task for line in found.reviews] == ["Выслать договор"] * 4 + [""]
    assert [task.client_id for task in found.tasks] == [client.id for client in (scene.client, corrected, half, silent)]
    assert [line.ending for line in found.reviews] == [None] * 4 + [Ending.REFUSED]
    assert {task.due_on for task in found.tasks} == {FRIDAY}
    assert [client.id for client in found.left] == [untouched.id]
    assert tell(found.state_sentence) == "Incomplete: reviewed 5, put off 0, left 1: ₽50."
    assert (found.paid, found.earlier) == ((), ())


def test_a_payment_of_the_sitting_is_counted_and_completes_it(scene: Scene) -> None:
    scene.recruit()
    paid = scene.reached(ending=Ending.PAID, ending_amount=Money(70_000, "RUB"), ending_day=TODAY)
    scene.save(paid)
    found = summary(scene.session, scene.desk, scene.sitting, scene.now)
    assert found.paid == (Money(70_000, "RUB"),)
    assert found.left == ()
    assert found.state_sentence.text.startswith("Complete")


def test_estimated_money_is_in_no_sum_of_what_is_left(scene: Scene) -> None:
    scene.recruit()
    guessed, known = _more(scene, 7_000), _more(scene, 5_000)
    refresh(scene.session, scene.desk, None, scene.now)
    guessed.estimated = True
    scene.session.flush()
    sittings.sit_down(scene.session, scene.desk, scene.client.manager_id, scene.now)
    scene.save(scene.reached())
    found = summary(scene.session, scene.desk, scene.sitting, scene.now)
    assert {client.id for client in found.left} == {guessed.id, known.id}
    assert tell(found.state_sentence) == "Incomplete: reviewed 1, put off 0, left 2: ₽50."


def test_ending_keeps_the_forecast_and_what_was_left_as_they_were(scene: Scene) -> None:
    scene.recruit()
    other = _more(scene, 5_000)
    refresh(scene.session, scene.desk, None, scene.now)
    sittings.sit_down(scene.session, scene.desk, scene.client.manager_id, scene.now)
    sittings.defer(
        scene.session, scene.desk, scene.sitting, Deferral(scene.client.id, FRIDAY, "Директор [в отпуске]"), scene.now
    )
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    ended = summary(scene.session, scene.desk, scene.sitting, scene.now)
    assert ended.sitting.state is SittingState.INCOMPLETE
    assert dict(ended.state_sentence.values)["money"] == (Money(5_000, "RUB"),)
    scene.build.deal(other, 1_000_000, expected_on=FRIDAY)
    refresh(scene.session, scene.desk, (other.id,), scene.now)
    later = summary(scene.session, scene.desk, scene.sitting, scene.now)
    assert (later.forecast, later.state_sentence) == (ended.forecast, ended.state_sentence)
    assert later.forecast.kept


def test_earlier_paces_are_of_the_sittings_before(scene: Scene) -> None:
    scene.save(scene.reached(seconds=200.0))
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    afternoon = scene.now.replace(hour=15)
    second = sittings.sit_down(scene.session, scene.desk, scene.client.manager_id, afternoon)
    assert summary(scene.session, scene.desk, second.id, afternoon).earlier == (200.0,)
    assert summary(scene.session, scene.desk, scene.sitting, afternoon).earlier == ()


def test_a_summary_names_who_was_put_off_and_whose_review_was_begun(scene: Scene) -> None:
    """R7: one put off, one begun and not saved, one put off and reviewed all the same."""
    session, desk = scene.session, scene.desk
    put_off, begun = _more(scene, 1_000), _more(scene, 5_000)
    refresh(session, desk, None, NOW)
    sittings.sit_down(session, desk, scene.client.manager_id, NOW)
    for client in (put_off, scene.client):
        sittings.defer(session, desk, scene.sitting, Deferral(client.id, FRIDAY, "отпуск"), NOW)
    scene.save(scene.reached())
    session.add(DraftRow(client_id=begun.id, store="", sitting_id=None, body={}, saved_at=NOW))
    found = summary(session, desk, scene.sitting, NOW)
    assert [client.id for client in found.put_off] == [put_off.id]
    assert [client.id for client in found.left] == [begun.id]
    assert found.begun == (begun.id,)
    assert summary(session, desk, scene.sitting, NOW, frozenset()).begun == ()
    assert tell(found.state_sentence).startswith("Incomplete: reviewed 1, put off 1, left 1: ₽50.")


def test_sleeping_clients_refused_in_a_sitting_count_as_refusals(scene: Scene) -> None:
    """R7: two deals of one client are one refusal; what was lost before the sitting, or taken back, is none."""
    session, desk, manager = scene.session, scene.desk, session_manager(scene)
    asleep = [scene.build.client(manager) for _ in range(3)]
    for client in (*asleep, asleep[1]):
        scene.build.deal(client, created_on=date(2026, 2, 1))
    refresh(session, desk, None, NOW)
    wake(session, desk, [asleep[0].id], Waking.REFUSE, NOW - timedelta(minutes=1), reason="нет проекта")
    wake(session, desk, [client.id for client in asleep[1:]], Waking.REFUSE, NOW, reason="нет проекта")
    assert summary(session, desk, scene.sitting, NOW).refused == 2
    assert take_back(session, desk, NOW) is not None
    assert summary(session, desk, scene.sitting, NOW).refused == 0


def session_manager(scene: Scene) -> ManagerRow:
    return scene.session.get_one(ManagerRow, scene.client.manager_id)

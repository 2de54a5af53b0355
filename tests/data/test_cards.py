"""The card: what a review is opened with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cockpit.method.money import Money
from cockpit.method.profile import shortfall, unknown
from cockpit.method.records import Answer, Change, Found
from cockpit.method.words import DealStatus, Temperature, Verdict
from data.cards import CLOSED_DEALS, HISTORY, card
from data.playbook_changes import Keeper
from data.reviews import save
from data.tables import AnswerRow, ChangeRow, ManagerRow, SegmentRow
from data.upkeep import refresh, set_by_hand
from tests.data.builders import FRIDAY, TODAY, Scene, outcome


def test_the_card_opens_on_the_plan_of_last_time(scene: Scene) -> None:
    found = card(scene.session, scene.desk, scene.client.id, scene.now)
    assert found.plan is not None
    assert (found.plan.id, found.plan.due_on) == (scene.plan.id, date(2026, 11, 20))
    assert found.why.text == "promise overdue by {n} day"
    assert not found.first
    assert [deal.id for deal in found.deals] == [scene.deal.id]
    assert found.client.name == scene.client.name
    assert (found.reviews, found.changes, found.risks) == ((), (), ())


def test_what_a_review_said_stands_on_the_next_card(scene: Scene) -> None:
    decided = scene.reached(
        path="Выставить [счёт]",
        path_amount=Money(90_000, "RUB"),
        path_on=FRIDAY,
        risks=(Found("Конкурент [дешевле]", stops_payment=True),),
        opportunities=(Found("Ещё один [склад]", Money(20_000, "RUB")),),
        answers=(Answer("budget", "1,3 млн", TODAY, Money(130_000_000, "RUB")),),
    )
    saved = scene.save(decided)
    found = card(scene.session, scene.desk, scene.client.id, scene.now + timedelta(hours=1))
    assert [review.id for review in found.reviews] == [saved.id]
    assert (found.last_path, found.last_path_amount, found.last_path_on) == (
        "Выставить [счёт]",
        Money(90_000, "RUB"),
        FRIDAY,
    )
    assert [(risk.text, risk.stops_payment) for risk in found.risks] == [("Конкурент [дешевле]", True)]
    assert [(one.text, one.amount) for one in found.opportunities] == [("Ещё один [склад]", Money(20_000, "RUB"))]
    assert found.answers["budget"].amount == Money(130_000_000, "RUB")
    assert found.plan is not None
    assert found.plan.planned_result == "Договор подписан"
    assert found.changes == (), "what the review itself changed is no news"


def test_how_he_decides_his_budget_and_how_he_pays_stand_on_the_next_card_with_their_day(scene: Scene) -> None:
    """R46, R47, R48: the budget is compared with the deals; a later answer stands in place of an earlier one."""
    budget = Money(30_000_000, "RUB")
    told = (
        Answer("criteria", "Срок [важнее] цены, решает комитет", TODAY),
        Answer("budget", "300 тыс. до конца года", TODAY, budget),
        Answer("payment", "Предоплата 30 %, счёт согласует юрист", TODAY),
    )
    scene.save(scene.reached(answers=told))
    later = scene.now + timedelta(hours=1)
    found = card(scene.session, scene.desk, scene.client.id, later)
    assert [found.answers[answer.question] for answer in told] == list(told)
    assert found.client.money == Money(50_000_000, "RUB")
    assert shortfall(found.answers["budget"].amount, found.client.money) == Money(20_000_000, "RUB")
    unknown_now = unknown(found.playbook.questions, found.answers.keys())
    assert [question.id for question in unknown_now] == ["decides", "kind"]
    plan = scene.open_task()
    assert plan is not None
    corrected = Answer("payment", "Без предоплаты, 45 дней", TODAY)
    save(scene.session, scene.desk, scene.sitting, outcome(scene.client.id, plan.id, answers=(corrected,)), later)
    assert card(scene.session, scene.desk, scene.client.id, later).answers["payment"] == corrected


def test_the_path_stands_until_another_is_named(scene: Scene) -> None:
    scene.save(scene.reached(path="Выставить счёт"))
    plan = scene.open_task()
    assert plan is not None
    missed = outcome(scene.client.id, plan.id, verdict=Verdict.NOT_REACHED, correction="Звонить раньше")
    save(scene.session, scene.desk, scene.sitting, missed, scene.now + timedelta(minutes=5))
    found = card(scene.session, scene.desk, scene.client.id, scene.now + timedelta(hours=1))
    assert [review.verdict for review in found.reviews] == [Verdict.NOT_REACHED, Verdict.REACHED]
    assert found.last_path == "Выставить счёт"


def test_what_changed_since_the_last_review_is_told_once_for_each_field(scene: Scene) -> None:
    """The amount went 500,000 to 400,000 to 300,000: one change. The stage came back to what it was: none."""
    session, client = scene.session, scene.client.id
    scene.save(scene.reached())
    for hours, field, old, new, deal in (
        (-1, "stage", "A", "B", scene.deal.id),
        (1, "amount", "50000000 RUB", "40000000 RUB", scene.deal.id),
        (2, "expected_on", None, "2026-12-15", scene.deal.id),
        (3, "stage", "B", "C", scene.deal.id),
        (4, "stage", "C", "B", scene.deal.id),
        (5, "amount", "40000000 RUB", "30000000 RUB", scene.deal.id),
        (6, "contact", "Иван", "2026-01-01 RUB", None),
    ):
        at = scene.now + timedelta(hours=hours)
        session.add(ChangeRow(client_id=client, deal_id=deal, field=field, old=old, new=new, at=at))
    session.flush()
    found = card(session, scene.desk, client, scene.now + timedelta(days=1)).changes
    assert [(change.what, change.old, change.new) for change in found] == [
        ("expected_on", None, date(2026, 12, 15)),
        ("amount", Money(50_000_000, "RUB"), Money(30_000_000, "RUB")),
        ("contact", "Иван", "2026-01-01 RUB"),
    ]
    assert isinstance(found[0], Change)


@pytest.mark.parametrize(
    ("temperature", "day"),
    [
        (Temperature.HOT, date(2026, 11, 25)),
        (Temperature.WARM, date(2026, 11, 30)),
        (Temperature.POTENTIAL, date(2026, 11, 30)),
    ],
)
def test_the_proposed_day_is_the_cadences_and_a_week_at_most_with_an_open_deal(
    scene: Scene, temperature: Temperature, day: date
) -> None:
    """From Monday 23 November: 2 working days is Wednesday, 5 the next Monday, 10 would be 7 December, past a week."""
    set_by_hand(scene.session, scene.client.id, temperature, scene.now)
    refresh(scene.session, scene.desk, (scene.client.id,), scene.now)
    assert card(scene.session, scene.desk, scene.client.id, scene.now).default_due_on == day


def test_without_an_open_deal_a_potential_client_is_given_ten_working_days(scene: Scene) -> None:
    scene.deal.status, scene.deal.closed_on = DealStatus.LOST, TODAY
    refresh(scene.session, scene.desk, (scene.client.id,), scene.now)
    assert card(scene.session, scene.desk, scene.client.id, scene.now).default_due_on == date(2026, 12, 7)


def test_the_target_is_the_segments_own_but_a_first_review_takes_longer(scene: Scene) -> None:
    session, client = scene.session, scene.client
    bare = scene.build.client(scene.build.manager("Олег"))
    assert card(session, scene.desk, bare.id, scene.now).target_seconds == 1800
    assert card(session, scene.desk, client.id, scene.now).target_seconds == 300
    segment = SegmentRow(name="Крупные")
    session.add(segment)
    session.flush()
    Keeper(session, scene.desk, scene.now).save(segment.id, "target_minutes", 8)
    for manager in (client.manager_id, bare.manager_id):
        session.get_one(ManagerRow, manager).segment_id = segment.id
    assert card(session, scene.desk, client.id, scene.now).target_seconds == 480
    assert card(session, scene.desk, bare.id, scene.now).target_seconds == 1800


def test_a_long_past_is_cut(scene: Scene) -> None:
    for number in range(CLOSED_DEALS + 5):
        closed_on = date(2026, 1, 1) + timedelta(days=number)
        scene.build.deal(scene.client, status=DealStatus.WON, closed_on=closed_on)
    found = card(scene.session, scene.desk, scene.client.id, scene.now)
    assert found.deals[0].id == scene.deal.id
    closed = [deal.closed_on for deal in found.deals[1:]]
    assert closed == [date(2026, 1, CLOSED_DEALS + 5) - timedelta(days=number) for number in range(CLOSED_DEALS)]
    assert HISTORY >= 5


def test_the_kind_that_a_file_gave_is_known_until_a_person_says_another(scene: Scene) -> None:
    """R62: the same fact is never asked for twice."""
    scene.client.extras = {"kind": "торговля [опт]"}
    scene.session.flush()
    assert card(scene.session, scene.desk, scene.client.id, scene.now).answers["kind"].text == "торговля [опт]"
    scene.session.add(AnswerRow(client_id=scene.client.id, question="kind", text="завод", answered_on=TODAY))
    scene.session.flush()
    assert card(scene.session, scene.desk, scene.client.id, scene.now).answers["kind"].text == "завод"

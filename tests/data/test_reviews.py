"""Saving a review: everything that follows from it, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import ConflictError, HeldError
from cockpit.method.money import Money
from cockpit.method.records import Answer, Found
from cockpit.method.words import DealStatus, Ending, TaskState, Temperature, TemperatureSource, Verdict
from data import reviews, sittings
from data.drafts import Drafts
from data.tables import (
    AnswerRow,
    ChangeRow,
    DealRow,
    DraftRow,
    OpportunityRow,
    PaymentRow,
    ReviewRow,
    RiskRow,
)
from tests.data.builders import CLIENTS, FRIDAY, TODAY, Scene, outcome

ROUBLES = 50_000_000


def _changes(session: Session) -> list[tuple[str, str | None, str | None]]:
    rows = session.scalars(select(ChangeRow).where(ChangeRow.field != "temperature").order_by(ChangeRow.id))
    return [(row.field, row.old, row.new) for row in rows]


def test_a_review_closes_the_plan_and_sets_the_next(scene: Scene) -> None:
    saved = scene.save(scene.reached(path="Подписать [договор]"))
    assert (scene.plan.state, scene.plan.closed_on) == (TaskState.DONE, TODAY)
    task = scene.open_task()
    assert task is not None
    assert (task.text, task.due_on, task.set_on, task.review_id) == ("Выслать договор", FRIDAY, TODAY, saved.id)
    assert (saved.client, saved.verdict, saved.planned_result) == (
        CLIENTS[0],
        Verdict.REACHED,
        scene.plan.planned_result,
    )
    assert (saved.next_task, saved.next_due_on, saved.seconds) == ("Выслать договор", FRIDAY, 95.5)
    assert not saved.first
    assert (scene.client.promise_on, scene.client.last_contact_on, scene.client.last_reached_on) == (
        FRIDAY,
        TODAY,
        TODAY,
    )


def test_a_missed_plan_is_dropped(scene: Scene) -> None:
    missed = scene.reached(verdict=Verdict.NO_CONTACT, correction="Звонить утром", contacted=False)
    saved = scene.save(missed)
    assert scene.plan.state is TaskState.DROPPED
    assert saved.correction == "Звонить утром"
    assert scene.client.last_contact_on != TODAY


def test_risks_opportunities_and_answers_are_kept(scene: Scene) -> None:
    old = scene.build.risk(scene.client, "Старый")
    foreign = scene.build.risk(scene.build.client(scene.build.manager("Олег")), "Чужой")
    for question, text in (("decides", "Бухгалтер"), ("criteria", "Цена")):
        scene.session.add(
            AnswerRow(client_id=scene.client.id, question=question, text=text, answered_on=date(2026, 11, 1))
        )
    scene.session.flush()
    found = scene.reached(
        risks=(Found("Юрист [в отпуске]", stops_payment=True),),
        closed_risks=(old.id, foreign.id),
        opportunities=(Found("Второй цех", Money(10_000_000, "RUB")),),
        answers=(
            Answer("decides", "Директор", TODAY),
            Answer("criteria", "", TODAY),
            Answer("budget", "1,3 млн", TODAY, Money(130_000_000, "RUB")),
        ),
    )
    saved = scene.save(found)
    assert saved.risks == (Found("Юрист [в отпуске]", stops_payment=True),)
    assert saved.opportunities == (Found("Второй цех", Money(10_000_000, "RUB")),)
    assert (old.closed_on, foreign.closed_on) == (TODAY, None)
    assert scene.client.payment_stopped
    rows = scene.session.scalars(select(AnswerRow).order_by(AnswerRow.question)).all()
    assert [(row.question, row.text, row.amount_minor) for row in rows] == [
        ("budget", "1,3 млн", 130_000_000),
        ("decides", "Директор", None),
    ]
    assert scene.session.scalars(select(OpportunityRow.amount_minor)).all() == [10_000_000]


def test_an_agreed_day_goes_to_the_main_deal_whose_known_amount_stays(scene: Scene) -> None:
    """A part of the amount may be what comes next, so the path's amount does not shrink the deal."""
    small = scene.build.deal(scene.client, 100)
    agreed = scene.reached(path="Счёт", path_amount=Money(45_000_000, "RUB"), path_on=date(2026, 12, 10))
    saved = scene.save(agreed)
    main = scene.session.scalars(select(DealRow).where(DealRow.id != small.id)).one()
    assert (main.amount_minor, main.expected_on, main.slips, main.slip_days) == (
        50_000_000,
        date(2026, 12, 10),
        1,
        10,
    )
    assert main.said == ["expected_on"]
    assert _changes(scene.session) == [("expected_on", "2026-11-30", "2026-12-10")]
    assert set(scene.session.scalars(select(ChangeRow.review_id))) == {saved.id}
    assert (saved.path, saved.path_amount, saved.path_on) == ("Счёт", Money(45_000_000, "RUB"), date(2026, 12, 10))
    assert small.amount_minor == 100


def test_an_agreed_amount_is_taken_where_none_is_known(scene: Scene) -> None:
    scene.deal.amount_minor = None
    scene.session.flush()
    scene.save(scene.reached(path="Счёт", path_amount=Money(45_000_000, "RUB")))
    deal = scene.session.scalars(select(DealRow)).one()
    assert (deal.amount_minor, deal.said) == (45_000_000, ["amount"])


def test_an_amount_agreed_with_a_client_without_a_deal_begins_one(scene: Scene) -> None:
    bare = scene.build.client(scene.build.manager("Олег [/]"))
    agreed = outcome(bare.id, path_amount=Money(100, "RUB"), path_on=FRIDAY)
    scene.save(agreed)
    begun = scene.session.scalars(select(DealRow).where(DealRow.client_id == bare.id)).one()
    assert (begun.amount_minor, begun.expected_on, begun.status) == (100, FRIDAY, DealStatus.OPEN)
    assert bare.money_minor == 100


def test_a_refusal_loses_the_open_deals(scene: Scene) -> None:
    refused = scene.reached(ending=Ending.REFUSED, ending_reason="Дорого [слишком]")
    scene.save(refused)
    assert (scene.deal.status, scene.deal.lost_reason, scene.deal.closed_on) == (
        DealStatus.LOST,
        "Дорого [слишком]",
        TODAY,
    )
    assert scene.open_task() is None
    assert not scene.client.is_open
    assert {field for field, _, _ in _changes(scene.session)} == {"status", "lost_reason", "closed_on"}


def test_a_payment_in_full_wins_the_deal(scene: Scene) -> None:
    day = date(2026, 11, 20)
    paid = scene.reached(ending=Ending.PAID, ending_amount=Money(ROUBLES, "RUB"), ending_day=day)
    saved = scene.save(paid)
    assert (scene.deal.status, scene.deal.closed_on) == (DealStatus.WON, day)
    payment = scene.session.scalars(select(PaymentRow)).one()
    assert (payment.paid_on, payment.amount_minor, payment.deal_id, payment.review_id) == (
        day,
        ROUBLES,
        scene.deal.id,
        saved.id,
    )


def test_a_payment_in_parts_wins_the_deal_with_the_last(scene: Scene) -> None:
    part = scene.reached(ending=Ending.PAID, ending_amount=Money(ROUBLES // 2, "RUB"), ending_day=TODAY)
    scene.save(part)
    assert scene.deal.status is DealStatus.OPEN
    scene.save(replace(part, plan_id=None, verdict=None), 60)
    assert (scene.deal.status, scene.deal.closed_on) == (DealStatus.WON, TODAY)


def test_a_parked_client_comes_back_on_its_day_and_a_later_review_frees_it(scene: Scene) -> None:
    day = date(2027, 1, 15)
    parked = scene.reached(ending=Ending.PARKED, ending_reason="Бюджет в январе", ending_day=day)
    scene.save(parked)
    assert (scene.client.parked_until, scene.client.parked_reason) == (day, "Бюджет в январе")
    scene.save(outcome(scene.client.id), 60)
    assert (scene.client.parked_until, scene.client.parked_reason) == (None, "")


def test_a_temperature_set_in_the_review_is_the_heads_word(scene: Scene) -> None:
    draft = ReviewDraft(scene.client.id, temperature=Temperature.HOT)
    hot = scene.reached(
        draft=draft,
        temperature=Temperature.HOT,
        temperature_source=TemperatureSource.HAND,
    )
    saved = scene.save(hot)
    assert (scene.client.temperature, scene.client.temperature_source) == (Temperature.HOT, TemperatureSource.HAND)
    assert scene.session.get_one(ReviewRow, saved.id).temperature is Temperature.HOT


def test_a_plan_that_is_not_open_any_more_stops_the_review(scene: Scene) -> None:
    first = scene.reached()
    scene.save(first)
    for stale in (first, replace(first, plan_id=None, verdict=None)):
        with pytest.raises(ConflictError) as raised:
            scene.save(stale)
        assert dict(raised.value.sentence.values) == {"name": scene.client.name}
    assert scene.session.scalar(select(func.count()).select_from(ReviewRow)) == 1


def test_a_sitting_taken_over_by_another_program_stops_the_review(scene: Scene) -> None:
    other = replace(scene.desk, holder="another-program")
    sittings.sit_down(scene.session, other, scene.client.manager_id, scene.now, take_over=True)
    with pytest.raises(HeldError):
        scene.save(scene.reached())


def test_a_review_drops_the_draft_that_stands_in_the_same_file(scene: Scene) -> None:
    drafts = Drafts(scene.session)
    drafts.save(ReviewDraft(scene.client.id, actual="пол"), scene.sitting, scene.now)
    drafts.save(ReviewDraft(scene.client.id + 1, actual="другой"), scene.sitting, scene.now)
    scene.save(scene.reached())
    assert scene.session.scalars(select(DraftRow.client_id)).all() == [scene.client.id + 1]


def test_reviews_are_read_back_by_manager_and_day_in_a_fixed_number_of_queries(scene: Scene, engine: Engine) -> None:
    task = scene.open_task()
    assert task is not None
    for hour in range(4):
        scene.save(outcome(scene.client.id, task.id, risks=(Found(f"Риск {hour}"),)), hour)
        task = scene.open_task()
        assert task is not None
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    found = reviews.reviews(scene.session, scene.client.manager_id, TODAY, TODAY)
    assert len(asked) == 5
    assert [review.risks for review in found] == [(Found(f"Риск {hour}"),) for hour in range(4)]
    assert [review.first for review in found] == [False] * 4
    assert reviews.reviews(scene.session, scene.client.manager_id, TODAY + timedelta(days=1)) == ()
    assert reviews.reviews(scene.session, None, None, TODAY - timedelta(days=1)) == ()
    assert reviews.reviews(scene.session, scene.client.manager_id + 1) == ()
    assert found == reviews.reviews(scene.session)


def test_a_terminals_control_characters_are_not_stored(scene: Scene) -> None:
    bad = scene.reached(actual="a\x00b\x1b]52;c;x\x07", risks=(Found("r\x00\x9b"),))
    saved = scene.save(bad)
    assert all(character.isprintable() for character in saved.actual + saved.risks[0].text)
    assert scene.session.scalars(select(RiskRow.text)).one() == saved.risks[0].text

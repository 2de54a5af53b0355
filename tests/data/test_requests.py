"""Requests in the database: noted, merged, closed, taken back, and what stands behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from cockpit.method.errors import ConflictError
from cockpit.method.money import Money
from cockpit.method.records import Wish
from cockpit.method.request import RequestLine
from cockpit.method.words import Area, DealStatus, Ending, RequestState, TaskState
from data import backers, cards, leads, requests, reviews
from data.tables import Base, ClientRow, ManagerRow, TaskRow
from data.undo import take_back
from data.upkeep import refresh
from tests.data.builders import TODAY, Scene, outcome

CALCULATOR = Wish(Area.TOOL, "Калькулятор [/цены]")
TABLES = [Base.metadata.tables[name] for name in ("request", "mention")]


def everything(session: Session) -> list[Any]:
    """What stands in the two tables."""
    session.flush()
    return [session.execute(select(table).order_by(table.c.id)).all() for table in TABLES]


def another(scene: Scene, amount: int | None = 200, manager: ManagerRow | None = None, **deal: Any) -> ClientRow:
    """Another client, with a deal of so many kopecks."""
    manager = manager or scene.session.get_one(ManagerRow, scene.client.manager_id)
    client = scene.build.client(manager)
    scene.build.deal(client, amount, **deal)
    refresh(scene.session, scene.desk, None, scene.now)
    return client


def note(scene: Scene, client: ClientRow, *wishes: Wish, minutes: int = 0, **decided: Any) -> None:
    """Review a client and note what is missing."""
    open_task = select(TaskRow.id).where(TaskRow.client_id == client.id, TaskRow.state == TaskState.OPEN)
    scene.save(outcome(client.id, scene.session.scalar(open_task), requests=wishes, **decided), minutes)


def only(scene: Scene) -> RequestLine:
    (line,) = backers.lines(scene.session)
    return line


def test_a_review_puts_its_client_behind_a_request_and_tells_it_when_read_back(scene: Scene) -> None:
    """R30."""
    saved = scene.save(scene.reached(requests=(CALCULATOR, replace(CALCULATOR, area=Area.OFFER))))
    assert saved.requests == (CALCULATOR, replace(CALCULATOR, area=Area.OFFER))
    (read,) = reviews.reviews(scene.session)
    assert read.requests == saved.requests
    first, second = requests.of_client(scene.session, scene.client.id)
    assert (first.area, first.text, first.opened_on, first.head) == (Area.TOOL, CALCULATOR.text, TODAY, scene.desk.head)
    assert second.area is Area.OFFER
    card = cards.card(scene.session, scene.desk, scene.client.id, scene.now)
    assert card.requests == (first, second)


def test_the_same_words_are_the_same_request_and_count_a_client_once(scene: Scene) -> None:
    """R30: the money of each client who stands behind it is added once."""
    other = another(scene)
    note(scene, scene.client, CALCULATOR)
    note(scene, other, Wish(Area.TOOL, "  калькулятор  [/ЦЕНЫ]!"), minutes=1)
    note(scene, other, CALCULATOR, minutes=2)
    line = only(scene)
    assert (line.request.text, line.clients, line.without_amount) == (CALCULATOR.text, 2, 0)
    assert line.money == (Money(50_000_200, "RUB"),)


def test_undo_takes_back_what_the_review_noted_and_nothing_else(scene: Scene) -> None:
    """R30: the request goes with its last mention, a closed one is closed again."""
    other = another(scene)
    before = everything(scene.session)
    note(scene, scene.client, CALCULATOR)
    noted = everything(scene.session)
    requests.done(scene.session, scene.desk, only(scene).request.id, scene.now)
    closed = everything(scene.session)
    note(scene, other, CALCULATOR)
    assert only(scene).request.state is RequestState.OPEN
    for expected in (closed, noted, before):
        assert take_back(scene.session, scene.desk, scene.now) is not None
        assert everything(scene.session) == expected


def test_a_request_that_another_head_needs_too_stays_when_the_first_review_is_taken_back(scene: Scene) -> None:
    """R30."""
    other, deputy = another(scene), replace(scene.desk, head="Пётр")
    note(scene, scene.client, CALCULATOR)
    reviews.save(scene.session, deputy, scene.sitting, outcome(other.id, None, requests=(CALCULATOR,)), scene.now)
    assert take_back(scene.session, scene.desk, scene.now) is not None
    assert [backer.client.id for backer in backers.backers(scene.session, only(scene).request.id)] == [other.id]


def test_merged_requests_share_their_clients_since_the_first_day_and_come_apart_again(scene: Scene) -> None:
    """R30."""
    session, desk, both, third = scene.session, scene.desk, scene.client, another(scene)
    note(scene, both, CALCULATOR, Wish(Area.OFFER, "Расчёт цены"))
    note(scene, third, Wish(Area.OFFER, "расчет цены"), minutes=1)
    kept, other = (request.id for request in requests.of_client(session, both.id))
    before = everything(session)
    later = scene.now + timedelta(days=1)
    with pytest.raises(ConflictError):
        requests.merge(session, desk, kept, [other, 99], later)
    requests.merge(session, desk, kept, [kept, other], later)
    (line, dropped) = backers.lines(session)
    assert (line.request.id, line.clients) == (kept, 2)
    assert (dropped.request.state, dropped.request.merged_into, dropped.clients) == (RequestState.DROPPED, kept, 0)
    assert dropped.request.closed_reason == CALCULATOR.text
    with pytest.raises(ConflictError):
        requests.merge(session, desk, kept, [other], later)
    assert take_back(session, desk, later) is not None
    assert everything(session) == before


def test_what_was_merged_is_noted_on_the_kept_request_from_then_on(scene: Scene) -> None:
    """R30: the old words do not begin a second list of the same thing."""
    session, desk, third = scene.session, scene.desk, another(scene)
    note(scene, scene.client, CALCULATOR, Wish(Area.OFFER, "Расчёт цены"))
    kept, other = (request.id for request in requests.of_client(session, scene.client.id))
    requests.merge(session, desk, kept, [other], scene.now)
    note(scene, third, Wish(Area.OFFER, "Расчёт цены"), minutes=1)
    assert [request.id for request in requests.of_client(session, third.id)] == [kept]


def test_a_request_is_added_changed_closed_and_opened_by_hand(scene: Scene) -> None:
    """R30, R50."""
    session, desk, now = scene.session, scene.desk, scene.now
    cases = requests.add(session, desk, Wish(Area.MARKETING, " Кейсы [банков] "), now)
    assert (cases.text, cases.area, cases.head) == ("Кейсы [банков]", Area.MARKETING, desk.head)
    with pytest.raises(ConflictError):
        requests.add(session, desk, Wish(Area.MARKETING, "кейсы [банков]."), now)
    changed = requests.change(session, desk, cases.id, Wish(Area.LEADS, "Кейсы"), now)
    assert (changed.area, changed.text) == (Area.LEADS, "Кейсы")
    dropped = requests.drop(session, desk, cases.id, "нет бюджета", now)
    assert (dropped.state, dropped.closed_on, dropped.closed_reason) == (RequestState.DROPPED, TODAY, "нет бюджета")
    again = requests.add(session, desk, Wish(Area.LEADS, "КЕЙСЫ"), now)
    assert (again.id, again.state, again.closed_reason) == (cases.id, RequestState.OPEN, "")
    requests.done(session, desk, cases.id, now)
    assert requests.open_requests(session) == ()
    for _ in range(5):
        assert take_back(session, desk, now) is not None
    assert everything(session) == [[], []]
    with pytest.raises(ConflictError):
        requests.done(session, desk, cases.id, now)


def test_a_request_cannot_take_the_words_of_another_open_one(scene: Scene) -> None:
    session, desk, now = scene.session, scene.desk, scene.now
    one, other = (requests.add(session, desk, Wish(Area.TOOL, text), now) for text in ("Один", "Другой"))
    with pytest.raises(ConflictError):
        requests.change(session, desk, other.id, Wish(Area.TOOL, "один!"), now)
    requests.drop(session, desk, one.id, "не нужно", now)
    requests.change(session, desk, other.id, Wish(Area.TOOL, "один!"), now)
    with pytest.raises(ConflictError):
        requests.reopen(session, desk, one.id, now)


def test_estimates_and_other_currencies_are_never_added(scene: Scene) -> None:
    """R30: n clients, n without an amount, one sum per currency."""
    unknown, dollars = another(scene, None), another(scene, 700, currency="USD")
    unknown.money_minor, unknown.currency, unknown.estimated = 5, "RUB", True
    for client in (scene.client, unknown, dollars):
        note(scene, client, CALCULATOR)
    line = only(scene)
    assert (line.clients, line.without_amount) == (3, 1)
    assert line.money == (Money(50_000_000, "RUB"), Money(700, "USD"))


def test_a_client_who_refuses_leaves_the_stuck_money_and_stands_beside_it(scene: Scene) -> None:
    """R30, R52."""
    note(scene, scene.client, CALCULATOR)
    scene.build.deal(scene.client, 3, status=DealStatus.LOST, closed_on=date(2026, 11, 1))
    note(scene, scene.client, minutes=1, ending=Ending.REFUSED, ending_reason="Нет [денег]")
    line = only(scene)
    assert (line.clients, line.gone, line.money) == (0, 1, ())
    assert (line.lost_clients, line.lost) == (1, (Money(50_000_000, "RUB"),))
    (backer,) = backers.backers(scene.session, line.request.id)
    assert (backer.client.id, backer.on, backer.reason) == (scene.client.id, TODAY, "Нет [денег]")
    assert backer.lost == line.lost


def test_a_request_names_its_managers_and_those_that_look_like_it(scene: Scene) -> None:
    """R30."""
    oleg = scene.build.manager("Олег [x]")
    note(scene, scene.client, CALCULATOR)
    note(scene, another(scene, 1, oleg), CALCULATOR, Wish(Area.OFFER, "калькулятор цен"))
    first, second = backers.lines(scene.session)
    assert first.managers == ("Анна [b]Кузнецова", "Олег [x]")
    assert (first.alike, second.alike) == ((second.request.id,), (first.request.id,))
    assert [backer.manager for backer in backers.backers(scene.session, first.request.id)] == list(first.managers)


def test_the_number_of_statements_does_not_grow_with_the_requests(scene: Scene) -> None:
    """R30: one grouped statement counts them all."""

    def asked() -> int:
        scene.session.flush()
        counted: list[str] = []
        engine = scene.session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
        backers.lines(scene.session)
        return len(counted)

    note(scene, scene.client, CALCULATOR)
    one = asked()
    for number in range(5):
        requests.add(scene.session, scene.desk, Wish(Area.TOOL, f"Нечто {number}"), scene.now)
    assert asked() <= 2 * one  # the listener of the first count still counts


def test_leads_are_told_by_source_however_it_is_written(scene: Scene) -> None:
    """R51."""
    scene.client.lead_source = "Сайт"
    won: dict[str, Any] = {"status": DealStatus.WON, "closed_on": TODAY}
    for days in (10, 20, 30, 40, 50):
        client = another(scene, 1, created_on=TODAY - timedelta(days=days), **won)
        client.lead_source = "сайт "
    cold = another(scene, 900, status=DealStatus.LOST, closed_on=TODAY, lost_reason="Дорого")
    another(scene, 900, status=DealStatus.LOST, closed_on=TODAY - timedelta(days=90), lost_reason="Дорого")
    scene.save(scene.reached(seconds=120.0))
    refresh(scene.session, scene.desk, None, scene.now)
    site, unnamed = leads.sources(scene.session, scene.now)
    assert (site.name, site.spellings, site.clients, site.open_clients) == ("сайт", ("Сайт", "сайт "), 6, 1)
    assert (site.money, site.won, site.won_money, site.days) == (
        (Money(50_000_000, "RUB"),),
        5,
        (Money(5, "RUB"),),
        30.0,
    )
    assert (site.refused, site.seconds) == (0, 120.0)
    assert (unnamed.name, unnamed.clients, unnamed.refused, unnamed.lost) == ("", 2, 1, (Money(900, "RUB"),))
    assert unnamed.days is None
    rows = leads.from_source(scene.session, site.spellings, scene.now)
    assert (len(rows), rows[0].client.id, rows[0].seconds) == (6, scene.client.id, 120.0)
    assert [row.won for row in rows[1:]] == [(Money(1, "RUB"),)] * 5
    (refused,) = leads.refused_for(scene.session, ("Дорого",), scene.now)
    assert (refused.client.id, refused.lost, refused.on) == (cold.id, (Money(900, "RUB"),), TODAY)


def test_refusals_are_told_by_reason_with_what_their_clients_lacked_of_product_and_offer(scene: Scene) -> None:
    """R52."""
    lost: dict[str, Any] = {"status": DealStatus.LOST, "closed_on": TODAY}
    dear = [another(scene, 5, lost_reason=reason, **lost) for reason in ("Дорого", "дорого.", "Дорого")]
    another(scene, None, lost_reason="", **lost)
    offer = Wish(Area.OFFER, "Рассрочка")
    note(scene, dear[0], offer, Wish(Area.MARKETING, "Кейсы"))
    note(scene, dear[1], offer, minutes=1)
    reason, unnamed = leads.reasons(scene.session, scene.now)
    assert (reason.name, reason.spellings, reason.clients) == ("Дорого", ("Дорого", "дорого."), 3)
    assert reason.lost == (Money(15, "RUB"),)
    assert [(request.text, n) for request, n in reason.requests] == [("Рассрочка", 2)]
    assert (unnamed.name, unnamed.clients, unnamed.lost, unnamed.requests) == ("", 1, (), ())

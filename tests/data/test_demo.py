"""The made-up team: what every newcomer sees first."""

from __future__ import annotations

import stat
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.language.plain import one_line
from cockpit.method.delegation import Finding
from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import CockpitError
from cockpit.method.playbook import HighCheck, Playbook
from cockpit.method.review import MISSED, Outcome, settle
from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.words import Area, DealStatus, Ending, Lane, SittingState, TaskState, Temperature, Verdict
from data.delegation import delegation
from data.demo import build, english, russian
from data.demo.texts import Texts
from data.engine import make_engine
from data.playbooks import playbooks
from data.store import Store
from data.tables import (
    AnswerRow,
    Base,
    ChangeRow,
    ClientRow,
    DealRow,
    ManagerRow,
    MentionRow,
    OfferRow,
    OpportunityRow,
    PaymentRow,
    RequestRow,
    ReviewRow,
    RiskRow,
    SegmentRow,
    SittingRow,
    TaskRow,
)

LANGUAGES = ("ru", "en")
ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 23, 9, 40, tzinfo=ZONE)
TODAY = NOW.date()


def _desk(language: str) -> Desk:
    return Desk(head="Ирина", holder="this-program", currency="RUB" if language == "ru" else "USD")


def _build(folder: Path, language: str, now: datetime, name: str = "demo") -> Path:
    file = folder / f"{name}.sqlite"
    build(file, language, _desk(language), now)
    return file


def _content(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    engine = make_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        found = {
            name: [tuple(row) for row in connection.execute(select(table))]
            for name, table in Base.metadata.tables.items()
        }
    engine.dispose()
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="module")
def file(language: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(tmp_path_factory.mktemp("demo"), language, NOW)


@pytest.fixture(scope="module")
def team(file: Path) -> Iterator[Session]:
    engine = make_engine(f"sqlite:///{file}")
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def texts(language: str) -> Texts:
    return russian.TEXTS if language == "ru" else english.TEXTS


def _chains(team: Session) -> dict[int, list[ReviewRow]]:
    chains: defaultdict[int, list[ReviewRow]] = defaultdict(list)
    for review in team.scalars(select(ReviewRow).order_by(ReviewRow.reviewed_at, ReviewRow.id)):
        chains[review.client_id].append(review)
    return chains


def test_the_same_day_and_language_give_the_same_team(file: Path, language: str, tmp_path: Path) -> None:
    evening = NOW.replace(hour=18)
    assert _content(_build(tmp_path, language, evening)) == _content(file)


def test_another_day_gives_another_team_whose_days_are_relative_to_it(
    file: Path, language: str, tmp_path: Path
) -> None:
    later = _content(_build(tmp_path, language, NOW + timedelta(days=30)))
    assert later["review"] != _content(file)["review"]
    days = [row[3] for row in later["sitting"]]
    assert max(days) == date(2026, 12, 22)
    assert min(days) >= date(2026, 12, 23) - timedelta(days=42)


@pytest.mark.parametrize("day", ["2026-11-28", "2026-11-29", "2026-01-01", "2024-02-29", "2027-03-01"])
def test_a_team_can_be_built_on_any_day(day: str, language: str, tmp_path: Path) -> None:
    now = datetime.fromisoformat(f"{day}T00:05").replace(tzinfo=ZONE)
    found = _content(_build(tmp_path, language, now))
    assert all(row[3] < now.date() and row[3].weekday() < 5 for row in found["sitting"])
    assert not [row for row in found["change"] if row[6] >= now]


def test_the_file_is_for_its_owner_alone_and_stands_alone(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in file.parent.iterdir() if "half" in entry.name] == []


def test_a_file_that_is_already_there_is_kept(language: str, tmp_path: Path) -> None:
    first = _content(_build(tmp_path, language, NOW))
    _build(tmp_path, language, NOW + timedelta(days=1))
    assert _content(tmp_path / "demo.sqlite") == first


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CockpitError):
        _build(tmp_path / "taken", "en", NOW)


def test_the_department_has_two_segments_six_managers_and_ninety_clients(team: Session) -> None:
    assert team.scalar(select(func.count(SegmentRow.id))) == 2
    assert team.scalar(select(func.count(ManagerRow.id))) == 6
    assert team.scalar(select(func.count(ClientRow.id))) == 90
    assert 60 <= team.scalar(select(func.count(ClientRow.id)).where(ClientRow.is_open)) <= 75  # type: ignore[operator]  # a count is never null
    statuses = Counter(team.scalars(select(DealRow.status)))
    assert statuses[DealStatus.WON] >= 15
    assert statuses[DealStatus.LOST] >= 8


def test_money_is_in_the_currency_of_the_language(team: Session, texts: Texts) -> None:
    for column in (DealRow.currency, OfferRow.currency, PaymentRow.currency, ReviewRow.path_currency):
        assert set(team.scalars(select(column))) <= {texts.currency, None}


def test_the_minutes_per_client_fall(team: Session) -> None:
    reviews = team.execute(select(SittingRow.day, ReviewRow.seconds).join(SittingRow)).all()
    first = [seconds for day, seconds in reviews if day < TODAY - timedelta(days=35)]
    last = [seconds for day, seconds in reviews if day >= TODAY - timedelta(days=7)]
    assert median(first) > 3 * median(last)
    assert 20 * 60 < median(first) < 40 * 60
    assert 3 * 60 < median(last) < 8 * 60


def test_sittings_are_on_working_days_and_the_last_one_was_on_the_last_of_them(team: Session) -> None:
    sittings = team.scalars(select(SittingRow)).all()
    assert all(sitting.day.weekday() < 5 for sitting in sittings)
    assert max(sitting.day for sitting in sittings) == date(2026, 11, 20)
    assert {sitting.state for sitting in sittings} == {SittingState.COMPLETE, SittingState.INCOMPLETE}
    assert all((sitting.left_clients > 0) == (sitting.state is SittingState.INCOMPLETE) for sitting in sittings)


def test_every_reviewed_client_stands_in_the_lanes_of_its_sitting(team: Session) -> None:
    lanes = {
        row.id: {client for members in row.lanes.values() for client in members}
        for row in team.scalars(select(SittingRow))
    }
    for review in team.scalars(select(ReviewRow)):
        assert review.client_id in lanes[review.sitting_id]


def test_a_review_judges_the_task_of_the_review_before(team: Session) -> None:
    tasks = {task.id: task for task in team.scalars(select(TaskRow))}
    given = {task.review_id: task for task in tasks.values() if task.review_id is not None}
    for chain in _chains(team).values():
        assert chain[0].first
        assert chain[0].plan_id is None
        assert chain[0].verdict is None
        for before, review in pairwise(chain):
            plan = given[before.id]
            assert review.plan_id == plan.id
            assert (review.planned_result, review.planned_due_on) == (plan.planned_result, plan.due_on)
            assert plan.state is (TaskState.DONE if review.verdict is Verdict.REACHED else TaskState.DROPPED)
            assert plan.set_on < plan.due_on <= review.reviewed_at.astimezone(ZONE).date()
            assert plan.closed_on == review.reviewed_at.astimezone(ZONE).date()
        assert (chain[-1].ending is None) == (chain[-1].id in given)
        assert chain[-1].ending is not None or given[chain[-1].id].state is TaskState.OPEN


def test_every_review_could_have_been_saved_by_the_rules(team: Session) -> None:
    playbook = Playbook()
    errors = {error.id for error in playbook.error_types}
    competencies = {competency.id for competency in playbook.competencies}
    for review in team.scalars(select(ReviewRow)):
        assert review.actual
        assert review.wall_seconds >= review.seconds >= 60
        if review.verdict in MISSED and review.ending is None:
            assert bool(review.correction) != review.outside_control
            assert not review.correction or (review.error_type in errors and review.competency in competencies)
        if review.verdict is Verdict.REACHED and review.ending is None:
            assert review.path
        if review.ending is Ending.PAID:
            assert review.ending_minor
        if review.ending in {Ending.REFUSED, Ending.PARKED}:
            assert review.ending_reason


def test_a_task_is_never_its_planned_result_and_one_is_open_per_client(team: Session) -> None:
    tasks = team.scalars(select(TaskRow)).all()
    assert all(task.text.casefold() != task.planned_result.casefold() for task in tasks)
    open_tasks = [task for task in tasks if task.state is TaskState.OPEN]
    assert max(Counter(task.client_id for task in open_tasks if task.client_id).values()) == 1
    assert all(task.due_on.weekday() < 5 for task in open_tasks)
    assert TODAY in {task.due_on for task in open_tasks}
    assert date(2026, 11, 20) in {task.due_on for task in open_tasks}


def test_what_the_store_derives_is_what_the_story_told(team: Session) -> None:
    assert not team.scalars(select(ChangeRow).where(ChangeRow.at >= NOW.replace(hour=0))).all()
    for client in team.scalars(select(ClientRow).where(ClientRow.is_open)):
        chain = _chains(team).get(client.id)
        assert not chain or chain[-1].temperature is client.temperature


def test_risks_are_open_and_closed_and_one_manager_has_money_that_is_stopped(team: Session) -> None:
    risks = team.scalars(select(RiskRow)).all()
    assert sum(risk.closed_on is None for risk in risks) >= 10
    assert sum(risk.closed_on is not None for risk in risks) >= 5
    assert any(risk.stops_payment and risk.closed_on is None for risk in risks)
    assert sum(1 for found in team.scalars(select(OpportunityRow)) if found.amount_minor) >= 10


def test_payment_days_were_put_off_by_what_the_changes_say(team: Session) -> None:
    moves: defaultdict[int, list[int]] = defaultdict(list)
    for change in team.scalars(select(ChangeRow).where(ChangeRow.field == "expected_on")):
        assert change.deal_id is not None
        assert change.old is not None
        assert change.new is not None
        moves[change.deal_id].append((date.fromisoformat(change.new) - date.fromisoformat(change.old)).days)
    assert len(moves) >= 6
    for deal in team.scalars(select(DealRow)):
        assert (deal.slips, deal.slip_days) == (len(moves[deal.id]), sum(moves[deal.id]))


def test_no_days_of_a_deal_contradict_each_other(team: Session) -> None:
    for deal in team.scalars(select(DealRow)):
        assert deal.created_on is not None
        assert deal.created_on < TODAY
        assert deal.created_on > TODAY - timedelta(days=500)
        assert deal.closed_on is None or deal.created_on <= deal.closed_on < TODAY
        assert (deal.closed_on is None) == (deal.status is DealStatus.OPEN)
        assert (deal.status is DealStatus.LOST) == bool(deal.lost_reason)
        assert deal.last_activity_on is None or deal.created_on <= deal.last_activity_on < TODAY
    assert all(day < TODAY for day in team.scalars(select(PaymentRow.paid_on)))
    assert all(day < TODAY for day in team.scalars(select(OfferRow.sent_on)))
    assert all(day < TODAY for day in team.scalars(select(AnswerRow.answered_on)))


def test_texts_are_filled_and_hardly_recur(team: Session) -> None:
    columns = (
        ReviewRow.actual,
        ReviewRow.correction,
        ReviewRow.path,
        TaskRow.text,
        TaskRow.planned_result,
        RiskRow.text,
    )
    for column in columns:
        found = [text for text in team.scalars(select(column)) if text]
        assert not [text for text in found if "{" in text or "}" in text]
        assert all(text == one_line(text) for text in found)
    for column in (ReviewRow.actual, ReviewRow.correction):
        found = [text for text in team.scalars(select(column)) if text]
        assert max(Counter(found).values()) <= 7
    shown = team.scalars(select(TaskRow.planned_result).where(TaskRow.state == TaskState.OPEN)).all()
    assert max(Counter(shown).values()) <= 4
    for chain in _chains(team).values():
        said = [review.actual for review in chain]
        assert len(set(said)) == len(said)


def test_names_are_kept_as_they_are_and_recur_nowhere(team: Session) -> None:
    names = [*team.scalars(select(ClientRow.name)), *team.scalars(select(ManagerRow.name))]
    assert all(name == one_line(name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert any("[" in name for name in names)


def test_answers_are_to_questions_of_the_profile_and_some_are_missing(team: Session) -> None:
    answers = team.scalars(select(AnswerRow)).all()
    assert {answer.question for answer in answers} == {question.id for question in Playbook().questions}
    assert 100 < len(answers) < 90 * len(Playbook().questions)


def test_both_languages_have_as_much_to_say() -> None:
    ru, en = russian.TEXTS, english.TEXTS
    assert {key: len(names) for key, names in ru.people.companies.items()} == {
        key: len(names) for key, names in en.people.companies.items()
    }
    for heat in Temperature:
        assert len(ru.talk.steps[heat]) == len(en.talk.steps[heat])
        for one, other in zip(ru.talk.steps[heat], en.talk.steps[heat], strict=True):
            assert [fix.error for fix in one.fixes] == [fix.error for fix in other.fixes]
            assert (len(one.reached), len(one.partly), len(one.missed)) == (3, 2, 2)
            assert (len(other.reached), len(other.partly), len(other.missed)) == (3, 2, 2)


def test_the_department_asks_for_things_and_has_tasks_for_types_of_clients(team: Session) -> None:
    """R29, R30, R42: requests with clients behind them, tasks for types, a segment with a question of its own."""
    behind = Counter(team.scalars(select(MentionRow.request_id)))
    assert len(behind) == 9
    assert behind[1] == max(behind.values())
    assert {request.area for request in team.scalars(select(RequestRow))} == set(Area)
    for_types = team.scalars(select(TaskRow).where(TaskRow.temperature.is_not(None))).all()
    assert {task.temperature for task in for_types} == set(Temperature)
    assert any(task.due_on < TODAY for task in for_types)
    books = playbooks(team)
    assert len(books.of(1).questions) == len(books.of(2).questions) + 1
    assert books.of(1).high_check == HighCheck(percent=60)
    taken = Counter(team.scalars(select(ReviewRow.template)))
    assert not taken["other"]
    assert set(taken) - {""} < {template.id for template in books.of(2).templates}


def test_the_deputy_looked_at_the_clients_of_one_manager_a_day_after_the_head(
    team: Session, language: str, texts: Texts
) -> None:
    """R39: the page of delegation has a real case."""
    found = delegation(team, _desk(language), NOW)
    segment = next(row for row in found.rows if row.scope == Scope.segment(1))
    assert segment.deputy == texts.department.deputies[0]
    assert (segment.agreement, segment.deputy_reviews) == (Share(10, 12), 12)
    agreements = [row.checks[2].finding for row in found.rows if row.segment_id == 1]
    assert agreements.count(Finding.MET) == 3
    assert agreements.count(Finding.MISSED) == 1


async def test_the_store_shows_the_team(file: Path, language: str) -> None:
    store = Store(f"sqlite:///{file}", _desk(language))
    assert (await store.open(NOW)).managers == 6
    lines = await store.managers(NOW)
    superb, _, debt, unpaid, _, beginner = sorted(lines, key=lambda line: line.manager.id)
    assert unpaid.payers == 0
    assert unpaid.rungs[Temperature.HOT].clients == 1
    assert all(line.payers for line in lines if line is not unpaid)
    assert superb.payers >= 5
    assert debt.due >= 10 > max(line.due for line in lines if line is not debt)
    assert debt.last_sitting_on is not None
    assert debt.last_sitting_on <= date(2026, 11, 12)  # seven working days without one
    assert beginner.last_sitting_on is None
    assert beginner.pace.median is None
    assert sum(line.asleep for line in lines) in range(5, 9)
    assert sum(line.parked for line in lines) in {1, 2}
    assert all(line.today is None for line in lines)
    assert all(line.oldest_due_days <= 40 for line in lines)
    lanes = Counter[Lane]()
    for line in lines:
        view = await store.queue(line.manager.id, NOW)
        assert view.sitting is None
        for lane, clients in view.lanes.items():
            lanes[lane] += len(clients)
            assert len(await store.queue_lines(clients, NOW)) == len(clients)
    assert all(lanes[lane] for lane in Lane if lane is not Lane.CHANGED)
    assert store.close(10)


async def test_every_card_opens_and_some_show_what_changed(file: Path, language: str) -> None:
    store = Store(f"sqlite:///{file}", _desk(language))
    await store.open(NOW)
    changed = 0
    for client in range(1, 91):
        card = await store.card(client, NOW)
        assert card.client.id == client
        assert card.deals
        changed += bool(card.reviews and card.changes)
    assert changed >= 8
    assert store.close(10)


async def test_a_sitting_can_be_held_in_it(language: str, tmp_path: Path) -> None:
    desk = replace(_desk(language), head="")
    store = Store(f"sqlite:///{_build(tmp_path, language, NOW)}", desk)
    await store.open(NOW)
    sitting = await store.sit_down(1, NOW)
    card = await store.card(sitting.order[0], NOW)
    draft = ReviewDraft(
        card.client.id, verdict=Verdict.REACHED, path="contract", task="call", planned_result="said yes", seconds=90
    )
    outcome = settle(card, draft, TODAY, desk.norms, desk.currency)
    assert isinstance(outcome, Outcome)
    review = await store.save_review(sitting.id, outcome, NOW)
    assert card.plan is not None
    assert review.planned_result == card.plan.planned_result
    assert store.close(10)

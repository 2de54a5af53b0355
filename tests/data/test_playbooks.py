"""The playbooks as they are kept: parts of a segment's own, undo, what is used, one file out and in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from cockpit.language import tell, use
from cockpit.language.playbook import recognised
from cockpit.method.bookfile import BookChange, BookScope
from cockpit.method.desk import Desk
from cockpit.method.entry import ManagerEntry
from cockpit.method.errors import ConflictError, FileError, SettingsError
from cockpit.method.money import Money
from cockpit.method.playbook import (
    COMPETENCIES,
    ERROR_TYPES,
    Competency,
    ErrorType,
    HighCheck,
    Intervals,
    Playbook,
    StageWords,
    Terms,
    own,
)
from cockpit.method.playbook_entry import PARTS, changed_parts, check, finding_out
from cockpit.method.profile import QUESTIONS, Question
from cockpit.method.template import TEMPLATES, Template
from cockpit.method.usage import idle
from cockpit.method.words import Skill, Slot, Temperature
from data.files.playbook import read_file, written
from data.playbook_changes import Keeper
from data.playbook_usage import usage
from data.playbooks import kept, read
from data.store import Store
from data.tables import AnswerRow, ReviewRow, SegmentRow, SittingRow
from tests.data.builders import Builder

OWN = Template("own-visit", own("Visit [b] {plant}"), own('The client showed "his" line'), 5, ("missed",))
ASK = Question("own-tender", own("Tender"), own("Is there a tender?"), own("Ask for it"), own("He named the rules"))
PROGRAM = Playbook()


@pytest.fixture
async def store(url: str, desk: Desk, now: datetime, tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(url, desk, drafts=tmp_path / "drafts.sqlite")
    await store.open(now)
    yield store
    assert store.close()


async def segment(store: Store, now: datetime, name: str = "Key [accounts]") -> int:
    manager = await store.save_manager(ManagerEntry(f"Anna of {name}", name), now)
    assert manager.segment is not None
    return manager.segment.id


async def test_a_segment_has_parts_of_its_own_and_the_rest_as_the_department(store: Store, now: datetime) -> None:
    """R33, R42, R43: and what it goes by is what a card of one of its managers is read with."""
    key = await segment(store, now)
    await store.save_playbook_part(None, "target_minutes", 7, now)
    await store.save_playbook_part(key, "questions", (ASK, *QUESTIONS), now)
    book = await store.save_playbook_part(key, "high_check", HighCheck(percent=20), now)
    assert book == await store.playbook(key)
    assert (book.questions[0], book.high_check, book.target_minutes) == (ASK, HighCheck(percent=20), 7)
    assert await store.own_parts(key) == {"questions", "high_check"}
    department = await store.playbook(None)
    assert changed_parts(PROGRAM, department) == ("target_minutes",)
    book = await store.inherit(key, "questions", now)
    assert book.questions == QUESTIONS
    assert await store.own_parts(key) == {"high_check"}


async def test_every_change_of_a_playbook_is_taken_back_whole(store: Store, now: datetime) -> None:
    """R33, R61."""
    key = await segment(store, now)
    await store.save_playbook_part(key, "templates", (OWN,), now)
    await store.save_playbook_part(key, "intervals", Intervals(1, 2, 3, 1), now)
    await store.inherit(key, "templates", now)
    undone = await store.undo(now)
    assert undone is not None
    assert "Key [accounts]" in tell(undone.what)
    assert (await store.playbook(key)).templates == (OWN,)
    await store.undo(now)
    await store.undo(now)
    assert await store.playbook(key) == PROGRAM
    assert await store.own_parts(key) == frozenset()


async def test_what_was_done_to_the_department_is_not_taken_back_over_a_client(store: Store, now: datetime) -> None:
    """R33: who sits over a client does not see what he would undo."""
    await store.save_playbook_part(None, "templates", (OWN,), now)
    undone = await store.undo(now, over_clients=True)
    assert undone is not None
    assert undone.elsewhere
    assert "playbook" in tell(undone.what)
    assert (await store.playbook(None)).templates == (OWN,)
    undone = await store.undo(now)
    assert undone is not None
    assert not undone.elsewhere
    assert await store.playbook(None) == PROGRAM


async def test_the_same_again_is_no_act_and_back_to_the_program_drops_the_departments_own(
    store: Store, now: datetime
) -> None:
    await store.save_playbook_part(None, "templates", TEMPLATES, now)
    assert await store.undo(now) is None
    await store.save_playbook_part(None, "target_minutes", 4, now)
    await store.save_playbook_part(None, "target_minutes", None, now)
    assert await store.own_parts(None) == frozenset()


async def test_what_somebody_else_changed_meanwhile_is_not_written_over(store: Store, now: datetime) -> None:
    seen = await store.playbook(None)
    await store.save_playbook_part(None, "questions", (ASK,), now)
    with pytest.raises(ConflictError):
        await store.save_playbook_part(None, "questions", QUESTIONS[:2], now, seen=seen)
    await store.save_playbook_part(None, "target_minutes", 4, now, seen=seen)
    with pytest.raises(SettingsError):
        await store.save_playbook_part(None, "templates", (), now)


async def test_review_days_follow_an_interval_and_its_undo(store: Store, now: datetime) -> None:
    """R5, R42: what is normal may change, so the days of review change with it."""
    from tests.screens.department import add_client

    manager = await store.save_manager(ManagerEntry("Anna", "SMB"), now)
    assert manager.segment is not None
    client = await add_client(store, manager, "ACME", "500k", now)
    before = (await store.card(client.id, now)).default_due_on
    await store.save_playbook_part(manager.segment.id, "intervals", Intervals(1, 1, 1), now)
    assert (await store.card(client.id, now)).default_due_on < before
    await store.undo(now)
    assert (await store.card(client.id, now)).default_due_on == before


def test_words_of_the_program_stay_its_words_in_any_language() -> None:
    """R61: what a Russian file says with the program's words is shown in English to who speaks English."""
    use("ru")
    russian = tuple(replace(each, task=own(tell(each.task))) for each in TEMPLATES)
    use("en")
    assert recognised("templates", russian) == TEMPLATES
    changed = recognised("templates", (replace(TEMPLATES[0], task=own("Agree   a\nmeeting")),))
    assert isinstance(changed, tuple)
    assert changed[0] == replace(TEMPLATES[0], task=own("Agree a meeting"))


def test_what_is_kept_knows_since_when_an_entry_is_there() -> None:
    """R33."""
    body = kept("templates", (OWN, TEMPLATES[0]), [], date(2026, 11, 1))
    assert (body[0]["since"], "since" in body[1]) == ("2026-11-01", False)
    again = kept("templates", (replace(OWN, days=6), *TEMPLATES), body, date(2026, 11, 23))
    assert again[0]["since"] == "2026-11-01"
    assert read({"templates": again}, PROGRAM).templates == (replace(OWN, days=6), *TEMPLATES)


def test_never_used_entries_are_found_where_the_list_holds(session: Session, desk: Desk, now: datetime) -> None:
    """R33: a template by the reviews that took it, a question by the clients whose answer is known."""
    build = Builder(session)
    own_list, other = (SegmentRow(name=name, head="", deputy="") for name in ("Own", "Other"))
    session.add_all([own_list, other])
    session.flush()
    anna, oleg = build.manager(segment_id=own_list.id), build.manager("Oleg", segment_id=other.id)
    Keeper(session, desk, now - timedelta(days=40)).save(own_list.id, "templates", (OWN, TEMPLATES[0]))
    for manager, taken in ((anna, TEMPLATES[0].id), (oleg, "offer")):
        client = build.client(manager)
        session.add(AnswerRow(client_id=client.id, question="budget", text="1 M", answered_on=now.date()))
        for back in range(20):
            at = now - timedelta(days=38 - back)
            sitting = SittingRow(
                manager_id=manager.id, head="", day=at.date(), slot=Slot.MORNING, started_at=at, lanes={}
            )
            session.add(sitting)
            session.flush()
            session.add(_review(sitting.id, client.id, at, taken if back == 5 else ""))
    session.flush()
    of_own, of_all = usage(session, own_list.id, now), usage(session, None, now)
    assert (of_own.templates[OWN.id].reviews, of_own.templates[OWN.id].since) == (20, now.date() - timedelta(days=40))
    assert idle(of_own.templates[OWN.id], now.date())
    assert of_own.templates[TEMPLATES[0].id].last_on == now.date() - timedelta(days=33)
    assert (of_all.templates["offer"].count, of_all.templates[TEMPLATES[0].id].last_on) == (1, None)
    assert idle(of_all.templates[TEMPLATES[0].id], now.date())
    assert of_own.questions["budget"].count == 1
    assert of_all.questions["budget"].count == 2
    assert idle(of_all.questions["criteria"], now.date())


def _review(sitting_id: int, client_id: int, at: datetime, template: str) -> ReviewRow:
    return ReviewRow(
        sitting_id=sitting_id,
        client_id=client_id,
        head="Head",
        reviewed_at=at,
        seconds=60.0,
        wall_seconds=60.0,
        first=False,
        temperature=Temperature.WARM,
        template=template,
    )


async def test_a_file_goes_out_and_in_and_is_one_step_of_undo(store: Store, now: datetime, tmp_path: Path) -> None:
    """R61: a segment that is not there is made; what goes out comes in unchanged."""
    key = await segment(store, now)
    await store.save_playbook_part(None, "stages", (StageWords("tender", Temperature.WARM),), now)
    await store.save_playbook_part(key, "templates", (OWN, *TEMPLATES[:2]), now)
    await store.save_playbook_part(key, "high_check", HighCheck(Money(50_000_050, "CHF")), now)
    file = tmp_path / "playbook.toml"
    text = await store.export_playbook(file)
    assert await store.import_playbook(file, now, apply=True) == ()
    changed = text.replace("days = 5", "days = 6").replace('"Key [accounts]"', '"SMB"')
    file.write_text(changed, encoding="utf-8-sig", newline="\r\n")
    would = await store.import_playbook(file, now, apply=False)
    assert would == (BookChange("SMB", made=True, parts=("templates", "high_check")),)
    assert "SMB" not in await store.segments()
    assert await store.import_playbook(file, now, apply=True) == would
    made = {each.name: each.id for each in await store.segment_list()}["SMB"]
    assert (await store.playbook(made)).templates[0].days == 6
    await store.undo(now)
    assert "SMB" not in await store.segments()


texts = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf", "Mn", "Me")), min_size=1, max_size=40)
    .filter(str.strip)
    .map(lambda text: " ".join(text.split()))
    .map(own)
)
ids = st.from_regex("[A-Za-z_][A-Za-z0-9_-]{0,20}", fullmatch=True)
templates = st.builds(
    Template, ids, texts, texts, st.integers(1, 60), st.sampled_from([(), ("reached",), ("missed", "no_contact")])
)
questions = st.builds(Question, ids, texts, texts, texts, texts, st.booleans())
books = st.builds(
    Playbook,
    templates=st.lists(st.one_of(templates, st.sampled_from(TEMPLATES)), min_size=1, max_size=4).map(tuple),
    questions=st.lists(st.one_of(questions, st.sampled_from(QUESTIONS)), max_size=3).map(tuple),
    error_types=st.lists(st.one_of(st.builds(ErrorType, ids, texts), st.sampled_from(ERROR_TYPES)), max_size=3).map(
        tuple
    ),
    competencies=st.lists(
        st.one_of(st.builds(Competency, ids, texts, st.sampled_from(Skill)), st.sampled_from(COMPETENCIES)), max_size=3
    ).map(tuple),
    intervals=st.builds(Intervals, st.just(1), st.integers(1, 3), st.integers(3, 10), st.none() | st.integers(1, 10)),
    high_check=st.none()
    | st.builds(HighCheck, percent=st.integers(1, 100))
    | st.builds(HighCheck, st.builds(Money, st.integers(1, 10**14), st.sampled_from(["RUB", "JPY", "KWD", "CHF"]))),
    stages=st.lists(
        st.builds(StageWords, texts.map(lambda text: str(dict(text.values)["text"])), st.sampled_from(Temperature)),
        max_size=2,
    ).map(tuple),
    terms=st.builds(Terms, st.integers(1, 90), st.integers(1, 90), st.integers(30, 730), st.integers(1, 180)),
    target_minutes=st.none() | st.integers(1, 120),
)


@given(department=books, other=books, russian=st.booleans())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_whatever_goes_out_comes_in_unchanged(
    tmp_path: Path, department: Playbook, other: Playbook, russian: bool
) -> None:
    """R61: a file written in one language and read in another, kept, and read back."""
    scopes = tuple(
        BookScope(
            name,
            {
                part: recognised(part, value)
                for part in PARTS
                if not check(part, value := recognised(part, getattr(book, part)))
            },
            *people,
        )
        for name, book, *people in ((None, department), ('S "m" [/]', other, "Head", ""))
    )
    file = tmp_path / "book.toml"
    use("ru" if russian else "en")
    file.write_text(written(scopes), encoding="utf-8")
    use("en")
    found = read_file(file, "EUR")
    assert found == scopes
    parts: dict[str, Any] = {str(part): value for part, value in found[1].parts.items()}
    body: dict[str, Any] = {part: kept(part, value, [], date(2026, 11, 23)) for part, value in found[1].parts.items()}
    assert read(body, department) == replace(department, **parts)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[department]\ntarget_minutes = \n", 2, "TOML"),
        ("[departmnt]\n", 1, 'did you mean "department"'),
        ("# c\n[department]\n\ntarget_minute = 5\n", 4, 'did you mean "target_minutes"'),
        ("[department]\ntarget_minutes = true\n", 2, "from 1 to 120"),
        ("[department]\ntarget_minutes = семь\n", 2, "target_minutes = семь cannot be read"),
        ('[[department.templates]]\ntask = "a"\ndays = сто\n', 3, "For example: days = 2"),
        ('[[department.templates]]\ntask = "a"\nplaned_result = "b"\ndays = 2\n', 3, 'did you mean "planned_result"'),
        ("[department]\nintervals = { warm = 50 }\n", 2, "warm = 50"),
        ("[department]\ntarget_minutes = 0\n", 2, "from 1 to 120"),
        ("[department]\nintervals = { hot = 2, wram = 3 }\n", 2, 'did you mean "warm"'),
        ("[department]\nintervals = { hot = 12 }\n", 2, "from 1 to 10"),
        ("[department.intervals]\nhot = 1\nwarm = 99\n", 3, "from 1 to 10"),
        ('[department]\nhigh_check = "lots"\n', 2, "An amount"),
        ("[department]\nhigh_check = 20\n", 2, "20%"),
        ("[department]\ntemplates = 3\n", 2, "[[department.templates]]"),
        ("[department]\ntemplates = []\n", 2, "At least one"),
        (
            (
                '[[department.templates]]\ntask = "a"\nplanned_result = "b"\ndays = 1\n\n'
                '[[department.templates]]\ntask = "c"\nplanned_result = "d"\ndays = 99\n'
            ),
            9,
            "from 1 to 60",
        ),
        ('[[department.templates]]\ntask = "a"\nplanned_result = "b"\n', 1, "days is missing"),
        ('[[department.templates]]\ntask = "a"\nplanned_result = "b"\ndays = "2"\n', 4, "whole number"),
        ('[[department.templates]]\ntask = "a"\nplanned_result = "A"\ndays = 2\n', 3, "not the task again"),
        ('[segment.S]\n[[segment.S.questions]]\nlabel = "L"\nask = "A?"\nmonye = true\n', 5, 'did you mean "money"'),
        ('[segment.S]\n\n[segment."s "]\n', 3, "name of its own"),
        ('[[segment."a.b".competencies]]\nlabel = "L"\nskill = "x"\n', 3, "negotiation"),
    ],
)
def test_a_bad_file_is_one_error_with_its_line(tmp_path: Path, text: str, line: int, told: str) -> None:
    """R61."""
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as raised:
        read_file(file, "RUB")
    sentence = tell(raised.value.sentence)
    assert f"{file}, line {line}: " in sentence
    assert told in sentence


def test_a_new_question_needs_no_more_than_its_text(tmp_path: Path) -> None:
    """R33, R49."""
    file = tmp_path / "book.toml"
    file.write_text('[[department.questions]]\nlabel = "Tender"\nask = "Is there a tender?"\n', encoding="utf-8")
    (scope,) = read_file(file, "RUB")
    found = scope.parts["questions"]
    assert isinstance(found, tuple)
    task, planned_result = (own(tell(text)) for text in finding_out("Is there a tender?"))
    assert found[0] == Question("own-tender", own("Tender"), own("Is there a tender?"), task, planned_result)

"""The parts of a playbook as a person writes them: what is refused, and what is proposed for removal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cockpit.method.money import Money
from cockpit.method.playbook import (
    COMPETENCIES,
    ERROR_TYPES,
    ErrorType,
    HighCheck,
    Intervals,
    Playbook,
    StageWords,
    Terms,
    own,
)
from cockpit.method.playbook_entry import (
    PARTS,
    Part,
    Value,
    check,
    finding_out,
    fresh_id,
    read_high_check,
    read_number,
    written_high_check,
)
from cockpit.method.profile import QUESTIONS, Question
from cockpit.method.sentence import Problem, Sentence
from cockpit.method.template import TEMPLATES, Template
from cockpit.method.usage import Use, idle
from cockpit.method.words import Temperature
from tests.method.builders import TODAY

OWN = Template("own-visit", own("Visit the plant"), own("The client showed his line"), 5, ("missed",))
ASK = Question("own-tender", own("Tender"), own("Is there a tender?"), own("Ask for it"), own("He named the rules"))


def test_the_program_itself_is_right_and_so_are_own_entries() -> None:
    """R61."""
    assert [part for part in PARTS if check(part, getattr(Playbook(), part))] == []
    assert check("templates", (*TEMPLATES, OWN)) == check("questions", (ASK, *QUESTIONS)) == ()


@pytest.mark.parametrize(
    ("part", "value", "field"),
    [
        ("templates", (), ""),
        ("templates", (OWN, OWN), "1.id"),
        ("templates", (OWN, replace(OWN, id="other")), "1.task"),
        ("templates", (replace(OWN, id="own visit"),), "0.id"),
        ("templates", (replace(OWN, task=own(" ")),), "0.task"),
        ("templates", (replace(OWN, task=own("x" * 201)),), "0.task"),
        ("templates", (replace(OWN, planned_result=own("visit  the plant")),), "0.planned_result"),
        ("templates", (TEMPLATES[0], replace(OWN, days=0)), "1.days"),
        ("templates", (replace(OWN, days=61),), "0.days"),
        ("questions", (replace(ASK, label=own("")),), "0.label"),
        ("questions", (replace(ASK, ask=own("\u200b")),), "0.ask"),
        ("questions", tuple(replace(ASK, id=f"q{n}", label=own(f"{n}")) for n in range(51)), ""),
        ("error_types", (*ERROR_TYPES, ErrorType("price", own("Dear"))), f"{len(ERROR_TYPES)}.id"),
        ("competencies", (replace(COMPETENCIES[0], label=own("")),), "0.label"),
        ("stages", (StageWords("Won", Temperature.HOT), StageWords("won ", Temperature.WARM)), "1.words"),
        ("intervals", Intervals(hot=0), "hot"),
        ("intervals", Intervals(potential=11), "potential"),
        ("intervals", Intervals(high=0), "high"),
        ("intervals", Intervals(hot=5, warm=3), "warm"),
        ("terms", Terms(horizon=0), "horizon"),
        ("terms", Terms(asleep=5), "asleep"),
        ("high_check", HighCheck(percent=101), "high_check"),
        ("high_check", HighCheck(Money(0, "RUB")), "high_check"),
        ("high_check", HighCheck(), "high_check"),
        ("target_minutes", 121, "target_minutes"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(part: Part, value: Value, field: str) -> None:
    """R33, R42."""
    assert field in {problem.field for problem in check(part, value)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("20%", HighCheck(percent=20)),
        (" 20 % ", HighCheck(percent=20)),
        ("500000", HighCheck(Money(50_000_000, "RUB"))),
        ("1,2 млн", HighCheck(Money(120_000_000, "RUB"))),
        ("$900", HighCheck(Money(90_000, "USD"))),
        ("700.5 CHF", HighCheck(Money(70_050, "CHF"))),
        ("700 JPY", HighCheck(Money(700, "JPY"))),
        ("", None),
        ("нет", None),
    ],
)
def test_a_high_check_line_is_an_amount_or_a_share(text: str, line: HighCheck | None) -> None:
    """R43."""
    assert read_high_check(text, "RUB") == line
    assert read_high_check(written_high_check(line), "EUR") == line


@pytest.mark.parametrize("text", ["0%", "101%", "0", "much", "20%%"])
def test_what_is_no_line_is_told_so(text: str) -> None:
    """R43."""
    assert isinstance(read_high_check(text, "RUB"), Sentence)


def test_a_number_is_read_within_its_range() -> None:
    assert read_number(" 7 ", range(1, 11), "hot") == 7
    assert all(isinstance(read_number(text, range(1, 11), "hot"), Problem) for text in ("", "0", "11", "x", "²", "-1"))


def test_an_id_is_made_of_the_text_and_is_nobody_elses() -> None:
    assert fresh_id("Кто подписывает счёт?", ()) == "own-kto-podpisyvaet-schet"
    assert fresh_id("Кто подписывает счёт?", {"own-kto-podpisyvaet-schet"}) == "own-kto-podpisyvaet-schet-2"
    assert fresh_id("日本", {"own"}) == "own-2"


def test_a_question_proposes_the_task_that_finds_it_out() -> None:
    """R49."""
    task, planned_result = finding_out("Is there a tender?")
    assert task != planned_result
    assert {dict(each.values)["question"] for each in (task, planned_result)} == {"Is there a tender?"}


LONG_AGO = TODAY - timedelta(days=30)


@pytest.mark.parametrize(
    ("use", "proposed"),
    [
        (Use(0, None, LONG_AGO, 20, TODAY), True),
        (Use(0, None, LONG_AGO, 19, LONG_AGO), False),
        (Use(0, None, TODAY - timedelta(days=29), 200, TODAY), False),
        (Use(0, None, None, 20, LONG_AGO), True),
        (Use(0, None, None, 20, TODAY - timedelta(days=3)), False),
        (Use(0, None, None, 0, None), False),
        (Use(0, date(2025, 1, 1), LONG_AGO, 300, LONG_AGO), False),
        (Use(1, TODAY, LONG_AGO, 300, LONG_AGO), False),
    ],
)
def test_what_was_never_used_in_its_time_is_proposed_for_removal(use: Use, proposed: bool) -> None:
    """R33."""
    assert idle(use, TODAY) is proposed

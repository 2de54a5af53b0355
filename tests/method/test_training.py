"""The table of training, its programme and what is proposed on a card."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.playbook import COMPETENCIES, ERROR_TYPES
from cockpit.method.training import (
    ALL,
    EVERYBODY,
    Cell,
    Correction,
    Pair,
    Training,
    Window,
    blame,
    delay,
    usual_competencies,
)
from cockpit.method.words import Skill, Verdict
from tests.method.builders import TODAY, rubles


def correction(number: int, manager: str = "Anna", competency: str = "questions", **facts: Any) -> Correction:
    given: dict[str, Any] = {
        "client_id": number,
        "client": f"ACME [/foo] {number}",
        "manager_id": sum(map(ord, manager)),
        "on": TODAY,
        "verdict": Verdict.NOT_REACHED,
        "text": "ask first",
        "error_type": "no_need",
        "money": rubles(100),
    }
    return Correction(review_id=number, manager=manager, competency=competency, **{**given, **facts})


def training(*corrections: Correction) -> Training:
    return Training(date(2026, 10, 27), TODAY, corrections, COMPETENCIES, ERROR_TYPES)


ANNA, OLEG = sum(map(ord, "Anna")), sum(map(ord, "Oleg"))


def test_a_cell_counts_corrections_and_takes_each_clients_money_once() -> None:
    """R53: a manager x competency table, with the money of the clients concerned."""
    found = training(
        correction(1), correction(2, client_id=1), correction(3, money=None), correction(4, "Oleg", "product")
    )
    cells = found.cells("competency")
    cell = cells[ANNA, "questions"]
    assert (cell.n, cell.clients, cell.money) == (3, 2, (rubles(100),))
    assert cells[EVERYBODY, ALL].n == 4
    assert cells[OLEG, "product"].n == 1
    assert (OLEG, "questions") not in cells
    assert found.managers == ((ANNA, "Anna"), (OLEG, "Oleg"))


def test_examples_are_the_latest_three() -> None:
    """R54: example clients."""
    cell = Cell(tuple(correction(number) for number in range(9, 0, -1)))
    assert [each.review_id for each in cell.examples] == [9, 8, 7]


def test_what_is_filed_under_nothing_stands_apart() -> None:
    found = training(correction(1, competency=""), correction(2, error_type=""))
    assert found.untagged("competency") == found.untagged("error_type") == 1
    assert found.cells("competency")[ANNA, ""].n == 1
    assert [lesson.competency.id for lesson in found.programme()] == ["questions"]


def test_error_types_stand_with_the_delay_and_the_lost_money() -> None:
    """R38: by error type, delay days and lost sums, where they are known."""
    found = training(
        correction(1, delay_days=4), correction(2, delay_days=None), correction(3, delay_days=8, lost=(rubles(70),))
    )
    cell = found.cells("error_type")[ANNA, "no_need"]
    assert (cell.delays, cell.delay, cell.lost) == ((4, 8), 6, (rubles(70),))
    assert Cell().delay is None


def test_the_programme_goes_by_corrections_then_by_money_and_names_who_needs_it() -> None:
    """R54: top gaps with example clients, split into product and negotiation."""
    found = training(
        correction(1, "Anna", "product"),
        correction(2, "Oleg", "product"),
        correction(3, "Oleg", "product"),
        correction(4, "Anna", "order", money=rubles(5)),
        correction(5, "Anna", "questions", money=rubles(9)),
    )
    assert [lesson.competency.id for lesson in found.programme()] == ["product", "questions", "order"]
    first = found.programme()[0]
    assert [(need.manager, need.cell.n) for need in first.needed_by] == [("Oleg", 2), ("Anna", 1)]
    assert [lesson.competency.id for lesson in found.lessons(Skill.PRODUCT)] == ["product"]
    assert [lesson.competency.id for lesson in found.lessons(Skill.NEGOTIATION)] == ["questions", "order"]
    assert [lesson.competency.id for lesson in found.gaps(ANNA)] == ["product", "questions", "order"]
    assert found.gaps(ANNA)[0].cell.n == 1


@pytest.mark.parametrize(
    ("pairs", "usual"),
    [
        ((), {}),
        ((Pair("late", "order", 1),), {"late": "order"}),
        ((Pair("late", "order", 1), Pair("late", "product", 2)), {"late": "product"}),
        ((Pair("late", "order", 2), Pair("late", "product", 1), Pair("late", "product", 1)), {}),
        ((Pair("late", "", 5), Pair("", "order", 5)), {}),
    ],
)
def test_the_competency_given_most_often_with_an_error_type_is_proposed(
    pairs: tuple[Pair, ...], usual: dict[str, str]
) -> None:
    """R53: else none."""
    assert usual_competencies(pairs) == usual


@given(st.lists(st.builds(Pair, st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(1, 3)), max_size=12))
def test_no_competency_was_given_more_often_than_the_proposed_one(pairs: list[Pair]) -> None:
    for error, chosen in usual_competencies(pairs).items():
        counts = {name: sum(p.n for p in pairs if (p.error_type, p.competency) == (error, name)) for name in "xyz"}
        assert all(counts[chosen] > counts[other] for other in "xyz" if other != chosen)


@pytest.mark.parametrize(
    ("planned", "following", "days"),
    [
        (date(2026, 11, 20), date(2026, 11, 24), 4),
        (date(2026, 11, 20), date(2026, 11, 19), 0),
        (None, TODAY, None),
        (TODAY, None, None),
    ],
)
def test_a_delay_runs_from_the_planned_day_to_the_next_review(
    planned: date | None, following: date | None, days: int | None
) -> None:
    """R38: errors drag deals on."""
    assert delay(planned, following) == days


def test_a_loss_belongs_to_the_last_correction_before_it() -> None:
    """R38: errors lose deals; a deal is counted once."""
    days = [date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 10)]
    assert blame(days, date(2026, 11, 2)) is None
    assert blame(days, date(2026, 11, 3)) == 0
    assert blame(days, date(2026, 11, 12)) == 2
    assert blame([], TODAY) is None


def test_a_window_is_so_many_days_with_today() -> None:
    assert Window.MONTH.start(TODAY) == date(2026, 10, 27)
    assert Window.QUARTER.start(TODAY) == date(2026, 8, 25)
    assert Window.ALL.start(TODAY) is None

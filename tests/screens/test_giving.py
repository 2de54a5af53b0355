"""What a sitting gave, as text: small numbers without a rate, money by week, who can pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from textual.content import Content

from cockpit.language import use
from cockpit.method.overview import ReviewLine
from cockpit.method.records import Deferral
from cockpit.method.timer import Pace
from cockpit.method.words import Ending, Verdict
from screens import giving
from tests.screens.seats import card, roubles, sitting, summary
from tests.screens.stage import EVIL


@pytest.fixture(autouse=True)
def english() -> None:
    use("en", year=2026)


def text(lines: list[Content]) -> str:
    return "\n".join(line.plain for line in lines).replace("\xa0", " ")


def test_below_five_cases_values_are_shown_and_no_rate() -> None:
    shown = text(giving.figures(summary(sitting(1), plans=4, plans_reached=3, reworked=1), 60))
    assert "3 of 4" in shown
    assert "%" not in shown


def test_below_twenty_cases_the_rate_has_its_range() -> None:
    shown = text(giving.figures(summary(sitting(1), plans=10, plans_reached=5), 60))
    assert "5 of 10" in shown
    assert "50%" in shown
    assert "31%" in shown
    assert "69%" in shown


def test_from_twenty_cases_the_rate_stands_alone() -> None:
    shown = text(giving.figures(summary(sitting(1), plans=20, plans_reached=15, reworked=5), 60))
    assert "75%" in shown
    assert "between" not in shown


def test_the_minutes_stand_beside_those_of_the_last_sittings() -> None:
    shown = text(giving.figures(summary(sitting(1), pace=Pace(3, 312.0, None), earlier=(600.0, 400.0)), 60))
    assert "5:12" in shown
    assert "10:00 → 6:40 → 5:12" in shown


def test_that_nobody_can_pay_is_an_alarm() -> None:
    assert giving.payers(summary(sitting(1))).plain.startswith("! ")
    assert "!" not in giving.payers(summary(sitting(1), payers=2, payers_money=(roubles(500_000),))).plain


def test_of_many_clients_left_eight_are_named_and_the_rest_are_counted() -> None:
    clients = tuple(replace(card().client, id=n, name=f"Client {n:02}") for n in range(1, 13))
    shown = text(giving.left(summary(sitting(1), left=clients), 60))
    assert "Client 08" in shown
    assert "Client 09" not in shown
    assert "and 4 more" in shown
    assert "more" not in text(giving.left(summary(sitting(1), left=clients[:8]), 60))


def test_estimates_are_in_no_sum_of_what_is_left() -> None:
    known = replace(card().client, money=roubles(500_000), estimated=False)
    guessed = replace(known, id=2, money=roubles(70_000), estimated=True)
    said = giving.left_sentence(summary(sitting(1), left=(known, guessed))).replace("\xa0", " ")
    assert said.endswith("\n₽500,000")
    assert "\n" not in giving.left_sentence(summary(sitting(1), left=(guessed,)))


@pytest.mark.parametrize(
    ("ending", "said"),
    [(Ending.REFUSED, "refused"), (Ending.PAID, "paid"), (Ending.PARKED, "parked"), (None, "not reached")],
)
def test_a_review_is_told_by_its_ending_when_it_has_one(ending: Ending | None, said: str) -> None:
    line = ReviewLine(1, "ACME [/foo]", Verdict.NOT_REACHED, 60.0, "", None, ending)
    shown = text(giving.reviews((line,), 80))
    assert said in shown
    assert ("not reached" in shown) is (ending is None)


@pytest.mark.parametrize("name", EVIL)
def test_no_text_can_hurt_the_summary(name: str) -> None:
    shown = text(giving.figures(summary(sitting(1), risks=(name,), opportunities=(name,)), 60))
    assert "\x1b" not in shown
    assert "\x9b" not in shown


def test_what_was_put_off_and_begun_is_named() -> None:
    """R7."""
    first, second, begun = (card(number).client for number in (1, 2, 3))
    days = {1: date(2026, 11, 24), 2: date(2026, 11, 27)}
    held = replace(
        sitting(1, 2, 3), deferred={client: Deferral(client, day, "no time") for client, day in days.items()}
    )
    found = summary(held, put_off=(first, second), left=(begun,), begun=(3,))
    assert giving.done(found) == "reviewed 0, put off 2, left 1"
    assert "Put off" in (shown := text(giving.figures(found, 100)))
    assert "2 clients" in shown
    assert "until Tue 24 Nov to Fri 27 Nov" in shown
    told = f"1 begun and not saved: {begun.name}"
    assert giving.left_sentence(found).endswith(told)
    assert told in text(giving.left(found, 90))

"""The forecast in words: where a rate comes from, and why a deal stands where it does."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.language import use
from cockpit.language.forecast import agreed_text, chance_text, range_text, reasons, slips_text
from cockpit.method.forecast import Band, Chance, Place, Prospect, Range
from cockpit.method.words import Temperature

HOT = Temperature.HOT


@pytest.fixture(autouse=True)
def english() -> None:
    use("en", year=2026)


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (Chance(HOT, 0.6), "hot 60% (assumed)"),
        (Chance(HOT, 0.6, 6, 6), "hot 60% (assumed; won 6 of 6)"),
        (Chance(HOT, 0.62, 13, 21, assumed=False), "hot 62% (won 13 of 21)"),
        (Chance(HOT, 0.5, assumed=False), "hot 50% (by the cases of others)"),
    ],
)
def test_a_rate_is_told_with_the_cases_behind_it(chance: Chance, told: str) -> None:
    """R27: what is only assumed is called so."""
    assert chance_text(chance) == told


def test_a_range_is_told_with_what_it_supposes() -> None:
    found = Range("RUB", 1_200_000_00, 2_000_000_00, 3_400_000_00, 2_200_000_00)
    said = "₽1.2M to ₽3.4M in 8 of 10 cases, if the deals are independent; weighted ₽2.2M"
    assert range_text(found).replace("\xa0", " ") == said


def test_the_usual_delay_is_told_where_one_was_added() -> None:
    assert slips_text({HOT: 0}) == "No usual delay is added to the agreed days."
    assert slips_text({Temperature.WARM: 1, HOT: 4}).endswith("hot 4 days, warm 1 day")


def test_a_deal_ends_with_the_result_that_was_reached_last() -> None:
    """R55: the last reached result, its day and who confirmed it; what speaks against the deal stands before it."""
    deal = Prospect(1, 1, "ACME", 1, "Anna", HOT, Place.DATED, Band.LIKELY, agreed_on=date(2026, 11, 30))
    assert reasons(deal) == ("no result reached yet",)
    assert agreed_text(deal).replace("\xa0", " ") == "agreed for 30 Nov"
    known = Prospect(
        1, 1, "ACME", 1, "Anna", HOT, Place.OVERDUE, reached="Budget confirmed", reached_on=date(2026, 11, 18),
        confirmed_by="Irina", slips=1, slip_days=7, stopped=True, missed=True,
    )  # fmt: skip
    assert [reason.replace("\xa0", " ") for reason in reasons(known)] == [
        "a risk stops the payment",
        "the last plan was missed",
        "moved 1×, 7 days",
        "reached 18 Nov: Budget confirmed (Irina)",
    ]
    assert agreed_text(known) == "no day agreed"

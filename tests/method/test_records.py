from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.method.records import Deal
from cockpit.method.words import ContactSource, DealStatus
from tests.method.builders import card, task


def test_a_card_without_a_plan_is_a_first_review() -> None:
    """R1."""
    assert card().first
    assert not card(plan=task()).first


def test_open_deals_are_those_still_in_progress() -> None:
    deals = tuple(Deal(number, 1, "x", status) for number, status in enumerate(DealStatus))
    assert [deal.status for deal in replace(card(), deals=deals).open_deals] == [DealStatus.OPEN]


@pytest.mark.parametrize(
    ("source", "weak"),
    [
        (ContactSource.REVIEW, False),
        (ContactSource.ACTIVITY, False),
        (ContactSource.TASK, False),
        (ContactSource.STAGE, True),
        (ContactSource.UPDATED, True),
        (ContactSource.CREATED, True),
    ],
)
def test_the_last_three_sources_only_say_at_least(source: ContactSource, weak: bool) -> None:
    """NUMBERS.md 5."""
    assert source.weak is weak

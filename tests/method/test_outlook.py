"""A forecast as lines: bands by week, what has no room goes to "later", the rows beside the weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.forecast import WEEKS, Band, Cell, Fact, Forecast, Place, Range, Rest
from cockpit.method.money import Money
from cockpit.method.outlook import Span, errors, groups, spans, table
from cockpit.method.scope import DEPARTMENT
from cockpit.method.words import Temperature

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MONDAY = NOW.date()
MONDAYS = tuple(MONDAY + timedelta(weeks=number) for number in range(WEEKS))
HOT, WARM, POTENTIAL = Temperature


def outlook(*cells: Cell, ranges: tuple[Range, ...] = ()) -> Forecast:
    return Forecast(NOW, DEPARTMENT, MONDAYS, cells, ranges=ranges)


def test_the_lines_of_the_docstring() -> None:
    """R27: hot 100 committed and 50 more in the first week, warm 30 in the second."""
    hot = Cell(HOT, MONDAYS[0], "RUB", 100, 150, 150, 90, 2)
    warm = Cell(WARM, MONDAYS[1], "RUB", 0, 0, 30, 8, 1)
    [block] = table(outlook(hot, warm), 2)
    assert [(line.temperature, line.band, line.amounts, line.total) for line in block.lines] == [
        (HOT, Band.COMMIT, (100, 0, 0), 100),
        (HOT, Band.LIKELY, (150, 0, 0), 150),
        (WARM, Band.POSSIBLE, (0, 30, 0), 30),
        (None, Band.POSSIBLE, (150, 30, 0), 180),
        (None, None, (90, 8, 0), 98),
    ]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (8, (*map(Span, MONDAYS), Span(None, later=True))),
        (2, (Span(MONDAYS[0]), Span(MONDAYS[1]), Span(MONDAYS[2], later=True))),
        (0, (Span(MONDAYS[0]), Span(MONDAYS[1], later=True))),
    ],
)
def test_weeks_without_room_go_to_later(shown: int, found: tuple[Span, ...]) -> None:
    assert spans(MONDAYS, shown) == found


def test_the_currency_of_most_expected_money_comes_first() -> None:
    cells = [Cell(HOT, None, currency, possible=1) for currency in ("EUR", "RUB", "USD")]
    ranges = (Range("USD", 0, 0, 0, 9), Range("RUB", 0, 0, 0, 2), Range("EUR", 0, 0, 0, 2))
    assert [block.currency for block in table(outlook(*cells, ranges=ranges))] == ["USD", "EUR", "RUB"]


amounts = st.integers(0, 10**12)
cells_ = st.lists(
    st.builds(
        Cell,
        st.sampled_from((HOT, WARM)),
        st.sampled_from((*MONDAYS, None)),
        st.sampled_from(("RUB", "USD")),
        amounts,
        amounts,
        amounts,
        amounts,
    ),
    max_size=30,
)


@settings(max_examples=50, deadline=None)
@given(cells_, st.integers(0, 12))
def test_no_money_is_lost_whatever_number_of_weeks_is_shown(cells: list[Cell], shown: int) -> None:
    found = {block.currency: block.lines for block in table(outlook(*cells), shown)}
    for currency, lines in found.items():
        own = [cell for cell in cells if cell.currency == currency]
        assert lines[-2].total == sum(cell.possible for cell in own)
        assert lines[-1].total == sum(cell.weighted for cell in own)
    assert set(found) == {cell.currency for cell in cells}


def test_the_rows_beside_the_weeks_are_put_together_by_place() -> None:
    """R27: overdue, undated and those not counted, with money and how many have no amount."""
    rests = (
        Rest(Place.UNDATED, WARM, 2, (Money(5, "RUB"),), 1),
        Rest(Place.OVERDUE, WARM, 1, (Money(7, "RUB"),)),
        Rest(Place.OVERDUE, HOT, 3, (Money(2, "RUB"), Money(1, "USD")), 1),
        Rest(Place.ASLEEP, HOT, 0),
    )
    overdue, undated = groups(rests)
    assert (overdue.place, overdue.deals, overdue.money, overdue.without_amount) == (
        Place.OVERDUE,
        4,
        (Money(9, "RUB"), Money(1, "USD")),
        1,
    )
    assert [part.temperature for part in overdue.parts] == [HOT, WARM]
    assert (undated.place, undated.deals, undated.without_amount) == (Place.UNDATED, 2, 1)


def test_the_error_of_a_band_is_the_median_of_its_weeks() -> None:
    """R28: misses by 10, 40 and 20 of 100 are 0.2 in the middle; a week without a forecast has no error."""
    weeks = [date(2026, 11, 16) - timedelta(weeks=number) for number in range(4)]
    facts = [Fact(week, Band.LIKELY, "RUB", 100, came) for week, came in zip(weeks, (110, 60, 80), strict=False)]
    facts.append(Fact(weeks[3], Band.LIKELY, "RUB", 0, 0, 50))
    assert errors(facts) == {Band.LIKELY: (0.2, 3)}

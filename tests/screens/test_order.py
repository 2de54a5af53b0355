from __future__ import annotations

from dataclasses import replace

import pytest

from cockpit.method.overview import QueueView
from cockpit.method.records import Manager
from cockpit.method.words import Lane
from screens.order import Edge, Entry, Fold, Heading, arrange, chosen, lane_of, with_closed

VIEW = QueueView(
    Manager(1, "Anna [/foo]"),
    {Lane.PROMISED: (3, 1), Lane.REST: (2,), Lane.ASLEEP: (7, 8), Lane.PARKED: (9,)},
    {},
    None,
    (),
)


def test_lanes_come_as_sections_and_the_sleeping_and_parked_as_one_line_each() -> None:
    order = arrange(VIEW)
    assert list(order.entries) == [
        Heading(Lane.PROMISED), 3, 1, Heading(Lane.REST), 2, Fold(Lane.ASLEEP), Fold(Lane.PARKED),
    ]  # fmt: skip


def test_a_lane_that_is_unfolded_shows_its_clients_below_its_line() -> None:
    assert list(arrange(VIEW, {Lane.ASLEEP}).entries)[5:] == [Fold(Lane.ASLEEP), 7, 8, Fold(Lane.PARKED)]


@pytest.mark.parametrize(
    ("beyond", "rows"),
    [
        (None, [Heading(Lane.PROMISED), 3, 1, Heading(Lane.REST), 2]),
        (1, [Heading(Lane.PROMISED), 3, Edge(), 1, Heading(Lane.REST), 2]),
        (3, [Edge(), Heading(Lane.PROMISED), 3, 1, Heading(Lane.REST), 2]),
    ],
)
def test_the_time_ends_above_the_first_client_that_it_does_not_cover(beyond: int | None, rows: list[Entry]) -> None:
    """R31: above the lane's heading when that client is the first of its lane."""
    assert list(arrange(VIEW, beyond=beyond).entries)[:-2] == rows


def test_in_the_second_sitting_the_rest_is_folded_too() -> None:
    """R4."""
    second = replace(VIEW, second=True)
    assert list(arrange(second).entries)[2:4] == [1, Fold(Lane.REST)]
    assert list(arrange(second, {Lane.REST}).entries)[3:5] == [Fold(Lane.REST), 2]


def test_a_row_knows_its_client_and_a_client_in_sight_his_row() -> None:
    order = arrange(VIEW)
    assert [order.row(client) for client in (3, 1, 2, 8, 55, None)] == [1, 2, 4, None, None, None]
    assert order.row(Fold(Lane.ASLEEP)) == 5
    assert [order.client(row) for row in (1, 0, 5, 99, -1)] == [3, None, None, None, None]
    assert order.clients(range(4)) == [3, 1]


def test_a_client_is_in_one_lane_or_in_none() -> None:
    assert lane_of(VIEW, 8) is Lane.ASLEEP
    assert lane_of(VIEW, 55) is None


def test_a_client_without_open_deals_can_stand_at_the_end() -> None:
    assert list(with_closed(arrange(VIEW), 55).entries)[-2:] == [Heading(None), 55]


def test_chosen_clients_keep_the_order_of_the_queue_and_those_of_no_lane_stand_last() -> None:
    order = chosen(VIEW, [55, 8, 1, 3])
    assert list(order.entries) == [Heading(Lane.PROMISED), 3, 1, Heading(Lane.ASLEEP), 8, Heading(None), 55]


def test_an_empty_queue_has_no_rows() -> None:
    assert not arrange(QueueView(VIEW.manager, {}, {}, None, ())).entries

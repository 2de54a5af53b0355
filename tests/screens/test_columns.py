from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.columns import GAP, Column, fit, places

COLUMNS = (
    Column("name", "Client", least=12, weight=2, priority=9),
    Column("money", "Money", least=10, align="right", priority=8),
    Column("why", "Why here", least=10, most=20, weight=1, priority=5),
    Column("step", "Next step", least=10, weight=1, priority=2),
)


def names(width: int) -> list[str]:
    return [COLUMNS[place.index].key for place in places(COLUMNS, width)]


def test_a_wide_list_shows_every_column_and_uses_the_whole_width() -> None:
    shown = places(COLUMNS, 120)
    assert names(120) == ["name", "money", "why", "step"]
    assert sum(place.width for place in shown) + GAP * 3 == 120
    assert shown[1].width == 10
    assert shown[2].width == 20


@pytest.mark.parametrize(
    ("width", "left"),
    [(48, ["name", "money", "why", "step"]), (47, ["name", "money", "why"]), (30, ["name", "money"]), (5, ["name"])],
)
def test_the_least_important_columns_disappear_first(width: int, left: list[str]) -> None:
    assert names(width) == left


def test_of_equal_columns_the_rightmost_disappears_first() -> None:
    equal = (Column("a", "A", least=5), Column("b", "B", least=5))
    assert [place.index for place in places(equal, 6)] == [0]


@given(st.integers(0, 300))
def test_columns_never_take_more_than_the_width(width: int) -> None:
    shown = places(COLUMNS, width)
    assert shown
    assert sum(place.width for place in shown) + GAP * (len(shown) - 1) <= width


@given(st.text(max_size=40), st.integers(0, 30), st.sampled_from(["left", "right"]))
def test_a_cell_is_exactly_as_wide_as_its_place(text: str, width: int, align: str) -> None:
    fitted = fit(text, width, "right" if align == "right" else "left")
    assert cell_len("".join(piece for piece, _ in fitted)) == width


def test_a_long_cell_ends_in_an_ellipsis_and_keeps_its_paints() -> None:
    assert fit((("● ", "hot"), ("Romashka", "")), 6) == [("● ", "hot"), ("Rom", ""), ("…", "")]


def test_a_wide_character_is_never_cut_in_half() -> None:
    assert "".join(text for text, _ in fit("日本電気", 6)) == "日本 …"


def test_a_right_aligned_cell_ends_at_its_edge() -> None:
    assert "".join(text for text, _ in fit("12 ₽", 8, "right")) == "    12 ₽"


def test_room_goes_first_to_where_the_greatest_weight_has_enough() -> None:
    name = Column("name", "", least=18, enough=22, weight=1, priority=2)
    why = Column("why", "", least=24, enough=30, weight=3)
    assert [place.width for place in places((name, why), 18 + GAP + 24 + 5)] == [18, 29]
    assert [place.width for place in places((name, why), 18 + GAP + 24 + 8)] == [20, 30]
    assert sum(place.width for place in places((name, why), 100)) == 100 - GAP

"""The pictures as text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cockpit.language import use
from screens.chart import FILLS, Bar, Part, Series, bars, curve, stacked, trend

BAND = (60.0, 300.0)
PARTS = (Part("commit", FILLS[0], "hot"), Part("likely", FILLS[1], "warm"), Part("possible", FILLS[2], "potential"))
MINUTES = ((1.0, 1800.0), (6.0, 1100.0), (11.0, 850.0), (16.0, 700.0), (21.0, 280.0), (26.0, 200.0))

quantities = st.one_of(
    st.floats(0, 1e12),
    st.sampled_from([0.0, 1.0, 5e-324, 1e300, float("inf"), float("nan")]),
)
points = st.lists(st.tuples(st.floats(-1e6, 1e6), st.one_of(st.none(), quantities)), max_size=30).map(tuple)
widths = st.integers(0, 130)
heights = st.integers(0, 24)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    use(language)
    try:
        yield
    finally:
        use("en")


def minutes_picture(*series: Series, width: int = 76, height: int = 14) -> list[str]:
    drawn = curve(
        series,
        width,
        height,
        band=BAND,
        band_name="1 to 5 minutes",
        fitted=lambda n: 1800 * n**-0.5,
        fitted_name="fitted",
        ticks=((1.0, "1"), (26.0, "26")),
        title="clients reviewed:",
    )
    return drawn.plain.split("\n")


@pytest.mark.parametrize(("width", "height"), [(76, 8), (76, 14), (120, 20)])
def test_the_picture_of_minutes_has_its_axis_its_band_and_its_curve_without_any_colour(width: int, height: int) -> None:
    """R35: the curve against the band of one to five minutes."""
    lines = minutes_picture(
        Series("first", "◇", MINUTES), Series("repeat", "◆", MINUTES[3:]), width=width, height=height
    )
    assert len(lines) == height
    assert max(map(cell_len, lines)) <= width
    edges = [line for line in lines if "╌" in line]
    assert [line.split()[0] for line in edges] == ["5:00", "1:00"]
    thick = [index for index, line in enumerate(lines) if "┃" in line or "┫" in line]
    assert thick[:-1] == list(range(lines.index(edges[0]), lines.index(edges[1]) + 1))
    assert "clients reviewed: ┃ 1 to 5 minutes" in "\n".join(lines[-2:])
    assert any("˙" in line or "·" in line for line in lines)


def test_a_longer_review_stands_higher_and_a_later_one_further_right() -> None:
    lines = minutes_picture(Series("first", "◇", MINUTES))[:-2]
    places = sorted((line.index("◇"), row) for row, line in enumerate(lines) if line.count("◇") == 1)
    assert [row for _, row in places] == sorted(row for _, row in places)


def test_a_cell_of_a_first_and_a_repeat_median_shows_both() -> None:
    lines = minutes_picture(Series("first", "◇", MINUTES[:1]), Series("repeat", "◆", MINUTES[:1]))
    assert sum(line.count("◈") for line in lines) == 1


def test_a_thin_line_leads_from_the_median_to_the_ninetieth_of_a_hundred() -> None:
    """R32: median and p90."""
    most = Series("9 of 10 are faster", "┬", ((1.0, 3600.0),), "muted")
    drawn = curve(
        [Series("first", "◇", ((1.0, 300.0), (5.0, 300.0)))], 80, 16, band=BAND, band_name="", whiskers=most
    ).plain.split("\n")
    column = next(line.index("┬") for line in drawn if "┬" in line)
    told = [line[column] for line in drawn[:-3] if len(line) > column]
    assert told[told.index("┬") + 1] == "╎"
    assert told[len(told) - told[::-1].index("╎")] == "◇"


def test_the_eighty_percent_line_is_drawn_labelled_and_explained() -> None:
    """R38: the line at 80 %."""
    rates = ((0.0, 0.9), (1.0, None), (2.0, 0.4), (3.0, 0.3))
    for language, label in (("en", "80%"), ("ru", "80\u00a0%")):
        with spoken(language):
            drawn = trend([Series("rework", "◇", rates)], 76, 10, line=0.8, line_name="80 in 100").plain.split("\n")
        ruled = [line for line in drawn[:-1] if "╌╌╌" in line]
        assert len(ruled) == 1
        assert ruled[0].lstrip().startswith(label)
        assert "╌╌ 80 in 100" in drawn[-1]


def test_nothing_is_drawn_across_a_week_without_a_rate() -> None:
    drawn = trend([Series("rework", "◇", ((0.0, 0.5), (1.0, None), (2.0, 0.5), (3.0, 0.5)))], 64, 9).plain.split("\n")
    line = next(line for line in drawn if "◇" in line)
    first, second, third = (index for index, sign in enumerate(line) if sign == "◇")
    assert not line[first + 1 : second].strip()
    assert set(line[second + 1 : third]) == {"·"} or set(line[second + 1 : third]) <= {"˙", "·", "."}


def test_counts_stand_under_their_weeks() -> None:
    weeks = ((0.0, "2 Nov"), (1.0, "9 Nov"), (2.0, "16 Nov"))
    counts = [("n", ((0.0, "5"), (1.0, "12"), (2.0, "20")))]
    drawn = trend([Series("hit", "◆", ((0.0, 0.5), (1.0, 0.6), (2.0, 0.7)))], 60, 10, ticks=weeks, counts=counts)
    days, numbers = drawn.plain.split("\n")[-3:-1]
    assert days.split("  ")[-1].strip() == "16 Nov"
    assert abs((days.index("9 Nov") + 2) - (numbers.index("12") + 1)) <= 1


def test_stacked_bars_have_one_scale_three_fills_and_their_sums() -> None:
    """R27: the forecast as stacked weeks."""
    rows = [Bar("overdue", (2.0, 1.0, 1.0), "4 M"), Bar("30 Nov", (0.0, 0.001, 7.999), "8 M"), Bar("later", (0.0,) * 3)]
    lines = stacked(rows, PARTS, 60).plain.split("\n")
    room = 60 - len("overdue") - len("4 M") - 2
    assert [line.count("█") for line in lines[:3]] == [room // 4, 0, 0]
    assert lines[0].count("░") == lines[0].count("▓")
    assert (lines[1].count("▓"), lines[1].count("░")) == (1, room - 1)
    assert lines[0].endswith("4 M")
    assert lines[3].split() == ["██", "commit", "▓▓", "likely", "░░", "possible"]


def test_a_ladder_shows_each_step_on_one_scale() -> None:
    lines = bars([Bar("hot", (5.0,), "5"), Bar("warm", (20.0,), "20")], 50).plain.split("\n")
    assert lines[1].count("█") == pytest.approx(4 * lines[0].count("█"), abs=3)


@settings(max_examples=50, deadline=None)
@example(((0.0, float("nan")), (1.0, float("inf")), (2.0, 0.5)), ((0.0, 1.0), (1.0, float("nan"))), 24, 7)
@given(points, points, widths, heights)
def test_no_picture_over_time_is_wider_or_higher_than_asked(
    first: tuple[tuple[float, float | None], ...],
    second: tuple[tuple[float, float | None], ...],
    width: int,
    height: int,
) -> None:
    series = [Series("first reviews", "◇", first), Series("日本", "◆", second)]
    ticks = [(x, "日本電気") for x, _ in first]
    kept = Series("p90", "┬", first)
    for drawn in (
        curve(
            series,
            width,
            height,
            band=BAND,
            band_name="band",
            fitted=lambda n: n,
            whiskers=kept,
            ticks=ticks,
            title="n",
        ),
        trend(
            series, width, height, line=0.8, line_name="80", ticks=ticks, counts=[("日本電気", ticks)], title="weeks"
        ),
    ):
        lines = drawn.plain.split("\n")
        assert len(lines) <= max(1, height)
        assert max(map(cell_len, lines)) <= width


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.lists(quantities, min_size=3, max_size=3)), max_size=9), widths)
def test_no_bar_is_wider_than_asked(rows: list[tuple[str, list[float]]], width: int) -> None:
    given_rows = [Bar(label, tuple(values), "4 000 000 ₽") for label, values in rows]
    for drawn in (stacked(given_rows, PARTS, width), bars(given_rows, width)):
        assert max(map(cell_len, drawn.plain.split("\n"))) <= width

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.screen import Screen

from screens.base import CockpitScreen
from screens.columns import Column
from screens.lines import MARKER, Line, LineList, Row, Section
from screens.pages import PAGE, Pages
from screens.theme import DARK, LIGHT
from tests.screens.stage import Stage, painted

COLUMNS = (
    Column("name", "Client", least=12, weight=1, priority=9),
    Column("money", "Money", least=10, align="right", priority=5),
    Column("why", "Why here", least=30, priority=1),
)


def line(number: int) -> Line:
    return Line(number, (f"Client {number}", f"{number} ₽", "silent"))


def grouped() -> tuple[Row, ...]:
    return (Section("promised"), line(0), line(1), Section("silent"), line(2), Section("asleep"))


class ListScreen(CockpitScreen[None]):
    """A screen with one list that keeps what the list tells and the rows it wants."""

    def __init__(self, lines: LineList) -> None:
        super().__init__()
        self.lines = lines
        self.heard: list[object] = []
        self.wanted: list[LineList.Wanted] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.lines

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        self.heard.append(("chosen", event.key))

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        self.heard.append(("highlighted", event.key))

    def on_line_list_wanted(self, event: LineList.Wanted) -> None:
        self.wanted.append(event)


class Lists(Stage):
    """An app whose only screen shows a list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = LineList(COLUMNS, empty="Nobody here")
        self.list_screen = ListScreen(self.lines)

    def get_default_screen(self) -> Screen[None]:
        return self.list_screen

    @property
    def heard(self) -> list[object]:
        return self.list_screen.heard

    @property
    def wanted(self) -> list[LineList.Wanted]:
        return self.list_screen.wanted


async def shown(pilot: Pilot[Any], lines: LineList, rows: Sequence[Row]) -> None:
    lines.show(rows)
    lines.focus()
    await pilot.pause()


def at(lines: LineList) -> object:
    return lines.key


def marked(app: Stage) -> str:
    return next((text[2:].split("  ")[0] for text in painted(app) if text.startswith(MARKER)), "")


async def test_titles_stand_above_and_the_cursor_is_seen_without_colour() -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(0), line(1)])
        top = painted(app)[:3]
    assert top[0].split() == ["Client", "Money", "Why", "here"]
    assert top[1].startswith("▸ Client 0")
    assert top[2].startswith("  Client 1")


async def test_the_title_stays_while_the_lines_scroll() -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(n) for n in range(100)])
        await pilot.press("end")
        await pilot.pause()
        text = painted(app)
    assert text[0].split()[0] == "Client"
    assert text[-1].startswith("▸ Client 99")
    assert text[1].startswith("  Client 91")


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (["down"], 1),
        (["j", "j", "k"], 1),
        (["о", "о", "л"], 1),
        (["end"], 99),
        (["G", "up"], 98),
        (["G", "g"], 0),
        (["pagedown"], 8),
        (["pagedown", "pagedown", "pageup"], 8),
        (["up"], 0),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], at: int) -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(n) for n in range(100)])
        await pilot.press(*keys)
        await pilot.pause()
        assert app.lines.cursor == at
        assert marked(app) == f"Client {at}"


async def test_the_cursor_passes_over_sections() -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, grouped())
        seen = [app.lines.key]
        for key in ("down", "down", "down", "up", "home", "end"):
            await pilot.press(key)
            seen.append(app.lines.key)
        assert painted(app)[1].startswith("promised")
    assert seen == [0, 1, 2, 2, 1, 0, 2]


async def test_moving_tells_each_line_once_and_enter_chooses() -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(n) for n in range(3)])
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
    assert app.heard == [("highlighted", 0), ("highlighted", 1), ("highlighted", 2), ("chosen", 2)]


async def test_the_mouse_moves_the_cursor_and_a_second_click_chooses() -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, grouped())
        await pilot.click(LineList, offset=(5, 3))
        assert app.lines.key == 1
        await pilot.click(LineList, offset=(5, 4))
        assert app.lines.key == 1
        await pilot.click(LineList, offset=(5, 0))
        await pilot.press("up")
        await pilot.click(LineList, offset=(5, 3))
        assert ("chosen", 1) not in app.heard
        await pilot.click(LineList, offset=(5, 3))
        await pilot.pause()
    assert app.heard[-1] == ("chosen", 1)


async def test_the_cursor_keeps_its_client_when_the_lines_change() -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(n) for n in range(5)])
        await pilot.press("down", "down")
        app.lines.show([line(9), line(8), line(2), line(1)])
        assert at(app.lines) == 2
        app.lines.show([line(2), line(1)])
        assert (at(app.lines), app.lines.cursor) == (2, 0)
        app.lines.show([line(5), line(6)], keep=6)
        assert at(app.lines) == 6


async def test_when_its_client_is_gone_the_cursor_stands_on_the_next() -> None:
    app = Lists()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(0), line(1), line(2)])
        await pilot.press("down")
        app.lines.show([line(0), line(2)])
        await pilot.pause()
        assert at(app.lines) == 2
        assert app.heard[-2:] == [("highlighted", 1), ("highlighted", 2)]
        app.lines.show([line(0)])
        assert at(app.lines) == 0


async def test_an_empty_list_says_so_and_takes_every_key() -> None:
    app = Lists()
    async with app.run_test(size=(80, 11), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(0)])
        await shown(pilot, app.lines, [])
        await pilot.press("down", "up", "end", "home", "pagedown", "enter")
        await pilot.pause()
        assert painted(app)[5].strip() == "Nobody here"
        assert app.lines.cursor == -1
        assert app.lines.key is None
        await shown(pilot, app.lines, [Section("asleep")])
        await pilot.press("down", "enter")
        assert app.lines.cursor == -1
    assert app.heard == [("highlighted", 0)]


async def test_columns_disappear_in_a_narrow_terminal() -> None:
    app = Lists()
    async with app.run_test(size=(40, 10), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(0)])
        assert painted(app)[0].split() == ["Client", "Money"]
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        assert painted(app)[0].split() == ["Client"]
        await pilot.resize_terminal(100, 10)
        await pilot.pause()
        assert painted(app)[0].split() == ["Client", "Money", "Why", "here"]


async def test_moving_the_cursor_draws_two_lines_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Lists()
    drawn: list[int] = []
    render_line = LineList.render_line
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(n) for n in range(100)])

        def counted(lines: LineList, y: int) -> object:
            drawn.append(y)
            return render_line(lines, y)

        monkeypatch.setattr(LineList, "render_line", counted)
        await pilot.press("down")
        await pilot.pause()
    assert sorted(drawn) == [1, 2]


async def test_only_the_lines_in_sight_are_looked_at() -> None:
    class Counted(Sequence[Row]):
        def __init__(self) -> None:
            self.looked_at: set[int] = set()

        def __len__(self) -> int:
            return 1_000_000

        def __getitem__(self, index: int) -> Row:  # type: ignore[override]  # a list never slices its rows
            self.looked_at.add(index)
            return line(index)

    rows = Counted()
    app = Lists()
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await shown(pilot, app.lines, rows)
        await pilot.press("end", "home", "pagedown")
        await pilot.pause()
    assert len(rows.looked_at) < 200


async def test_lines_are_asked_for_when_they_come_into_sight() -> None:
    app = Lists()
    async with app.run_test(size=(80, 11), notifications=True) as pilot:
        app.lines.show_lazy(1_000_000)
        app.lines.focus()
        await pilot.pause()
        assert [event.rows for event in app.wanted] == [range(PAGE)]
        assert painted(app)[1].startswith("▸ …")
        app.lines.deliver(app.wanted[0], [line(n) for n in range(PAGE)])
        await pilot.pause()
        assert painted(app)[1].startswith("▸ Client 0")
        assert painted(app)[2].startswith("  Client 1")
        await pilot.press("end")
        await pilot.pause()
        assert app.wanted[1].rows == range(1_000_000 - PAGE, 1_000_000)
        app.lines.deliver(app.wanted[1], [line(n) for n in app.wanted[1].rows])
        await pilot.pause()
        assert marked(app) == "Client 999999"
        await pilot.press("up", "enter")
        await pilot.pause()
    assert len(app.wanted) == 2
    assert app.heard == [("highlighted", 0), ("highlighted", 999_999), ("highlighted", 999_998), ("chosen", 999_998)]


async def test_an_answer_to_an_earlier_question_is_dropped() -> None:
    app = Lists()
    async with app.run_test(size=(80, 11), notifications=True) as pilot:
        app.lines.show_lazy(300)
        await pilot.pause()
        app.lines.show_lazy(200)
        await pilot.pause()
        app.lines.deliver(app.wanted[0], [line(n) for n in range(PAGE)])
        assert app.lines.key is None
        app.lines.deliver(app.wanted[1], [line(n) for n in range(PAGE)])
        assert app.lines.key == 0


async def test_lines_that_could_not_be_fetched_are_asked_for_again() -> None:
    app = Lists()
    async with app.run_test(size=(80, 11), notifications=True) as pilot:
        app.lines.show_lazy(50)
        await pilot.pause()
        app.lines.fail(app.wanted[0])
        app.lines.refresh()
        await pilot.pause()
    assert [event.rows for event in app.wanted] == [range(50), range(50)]


async def test_another_theme_draws_the_lines_anew() -> None:
    app = Lists()
    async with app.run_test(size=(80, 11), notifications=True) as pilot:
        await shown(pilot, app.lines, [line(0), line(1)])
        grounds = []
        for theme in (DARK, LIGHT):
            app.theme = theme.name
            await pilot.pause()
            style = list(app.lines.render_line(2))[1].style
            assert style is not None
            assert style.bgcolor is not None
            grounds.append(style.bgcolor.get_truecolor().hex)
    assert grounds == [DARK.background, LIGHT.background]


def test_pages_not_used_for_long_are_forgotten() -> None:
    pages: Pages[int] = Pages(1_000_000)
    for start in range(0, 100 * PAGE, PAGE):
        assert pages.ask(start) == range(start, start + PAGE)
        pages.put(start, range(start, start + PAGE))
    assert pages.get(0) is None
    assert pages.ask(0) == range(PAGE)
    assert pages.get(99 * PAGE + 5) == 99 * PAGE + 5

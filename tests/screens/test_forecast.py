"""The forecast on the screen: by keyboard, at both widths, in both languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.content import Content

from cockpit.language import use
from cockpit.method.forecast import Band, Cell, Chance, Fact, Forecast, Place, Prospect, Range, Rest
from cockpit.method.money import Money
from cockpit.method.outlook import table
from cockpit.method.scope import DEPARTMENT
from cockpit.method.words import Temperature
from data.store import Store
from screens.numbers import forecast_rows, forecast_text, prospect_rows
from screens.plain import content
from screens.rows import Section
from tests.screens.department import DESK, NARROW, NOW, WIDE, Cockpit, cockpit, url
from tests.screens.seats import roubles
from tests.screens.stage import EVIL

DEALS = """\
ID,Deal Name,Company,Owner,Amount,Currency,Stage,Status,Created,Expected close date
1,Licences,ACME [/foo],Anna [b] Keller,1000000,RUB,Contract sent,open,2026-11-02,2026-11-30
2,Support,Vector [bold],Anna [b] Keller,500000,RUB,Proposal,open,2026-11-02,2027-01-05
3,Licences,Copper Kettle,Anna [b] Keller,,RUB,New lead,open,2026-11-09,
4,Licences,Harrow Lane,Oleg Marsh,300000,RUB,Contract sent,open,2026-11-10,2026-11-20
5,Licences,Plumbline,Oleg Marsh,2000,USD,Contract sent,open,2026-11-10,2026-12-01
"""
MONDAY = date(2026, 11, 23)
MONDAYS = tuple(MONDAY + timedelta(weeks=number) for number in range(8))
HOT, WARM, POTENTIAL = Temperature


@pytest.fixture(autouse=True)
def _english() -> object:
    use("en", year=2026)
    yield None
    use("en")


@asynccontextmanager
async def forecast(
    folder: Path, size: tuple[int, int] = WIDE, *, deals: str = DEALS, language: str = "en"
) -> AsyncIterator[Cockpit]:
    """Open the cockpit on what a file brought, and go to the forecast of the department."""
    file = folder / "deals.csv"
    file.write_text(deals, "utf-8")
    store = Store(url(folder), DESK)
    await store.open(NOW)
    assert (await store.import_files([file], NOW, apply=True)).applied
    assert store.close()
    async with cockpit(folder, size=size, language=language) as running:
        await running.on("ManagersScreen")
        await running.press("F")
        await running.on("ForecastPage")
        yield running


async def test_a_sum_opens_the_deals_behind_it_with_their_reason_and_a_deal_its_client(tmp_path: Path) -> None:
    """R27: type by week with bands; R55: why; R26: the rows behind a figure."""
    async with forecast(tmp_path) as at:
        await at.sees("hot, commit", "hot, likely", "warm, possible", "weighted", "₽1M", "₽600,000", "$2,000")
        await at.sees("hot 60% (assumed)", "in 8 of 10 cases, if the deals are independent")
        await at.press("right", "down")
        await at.sees("▾ 30 Nov", "hot, likely · the week of 30 Nov: ₽1,000,000")
        await at.press("enter")
        await at.on("ProspectsScreen")
        await at.sees("hot, likely · 30 Nov", "ACME [/foo]", "no result reached yet", "agreed for 30 Nov")
        assert "Plumbline" not in at.text, "it is in another currency"
        await at.press("enter")
        await at.on("QueueScreen")
        await at.sees("Anna [b] Keller", "ACME [/foo]")
        await at.press("escape")
        await at.on("ProspectsScreen")
        await at.press("escape")
        await at.on("ForecastPage")
        await at.press("up", "enter")
        await at.on("ProspectsScreen")
        await at.sees("hot, commit", "No deal stands here now.")


async def test_the_rows_beside_the_weeks_are_listed_and_open_their_deals(tmp_path: Path) -> None:
    """R27: overdue needs a new date, potential is not counted; each with deals, money and how many have no amount."""
    async with forecast(tmp_path) as at:
        await at.sees("overdue, needs a new date", "₽300,000", "potential, not counted", "1 without an amount")
        await at.press("end")
        await at.sees("Their clients are not talked warm yet.")
        assert "Money by week" not in at.text, "the table of two currencies leaves no room for pictures"
        await at.press("up")
        await at.sees("until a review gives them a new one")
        await at.press("enter")
        await at.on("ProspectsScreen")
        await at.sees("overdue, needs a new date", "1 deal", "Harrow Lane", "Oleg Marsh", "20 Nov")


async def test_at_eighty_columns_later_weeks_are_one_and_a_key_turns_to_the_pictures(tmp_path: Path) -> None:
    """R27: no money is lost at a small width; the picture reads without colour."""
    async with forecast(tmp_path, NARROW) as at:
        await at.sees("7 Dec", "later", "Total", "₽500,000")
        assert "14 Dec" not in at.text
        await at.press("down", "down", *["right"] * 3, "enter")
        await at.on("ProspectsScreen")
        await at.sees("warm, possible · later", "Vector [bold]", "1 deal")
        await at.press("escape", "c")
        await at.sees("Money by week", "▓▓", "░░", "From potential to paying", "● hot", "can pay")
        assert "hot, commit" not in at.text
        await at.sees("c Table")
        await at.press("c")
        await at.sees("hot, commit")
        await at.press("v")
        await at.sees("Nothing to compare yet", "v Weeks ahead")
        await at.press("v")
        await at.sees("hot, commit")


async def test_the_forecast_of_one_manager_is_his_alone_and_is_written_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "forecast.csv"
    async with forecast(tmp_path) as at:
        await at.sees("₽1M")
        await at.press("m")
        await at.on("WhoseDialog")
        await at.press("f", *"oleg", "enter")
        await at.on("ForecastPage")
        await at.sees("Oleg Marsh", "$2,000")
        await at.until(lambda: "₽1M" not in at.text)
        await at.press("e")
        await at.on("_ExportDialog")
        assert "forecast-oleg-marsh-2026-11-23.md" in at.text.replace("\n", "")
        await at.press("tab", "ctrl+u")
        await at.type(str(file))
        await at.press("ctrl+s")
        await at.sees("Written:")
        assert "Plumbline" in (written := file.read_text("utf-8-sig"))
        assert "ACME" not in written


async def test_the_language_is_changed_on_the_page(tmp_path: Path) -> None:
    async with forecast(tmp_path, language="ru") as at:
        await at.sees("горячий", "1 млн ₽")
        use("en", year=2026)
        await at.screen.speak()  # type: ignore[attr-defined]  # every screen of the cockpit has it
        await at.sees("hot, commit", "₽1M")
        await at.press("down", "right", "enter")
        await at.on("ProspectsScreen")
        await at.sees("ACME [/foo]")


async def test_with_nothing_to_expect_the_page_says_where_deals_come_from(tmp_path: Path) -> None:
    closed = "\n".join(DEALS.splitlines()[:1]) + ("\n1,Licences,ACME,Anna,1,RUB,Closed,won,2026-11-02,2026-11-10\n")
    async with forecast(tmp_path, deals=closed) as at:
        await at.sees("No open deal here", "import")
        assert not at.screen.check_action("export", ())


def text(lines: list[Content] | Content) -> str:
    found = [lines] if isinstance(lines, Content) else lines
    return "\n".join(line.plain for line in found).replace("\xa0", " ")


def _forecast(*cells: Cell, **facts: object) -> Forecast:
    found = Forecast(NOW, DEPARTMENT, MONDAYS, cells)
    return replace(found, **facts)  # type: ignore[arg-type]  # the fields of a record


@pytest.mark.parametrize("width", [72, 90, 110, 150])
def test_the_forecast_as_text_loses_no_money_at_any_width_and_keeps_to_it(width: int) -> None:
    """R27: what the summary of a sitting shows."""
    cells = tuple(Cell(HOT, week, "RUB", 0, 10**8, 10**8, 6 * 10**7, 1) for week in (*MONDAYS[:4], None))
    rests = (Rest(Place.OVERDUE, HOT, 1, (roubles(7_000_000),)), Rest(Place.UNDATED, WARM, 2, (roubles(9_000_000),), 1))
    found = _forecast(
        *cells,
        rests=rests,
        ranges=(Range("RUB", 10**8, 2 * 10**8, 4 * 10**8, 3 * 10**8),),
        chances=(Chance(HOT, 0.62, 13, 21, assumed=False), Chance(WARM, 0.25), Chance(POTENTIAL, 0.05)),
        slips={HOT: 4, WARM: 7},
        without_amount=2,
        kept=True,
    )
    lines = forecast_text.forecast(found, width)
    shown = text(lines)
    for part in ("₽5M", "₽7M", "₽9M", "1 without an amount", "hot 62% (won 13 of 21)", "₽1M to ₽4M", "later"):
        assert part in " ".join(shown.split()), part
    assert "warm 25% (assumed)" in " ".join(shown.split())
    assert "hot 4 days, warm 7 days" in " ".join(shown.split())
    assert "potential 5%" not in shown
    assert "As it stood when the sitting ended" in shown
    assert max(line.cell_length for line in lines) <= width


def test_the_picture_of_the_weeks_shows_each_band_by_another_fill() -> None:
    """R27: legible without colour."""
    cells = (
        Cell(HOT, MONDAYS[0], "RUB", 200, 400, 400, 0, 2),
        Cell(WARM, MONDAYS[0], "RUB", 0, 0, 400, 0, 1),
        Cell(WARM, None, "RUB", 0, 0, 400, 0, 1),
    )
    [block] = table(_forecast(*cells), 3)
    first, *_, last, legend = text(forecast_rows.weeks_picture(block, 60)).split("\n")
    assert "█▓" in first
    assert "▓░" in first
    assert abs(first.count("░") - first.count("▓") - first.count("█")) <= 1
    assert abs(last.count("░") - first.count("░")) <= 1
    assert "█" not in last
    assert all(word in legend for word in ("commit", "likely", "possible"))


def test_what_came_stands_beside_what_was_expected_by_week_and_band() -> None:
    """R28: error by band and week; money from elsewhere apart; a median only of enough weeks."""
    weeks = [MONDAY - timedelta(weeks=number) for number in range(1, 7)]
    facts = [
        Fact(week, band, "RUB", 1_000_00, 800_00, 50_00, 3) for week in weeks[:5] for band in (Band.COMMIT, Band.LIKELY)
    ]
    facts.append(Fact(weeks[5], Band.COMMIT, "RUB", 0, 0, 70_00))
    rows = forecast_rows.fact_rows(facts, 20)
    sections = [str(row.text) for row in rows if isinstance(row, Section)]
    assert sections[0].replace("\xa0", " ") == "Week of 16 Nov · ₽50 came from elsewhere"
    assert sections[-1].endswith("nothing was expected")
    assert len(rows) == len(sections) + 10
    about = text(content(forecast_rows.about_facts(facts)))
    assert "Median error of 6 weeks: commit 20%, likely 20%" in about
    few = text(content(forecast_rows.about_facts(facts[:4])))
    assert "20%" not in few
    assert "from 5 weeks on" in few


@pytest.mark.parametrize("name", EVIL)
def test_no_name_can_hurt_the_deals(name: str) -> None:
    """R55: what speaks against a deal comes first, the last reached result with its day and head at the end."""
    found = Prospect(
        1, 1, name, 1, name, HOT, Place.DATED, Band.LIKELY, Money(5, "RUB"), agreed_on=MONDAY,
        expected_on=MONDAY + timedelta(days=4), rate=0.6, reached=name, reached_on=date(2026, 11, 18),
        confirmed_by="Irina", slips=2, slip_days=19, stopped=True, missed=True,
    )  # fmt: skip
    shown = text(prospect_rows.whole(found))
    assert "\x1b" not in shown
    told = (
        "agreed for 23 Nov, usually 27 Nov",
        "a risk stops",
        "plan was missed",
        "moved 2×, 19 days",
        "reached 18 Nov",
    )
    places = [shown.index(part) for part in told]
    assert places == sorted(places)
    assert shown.endswith("(Irina)")
    assert len(prospect_rows.prospect(found, MONDAY, one_manager=True, dated=True).cells) == len(
        prospect_rows.columns(one_manager=True, dated=True)
    )

"""The key figures on the screen: by keyboard, in both widths and languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from cockpit.language import use
from cockpit.method.entry import ClientEntry, DealEntry, DealFields, ManagerEntry, read_deal
from cockpit.method.kpi import Figure, Line, Value
from cockpit.method.scope import DEPARTMENT
from cockpit.method.sheet import SheetForm
from cockpit.method.window import Period, window
from cockpit.method.words import DealStatus
from data.store import Store
from screens.columns import places
from screens.numbers.page import Page, _tabs
from tests.screens.department import ANNA, DESK, NARROW, NOW, OLEG, WIDE, Cockpit, cockpit, fill, url

SEPTEMBER = datetime(2026, 9, 1, 12, tzinfo=NOW.tzinfo)
MONTH = window(Period.MONTH, NOW.date())


@pytest.fixture(autouse=True)
def _english_again() -> object:
    yield None
    use("en")


async def close(store: Store, client: str, amount: str, closed: date, status: DealStatus, manager: str = ANNA) -> None:
    """Add a client of a manager with one deal that was closed on a day."""
    line = next(line for line in await store.managers(NOW) if line.manager.name == manager)
    saved = await store.save_client(ClientEntry(line.manager.id, client), SEPTEMBER)
    day = f"{closed:%d.%m.%Y}"
    entry = DealEntry(saved.id, "Supply [/]", amount, "", status, "01.09.2026", closed_on=day, lost_reason="Price [/]")
    fields = read_deal(entry, NOW.date(), DESK.norms.calendar, "RUB")
    assert isinstance(fields, DealFields), fields
    await store.save_deal(fields, NOW)


@asynccontextmanager
async def kpis(folder: Path, size: tuple[int, int] = WIDE, language: str = "en") -> AsyncIterator[Cockpit]:
    """Open the key figures of a department where Anna won and lost, and Oleg won in the month before."""
    await fill(folder)
    store = Store(url(folder), DESK)
    await store.open(NOW)
    await close(store, "Won [/foo]", "300000", date(2026, 11, 12), DealStatus.WON)
    await close(store, "Lost x[/]y", "70000", date(2026, 11, 13), DealStatus.LOST)
    await close(store, "October [red", "200000", date(2026, 10, 20), DealStatus.WON, OLEG)
    assert store.close()
    async with cockpit(folder, size=size, language=language) as running:
        await running.on("ManagersScreen")
        await running.press("n")
        await running.on("KpisPage")
        yield running


async def test_the_eight_figures_stand_with_the_month_before_and_everybody_beside_them(tmp_path: Path) -> None:
    """R18, R19, R20, R21, R22, R23, R24, R25: the figures with n, window and the period before."""
    async with kpis(tmp_path) as at:
        await at.sees("1–23 Nov of 30, still running", "Hot clients", "Clients refused", "Deals won", "Warm money")
        await at.sees("Days to win", "Check, mean", "Offers per client", "Revenue, week", "1 of 2", "Differs")
        await at.press("down", "down", "down", "down")
        await at.sees("1–31 Oct", "the last 8 periods", OLEG.split()[0])
        assert "₽300,000" in at.text


async def test_a_figure_opens_its_rows_and_a_row_its_client(tmp_path: Path) -> None:
    """R26: from a figure to the rows behind it, to the client, and back to the same figure."""
    async with kpis(tmp_path) as at:
        await at.sees("Clients refused")
        await at.press("down", "down", "enter")
        await at.on("BehindScreen")
        await at.sees("Clients refused · the whole department · 1–23 Nov of 30", "Lost x[/]y", "1 row")
        assert "Won [/foo]" not in at.text
        await at.press("enter")
        await at.on("QueueScreen")
        await at.press("escape")
        await at.on("BehindScreen")
        await at.press("escape")
        await at.on("KpisPage")
        await at.sees("clients a deal of whom was lost")


async def test_of_few_cases_no_rate_is_told_and_nothing_is_coloured(tmp_path: Path) -> None:
    """Rule 6: two closed deals make no rate, and no change is called good or bad."""
    async with kpis(tmp_path) as at:
        await at.press("down", "down", "down")
        await at.sees("1 of 2", "2 deals")
        assert "%" not in at.text


async def test_the_window_goes_back_and_forth_and_takes_own_days(tmp_path: Path) -> None:
    async with kpis(tmp_path) as at:
        await at.press("left")
        await at.sees("1–31 Oct", "₽200,000")
        assert "still running" not in at.text.splitlines()[0]
        await at.press("right")
        await at.sees("still running")
        await at.press("right", "left", "left", "t")
        await at.sees("1–23 Nov of 30")
        await at.press("w", "4")
        await at.sees("1 Oct – 23 Nov of 31 Dec")
        await at.press("w", "5")
        await at.on("FormDialog")
        for typed in ("20.10", "19.10"):
            await at.press("ctrl+u")
            await at.type(typed)
            await at.press("enter")
        await at.sees("The last day comes before the first.")
        await at.press("ctrl+u")
        await at.type("12.11")
        await at.press("enter")
        await at.on("KpisPage")
        await at.sees("20 Oct – 12 Nov", "2 · ₽500,000")


async def test_whose_figures_is_chosen_by_letters_and_kept_on_the_way_back(tmp_path: Path) -> None:
    async with kpis(tmp_path) as at:
        await at.sees("the whole department")
        await at.press("m")
        await at.on("WhoseDialog")
        await at.press("f", "o", "l", "e", "g")
        await at.until(lambda: "Anna" not in at.text.split("Whose figures")[1])
        await at.press("enter")
        await at.on("KpisPage")
        await at.sees(f"Key figures · {OLEG}")
        await at.press("left")
        await at.sees("₽200,000")


async def test_the_queue_opens_the_figures_of_its_manager(tmp_path: Path) -> None:
    async with kpis(tmp_path) as at:
        await at.press("escape")
        await at.on("ManagersScreen")
        await at.press("enter")
        await at.on("QueueScreen")
        await at.sees("ACME")
        await at.press("n")
        await at.on("KpisPage")
        await at.sees(f"Key figures · {ANNA}")
        await at.press("escape")
        await at.on("QueueScreen")


async def test_at_eighty_columns_a_key_turns_between_the_figures_and_everybody(tmp_path: Path) -> None:
    """R20: the same figure for every manager, and enter there shows all of his."""
    async with kpis(tmp_path, NARROW) as at:
        await at.sees("Deals won", "Differs")
        assert OLEG not in at.text
        await at.press("down", "down", "down", "down", "c")
        await at.sees("Segments", "Managers", "Anna [/foo]", "the last 8 periods")
        await at.press("end", "enter")
        await at.sees("Key figures · Oleg", "Hot clients in work", "1 · ₽200,000")


async def test_the_pages_and_keys_work_in_russian_and_the_language_changes_in_place(tmp_path: Path) -> None:
    async with kpis(tmp_path, NARROW, language="ru") as at:
        await at.sees("300 000 ₽")
        await at.press("ь")  # the key of m
        await at.on("WhoseDialog")
        await at.press("escape")
        await at.on("KpisPage")
        await at.press("ц")  # the key of w
        await at.on("ChoiceDialog")
        await at.press("escape")
        use("en")
        await at.screen.speak()  # type: ignore[attr-defined]  # every screen of the cockpit has it
        await at.sees("Deals won", "₽300,000")


async def test_an_empty_department_is_told_what_to_do(tmp_path: Path) -> None:
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    await store.save_manager(ManagerEntry(ANNA), NOW)
    assert store.close()
    async with cockpit(tmp_path) as at:
        await at.on("ManagersScreen")
        await at.press("n")
        await at.on("KpisPage")
        await at.sees("Nothing to count yet. Import a CRM's file")
        await at.press("left")
        await at.sees("Nothing happened in these days")


async def test_the_figures_are_written_into_a_file(tmp_path: Path) -> None:
    async with kpis(tmp_path) as at:
        await at.sees("Deals won")
        await at.press("e")
        await at.on("_ExportDialog")
        field = at.app.focused
        assert field is not None
        await at.press("escape")
        store = Store(url(tmp_path), DESK)
        await store.open(NOW)
        file = tmp_path / "kpi.csv"
        await store.export_kpi(file, SheetForm.CSV, NOW, MONTH)
        assert store.close()
        assert "Won" not in file.read_text("utf-8-sig")
        assert "300000.00 RUB" in file.read_text("utf-8-sig")


@pytest.mark.parametrize("width", [78, 98, 118])
@pytest.mark.parametrize("page", Page)
def test_the_line_of_the_pages_fits_and_has_every_digit(width: int, page: Page) -> None:
    text = "".join(text for text, _ in _tabs(page, width))
    assert len(text) <= width
    assert [digit for digit in "123456" if f" {digit} " in text] == list("123456")


def test_the_columns_of_the_figures_all_stand_beside_everybody_at_120_columns() -> None:
    from screens.numbers import kpi_rows

    values = {Figure.CHECK: Value(Figure.CHECK, MONTH, n=4_238)}
    columns, beside = kpi_rows.columns(Line(DEPARTMENT, "", values, values)), kpi_rows.everybody_columns()
    figures = {columns[place.index].key: place.width for place in places(columns, 69)}
    others = {beside[place.index].key for place in places(beside, 42)}
    assert list(figures) == ["figure", "value", "n", "before", "before-n", "change"]
    assert (figures["n"], figures["before-n"]) == (5, 5)
    assert {"value", "n", "bar"} <= others

"""The queue's powers over many clients: the time budget, the high-check line, the second sitting, who sleeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cockpit.language import use
from cockpit.method.budget import Awaited, Cost, Costs, Workload, spend
from cockpit.method.money import Money
from cockpit.method.overview import Debt, QueueLine, QueueView
from cockpit.method.playbook import HighCheck
from cockpit.method.records import Client, Deferral, Manager
from cockpit.method.sentence import say, say_count
from cockpit.method.words import Ending, Lane, SittingState, Temperature
from data.store import Store
from screens import queue_head, queue_rows
from screens.lines import LineList
from screens.queue_rows import why
from tests.screens.department import DESK, NARROW, NOW, WIDE, Cockpit, add_client, cockpit, fill, url
from tests.screens.seats import sitting
from tests.screens.test_queue import open_queue


@pytest.fixture(autouse=True)
def _english() -> None:
    use("en", year=2026)


VIEW = QueueView(Manager(1, "Anna [/foo]"), {Lane.PROMISED: (3, 1), Lane.REST: (2,)}, {}, None, ())


async def with_sleepers(folder: Path, count: int = 3) -> None:
    """Fill the folder and let the first manager have some sleeping clients, of 10, 20, 30 … thousand roubles."""
    await fill(folder)
    store = Store(url(folder), DESK)
    await store.open(NOW)
    anna = (await store.managers(NOW))[0].manager
    for number in range(count):
        name = f"Sleeper {number} [/zzz]"
        await add_client(store, anna, name, f"{count - number}0000", at=NOW - timedelta(days=200 + number))
    assert store.close()


async def sleepers(running: Cockpit) -> None:
    await open_queue(running)
    await running.press("z")
    await running.on("AsleepScreen")
    await running.sees("Sleeper 0 [/zzz]")


async def test_the_minutes_are_asked_for_and_the_list_shows_where_they_end(tmp_path: Path) -> None:
    """R31: nobody was reviewed yet, so each client is assumed to take half an hour, and an hour covers two of four."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.sees("about 2 h, assumed")
        await running.press("b")
        await running.on("FormDialog")
        await running.sees("A first review takes 30:00 (assumed: the target). The 4 clients", "60")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("60 min cover 2 clients and 95% of the money due; beyond it: 2 clients, ₽90,000")
        rows = running.text.splitlines()
        edge = next(number for number, row in enumerate(rows) if "the time ends here" in row)
        assert "x[/]y" in rows[edge - 1]
        assert "ООО [Ромашка]" in rows[edge + 1]


async def test_those_beyond_the_time_are_put_off_after_a_question_and_come_back_by_undo(tmp_path: Path) -> None:
    """R31, under the Russian layout."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("и")
        await running.on("FormDialog")
        await running.press("9", "0")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("90 min cover 3 clients", "the time ends here")
        await running.press("И")
        await running.on("ConfirmDialog")
        await running.sees("Put 1 client off until Tue 24 Nov?", "The time does not cover 1 client.", "no time left")
        await running.press("escape")
        await running.on("QueueScreen")
        await running.press("B")
        await running.on("ConfirmDialog")
        await running.press("y")
        await running.sees("1 client is put off", "1 of 4", "90 min cover 3 clients: all that are due")
        await running.press("u")
        await running.sees("Not put off any more: $name [red.", "0 of 4", "the time ends here")


async def test_without_anybody_due_there_is_no_time_to_plan(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("j", "enter")
        await running.on("QueueScreen")
        await running.sees("nobody is due")
        await running.press("b")
        await running.sees("there is no time to plan")


async def test_minutes_that_are_no_number_are_said_and_an_empty_field_takes_the_budget_away(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("b")
        await running.on("FormDialog")
        await running.type("an hour")
        await running.press("enter")
        await running.sees("Type whole minutes, from 1 to 600.")
        await running.press(*["backspace"] * 9)
        await running.type("45")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("45 min cover 1 client")
        await running.press("b")
        await running.on("FormDialog")
        await running.press("backspace", "enter")
        await running.on("QueueScreen")
        await running.until(lambda: not running.shows("the time ends here"))


async def test_sleeping_clients_are_marked_and_parked_together(tmp_path: Path) -> None:
    await with_sleepers(tmp_path)
    async with cockpit(tmp_path) as running:
        await sleepers(running)
        await running.press("space")
        await running.sees("marked: 1 client, ₽30,000")
        await running.press("space")
        await running.sees("marked: 2 clients, ₽50,000")
        await running.press("2")
        await running.on("FormDialog")
        await running.sees("Park until a day: 2 clients, ₽50,000")
        await running.press("ctrl+s")
        await running.sees("Until which day?", "Why is the client put off?")
        await running.type("+3")
        await running.press("enter")
        await running.type("tender [/]")
        await running.press("enter")
        await running.on("AsleepScreen")
        await running.sees("2 clients are parked; u takes it back.", "1 · ₽10,000")
        await running.press("u")
        await running.sees("Not parked any more: Sleeper 0 [/zzz], Sleeper 1 [/zzz].", "3 · ₽60,000")


async def test_all_sleeping_clients_are_refused_with_one_reason_under_the_russian_layout(tmp_path: Path) -> None:
    await with_sleepers(tmp_path)
    async with cockpit(tmp_path) as running:
        await sleepers(running)
        await running.press("ф", "3")
        await running.on("FormDialog")
        await running.sees("Refuse: 3 clients, ₽60,000", "Their open deals are lost today")
        await running.press("enter")
        await running.sees("Why are they refused?")
        await running.type("no project")
        await running.press("enter")
        await running.on("AsleepScreen")
        await running.sees("3 clients are refused", "Nobody sleeps here")
        await running.press("й")
        await running.on("QueueScreen")
        await running.until(lambda: not running.shows("asleep"))


async def test_the_client_under_the_cursor_is_kept_and_stands_in_the_queue_again(tmp_path: Path) -> None:
    await with_sleepers(tmp_path, 1)
    async with cockpit(tmp_path) as running:
        await sleepers(running)
        await running.press("enter")
        await running.on("ChoiceDialog")
        await running.sees("What becomes of Sleeper 0 [/zzz], ₽10,000?")
        await running.press("1")
        await running.on("ConfirmDialog")
        await running.press("enter")
        await running.sees("1 client is kept")
        await running.press("escape")
        await running.on("QueueScreen")
        await running.sees("Sleeper 0 [/zzz]")


async def test_a_manager_whose_clients_are_awake_has_nobody_to_decide_about(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, size=NARROW) as running:
        await open_queue(running)
        await running.press("z")
        await running.on("AsleepScreen")
        await running.sees("Nobody sleeps here: escape leads back to the queue.")
        await running.press("1", "enter", "a", "space")
        await running.on("AsleepScreen")


async def test_without_a_line_the_high_check_key_says_where_it_is_set(tmp_path: Path) -> None:
    """R43."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("c")
        await running.sees("No high-check line is set for this segment")


async def test_high_check_clients_alone_are_shown_and_what_that_leaves_out_is_said(tmp_path: Path) -> None:
    """R43: from half a million on, before the sitting and within it, under both layouts."""
    await fill(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    await store.save_playbook_part(None, "high_check", HighCheck(Money(500_000_00, "RUB")), NOW)
    assert store.close()
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("j", "j", "c")
        await running.sees(
            "high-check only, from ₽500,000 (set in the playbook): 2 clients, ₽90,000 left out", "2 clients due"
        )
        assert not running.shows("ООО [Ромашка]")
        await running.press("s")
        await running.on("ReviewScreen")
        await running.press("escape")
        await running.on("QueueScreen")
        await running.sees("0 of 2", "high-check only, from ₽500,000")
        await running.press("с")
        await running.sees("0 of 4", "ООО [Ромашка]")
        await running.until(lambda: not running.shows("high-check only"))


async def test_an_interval_of_its_own_is_set_and_shown_beside_the_list(tmp_path: Path) -> None:
    """R5: the form says the rule that no client waits longer than a week."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("i")
        await running.on("FormDialog")
        await running.sees("Review interval of ACME [/foo]", "never waits longer than a week")
        await running.type("3")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("3 working days, own")


def _texts(view: QueueView, width: int = 200) -> list[str]:
    lines = queue_head.lines(view, None, None, 0, width)
    return ["".join(text for text, _ in line).replace("\xa0", " ") for line in lines]


def test_the_head_says_the_debt_what_is_left_out_and_that_it_is_the_second_sitting() -> None:
    """R4, R6, R43."""
    view = QueueView(
        VIEW.manager,
        VIEW.lanes,
        {Lane.PROMISED: (Money(1_000_000_00, "RUB"),)},
        None,
        (),
        line=Money(500_000_00, "RUB"),
        high_only=True,
        left_out=9,
        left_out_money=(Money(1_200_000_00, "RUB"),),
        second=True,
        debt=Debt(3, (Money(900_000_00, "RUB"),), 4),
    )
    first, second, third = _texts(view)
    assert first == "2 clients due · ₽1M · review debt 3 clients, ₽900,000, oldest 4 days past"
    assert second == "second sitting: what was promised for today and what changed"
    assert third == "high-check only, from ₽500,000 (set in the playbook): 9 clients, ₽1.2M left out"
    of_the_money = _texts(replace(view, line_percent=60))[2]
    assert of_the_money == "high-check only, from ₽500,000 (60% of the money): 9 clients, ₽1.2M left out"
    assert _texts(view, 40)[:2] == ["2 clients due · ₽1M", "review debt 3 clients, ₽900,000, oldest 4 days past"]


def test_the_minutes_of_the_budget_that_are_used_are_told() -> None:
    """R31: half an hour is left of an hour, and covers one first review of two."""
    workload = Workload((Awaited(3, True), Awaited(1, True)), Costs(Cost(300.0), Cost(1800.0)))
    budget = spend(workload, 30, date(2026, 11, 24))
    said = queue_head.lines(VIEW, workload, budget, 30, 200)
    assert "".join(text for text, _ in said[-1]).replace("\xa0", " ") == (
        "30 min cover 1 client; beyond it: 1 client · 30 min are used"
    )


def test_the_largest_client_beyond_the_time_is_named() -> None:
    """R31."""
    due = [Awaited(number, False, Money(number * 1_000_00, "USD"), f"ACME {number} [/]") for number in (1, 9, 4)]
    budget = spend(Workload(tuple(due), Costs(Cost(300.0), Cost(1800.0))), 5, date(2026, 11, 24))
    assert queue_head.covered(budget).replace("\xa0", " ") == (
        "5 min cover 1 client and 7% of the money due; beyond it: 2 clients, $13,000, the largest ACME 9 [/] $9,000"
    )


@pytest.mark.parametrize(
    ("reviewed", "put_off", "told"),
    [
        ((), (1, 2), "nobody is left: 2 put off; x ends"),
        ((1,), (1, 2), "nobody is left: 1 reviewed, 1 put off; x ends"),
        ((1, 2), (), "every due client is reviewed: x ends"),
    ],
)
def test_the_head_says_how_the_due_clients_were_worked_through(
    reviewed: tuple[int, ...], put_off: tuple[int, ...], told: str
) -> None:
    """R7."""
    deferred = {client: Deferral(client, date(2026, 11, 24), "no time") for client in put_off}
    held = replace(sitting(1, 2), due=frozenset({1, 2}), reviewed=frozenset(reviewed), deferred=deferred)
    assert _texts(replace(VIEW, sitting=held))[0] == told
    assert queue_head.progress(replace(VIEW, sitting=held)).startswith("2 of 2 · ")


def test_the_head_says_that_nothing_was_done_yet_or_when_the_sitting_ended() -> None:
    """R7."""
    empty = replace(sitting(1, 2), due=frozenset({1, 2}), reviewed=frozenset(), deferred={})
    assert queue_head.progress(replace(VIEW, sitting=empty)) == "0 of 2 · begun, nothing done yet"
    ended = replace(VIEW, sitting=None, ended=SittingState.INCOMPLETE, ended_at=NOW.replace(hour=19, minute=32))
    assert queue_head.progress(ended) == "sitting ended 19:32, incomplete: s opens it again"
    assert queue_head.progress(replace(ended, ended=SittingState.COMPLETE)).startswith("sitting ended 19:32, complete")


SILENT = say(
    "{silent}, norm {norm} (×{factor})", silent=say_count("silent {n} day", "silent {n} days", 16), norm=10, factor=1.6
)


def line(*, is_open: bool = True, ending: Ending | None = None) -> QueueLine:
    client = Client(1, 1, "ACME [/foo]", Temperature.HOT, is_open=is_open, money=Money(1, "RUB"), estimated=True)
    return QueueLine(client, Lane.SILENT, SILENT, None, None, None, ending=ending)


@pytest.mark.parametrize(
    ("width", "text"),
    [(0, "silent 16 days, norm 10 (×1.6)"), (30, "silent 16 days, norm 10 (×1.6)"), (29, "silent 16 days (×1.6)")],
)
def test_a_narrow_reason_loses_the_norm_before_the_factor(width: int, text: str) -> None:
    assert why(line(), width) == text


@pytest.mark.parametrize(
    ("ending", "text"), [(Ending.REFUSED, "refused"), (Ending.PAID, "paid"), (None, "no open deals")]
)
def test_a_client_that_ended_tells_how_and_asks_for_no_task(ending: Ending | None, text: str) -> None:
    cells = queue_rows.client(1, line(is_open=False, ending=ending), None, 0).cells
    assert cells[4] == text
    assert (cells[3], cells[5]) == ((("—", "muted"),), (("—", "muted"),))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_reason_of_a_russian_queue_keeps_its_factor(tmp_path: Path, size: tuple[int, int]) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, language="ru", size=size) as running:
        screen = await open_queue(running)
        await running.sees("(×1,5)")
        assert screen.query_one(LineList).width_of("why") > 0


async def test_the_second_sitting_of_a_day_asks_for_what_was_promised_and_what_changed(tmp_path: Path) -> None:
    """R4: after a sitting in the morning the rest is folded into one line."""
    await fill(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    anna = (await store.managers(NOW))[0].manager
    await add_client(store, anna, "New [/]", "1000", at=NOW)
    sitting = await store.sit_down(anna.id, NOW)
    await store.defer_many(sitting.id, sorted(sitting.due), date(2026, 11, 24), "later", NOW)
    await store.end_sitting(sitting.id, NOW)
    assert store.close()
    async with cockpit(tmp_path, now=NOW.replace(hour=15)) as running:
        await running.on("ManagersScreen")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("second sitting: what was promised for today and what changed", "the rest  1")
        assert not running.shows("New [/]")
        await running.press("G", "g", "enter")
        await running.sees("New [/]", "enter folds them")

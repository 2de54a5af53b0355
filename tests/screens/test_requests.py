"""What managers lack: noted on the card, merged, ranked, closed and taken back; leads and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.method.records import Wish
from cockpit.method.words import Area, RequestState
from data.store import Store
from screens.backers import BackersDialog
from screens.requests import RequestsScreen
from screens.review import ReviewScreen
from tests.screens.department import DESK, NARROW, NOW, WIDE, Cockpit, cockpit, fill, url
from tests.screens.test_queue import open_queue


async def to_card(running: Cockpit) -> ReviewScreen:
    """Sit down beside the first manager, at his first client."""
    await open_queue(running)
    await running.press("s")
    await running.on("ReviewScreen")
    await running.sees("ACME [/foo]")
    assert isinstance(running.screen, ReviewScreen)
    return running.screen


async def to_requests(running: Cockpit) -> RequestsScreen:
    """Go to the requests from the managers."""
    await running.on("ManagersScreen")
    await running.press("w")
    await running.on("RequestsScreen")
    await running.sees("open request")
    assert isinstance(running.screen, RequestsScreen)
    return running.screen


async def filled(folder: Path, *wishes: Wish) -> None:
    """A department that lacks something."""
    await fill(folder)
    store = Store(url(folder), DESK)
    await store.open(NOW)
    for wish in wishes:
        await store.add_request(wish, NOW)
    assert store.close()


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("keys", [("t", "ctrl+t"), ("е", "ctrl+е")], ids=["latin", "russian"])
async def test_one_key_on_the_card_notes_what_is_missing(
    tmp_path: Path, size: tuple[int, int], keys: tuple[str, str]
) -> None:
    """R30, R50: t opens the row, ctrl+t turns the area while one types, in either layout."""
    await fill(tmp_path)
    async with cockpit(tmp_path, size=size) as running:
        screen = await to_card(running)
        await running.press(keys[0])
        await running.type("Case [/] studies")
        assert screen.seat is not None
        assert [(wish.area, wish.text) for wish in screen.seat.draft.requests] == [(Area.TOOL, "Case [/] studies")]
        await running.press(keys[1])
        assert screen.seat.draft.requests[0].area is Area.MARKETING
        await running.sees("marketing", "Case [/] studies")
        await running.press("escape")
        assert not screen.typing


async def test_the_same_wish_is_written_the_same_way(tmp_path: Path) -> None:
    """R30: the words of a known request are offered, and bring its area."""
    await filled(tmp_path, Wish(Area.OFFER, "Payment [x] in parts"))
    async with cockpit(tmp_path) as running:
        screen = await to_card(running)
        assert screen.seat is not None
        await running.until(lambda: bool(screen.session.wishes))
        await running.press("t", "p", "a", "y")
        await running.until(lambda: "Payment [x] in parts"[3:] in running.text)
        await running.press("right")
        await running.sees("offer  known")
        assert screen.seat.draft.requests[0].area is Area.OFFER


async def test_a_wish_like_an_open_one_says_so_while_it_is_typed_and_a_key_takes_it(tmp_path: Path) -> None:
    """R30: no duplicate is made unnoticed."""
    await filled(tmp_path, Wish(Area.OFFER, "Price calculator [x]"))
    async with cockpit(tmp_path, size=NARROW) as running:
        screen = await to_card(running)
        await running.until(lambda: bool(screen.session.wishes))
        await running.press("t")
        await running.type("Calculator of prices")
        await running.sees("ctrl+l like: Price calculator [x]")
        await running.press("ctrl+l")
        await running.sees("offer  known")
        assert screen.seat is not None
        assert [wish.text for wish in screen.seat.draft.requests] == ["Price calculator [x]"]
        assert "like: " not in running.text


async def test_a_request_is_noted_merged_ranked_and_taken_back(tmp_path: Path) -> None:
    """R30: from the card to the list ranked by the money stuck behind it."""
    await filled(tmp_path, Wish(Area.TOOL, "Price calculator"), Wish(Area.OFFER, "Instalments"))
    async with cockpit(tmp_path) as running:
        screen = await to_card(running)
        await running.press("t")
        await running.type("A calculator of prices")
        await running.press("escape", "n")
        await running.type("Call")
        await running.press("enter")
        await running.type("They say yes")
        await running.press("ctrl+s")
        await running.until(lambda: screen.seat is not None and "ACME" not in screen.seat.card.client.name)
        await running.press("q")
        await running.on("QueueScreen")
        await running.press("q")
        await to_requests(running)
        await running.sees("3 open requests · 2 look like another", "≈", "₽1.3M", "looks like: Price calculator")
        await running.press("m")
        await running.on("MergeDialog")
        await running.sees("What is the same as “A calculator of prices”?", "1 will be merged")
        await running.sees("Stays: A calculator of prices")
        await running.press("t")
        await running.sees("Stays: Price calculator")
        await running.press("t")
        await running.sees("Stays: A calculator of prices")
        await running.press("enter")
        await running.sees("2 open requests", "Merged into “A calculator of prices”.")
        await running.press("c")
        await running.sees("merged into “A calculator of prices”")
        await running.press("c", "u")
        await running.sees("3 open requests")
        await running.press("u")
        await running.sees("The review of ACME [/foo] was taken back.", "2 open requests")
        left = await running.app.store.open_requests()
        assert [request.text for request in left] == ["Price calculator", "Instalments"]


async def test_every_number_opens_its_clients_and_leads_to_their_queue(tmp_path: Path) -> None:
    """R30, R51: the clients behind a source of leads, with money that adds up to it."""
    await filled(tmp_path)
    async with cockpit(tmp_path, size=WIDE) as running:
        await running.on("ManagersScreen")
        await running.press("w")
        await running.on("RequestsScreen")
        await running.sees("Nothing is missing yet: t on a client's card notes it")
        await running.press("tab")
        await running.sees("not named", "₽1.8M", "the last 90 days")
        await running.press("enter")
        await running.until(lambda: isinstance(running.screen, BackersDialog))
        await running.sees("ACME [/foo]", "₽1.3M", "x[/]y", "no amount")
        await running.press("down", "enter")
        await running.on("QueueScreen")
        await running.sees("x[/]y")
        await running.press("q")
        await running.on("RequestsScreen")
        await running.press("right")
        await running.sees("Nobody has refused in these days.")
        assert not {"wants.merge", "wants.add"} & {each.binding.id for each in running.screen.active_bindings.values()}


async def test_a_request_is_added_changed_closed_and_opened_again_by_keys(tmp_path: Path) -> None:
    """R50."""
    await filled(tmp_path, Wish(Area.TOOL, "Calculator"))
    async with cockpit(tmp_path, size=NARROW) as running:
        await to_requests(running)
        await running.press("2")
        await running.sees("No such request.")
        await running.press("a", "ctrl+s")
        await running.sees("What is missing?")
        await running.type("Cases [/b]")
        await running.press("ctrl+s")
        await running.on("RequestsScreen")
        await running.sees("Cases [/b]", "2 open requests")
        assert "Calculator" not in running.text
        await running.press("e")
        await running.type(" of banks")
        await running.press("ctrl+s")
        await running.sees("of banks")
        await running.press("x", "ctrl+s")
        await running.sees("Why will it not be met?")
        await running.type("too dear")
        await running.press("ctrl+s")
        await running.on("RequestsScreen")
        await running.sees("1 open request")
        await running.press("c")
        await running.sees("too dear")
        await running.press("d")
        await running.sees("is open again")
        await running.press("c", "0", "d")
        await running.sees("is done")
        found = {line.request.text: line.request.state for line in await running.app.store.requests()}
        assert sorted(found.values()) == [RequestState.DONE, RequestState.OPEN]


async def test_the_three_pages_are_written_into_a_file(tmp_path: Path) -> None:
    """R26, R30: the end of the name is the form; one that is none of them is told."""
    await filled(tmp_path, Wish(Area.TOOL, "=cmd"))
    file = tmp_path / "requests.csv"
    async with cockpit(tmp_path) as running:
        await to_requests(running)
        await running.press("o")
        await running.on("_ExportDialog")
        await running.press("tab", "ctrl+u")
        await running.type(str(tmp_path / "requests.doc"))
        await running.press("ctrl+s")
        await running.sees("The name ends with .md, .csv, .xlsx, .json.")
        await running.press(*["backspace"] * 3)
        await running.type("csv")
        await running.press("ctrl+s")
        await running.on("RequestsScreen")
        await running.until(file.exists)
    assert "'=cmd" in file.read_text("utf-8-sig")


async def test_the_pages_speak_the_other_language_where_they_are(tmp_path: Path) -> None:
    await filled(tmp_path, Wish(Area.TOOL, "Calculator"))
    async with cockpit(tmp_path) as running:
        screen = await to_requests(running)
        await running.press("tab")
        await running.sees("not named")
        await screen.speak()
        await running.sees("not named", "the last 90 days")

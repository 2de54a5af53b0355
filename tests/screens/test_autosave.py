from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from cockpit.method.errors import CockpitError
from cockpit.method.sentence import say
from screens.autosave import Autosave


class Hours:
    """A clock and its timers, moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Alarm] = []

    def clock(self) -> float:
        return self.now

    def later(self, seconds: float, callback: Callable[[], Awaitable[None]]) -> Alarm:
        alarm = Alarm(self.now + seconds, callback)
        self.timers.append(alarm)
        return alarm

    async def pass_by(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [alarm for alarm in self.timers if not alarm.stopped and alarm.at <= end + 1e-9]:
            alarm = min(due, key=lambda alarm: alarm.at)
            self.timers.remove(alarm)
            self.now = max(self.now, alarm.at)
            await alarm.callback()
        self.now = end


class Alarm:
    def __init__(self, at: float, callback: Callable[[], Awaitable[None]]) -> None:
        self.at = at
        self.callback = callback
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


class Draft:
    """A draft, where it was saved, and whether saving works."""

    def __init__(self) -> None:
        self.hours = Hours()
        self.text = ""
        self.saved: list[tuple[float, str]] = []
        self.fault: Exception | None = None
        self.failures: list[CockpitError] = []
        self.autosave = Autosave(self.save, later=self.hours.later, clock=self.hours.clock, failed=self.failures.append)

    async def save(self) -> None:
        if self.fault is not None:
            raise self.fault
        self.saved.append((round(self.hours.now, 3), self.text))

    def state(self) -> tuple[bool, CockpitError | None]:
        return self.autosave.dirty, self.autosave.error

    def type(self, text: str) -> None:
        self.text += text
        self.autosave.touch()


@pytest.fixture
def draft() -> Draft:
    return Draft()


def busy() -> CockpitError:
    return CockpitError(say("The file is busy"), say("Try again."))


async def test_a_draft_is_saved_when_typing_pauses(draft: Draft) -> None:
    for letter in "abc":
        draft.type(letter)
        await draft.hours.pass_by(0.1)
    assert draft.saved == []
    assert draft.autosave.dirty
    await draft.hours.pass_by(1)
    assert draft.saved == [(0.6, "abc")]
    assert not draft.autosave.dirty


async def test_typing_without_a_pause_is_saved_every_two_seconds(draft: Draft) -> None:
    for _ in range(45):
        draft.type("x")
        await draft.hours.pass_by(0.1)
    assert [at for at, _ in draft.saved] == [2.0, 4.0]


async def test_a_flush_saves_at_once_and_only_what_is_unsaved(draft: Draft) -> None:
    assert await draft.autosave.flush()
    draft.type("a")
    assert await draft.autosave.flush()
    await draft.hours.pass_by(5)
    assert draft.saved == [(0.0, "a")]


async def test_a_save_that_failed_is_kept_told_once_and_tried_again(draft: Draft) -> None:
    error = busy()
    draft.fault = error
    draft.type("a")
    await draft.hours.pass_by(5)
    assert draft.state() == (True, error)
    assert draft.failures == [error]
    assert not await draft.autosave.flush()
    draft.fault = None
    await draft.hours.pass_by(2)
    assert [text for _, text in draft.saved] == ["a"]
    assert draft.state() == (False, None)


async def test_a_fault_of_the_program_goes_up_and_the_text_stays_unsaved(draft: Draft) -> None:
    draft.fault = RuntimeError("fault")
    draft.type("a")
    with pytest.raises(RuntimeError):
        await draft.autosave.flush()
    assert draft.autosave.dirty


async def test_what_is_typed_during_a_save_is_saved_by_the_next_one() -> None:
    hours = Hours()
    going, go_on = asyncio.Event(), asyncio.Event()
    saves: list[str] = []
    text = "a"

    async def save() -> None:
        taken = text
        going.set()
        await go_on.wait()
        saves.append(taken)

    autosave = Autosave(save, later=hours.later, clock=hours.clock)
    autosave.touch()
    running = asyncio.create_task(autosave.flush())
    await going.wait()
    text = "ab"
    autosave.touch()
    go_on.set()
    assert not await running
    await hours.pass_by(0.4)
    assert saves == ["a", "ab"]


async def test_a_dropped_draft_is_not_saved(draft: Draft) -> None:
    draft.type("a")
    await draft.autosave.drop()
    await draft.hours.pass_by(5)
    assert draft.saved == []
    assert await draft.autosave.flush()

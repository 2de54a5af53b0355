"""The review: the clients of a sitting, one after another, with the clock, the drafts and the saving."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Literal

from textual import work
from textual.worker import Worker, WorkerState

from cockpit.language import minutes, t, tell
from cockpit.language.words import client_name
from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import CockpitError, ConflictError, HeldError
from cockpit.method.records import Sitting
from cockpit.method.review import Outcome
from screens.autosave import Autosave
from screens.base import Banner
from screens.card import asking
from screens.card.head import Head
from screens.card.screen import CardScreen
from screens.dialogs import ConfirmDialog
from screens.seat import Seat
from screens.session import Session

#: A save so soon after the client came up, in seconds, is the second press of the key that brought him.
_DOUBLE_PRESS = 0.4
#: How long a notice stands over the card, in seconds.
_NOTICE = 3.0
#: The minutes alone are stored as often as this, in seconds.
_MINUTES_KEPT = 30


class ReviewScreen(CardScreen):
    """The clients of a sitting, one after another."""

    CSS_PATH = "review.tcss"

    def __init__(self, sitting: Sitting, client_id: int) -> None:
        """Make the screen.

        Args:
            sitting: the open sitting.
            client_id: the client to begin with.
        """
        super().__init__()
        self._sitting = sitting
        self._client_id = client_id
        self._ticks = 0
        self._asking = False
        self._leaving = False
        # While the card is written anew its parts are not there to be drawn.
        self._drawing = Lock()

    def on_mount(self) -> None:
        services = self.services
        self.session = Session(services, self._sitting)
        self.autosave = Autosave(
            self._save_draft, later=self.set_timer, clock=services.monotonic, failed=self.show_error
        )
        self.set_interval(1.0, self.tick)
        self._begin()

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _begin(self) -> None:
        await self.show(await self.session.seat(self._client_id))
        self._look_around()

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def _look_around(self) -> None:
        """Read what nobody waits for: the pace, the words of past reviews, the next client."""
        await self.session.read_pace()
        self.tick()
        await self.session.read_pairs()
        if self.seat is not None:
            self.seat.tags.pairs = self.session.pairs
        await self.session.read_wishes()
        self.words["request"].remember(wish.text for wish in self.session.wishes)
        if self.seat is not None:
            self.seat.wishes.learn(self.session.wishes)
        for review in await self.session.words():
            self.words["actual"].remember([review.actual])
            self.words["correction"].remember([review.correction])
            self.words["path"].remember([review.path])
            self.words["task"].remember([review.next_task])
            self.words["planned_result"].remember([review.next_result])
        await self.session.read_ahead(self._client_id)

    @work(exclusive=True, group="ahead", exit_on_error=False)
    async def _read_ahead(self) -> None:
        await self.session.read_ahead(self._client_id)

    async def show(self, seat: Seat) -> None:
        async with self._drawing:
            self._client_id = seat.draft.client_id
            await super().show(seat)
        self._ask_about_silence()
        self.tick()

    async def speak(self) -> None:
        self.collect()
        async with self._drawing:
            await self.recompose()
        if self.seat is not None:
            await self.show(self.seat)

    def touched(self) -> None:
        self.autosave.touch()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice for a moment, in the place of those before it: they would cover the card."""
        self.app.clear_notifications()
        super().notify(message, title=title, severity=severity, timeout=timeout or _NOTICE, markup=markup)

    def noted(self) -> None:
        if self.seat is not None:
            self.seat.timing.key(self.services.monotonic())

    def on_descendant_blur(self) -> None:
        super().on_descendant_blur()
        if self.autosave.dirty:
            self.run_worker(self.autosave.flush(), group="flush", exit_on_error=False)

    def tick(self) -> None:
        """Count a second."""
        seat, services = self.seat, self.services
        if seat is None:
            return
        asked = seat.timing.asked
        seat.timing.tick(services.monotonic())
        if self._drawing.locked():
            return
        self.query_one(Head).draw_clock(seat, self.session.pace, self.session.last_pace)
        if seat.timing.asked != asked:
            self._ask_about_silence()
        self._ticks += 1
        if self._ticks % _MINUTES_KEPT == 0 and not seat.draft.empty:
            self.autosave.touch()

    def _ask_about_silence(self) -> None:
        seat, banner = self.seat, self.query_one(Banner)
        if seat is None or not seat.timing.asked:
            banner.clear()
        else:
            time = minutes(seat.timing.silence)
            banner.show(t("Still on this client? {time} without a key.   -  cut them   +  they were talk", time=time))
        self.refresh_bindings()

    def action_pause(self) -> None:
        """Stop the clock, or let it go on."""
        if self.seat is not None:
            self.seat.timing.toggle(self.services.monotonic())
            self.tick()

    def action_silence(self, cut: bool) -> None:
        """Answer whether the silence belonged to this client."""
        if self.seat is not None:
            self.seat.timing.answer(self.services.monotonic(), cut=cut)
            self._ask_about_silence()
            self.tick()

    @work(exclusive=True, group="asking", exit_on_error=False)
    async def action_defer(self) -> None:
        """Put the client off until a day, with a reason."""
        seat = self.seat
        if seat is None:
            return
        await self._store()

        async def save(until: date, reason: str) -> None:
            await self.session.defer(seat.draft.client_id, until, reason)

        norms = self.services.store.desk.norms
        if await self.app.push_screen_wait(asking.deferral_form(seat.today, norms, save)) is not None:
            await self._go_on(seat)

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Save the review and bring up the next client; or show what is missing."""
        seat = self.seat
        if seat is None or self.busy:
            return
        if seat.draft.empty and seat.timing.open_for(self.services.monotonic()) < _DOUBLE_PRESS:
            return
        self.collect()
        seat.timing.tick(self.services.monotonic())
        outcome = seat.settle()
        if not isinstance(outcome, Outcome):
            self._show_problems([problem.field for problem in outcome])
            return
        self.busy = True
        self.set_focus(None)
        try:
            await self.autosave.drop()
            review = await self.session.save(outcome)
            self.words["request"].remember(wish.text for wish in outcome.requests)
            said = t("saved: {client} · {time}", client=client_name(seat.card.client), time=minutes(review.seconds))
            self.notify(said)
            await self._go_on(seat)
        except CockpitError as error:
            self.autosave.touch()
            if isinstance(error, ConflictError) and not isinstance(error, HeldError):
                # what was entered stays; the facts it is judged by are read anew
                seat.card = await self.session.card(seat.draft.client_id)
                self.draw()
            raise
        finally:
            self.busy = False
            self.refresh_bindings()

    def _show_problems(self, fields: Sequence[str]) -> None:
        """Show the problems beside their fields and go to the first of them."""
        seat = self.seat
        if seat is None:
            return
        first = fields[0]
        seat.block = seat.block_of(first)
        if first == "verdict":
            self.to(None)
        elif first in seat.fields:
            wrong_amount = f"{first}.amount"
            named = wrong_amount in seat.fields and bool(seat.get(first).strip())
            self.to(wrong_amount if named else first)
        else:
            self.to(None)
            self.notify(tell(seat.problems[first]), severity="warning")

    async def _go_on(self, seat: Seat) -> None:
        """Bring up the client after this one, or the summary when all are worked through."""
        following = self.session.next(seat.draft.client_id)
        if following is None:
            from screens.summary import SummaryScreen

            self.seat = None
            self.app.switch_screen(SummaryScreen(self.session.sitting.id, ended=False))
            return
        await self.show(await self.session.seat(following))
        self._read_ahead()

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act back; a review comes back with everything that was in it."""
        if self.busy:
            return
        await self._store()
        undone = await self.session.undo()
        if undone is None:
            self.notify(t("There is nothing to take back today."))
            return
        self.notify(tell(undone.what))
        if undone.elsewhere:
            return
        back = undone.client_id if undone.client_id in self.session.sitting.order else self._client_id
        if back is not None:
            await self.show(await self.session.seat(back))
            self._read_ahead()

    def show_error(self, error: CockpitError) -> None:
        if not isinstance(error, HeldError):
            super().show_error(error)
        elif not (self._asking or self._leaving):
            self._asking = True
            self._ask_to_take_over(error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, HeldError):
            # every class of the screen is told; the one below would show it as a failure
            event.prevent_default()
            self.show_error(event.worker.error)

    @work(group="held", exit_on_error=False)
    async def _ask_to_take_over(self, error: HeldError) -> None:
        """Take the sitting back and go on, or leave it to the other program."""
        kept = t("What you typed on this card is kept either way.")
        question = f"{tell(error.sentence)}\n\n{kept} {t('Take the sitting over?')}"
        try:
            if not await self.app.push_screen_wait(ConfirmDialog(tell(error.title), question)):
                self.action_back()
                return
            await self.session.take_over()
            if (seat := self.seat) is not None:
                seat.sitting = self.session.sitting
                seat.card = await self.session.card(seat.draft.client_id)
                self.draw()
                self.autosave.touch()
        finally:
            self._asking = False

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_back(self) -> None:
        """Go back to the queue; what was begun is kept."""
        await self.flush()
        self.dismiss(None)

    async def _save_draft(self) -> None:
        if self.seat is not None:
            await self.services.store.save_draft(*self._unsaved(self.seat), self.services.now())

    def _unsaved(self, seat: Seat) -> tuple[ReviewDraft, int]:
        seat.count()
        return deepcopy(seat.draft), seat.sitting.id

    async def flush(self) -> None:
        self._leaving = True
        try:
            await self._store()
        except HeldError:
            # the draft is kept all the same, and whoever leaves need not hold the sitting
            pass
        finally:
            self._leaving = False

    async def _store(self) -> None:
        """Store the draft now.

        Raises:
            CockpitError: it could not be stored, or another program has the sitting.
        """
        if self.seat is None:
            return
        self.collect()
        self.seat.timing.tick(self.services.monotonic())
        self.autosave.touch()
        if not await self.autosave.flush() and self.autosave.error is not None:
            raise self.autosave.error

    def flush_now(self) -> None:
        if self.seat is not None:
            self.collect()
            self.services.store.save_draft_now(*self._unsaved(self.seat), self.services.now())

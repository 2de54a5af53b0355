"""The sittings: sitting down, the card with its draft, saving, putting off, ending, taking back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.draft import ReviewDraft
    from cockpit.method.overview import Summary, Undone
    from cockpit.method.records import Card, Review, Sitting
    from cockpit.method.review import Outcome
    from data.drafts import Drafts

#: Fewer seconds on an empty card are a glance at it.
_TALK = 5.0
#: A sign of life is written at most so often.
_SIGN_OF_LIFE = timedelta(seconds=10)


class Sittings(Asking):
    """What is done beside a manager."""

    async def sit_down(
        self, manager_id: int, now: datetime, *, take_over: bool = False, high_only: bool | None = None
    ) -> Sitting:
        """Begin the sitting of this slot, or go on with it; one left open on an earlier day is closed incomplete.

        With `high_only` the clients below the high-check line are left out of it (R43); None for as it stands.

        Raises:
            HeldError: another running program has it open; with `take_over` it is taken from it.
        """

        def job(session: Session) -> Sitting:
            from data.sittings import sit_down

            return sit_down(session, self.desk, manager_id, now, take_over=take_over, high_only=high_only)

        return await self._write(job)

    async def set_high_only(self, sitting_id: int, on: bool, now: datetime) -> Sitting:
        """Leave the clients below the high-check line out of an open sitting, or bring them back (R43).

        Raises:
            HeldError: another program has taken the sitting over.
            ConflictError: it has been ended.
        """

        def job(session: Session) -> Sitting:
            from data.sittings import set_high_only

            return set_high_only(session, self.desk, sitting_id, now, on=on)

        return await self._write(job)

    async def stay(self, sitting_id: int, now: datetime) -> None:
        """Give a sign of life while a sitting is open; a program without one for a minute counts as gone.

        Raises:
            HeldError: another program has taken the sitting over.
        """
        if (known := self._alive.get(sitting_id)) is not None and now - known < _SIGN_OF_LIFE:
            return

        def job(session: Session) -> None:
            from data.sittings import stay

            stay(session, self.desk, sitting_id, now)

        await self._write(job)
        self._alive[sitting_id] = now

    async def leave(self, sitting_id: int) -> None:
        """Let go of a sitting that stays open, so that another program may go on with it."""

        def job(session: Session) -> None:
            from data.sittings import leave

            leave(session, self.desk, sitting_id)

        await self._write(job)

    def leave_now(self, sitting_id: int) -> None:
        """Queue letting go of a sitting without waiting, for a signal handler that then calls `close`."""

        def job(session: Session) -> None:
            from data.sittings import leave

            leave(session, self.desk, sitting_id)

        self._worker.submit(job)

    async def card(self, client_id: int, now: datetime) -> Card:
        """Everything that the review of one client needs."""

        def job(session: Session) -> Card:
            from data.cards import card

            return card(session, self.desk, client_id, now)

        return await self._read(job)

    async def draft(self, client_id: int, sitting_id: int | None = None) -> ReviewDraft | None:
        """The review of this client that was begun and not saved; in a sitting also the minutes of an empty one."""
        from cockpit.method.draft import ReviewDraft

        found = await self._worker.drafts(lambda drafts: drafts.load(client_id))
        if found is None and sitting_id is not None and client_id in self._minutes:
            sitting, seconds, wall_seconds = self._minutes[client_id]
            if sitting == sitting_id:
                return ReviewDraft(client_id, seconds=seconds, wall_seconds=wall_seconds)
        return found

    async def save_draft(self, draft: ReviewDraft, sitting_id: int, now: datetime) -> None:
        """Keep a draft as it stands; an empty one is dropped. It is also a sign of life for the sitting.

        The minutes of an empty one are remembered while the program runs, for the next visit in the same sitting:
        talk without an entry is talk, but no review that was begun.

        Raises:
            HeldError: another program has taken the sitting over; the draft is kept all the same.
        """
        if draft.empty and draft.seconds >= _TALK:
            self._minutes[draft.client_id] = (sitting_id, draft.seconds, draft.wall_seconds)
        else:
            self._minutes.pop(draft.client_id, None)
        await self._worker.drafts(lambda drafts: drafts.save(draft, sitting_id, now))
        await self.stay(sitting_id, now)

    def save_draft_now(self, draft: ReviewDraft, sitting_id: int, now: datetime) -> None:
        """Queue a draft to be kept without waiting, for a signal handler that then calls `close`."""
        self._worker.submit_draft(lambda drafts: drafts.save(draft, sitting_id, now))

    async def save_review(self, sitting_id: int, outcome: Outcome, now: datetime) -> Review:
        """Write a review with all that follows from it in one transaction, with its undo step; its draft is dropped.

        Raises:
            HeldError: another program has taken the sitting over.
            ConflictError: the plan that was judged is not open any more; the draft stays.
        """

        def job(session: Session) -> Review:
            from sqlalchemy import event

            from data.reviews import save

            # Queued by the commit itself, so that the draft goes with the review even when nobody waits any more.
            event.listen(session, "after_commit", lambda _: self._worker.submit_draft(drop))
            return save(session, self.desk, sitting_id, outcome, now)

        def drop(drafts: Drafts) -> None:
            drafts.drop(outcome.client_id)

        review = await self._write(job)
        self._minutes.pop(outcome.client_id, None)
        return review

    async def defer(self, sitting_id: int, client_id: int, until: date, reason: str, now: datetime) -> None:
        """Put a due client off until a day, with a reason."""

        def job(session: Session) -> None:
            from cockpit.method.records import Deferral
            from data.sittings import defer

            defer(session, self.desk, sitting_id, Deferral(client_id, until, reason), now)

        await self._write(job)

    async def end_sitting(self, sitting_id: int, now: datetime) -> Summary:
        """End a sitting, complete or incomplete, keep its forecast, and say what it gave."""
        drafts = await self._drafts_apart()

        def job(session: Session) -> Summary:
            from data.sittings import end
            from data.summaries import summary

            end(session, self.desk, sitting_id, now)
            return summary(session, self.desk, sitting_id, now, drafts)

        return await self._write(job)

    async def summary(self, sitting_id: int, now: datetime) -> Summary:
        """What a sitting, open or ended, has given so far."""
        drafts = await self._drafts_apart()

        def job(session: Session) -> Summary:
            from data.summaries import summary

            return summary(session, self.desk, sitting_id, now, drafts)

        return await self._read(job)

    async def undo(self, now: datetime, *, over_clients: bool = False) -> Undone | None:
        """Take this head's last act of the day back; a review comes back as a draft. None when there is nothing.

        Asked `over_clients`, on a card or in a queue, an act on the department is only named, and stays.

        Raises:
            ConflictError: what it wrote was changed since, so it stays.
        """

        def job(session: Session) -> tuple[Undone, ReviewDraft | None, int | None] | None:
            from data.undo import take_back

            return take_back(session, self.desk, now, over_clients=over_clients)

        taken = await self._write(job)
        if taken is None:
            return None
        undone, draft, sitting_id = taken
        if draft is not None:
            await self._worker.drafts(lambda drafts: drafts.save(draft, sitting_id, now))
        return undone

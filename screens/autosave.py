"""Drafts saved while they are typed: a little after the last key, and never much later than the first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeAlias

from cockpit.method.errors import CockpitError

#: Seconds of the shortest timer: Textual divides by them when it is late.
_SOONEST = 0.01


class Stoppable(Protocol):
    """A timer that was started, such as a Textual ``Timer``."""

    def stop(self) -> None:
        """Make it not fire any more."""


#: Starts a timer: seconds, and what to await when they are over. A screen's ``set_timer`` is one.
Later: TypeAlias = "Callable[[float, Callable[[], Awaitable[None]]], Stoppable]"


class Autosave:
    """Calls `save` when typing pauses, and on `flush`.

    A save that fails with a `CockpitError` is kept: the text stays unsaved, `error` says why, and it is tried again
    after the next key, on the next flush, or by itself.
    """

    def __init__(
        self,
        save: Callable[[], Awaitable[None]],
        *,
        later: Later,
        clock: Callable[[], float],
        failed: Callable[[CockpitError], None] | None = None,
        quiet: float = 0.4,
        longest: float = 2.0,
    ) -> None:
        """Make an autosave with nothing to save.

        Args:
            save: stores the draft as it is when it is called.
            later: starts a timer.
            clock: seconds that only grow, such as ``time.monotonic``.
            failed: told of an error, once until a save succeeds.
            quiet: seconds without a key after which the draft is saved.
            longest: seconds after the first unsaved key when it is saved at the latest; also the pause before an
                attempt that failed is repeated.
        """
        self._save = save
        self._later = later
        self._clock = clock
        self._failed = failed
        self._quiet = quiet
        self._longest = longest
        self._timer: Stoppable | None = None
        self._unsaved_since: float | None = None
        self._one_at_a_time = asyncio.Lock()
        self.error: CockpitError | None = None

    @property
    def dirty(self) -> bool:
        """Is there text that was not saved?"""
        return self._unsaved_since is not None

    def touch(self) -> None:
        """Note that the draft changed."""
        now = self._clock()
        if self._unsaved_since is None:
            self._unsaved_since = now
        self._start(min(self._quiet, max(0.0, self._unsaved_since + self._longest - now)))

    async def flush(self) -> bool:
        """Save now what is unsaved; await it when a field loses focus, when the screen is left and before the end.

        Returns:
            True when nothing is left unsaved.
        """
        self._stop()
        async with self._one_at_a_time:
            since = self._unsaved_since
            if since is None:
                return True
            self._unsaved_since = None
            try:
                await self._save()
            except CockpitError as error:
                self._unsaved_since = since
                self._report(error)
                self._start(self._longest)
                return False
            except BaseException:
                # cancelled, or a fault that goes up: either way the text is still unsaved
                self._unsaved_since = since
                raise
            self.error = None
            return not self.dirty

    async def drop(self) -> None:
        """Forget what is unsaved, since the draft became a review or was thrown away; waits for a running save."""
        self._stop()
        async with self._one_at_a_time:
            self._stop()
            self._unsaved_since = None

    def _report(self, error: CockpitError) -> None:
        first = self.error is None
        self.error = error
        if first and self._failed is not None:
            self._failed(error)

    def _start(self, seconds: float) -> None:
        self._stop()
        self._timer = self._later(max(seconds, _SOONEST), self._fire)

    async def _fire(self) -> None:
        await self.flush()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

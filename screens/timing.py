"""The minutes of the review on the screen, and the one question after a long silence."""

from __future__ import annotations

from cockpit.method.timer import Stopwatch


class Timing:
    """A stopwatch that remembers where the last key was, so that the silence since can be cut.

    Every call is given `now`, a monotonic clock in seconds.

    Attributes:
        asked: the card has asked whether the talk is still about this client, and was not answered yet.
    """

    def __init__(self, now: float, *, seconds: float = 0.0, wall_seconds: float = 0.0) -> None:
        self.asked = False
        self._watch = Stopwatch(now, seconds=seconds, wall_seconds=wall_seconds)
        self._opened = now
        self._at_key = seconds
        self._silence: float | None = None

    @property
    def seconds(self) -> float:
        """The minutes of talk so far, in seconds."""
        return self._watch.seconds

    @property
    def wall_seconds(self) -> float:
        """The time since the card was opened, with the pauses, in seconds."""
        return self._watch.wall_seconds

    @property
    def paused(self) -> bool:
        """Is the clock stopped?"""
        return self._watch.paused

    @property
    def silence(self) -> float:
        """The counted seconds without a key that the question is about."""
        return self._watch.seconds - self._at_key if self._silence is None else self._silence

    def open_for(self, now: float) -> float:
        """Return for how long the card has been on the screen, in seconds."""
        return now - self._opened

    def tick(self, now: float) -> None:
        """Count the time since the last tick, and ask once after a long silence."""
        self._watch.tick(now)
        if self._watch.quiet(now):
            self.asked = True

    def key(self, now: float) -> None:
        """Note a key. While the question stands, the first key ends the silence it is about."""
        self._watch.tick(now)
        if self.asked:
            if self._silence is None:
                self._silence = self._watch.seconds - self._at_key
        else:
            self._watch.key(now)
        self._at_key = self._watch.seconds

    def toggle(self, now: float) -> None:
        """Pause, or go on."""
        if self._watch.paused:
            self._watch.resume(now)
            self._at_key = self._watch.seconds
        else:
            self._watch.pause(now)

    def answer(self, now: float, *, cut: bool) -> None:
        """Take the silence out of the minutes, or keep it."""
        self._watch.tick(now)
        if cut:
            self._watch.cut(self.silence)
        self.asked, self._silence = False, None
        self._watch.key(now)
        self._at_key = self._watch.seconds

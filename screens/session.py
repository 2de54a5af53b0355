"""A sitting while it is worked through: the client on the screen, the next one read ahead, the pace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from statistics import median

from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import CockpitError
from cockpit.method.overview import Undone
from cockpit.method.records import Card, Deferral, Review, Sitting, Wish
from cockpit.method.review import Outcome
from cockpit.method.sitting import next_client
from cockpit.method.timer import SHORTEST
from cockpit.method.training import Pair, usual_competencies
from screens.base import Services
from screens.seat import Seat

#: How far back, in days, the words of past reviews are offered.
_REMEMBERED = 60


class Session:
    """What the card asks the store for. A plain object: it knows no widget.

    Attributes:
        sitting: the sitting as it stands.
        seconds: the minutes of its saved reviews, in seconds.
        last_pace: the median of the sitting before, in seconds.
        wishes: the requests that are known, oldest first.
    """

    def __init__(self, services: Services, sitting: Sitting) -> None:
        self.sitting = sitting
        self.seconds: list[float] = []
        self.last_pace: float | None = None
        self.wishes: tuple[Wish, ...] = ()
        self._services = services
        self._ahead: tuple[Card, ReviewDraft | None] | None = None
        self._pairs: tuple[Pair, ...] = ()
        self._given: dict[int, Pair] = {}

    @property
    def pace(self) -> float | None:
        """The median of this sitting, in seconds; None before its first review."""
        counted = [value for value in self.seconds if value >= SHORTEST]
        return median(counted) if counted else None

    def next(self, after: int) -> int | None:
        """Return the client that comes after another one; None when all are worked through."""
        return next_client(self.sitting, after)

    async def seat(self, client_id: int) -> Seat:
        """Open a client: its card and what was begun on it; at once when it was read ahead."""
        ahead, self._ahead = self._ahead, None
        if ahead is None or ahead[0].client.id != client_id:
            ahead = await self._read(client_id)
        services = self._services
        desk = services.store.desk
        seat = Seat(self.sitting, *ahead, desk, now=services.now(), monotonic=services.monotonic())
        seat.tags.pairs = self.pairs
        seat.wishes.learn(self.wishes)
        return seat

    async def read_ahead(self, after: int) -> None:
        """Read the client that comes next; when that fails it is read when it is opened."""
        client_id = self.next(after)
        if client_id is None:
            return
        try:
            self._ahead = await self._read(client_id)
        except CockpitError:
            self._ahead = None

    async def _read(self, client_id: int) -> tuple[Card, ReviewDraft | None]:
        store = self._services.store
        card = await store.card(client_id, self._services.now())
        return card, await store.draft(client_id, self.sitting.id)

    async def card(self, client_id: int) -> Card:
        """Read a client's facts anew."""
        return await self._services.store.card(client_id, self._services.now())

    async def save(self, outcome: Outcome) -> Review:
        """Store a review."""
        review = await self._services.store.save_review(self.sitting.id, outcome, self._services.now())
        sitting = self.sitting
        self.sitting = replace(
            sitting,
            reviewed=sitting.reviewed | {outcome.client_id},
            seconds=sitting.seconds + outcome.seconds,
        )
        self.seconds.append(outcome.seconds)
        self.wishes += outcome.requests
        self._given[outcome.client_id] = Pair(outcome.error_type, outcome.competency, 1)
        return review

    async def defer(self, client_id: int, until: date, reason: str) -> None:
        """Put a client off."""
        await self._services.store.defer(self.sitting.id, client_id, until, reason, self._services.now())
        deferred = {**self.sitting.deferred, client_id: Deferral(client_id, until, reason)}
        self.sitting = replace(self.sitting, deferred=deferred)

    async def take_over(self) -> None:
        """Take the sitting back from the program that took it over; what it did is read when it is opened."""
        services = self._services
        self._ahead = None
        self.sitting = await services.store.sit_down(self.sitting.manager.id, services.now(), take_over=True)

    async def undo(self) -> Undone | None:
        """Take the last act back; the sitting is read anew, since it may have been about any client."""
        services = self._services
        undone = await services.store.undo(services.now(), over_clients=True)
        if undone is not None and not undone.elsewhere:
            self._ahead = None
            view = await services.store.queue(self.sitting.manager.id, services.now())
            if view.sitting is not None and view.sitting.id == self.sitting.id:
                self.sitting = view.sitting
            await self.read_pace()
        return undone

    async def read_pace(self) -> None:
        """Read the minutes of this sitting and of the one before."""
        summary = await self._services.store.summary(self.sitting.id, self._services.now())
        self.seconds = [review.seconds for review in summary.reviews]
        self.last_pace = summary.earlier[-1] if summary.earlier else None

    async def read_pairs(self) -> None:
        """Read which competencies were given with which error types."""
        self._pairs = await self._services.store.pairs()

    @property
    def pairs(self) -> dict[str, str]:
        """The competency to propose for an error type, by what the department and this sitting gave."""
        return usual_competencies((*self._pairs, *self._given.values()))

    async def read_wishes(self) -> None:
        """Read the open requests, whose words are offered while typing."""
        found = await self._services.store.open_requests()
        self.wishes = tuple(Wish(request.area, request.text) for request in found)

    async def words(self) -> tuple[Review, ...]:
        """The manager's last reviews, whose words are offered while typing."""
        today = self._services.now().date()
        return await self._services.store.reviews(self.sitting.manager.id, today - timedelta(days=_REMEMBERED), today)

"""A made-up client while its story is being written, how chance is used, and what the writers share."""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from cockpit.method.norms import Norms
from cockpit.method.words import Temperature, Verdict
from data.demo.cast import Fate, Part
from data.demo.days import Days
from data.demo.rows import Rows
from data.demo.texts import Texts

T = TypeVar("T", bound=Hashable)


class Chance:
    """Chance that always falls the same way for one seed, and decks of texts that are dealt out before any recurs."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a made-up team holds no secret
        self._decks: dict[Hashable, list[Any]] = {}

    def happens(self, share: float) -> bool:
        """Happen in so large a share of cases."""
        return self.random.random() < share

    def number(self, least: int, most: int) -> int:
        """Return a whole number between two, both included."""
        return self.random.randint(least, most)

    def draw(self, pool: Sequence[T], besides: Iterable[Hashable] = ()) -> T:
        """Draw from a pool, every text once before any comes again, and none of `besides` while there are others."""
        key, avoided = tuple(pool), set(besides)
        deck = self._decks.setdefault(key, [])
        drawn = next((card for card in deck if card not in avoided), None)
        if drawn is None:
            deck[:0] = self.random.sample(key, len(key))
            drawn = next((card for card in deck if card not in avoided), deck[0])
        deck.remove(drawn)
        found: T = drawn
        return found


@dataclass(slots=True)
class Visit:
    """One review of a client: in which sitting, when it was saved, and by which day its plan was due."""

    sitting: int
    day: date
    at: datetime
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One review.

    Attributes:
        verdict: None at the first review.
        plan: the place in the ladder of the step that was judged; None at the first review.
        then: the place of the step that is next; None when the client needs none.
        attempt: how often this next step was missed before.
    """

    verdict: Verdict | None
    plan: int | None
    then: int | None
    attempt: int


@dataclass(slots=True)
class Lead:
    """One client on the way from a name to rows.

    Attributes:
        fate, heat: where it stands today.
        units: what its deal is worth in whole units of the currency; None when nobody knows.
        joined: from this day on it can be reviewed.
        last: after this day it was not reviewed.
        promise: the due day of its open task; None without one.
        expected: the agreed day of payment, as it stands today.
        activity: the last contact that the CRM knows of; None when the reviews know better.
        stage, deal_id: its main deal's stage today, and the deal.
        places: what stands in the places of the texts.
        visits: its reviews, oldest first.
        scenes: what came of each.
        said: the texts of its reviews, none of which comes twice.
    """

    id: int
    manager: int
    part: Part
    name: str
    business: str
    fate: Fate
    heat: Temperature
    created_on: date
    joined: date
    last: date
    promise: date | None
    expected: date | None
    activity: date | None
    units: int | None
    stage: str = ""
    deal_id: int = 0
    places: dict[str, str] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    said: set[Hashable] = field(default_factory=set)


@dataclass(slots=True)
class World:
    """What everybody who writes a part of the made-up team works with."""

    texts: Texts
    days: Days
    norms: Norms
    chance: Chance
    rows: Rows
    leads: list[Lead] = field(default_factory=list)

"""How heads and managers learn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from cockpit.method import learning, share
from cockpit.method.scope import Level
from cockpit.method.words import Slot
from cockpit.output.base import Form
from cockpit.output.kpi import Share
from cockpit.output.managers import Pace


def share_form(found: share.Share) -> Share:
    """Make the form of a share."""
    low, high = found.range
    return Share(part=found.part, whole=found.whole, rate=found.rate, low=low, high=high)


class Sitting(Form):
    """One sitting; for several managers all those of the same half of a day. ``in_band`` took one to five minutes."""

    day: date
    slot: Slot
    every: Pace
    first: Pace
    repeat: Pace
    in_band: int


class Point(Form):
    """The median of five reviews in a row, standing at the number of the middle one."""

    review: float
    seconds: float


class Curve(Form):
    """The fitted curve ``seconds = first_seconds * n ** -b``.

    ``doubling`` is by what the time is multiplied with each doubling of the reviews. ``more`` is in about so many
    further reviews five minutes are reached; null when the curve does not get there.
    """

    first_seconds: float
    b: float
    doubling: float
    n: int
    more: int | None
    points: tuple[Point, ...]


class Week(Form):
    """One week: plans due that were reached by their day, those not judged yet, and the reviews that needed rework."""

    start: date
    hit: Share
    open: int
    rework: Share
    first_reviews: int


class Learner(Form):
    """The department, a segment or a manager; ``id`` is 0 for the department and for the managers without a segment.

    The curve is null below fifteen reviews, and for several managers; ``curve_n`` counts the reviews towards it.
    """

    level: Level
    id: int
    name: str
    baseline: Pace
    curve: Curve | None
    curve_n: int
    sittings: tuple[Sitting, ...]
    weeks: tuple[Week, ...]

    @classmethod
    def of(cls, found: learning.Learner) -> Learner:
        """Make the form of a learner."""
        return cls(
            level=found.scope.level,
            id=found.scope.id,
            name=found.name,
            baseline=Pace.of(found.baseline),
            curve=None if found.curve is None else _curve(found.curve),
            curve_n=found.curve_n,
            sittings=tuple(
                Sitting(
                    day=point.day,
                    slot=point.slot,
                    every=Pace.of(point.every),
                    first=Pace.of(point.first),
                    repeat=Pace.of(point.repeat),
                    in_band=point.in_band,
                )
                for point in found.sittings
            ),
            weeks=tuple(
                Week(
                    start=week.start,
                    hit=share_form(week.hit),
                    open=week.open,
                    rework=share_form(week.rework),
                    first_reviews=week.first,
                )
                for week in found.weeks
            ),
        )


class Learning(Form):
    """Output of ``cockpit learning --json``: the sittings and weeks of the days from `start` to `end`.

    ``start`` is null for all there is. Curves and baselines are of all reviews up to ``end``.
    """

    as_of: datetime
    start: date | None
    end: date
    rework_line: float
    learners: tuple[Learner, ...]

    @classmethod
    def of(cls, found: learning.Learning, learners: Iterable[learning.Learner]) -> Learning:
        """Make the form of those that were asked for."""
        return cls(
            as_of=found.as_of,
            start=found.start,
            end=found.end,
            rework_line=learning.REWORK_LINE,
            learners=tuple(map(Learner.of, learners)),
        )


def _curve(found: learning.Curve) -> Curve:
    return Curve(
        first_seconds=found.first,
        b=found.b,
        doubling=found.doubling,
        n=found.n,
        more=found.more,
        points=tuple(Point(review=number, seconds=seconds) for number, seconds in found.points),
    )

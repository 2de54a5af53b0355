"""The page of learning: its two pictures, what is said above them, everybody as lines, and the reviews behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from itertools import pairwise
from statistics import median
from typing import Final

from textual.content import Content

from cockpit.language import day, minutes, number, t, tn
from cockpit.language.learning import (
    band_name,
    band_text,
    baseline_text,
    curve_text,
    hit_text,
    median_text,
    p90_text,
    reach_text,
    reaches_text,
    rework_text,
    saved_text,
    scope_name,
    share_with_n,
)
from cockpit.language.words import verdict_name
from cockpit.method.learning import BAND, REWORK_LINE, Learner, Learning, SittingPoint, WeekPoint
from cockpit.method.records import Review
from cockpit.method.scope import Level
from cockpit.method.share import ENOUGH_FOR_RATE, Share
from cockpit.method.timer import SHORTEST
from screens.chart import Series, curve, trend
from screens.columns import Column
from screens.facts import side_by_side
from screens.plain import Cell, Span, content
from screens.plot import Tick
from screens.rows import Line, Row, Section
from screens.temperature import sparkline

_FIRST: Final = "◇"
_REPEAT: Final = "◆"
_TREND: Final = 8
_TICKS: Final = 8
_STEPS: Final = (1, 2, 5)
_NONE: Final[Cell] = (("—", "muted"),)


def reach(learning: Learning, learner: Learner) -> Cell:
    """Say when a client is down at five minutes, and how steep the curve falls."""
    alone = learner.scope.level is Level.MANAGER
    told = reach_text(learner) if alone else reaches_text(learning.within(learner))
    falling = curve_text(learner)
    return side_by_side(((told, "strong"), *(((falling, "muted"),) if falling else ())))


def minutes_facts(learner: Learner) -> Cell:
    """Say how long a client takes by now, and how long it took."""
    last = learner.latest
    facts = [t("Last sitting {time} per client, n {n}", time=median_text(last), n=last.n)] if last.n else []
    if last.p90 is not None:
        facts[0] = t("{last}, 9 of 10 within {time}", last=facts[0], time=p90_text(last))
    facts += [baseline_text(learner), saved_text(learner), band_text(learner)]
    return side_by_side([(fact, "") for fact in facts if fact])


def plans_facts(learner: Learner) -> Cell:
    """Say how many plans were reached, and how many reviews needed rework."""
    n = ENOUGH_FOR_RATE
    least = tn("no rate of a week with less than {n} of them", "no rate of a week with less than {n} of them", n)
    return side_by_side(((hit_text(learner), ""), (rework_text(learner), ""), (least, "muted")))


def minutes_picture(learner: Learner, width: int, height: int) -> Content:
    """Draw the minutes per client: of one manager over the clients reviewed, of several over the days."""
    points = learner.sittings
    alone = learner.scope.level is Level.MANAGER
    places = _clients(learner) if alone else [float(point.day.toordinal() * 2 + _half(point)) for point in points]
    last = max(learner.curve_n, sum(point.every.n for point in points))
    begun = last - sum(point.every.n for point in points)
    fitted = learner.curve
    return curve(
        (
            Series(t("first reviews"), _FIRST, _medians(places, (point.first.median for point in points)), "potential"),
            Series(t("repeat reviews"), _REPEAT, _medians(places, (point.repeat.median for point in points)), "accent"),
        ),
        width,
        height,
        band=BAND,
        band_name=band_name(),
        fitted=fitted.at if fitted and alone else None,
        fitted_name=t("fitted curve"),
        whiskers=Series(t("9 of 10 within"), "┬", _medians(places, (point.every.p90 for point in points)), "muted"),
        span=(begun + 1.0, max(begun + 2.0, float(last))) if alone else None,
        ticks=_numbers(begun + 1, last) if alone else _days(points, places),
        title=t("Clients reviewed:") if alone else "",
    )


def _half(point: SittingPoint) -> int:
    return list(type(point.slot)).index(point.slot)


def _clients(learner: Learner) -> list[float]:
    """Return the number of the middle review of each sitting, counted from the very first."""
    shown = sum(point.every.n for point in learner.sittings)
    at, places = max(learner.curve_n, shown) - shown, []
    for point in learner.sittings:
        places.append(at + (point.every.n + 1) / 2)
        at += point.every.n
    return places


def _medians(places: Sequence[float], values: Iterable[float | None]) -> tuple[tuple[float, float | None], ...]:
    return tuple(zip(places, values, strict=True))


def _numbers(first: int, last: int) -> list[Tick]:
    """Return round numbers between two, and the first of all."""
    step, power = 1, 1
    while (last - first) / step > _TICKS:
        step = next((each * power for each in _STEPS if each * power > step), 10 * power)
        power = 10 ** (len(str(step)) - 1)
    inner = range(first + step - first % step, last + 1, step)
    return [(float(at), number(at)) for at in (first, *inner)]


def _days(points: Sequence[SittingPoint], places: Sequence[float]) -> list[Tick]:
    """Return the days of the sittings, each once."""
    ticks = {point.day: place for point, place in reversed(list(zip(points, places, strict=True)))}
    return [(place, day(held)) for held, place in sorted(ticks.items())]


def plans_picture(learner: Learner, width: int, height: int) -> Content:
    """Draw the share of plans reached and the share of rework, week by week, with the line of eighty per cent."""
    weeks = learner.weeks
    places = [week.start.toordinal() / 7 for week in weeks]
    counts = [
        (t("plans"), [(x, number(week.hit.whole)) for x, week in zip(places, weeks, strict=True)]),
        (t("reviews"), [(x, number(week.rework.whole)) for x, week in zip(places, weeks, strict=True)]),
    ]
    return trend(
        (
            Series(t("plans reached by their day"), _REPEAT, _rates(weeks, [week.hit for week in weeks]), "accent"),
            Series(t("reviews with rework"), _FIRST, _rates(weeks, [week.rework for week in weeks]), "potential"),
        ),
        width,
        height,
        line=REWORK_LINE,
        line_name=t("rework, says the method"),
        ticks=[(x, day(week.start)) for x, week in zip(places, weeks, strict=True)],
        counts=counts,
    )


def _rates(weeks: Sequence[WeekPoint], shares: Sequence[Share]) -> tuple[tuple[float, float | None], ...]:
    """Return a rate for each week; a week of which nothing is known parts its neighbours."""
    points: list[tuple[float, float | None]] = [
        (week.start.toordinal() / 7, share.rate) for week, share in zip(weeks, shares, strict=True)
    ]
    gaps = [(before + 1, None) for (before, _), (after, _) in pairwise(points) if after - before > 1]
    return tuple(sorted([*points, *gaps], key=lambda point: point[0]))


def columns() -> tuple[Column, ...]:
    """Return the columns of everybody."""
    return (
        Column("name", t("Whose"), least=15, enough=22, most=34, weight=1, priority=9),
        Column("trend", "", least=_TREND, priority=7),
        Column("last", t("Median"), least=6, align="right", priority=8),
        Column("last-n", t("n"), least=3, align="right", priority=4),
        Column("n", t("Reviews"), least=7, align="right", priority=2),
        Column("band", band_name(), least=18, enough=20, priority=3),
        Column("hit", t("Plans reached"), least=18, enough=20, priority=6),
        Column("rework", t("Rework"), least=18, enough=20, priority=5),
    )


def everybody(learning: Learning) -> list[Row]:
    """Write the department, the segments when there are any, and the managers."""
    parts = [each for each in learning.learners if each.scope.level is Level.SEGMENT]
    people = [each for each in learning.learners if each.scope.level is Level.MANAGER]
    rows: list[Row] = [_line(each) for each in learning.learners if each.scope.level is Level.DEPARTMENT]
    if any(each.scope.id for each in parts):
        rows += [Section(t("Segments")), *map(_line, parts)]
    if people:
        rows += [Section(t("Managers")), *map(_line, people)]
    return rows


def _line(learner: Learner) -> Line:
    medians = [point.every.median for point in learner.sittings]
    last = median_text(learner.latest)
    n = sum(point.every.n for point in learner.sittings)
    return Line(
        learner.scope,
        (
            scope_name(learner),
            ((sparkline(_spread(medians)).rjust(_TREND), "muted"),),
            ((last, "" if learner.latest.n >= ENOUGH_FOR_RATE else "muted"),),
            ((number(learner.latest.n), "muted"),) if medians else "",
            ((number(n), "muted"),) if n else "",
            *(_share(share) for share in (learner.in_band, learner.hit, learner.rework)),
        ),
    )


def _spread(values: Sequence[float | None]) -> list[float | None]:
    """Return as many values as the small picture has cells: the medians of equal parts of the time."""
    known = [value for value in values if value is not None]
    if len(known) <= _TREND:
        return list(known)
    ends = [round(len(known) * part / _TREND) for part in range(_TREND + 1)]
    return [median(known[start:end]) for start, end in pairwise(ends)]


def _share(share: Share) -> Cell:
    """Write a share; one that is not firm yet stands back."""
    return ((share_with_n(share), "" if share.firm else "muted"),) if share.whole else _NONE


def review_columns(*, one_manager: bool) -> tuple[Column, ...]:
    """Return the columns of the reviews behind; a manager who is the only one needs none."""
    manager = Column("manager", t("Manager"), least=12, most=24, weight=1, priority=5)
    return (
        Column("day", t("Day"), least=7, align="right", priority=8),
        *(() if one_manager else (manager,)),
        Column("client", t("Client"), least=14, most=30, weight=1, priority=9),
        Column("minutes", t("Minutes"), least=7, align="right", priority=8),
        Column("kind", "", least=1, priority=7),
        Column("verdict", t("Result"), least=13, priority=7),
        Column("plan", t("Planned"), least=16, weight=2, priority=4),
        Column("correction", t("Correction"), least=16, weight=2, priority=6),
    )


def review_line(review: Review, zone: tzinfo | None, *, one_manager: bool) -> Line:
    """Write a review as a line of `review_columns`."""
    counted = review.seconds >= SHORTEST
    return Line(
        review.id,
        (
            ((day(_held(review, zone)), "muted"),),
            *(() if one_manager else (review.manager,)),
            review.client,
            ((minutes(review.seconds), "" if counted else "muted"),),
            ((_FIRST, "potential"),) if review.first else ((_REPEAT, "accent"),),
            ((verdict_name(review.verdict), "muted" if review.verdict is None else ""),),
            review.planned_result or _NONE,
            review.correction or _NONE,
        ),
    )


def review_detail(review: Review, zone: tzinfo | None) -> Content:
    """Write a review with its plan, what came of it, and the correction."""
    facts = [review.manager, verdict_name(review.verdict), t("{time} of talk", time=minutes(review.seconds))]
    if review.seconds < SHORTEST:
        facts.append(t("too short to count"))
    named: list[tuple[str, str]] = [
        (t("Planned"), review.planned_result),
        (t("Actual"), review.actual),
        (t("Correction"), review.correction),
    ]
    head_spans: tuple[Span, ...] = (
        (review.client, "strong"),
        (f"   {day(_held(review, zone))}   {' · '.join(facts)}", "muted"),
    )
    lines = [content(head_spans)]
    lines += [content(((f"{name}: ", "muted"), (text.replace("\n", " "), ""))) for name, text in named if text]
    return Content("\n").join(lines)


def _held(review: Review, zone: tzinfo | None) -> date:
    return review.reviewed_at.astimezone(zone).date()


def marks() -> str:
    """Say what the marks of the reviews mean."""
    return t("{first} first review, {repeat} repeat review", first=_FIRST, repeat=_REPEAT)

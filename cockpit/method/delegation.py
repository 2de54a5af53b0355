"""Delegation: when a head can hand the sittings over to a deputy, and what is missing until then (R39).

Rework and minutes are those of the managers themselves, whoever sat beside them. Agreement is about two people: it is
that of the segment's head and deputy, counted over all its managers. What is too small to judge by counts as missing,
and is said to be not proven yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from cockpit.method.learning import BAND
from cockpit.method.norms import DelegationRule
from cockpit.method.records import Review
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.sentence import Sentence, say
from cockpit.method.share import ENOUGH_FOR_RATE, ENOUGH_TO_JUDGE, Share
from cockpit.method.timer import Pace, pace
from cockpit.method.words import Verdict
from cockpit.method.workdays import WorkCalendar

J = TypeVar("J", bound="Judged")
_NO_PACE: Final = pace(())
_NO_SHARE: Final = Share()


class Condition(StrEnum):
    """The conditions, in their order."""

    REWORK = "rework"
    MINUTES = "minutes"
    AGREEMENT = "agreement"


class Finding(StrEnum):
    """How a condition stands; unproven is neither, because there is too little to say."""

    MET = "met"
    MISSED = "missed"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Check:
    """One condition: how it stands, and that in plain words."""

    condition: Condition
    finding: Finding
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ReworkWeek:
    """The rework share of one whole week; `start` is its Monday."""

    start: date
    rework: Share


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the sittings beside these managers can be handed over.

    Attributes:
        scope, name: a segment or a manager; the name is empty for the managers without a segment.
        segment_id: the segment he belongs to, itself for a segment; 0 without one.
        head, deputy: who hands over to whom; empty when none is named.
        weeks: the whole weeks that were looked at, the oldest first.
        below: how many weeks in a row, up to the last, were below the line.
        minutes: of the repeat reviews of these weeks and the running one, in seconds.
        in_band: how many of them took one to five minutes.
        agreement: equal verdicts among the clients that head and deputy both reviewed, in the whole segment.
        deputy_reviews: the reviews of the deputy in the whole segment in that time.
        checks: the conditions in their order.
    """

    scope: Scope
    name: str
    segment_id: int = 0
    head: str = ""
    deputy: str = ""
    weeks: tuple[ReworkWeek, ...] = ()
    below: int = 0
    minutes: Pace = _NO_PACE
    in_band: Share = _NO_SHARE
    agreement: Share = _NO_SHARE
    deputy_reviews: int = 0
    checks: tuple[Check, ...] = ()

    @property
    def ready(self) -> bool:
        """Are all conditions met?"""
        return bool(self.checks) and not self.missing

    @property
    def missing(self) -> tuple[Sentence, ...]:
        """What is missing, in plain words."""
        return tuple(check.sentence for check in self.checks if check.finding is not Finding.MET)


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who can hand over: each segment and after it its managers by name, those without a segment last."""

    as_of: datetime
    rule: DelegationRule
    rows: tuple[Readiness, ...]

    def of(self, scope: Scope) -> Readiness | None:
        """Return one of them."""
        return next((row for row in self.rows if row.scope == scope), None)

    @property
    def since(self) -> date:
        """The Monday from which rework and minutes are looked at, unless a week was too small to count."""
        today = self.as_of.date()
        return today - timedelta(days=today.weekday(), weeks=self.rule.weeks)

    def within(self, scope: Scope) -> tuple[Readiness, ...]:
        """Return the rows of a scope: everybody, a segment with its managers, a manager with his segment above him."""
        if scope == DEPARTMENT:
            return self.rows
        if scope.level is Level.SEGMENT:
            return tuple(row for row in self.rows if row.segment_id == scope.id)
        own = self.of(scope)
        if own is None:
            return ()
        part = self.of(Scope.segment(own.segment_id))
        return (own,) if part is None else (part, own)


def in_a_row(weeks: Sequence[ReworkWeek], line: float) -> int:
    """Count the weeks below the line, up to the last of them (R39).

    A week with fewer reviews of plans than `ENOUGH_FOR_RATE` has no share: it neither counts nor breaks the row. Below
    a line of 0.3, the weeks 9 of 20, 4 of 20, 1 of 2 and 5 of 20 (0.45, 0.2, none, 0.25) make two in a row.

    Args:
        weeks: the oldest first.
        line: a share, 0 to 1.
    """
    rates = [rate for week in weeks if (rate := week.rework.rate) is not None]
    return next((n for n, rate in enumerate(reversed(rates)) if rate >= line), len(rates))


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict on a client: the local day, whether the deputy gave it, and which."""

    client_id: int
    day: date
    by_deputy: bool
    verdict: Verdict


def agreed(reviews: Iterable[Judged], calendar: WorkCalendar) -> Share:
    """Count the clients that head and deputy both judged at most one working day apart, and the equal verdicts (R39).

    Two reviews of a client that follow each other make a pair when one is the head's, one the deputy's and no more
    than one working day lies between their days; a review belongs to one pair at most. Reached by both on Monday is
    equal; reached by the head on Friday and partly by the deputy on Monday is not: one of two.

    Args:
        reviews: with a verdict, in the order in which they were held.
        calendar: the working days.
    """
    pairs = [each.verdict is other.verdict for each, other in paired(reviews, calendar)]
    return Share(sum(pairs), len(pairs))


def paired(reviews: Iterable[J], calendar: WorkCalendar) -> Iterator[tuple[J, J]]:
    """Yield the pairs that `agreed` counts, in the order in which they came about; the review held first comes first.

    Args:
        reviews: with a verdict, in the order in which they were held.
        calendar: the working days.
    """
    waiting: dict[int, J] = {}
    for review in reviews:
        other = waiting.pop(review.client_id, None)
        if (
            other is not None
            and other.by_deputy is not review.by_deputy
            and calendar.between(other.day, review.day) <= 1
        ):
            yield other, review
        else:
            waiting[review.client_id] = review


@dataclass(frozen=True, slots=True)
class Pair:
    """A client that head and deputy both reviewed, with the review of each."""

    head: Review
    deputy: Review

    @property
    def equal(self) -> bool:
        """Did both give the same verdict?"""
        return self.head.verdict is self.deputy.verdict


def judge(row: Readiness, rule: DelegationRule) -> Readiness:
    """Judge the conditions by what was counted: the rework, the minutes, the agreement (R39).

    Args:
        row: with `weeks`, `minutes`, `in_band`, `agreement` and the names; `below` and `checks` are worked out.
        rule: what has to be reached.
    """
    below = min(in_a_row(row.weeks, rule.line), rule.weeks)
    checks = (_rework(row.weeks, below, rule), _minutes(row.minutes, row.in_band), _agreement(row, rule))
    return replace(row, below=below, checks=checks)


def _rework(weeks: Sequence[ReworkWeek], below: int, rule: DelegationRule) -> Check:
    known = [week for week in weeks if week.rework.rate is not None]
    reviews = sum((week.rework for week in known[-rule.weeks :]), _NO_SHARE)
    line = whole_percent(rule.line)
    if not known:
        finding, sentence = Finding.UNPROVEN, say("not proven yet: no week has {n} reviews of plans", n=ENOUGH_FOR_RATE)
    elif not below:
        last = known[-1]
        finding = Finding.MISSED if last.rework.firm else Finding.UNPROVEN
        sentence = say(
            "rework share {share}% of {n} reviews in the week from {week}, the line is {line}%",
            share=whole_percent(last.rework.rate or 0.0),
            n=last.rework.whole,
            week=last.start,
            line=line,
        )
    elif below < rule.weeks:
        finding = Finding.UNPROVEN if below == len(known) else Finding.MISSED
        sentence = say(
            "rework share below {line}% for {n} of {weeks} weeks in a row", line=line, n=below, weeks=rule.weeks
        )
    elif not reviews.firm:
        finding = Finding.UNPROVEN
        sentence = say(
            "rework not proven yet: {n} of {wanted} reviews of plans in these weeks",
            n=reviews.whole,
            wanted=ENOUGH_TO_JUDGE,
        )
    else:
        finding = Finding.MET
        sentence = say("rework share below {line}% for {weeks} weeks in a row", line=line, weeks=rule.weeks)
    return Check(Condition.REWORK, finding, sentence)


def _minutes(minutes: Pace, band: Share) -> Check:
    least, most = (round(bound / 60) for bound in BAND)
    if minutes.median is None or minutes.n < ENOUGH_TO_JUDGE:
        finding = Finding.UNPROVEN
        sentence = say(
            "minutes not proven yet: {n} of {wanted} repeat reviews in these weeks", n=minutes.n, wanted=ENOUGH_TO_JUDGE
        )
    elif minutes.median > BAND[1]:
        finding = Finding.MISSED
        sentence = say(
            "a repeat review takes {time}, the band is {least} to {most} min",
            time=timedelta(seconds=max(int(minutes.median), int(BAND[1]) + 1)),
            least=least,
            most=most,
        )
    elif minutes.median < BAND[0]:
        finding = Finding.MISSED
        sentence = say(
            "a repeat review takes {time}, shorter than a review can be: the band is {least} to {most} min",
            time=timedelta(seconds=int(minutes.median)),
            least=least,
            most=most,
        )
    else:
        finding = Finding.MET
        sentence = say(
            "a repeat review takes {time}, {share}% are within {least} to {most} min",
            time=timedelta(seconds=int(minutes.median)),
            share=whole_percent(band.rate or 0.0),
            least=least,
            most=most,
        )
    return Check(Condition.MINUTES, finding, sentence)


def _agreement(row: Readiness, rule: DelegationRule) -> Check:
    both = row.agreement
    named = _named(row)
    if named is not None:
        finding, sentence = Finding.MISSED, named
    elif not row.deputy_reviews:
        finding = Finding.UNPROVEN
        sentence = say(
            "{deputy} has not reviewed yet: {n} clients reviewed by both are needed", deputy=row.deputy, n=rule.sample
        )
    elif both.whole < rule.sample:
        finding = Finding.UNPROVEN
        sentence = say(
            "{n} of {wanted} clients were reviewed by both {head} and {deputy}, at most a working day apart",
            head=row.head,
            deputy=row.deputy,
            n=both.whole,
            wanted=rule.sample,
        )
    else:
        finding = Finding.MET if both.part >= rule.agreement * both.whole else Finding.MISSED
        sentence = say(
            "{head} and {deputy} gave the same verdict on {part} of {n} clients, {wanted}% are wanted",
            head=row.head,
            deputy=row.deputy,
            part=both.part,
            n=both.whole,
            wanted=whole_percent(rule.agreement),
        )
    return Check(Condition.AGREEMENT, finding, sentence)


def _named(row: Readiness) -> Sentence | None:
    """Say what is missing of the two people; None when both are named and the manager is neither."""
    if not row.segment_id:
        return say("without a segment there is no deputy: put the managers into one")
    if not row.head:
        return say("the segment has no head")
    if not row.deputy:
        return say("the segment has no deputy")
    if same_name(row.head, row.deputy):
        return say("{name} is head and deputy at once", name=row.head)
    if row.scope.level is Level.MANAGER and same_name(row.name, row.deputy):
        return say("{name} is the deputy: somebody else has to lead these sittings", name=row.name)
    return None


def same_name(one: str, other: str) -> bool:
    """Are two names those of one person, whatever their case and spaces?"""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def whole_percent(share: float) -> int:
    """Return a share of one in whole per cent, halves up: 46 of 0.455."""
    return int(share * 100 + 0.5)

"""The queue: which client is next, and why.

The order (NUMBERS.md 5): lane *promised* (a planned result is due today or was due, or a
parking is over), by money; lane *silent* (silence has reached the norm, or the next review is due, R16) and lane
*rest*, by ``money × min(cap, silence / norm)``; *asleep* and *parked* clients stand apart. The norm of a client is its
review interval. In the second sitting of a day a lane *changed* stands before the rest (R4). Every place has a reason
in one line. The same facts give the same order, always.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from cockpit.method.money import Money
from cockpit.method.norms import Norms
from cockpit.method.sentence import Sentence, say, say_count
from cockpit.method.words import Lane, Temperature

#: A client of whom no contact and no beginning is known counts as silent for this long, in working days.
_UNKNOWN_SILENCE = 1_000_000
#: So many changed fields are named in a reason.
_SHOWN_CHANGES = 3


class QueueFacts(NamedTuple):
    """What one client's place depends on. A named tuple, because a queue may rank a hundred thousand of them.

    Attributes:
        promise_on: the due day of its open task; None without one.
        minor: open money in minor units of the queue's currency; None when unknown or in another currency.
        estimated: the money is an estimate.
        last_contact_on: the last known contact; None when nothing at all is known.
        weak: the contact is known from a weak source, so the silence is only "at least".
        opened_on: the day its oldest open deal began.
        last_reached_on: the last reached result.
        parked_until: the day before which it is not reviewed; `put_off` when a sitting put it off until then.
        reviewed_on: the last review, whatever came of it; None when not known apart from the contact.
        interval: the review interval in working days; None while it is not worked out.
        review_due_on: the last day for the next review; None while it is not worked out.
        kept_on: the day it was kept although it slept.
        known_on: the day it became known here.
    """

    client_id: int
    temperature: Temperature
    promise_on: date | None
    minor: int | None
    estimated: bool
    last_contact_on: date | None
    weak: bool
    opened_on: date | None
    last_reached_on: date | None
    parked_until: date | None
    reviewed_on: date | None = None
    interval: int | None = None
    review_due_on: date | None = None
    kept_on: date | None = None
    known_on: date | None = None
    put_off: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What a queue is ranked by.

    Attributes:
        today: the local day.
        norms: the segment's norms.
        currency: the currency of `QueueFacts.minor`.
        cycle_median: the segment's median won cycle in days, when known (R17).
        asleep_days: the segment's p95 of the won cycle, when known from 20 won deals; otherwise the norm's default.
    """

    today: date
    norms: Norms
    currency: str
    cycle_median: int | None = None
    asleep_days: int | None = None
    _silences: dict[date | None, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def norm(self, temperature: Temperature) -> int:
        """Return the normal silence in working days."""
        return self.norms.norm(temperature, self.cycle_median)

    def silence(self, since: date | None) -> int:
        """Count the working days since a day; the counts are kept, because in a long queue few days recur often."""
        known = self._silences.get(since)
        if known is None:
            known = _UNKNOWN_SILENCE if since is None else self.norms.calendar.between(since, self.today)
            self._silences[since] = known
        return known

    @property
    def asleep_after(self) -> int:
        """The calendar days after which a client without a reached result sleeps."""
        return self.norms.asleep_days if self.asleep_days is None else self.asleep_days


class Place(NamedTuple):
    """One client's place: its lane, its score and what the reason is made of (days are working days)."""

    facts: QueueFacts
    lane: Lane
    score: float
    silence: int
    norm: int


def place(facts: QueueFacts, rules: Rules) -> Place:
    """Find one client's place."""
    norm = facts.interval or rules.norm(facts.temperature)
    silence = rules.silence(facts.last_contact_on or facts.opened_on)
    factor = _factor(silence, norm, rules)
    score = facts.minor * factor if facts.minor is not None else factor
    return Place(facts, _lane(facts, rules, silence, norm), score, silence, norm)


def _factor(silence: int, norm: int, rules: Rules) -> float:
    return min(float(rules.norms.cap), silence / norm)


def _lane(facts: QueueFacts, rules: Rules, silence: int, norm: int) -> Lane:
    today = rules.today
    if facts.parked_until is not None and facts.parked_until > today:
        return Lane.PARKED
    if facts.promise_on is not None and facts.promise_on <= today:
        return Lane.PROMISED
    if _parking_over(facts):
        return Lane.PROMISED
    if facts.promise_on is None and asleep(facts.opened_on, facts.last_reached_on, rules, facts.kept_on):
        return Lane.ASLEEP
    return Lane.SILENT if _silent_for_long(facts, rules, silence, norm) or _review_due(facts, today) else Lane.REST


def _silent_for_long(facts: QueueFacts, rules: Rules, silence: int, norm: int) -> bool:
    return silence >= norm and not _clock_stopped(facts, rules, silence, norm)


def _review_due(facts: QueueFacts, today: date) -> bool:
    return facts.review_due_on is not None and facts.review_due_on <= today


def _parking_over(facts: QueueFacts) -> bool:
    """Has the day come until which the client was parked, with nothing heard or decided since?"""
    if facts.parked_until is None:
        return False
    seen = _latest(facts.last_contact_on, facts.reviewed_on)
    return seen is None or seen < facts.parked_until


def _clock_stopped(facts: QueueFacts, rules: Rules, silence: int, norm: int) -> bool:
    """Does a dated promise ahead excuse the silence? Not when the last review is too far back."""
    if facts.promise_on is None:
        return False
    longest = norm * rules.norms.promise_stretch
    if silence < longest:
        return True
    return facts.reviewed_on is not None and rules.silence(facts.reviewed_on) < longest


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def asleep(opened_on: date | None, last_reached_on: date | None, rules: Rules, kept_on: date | None = None) -> bool:
    """Has the client been open longer than deals are ever won, with nothing reached and nobody keeping it lately?"""
    if opened_on is None or (rules.today - opened_on).days <= rules.asleep_after:
        return False
    awake = _latest(last_reached_on, kept_on)
    return awake is None or awake < rules.today - timedelta(days=rules.norms.awake_days)


def in_debt(facts: QueueFacts, rules: Rules) -> bool:
    """Is an open client past its interval (R6, R16)? Those asleep and parked are no debt; putting off pays none."""
    if facts.review_due_on is None or facts.review_due_on >= rules.today:
        return False
    lane = place(facts, rules).lane
    return facts.put_off if lane is Lane.PARKED else lane is not Lane.ASLEEP


def neglected(facts: QueueFacts, rules: Rules) -> bool:
    """Is an open client silent beyond its norm with no dated promise ahead (R44)?

    A promise for today or later excuses the silence as long as it does in the queue. Those asleep and parked are not
    waited for; putting off excuses nothing.
    """
    found = place(facts, rules)
    if found.lane is Lane.ASLEEP or (found.lane is Lane.PARKED and not facts.put_off):
        return False
    ahead = facts.promise_on is not None and facts.promise_on >= rules.today
    excused = ahead and _clock_stopped(facts, rules, found.silence, found.norm)
    return found.silence >= found.norm and not excused


def _key(found: Place) -> tuple[bool, float, date, int]:
    facts = found.facts
    weight = float(facts.minor or 0) if found.lane is Lane.PROMISED else found.score
    return (facts.minor is None, -weight, facts.opened_on or date.max, facts.client_id)


def rank(clients: Iterable[QueueFacts], rules: Rules) -> list[Place]:
    """Put the clients in order: by lane, then money or score, clients without known money last, older first."""
    lanes: dict[Lane, list[Place]] = {lane: [] for lane in Lane}
    for facts in clients:
        found = place(facts, rules)
        lanes[found.lane].append(found)
    return [found for members in lanes.values() for found in sorted(members, key=_key)]


def is_due(lane: Lane) -> bool:
    """Must a client of this lane be reviewed or deferred for the sitting to be complete (R7)?"""
    return lane in {Lane.PROMISED, Lane.SILENT}


def reason(found: Place, rules: Rules) -> Sentence:
    """Say in one line why the client stands here, in the head's words (METHOD.md, NUMBERS.md 5)."""
    facts, today = found.facts, rules.today
    if found.lane is Lane.PARKED and facts.parked_until is not None:
        day = facts.parked_until
        return say("put off until {day}", day=day) if facts.put_off else say("parked until {day}", day=day)
    if found.lane is Lane.PROMISED:
        return _overdue(facts, today)
    if found.lane is Lane.ASLEEP and facts.opened_on is not None:
        days = (today - facts.opened_on).days
        return say_count("open {n} day, nothing reached lately", "open {n} days, nothing reached lately", days)
    if found.lane is Lane.REST and facts.promise_on is not None:
        return say("promised for {day}", day=facts.promise_on)
    if found.lane is Lane.SILENT and not _silent_for_long(facts, rules, found.silence, found.norm):
        return _not_reviewed(found, rules)
    if found.silence >= _UNKNOWN_SILENCE:
        return say("no contact known yet")
    if found.silence == 0 and not _at_least(facts):
        return say("in touch")
    factor = _shown_factor(found, rules)
    if factor > 1:
        return say("{silent}, norm {norm} (×{factor})", silent=_silent(found), norm=found.norm, factor=factor)
    return say("{silent}, norm {norm}", silent=_silent(found), norm=found.norm)


def arithmetic(found: Place, rules: Rules) -> Sentence | None:
    """Spell out what a silent client is ordered by: ``order: 500 000 ₽ × 3 (silent 6 days, norm 2)``; else None."""
    facts = found.facts
    if found.lane is not Lane.SILENT or facts.minor is None or found.silence >= _UNKNOWN_SILENCE:
        return None
    return say(
        "order: {about}{money} × {factor} ({silent}, norm {norm})",
        about="~" if facts.estimated else "",
        money=Money(facts.minor, rules.currency),
        factor=_shown_factor(found, rules),
        silent=_silent(found),
        norm=found.norm,
    )


def changed_reason(fields: Sequence[Sentence]) -> Sentence:
    """Say what changed since the day's first sitting, in the order given (R4)."""
    first, *others = fields[:_SHOWN_CHANGES]
    for other in others:
        first = say("{fields}, {field}", fields=first, field=other)
    if len(fields) > _SHOWN_CHANGES:
        first = say("{fields} …", fields=first)
    return say("changed since the morning: {fields}", fields=first)


def _not_reviewed(found: Place, rules: Rules) -> Sentence:
    """Say which of the two rules asks for a review: the interval, or that nobody waits longer than a week (R16)."""
    facts, today = found.facts, rules.today
    since = facts.reviewed_on or facts.known_on
    if facts.kept_on is not None and (since is None or facts.kept_on > since):
        return say_count("kept {n} calendar day ago", "kept {n} calendar days ago", (today - facts.kept_on).days)
    if since is None:
        return say("not reviewed yet")
    passed = rules.norms.calendar.between(since, today)
    if passed >= found.norm:
        if facts.reviewed_on is None:
            return say_count(
                "not reviewed yet, known for {n} working day, interval {interval}",
                "not reviewed yet, known for {n} working days, interval {interval}",
                passed,
                interval=found.norm,
            )
        return say_count(
            "last review {n} working day ago, interval {interval}",
            "last review {n} working days ago, interval {interval}",
            passed,
            interval=found.norm,
        )
    days, most = (today - since).days, rules.norms.longest_days
    if facts.reviewed_on is None:
        return say_count(
            "not reviewed yet, known for {n} calendar day of {most} at most",
            "not reviewed yet, known for {n} calendar days of {most} at most",
            days,
            most=most,
        )
    return say_count(
        "last review {n} calendar day ago, {most} at most",
        "last review {n} calendar days ago, {most} at most",
        days,
        most=most,
    )


def _overdue(facts: QueueFacts, today: date) -> Sentence:
    if facts.promise_on is None or facts.promise_on > today:
        return say("put off until {day}", day=facts.parked_until or today)
    late = (today - facts.promise_on).days
    if late == 0:
        return say("promised for today")
    if late == 1:
        return say("promised for yesterday")
    return say_count("promise overdue by {n} day", "promise overdue by {n} days", late)


def _silent(found: Place) -> Sentence:
    if _at_least(found.facts):
        return say_count("silent ≥ {n} day", "silent ≥ {n} days", found.silence)
    return say_count("silent {n} day", "silent {n} days", found.silence)


def _at_least(facts: QueueFacts) -> bool:
    return facts.weak or facts.last_contact_on is None


def _shown_factor(found: Place, rules: Rules) -> float:
    return round(_factor(found.silence, found.norm, rules), 1)

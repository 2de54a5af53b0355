"""A sitting: its slot, and whether it is complete (R7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cockpit.method.money import Money, totals
from cockpit.method.norms import Norms
from cockpit.method.records import Sitting
from cockpit.method.sentence import Problem, Sentence, say, say_count
from cockpit.method.words import SittingState, Slot
from cockpit.method.workdays import read_day


def slot_of(now: datetime, norms: Norms) -> Slot:
    """Return the slot of the day that a local moment belongs to."""
    return Slot.MORNING if now.hour < norms.noon else Slot.AFTERNOON


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is left of a sitting (R7).

    Attributes:
        left: the due clients neither reviewed nor deferred, and `money` what is known of their money by currency.
        reviewed, put_off: how many clients were reviewed, and how many of the others were deferred.
        recruiting_due: nobody can pay and no recruiting task is set (R14).
        line: the high-check line below which nobody was judged, `left_out` and `left_out_money` who that is (R43).
    """

    left: tuple[int, ...]
    money: tuple[Money, ...]
    recruiting_due: bool = False
    line: Money | None = None
    left_out: int = 0
    left_out_money: tuple[Money, ...] = ()
    reviewed: int = 0
    put_off: int = 0

    @property
    def state(self) -> SittingState:
        """The state in which the sitting would end now."""
        return SittingState.INCOMPLETE if self.left or self.recruiting_due else SittingState.COMPLETE

    @property
    def sentence(self) -> Sentence:
        """One line for the summary."""
        parts = [] if self.recruiting_due and not self.left else [self._worked_through]
        if self.recruiting_due:
            parts.append(say("Nobody can pay: the recruiting task is missing."))
        if self.line is not None and self.left_out:
            parts.append(self._left_out(self.line))
        whole, *others = parts
        for part in others:
            whole = say("{sentence} {next}", sentence=whole, next=part)
        return whole

    def _left_out(self, line: Money) -> Sentence:
        if not self.left_out_money:
            return say_count(
                "Below {line} {n} client was left out.",
                "Below {line} {n} clients were left out.",
                self.left_out,
                line=line,
            )
        return say_count(
            "Below {line} {n} client was left out, {money}.",
            "Below {line} {n} clients were left out, {money}.",
            self.left_out,
            line=line,
            money=self.left_out_money,
        )

    @property
    def _worked_through(self) -> Sentence:
        done = say("reviewed {reviewed}, put off {put_off}", reviewed=self.reviewed, put_off=self.put_off)
        if not self.left:
            return say("Complete: {done}, nobody is left.", done=done)
        if not self.money:
            return say("Incomplete: {done}, left {n}.", done=done, n=len(self.left))
        return say("Incomplete: {done}, left {n}: {money}.", done=done, n=len(self.left), money=self.money)


def completeness(sitting: Sitting, money: Mapping[int, Money | None]) -> Completeness:
    """Compare what was due with what was worked through.

    Args:
        sitting: the sitting as it stands.
        money: the open money of its clients, by client id.
    """
    done = sitting.reviewed | sitting.deferred.keys()
    left = tuple(client for client in sitting.order if client in sitting.due and client not in done)
    return Completeness(
        left,
        totals(amount for client in left if (amount := money.get(client)) is not None),
        sitting.recruiting_due,
        sitting.line,
        sitting.left_out,
        sitting.left_out_money,
        len(sitting.reviewed),
        len(sitting.put_off),
    )


def next_client(sitting: Sitting, after: int | None = None) -> int | None:
    """Return the client to review next: the first one in the order not worked through, searched from `after` on.

    The search wraps around, so a client left out earlier comes up again. `after` itself does not: None when all
    others are worked through.
    """
    done = sitting.reviewed | sitting.deferred.keys()
    order = sitting.order
    start = order.index(after) + 1 if after is not None and after in order else 0
    for client in (*order[start:], *order[:start]):
        if client not in done and client != after:
            return client
    return None


def read_deferral(day: str, reason: str, today: date, norms: Norms) -> date | tuple[Problem, ...]:
    """Read a deferral as typed: a day later than today and a reason."""
    found = read_day(day, today, norms.calendar) if day.strip() else say("Until which day?")
    problems = []
    if isinstance(found, Sentence):
        problems.append(Problem("until", found))
    elif found <= today:
        problems.append(Problem("until", say("The day must be later than today.")))
    if not reason.strip():
        problems.append(Problem("reason", say("Why is the client put off?")))
    return tuple(problems) if problems or isinstance(found, Sentence) else found

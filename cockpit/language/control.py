"""What control brings, as a user reads it: the same words on the screen and in the printed account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from cockpit.language.control_terms import meaning, part_name
from cockpit.language.forms import minutes, money, moneys, number, percent, short_money
from cockpit.language.texts import t, tn
from cockpit.language.window import days_text
from cockpit.language.words import temperature_name
from cockpit.method.comparison import Difference, Proof
from cockpit.method.control import Control, Groups, Heap, Month, Part, Past, Week
from cockpit.method.money import Money, totals
from cockpit.method.share import Share
from cockpit.method.words import Temperature

_NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the account.

    Attributes:
        part: what opens behind it.
        key: its name in the code, unique in an account.
        name, value: what is counted, and what came out.
        n: how many cases stand behind it.
        time: the days, or the moment, it is about.
        note: what more there is to say.
        meaning: how it is counted.
        temperature: the clients that it is about, where it tells those of one temperature.
    """

    part: Part
    key: str
    name: str
    value: str
    n: int
    time: str
    note: str = ""
    meaning: str = ""
    temperature: Temperature | None = None


def headlines(found: Control) -> tuple[Told, Told]:
    """Tell the two figures that control is for (R44)."""
    silent, extra, time = found.silent, found.extra, _window(found)
    where = [
        "" if silent.share.rate is None else _rate(silent.share),
        tn("{n} in the lane of the silent", "{n} in the lane of the silent", silent.queued) if silent.queued else "",
        tn("{n} whose promise is over", "{n} whose promise is over", silent.passed) if silent.passed else "",
        tn("{n} put off", "{n} put off", silent.put_off) if silent.put_off else "",
        _unknown(silent.heap),
    ]
    share = silent.share
    clients = tn("{n} open client", "{n} open clients", share.whole)
    first = Told(
        Part.SILENT,
        Part.SILENT,
        part_name(Part.SILENT),
        f"{number(share.part)} · {moneys(silent.heap.money)}" if share.part else number(0),
        share.whole,
        t("now"),
        " · ".join((t("of {clients}", clients=clients), t("goal: 0"), *filter(None, where))),
        meaning(Part.SILENT),
    )
    paid = t("paid since, at most: {sum}", sum=moneys(extra.paid.money)) if extra.paid.n else t("nothing paid since")
    opportunities = tn("{n} opportunity", "{n} opportunities", extra.found.n)
    second = Told(
        Part.FOUND,
        Part.FOUND,
        part_name(Part.FOUND),
        moneys(extra.found.money),
        extra.found.n,
        time,
        " · ".join(filter(None, (paid, opportunities, _unknown(extra.found))))
        if extra.found.n
        else t("none noted in these days; a card has a field for them"),
        meaning(Part.FOUND),
    )
    return first, second


def sections(found: Control) -> tuple[tuple[str, tuple[Told, ...]], ...]:
    """Tell the other figures, under their headings."""
    return (
        (t("If money flows"), tuple(_flow(found))),
        (t("Losses after missed plans"), tuple(_losses(found))),
        (t("Hours beside money"), tuple(_hours(found))),
        (t("Does it pay?"), tuple(_payback(found))),
    )


def _flow(found: Control) -> Iterator[Told]:
    for part, heap in ((Part.TROUBLE, found.trouble), (Part.FAILED, found.failed), (Part.SLIPPED, found.slipped)):
        indent = "" if part is Part.TROUBLE else "  "
        yield _told(part, moneys(heap.money), heap.n, t("now"), _unknown(heap), indent + part_name(part))
    unsure = t("of it won, payment not confirmed: {sum}", sum=moneys(found.unconfirmed)) if found.unconfirmed else ""
    yield _told(Part.CAME, moneys(found.came.money), found.came.n, _window(found), unsure)


def _losses(found: Control) -> Iterator[Told]:
    if not found.months:
        return
    months = tn("{n} month", "{n} months", len(found.months))
    missed = Heap(
        sum(month.missed.n for month in found.months),
        totals(amount for month in found.months for amount in month.missed.money),
        sum(month.missed.without_amount for month in found.months),
    )
    every = sum(month.lost.n for month in found.months)
    yield _told(Part.LOST, moneys(missed.money), missed.n, months, tn("of {n} deal lost", "of {n} deals lost", every))
    if found.first_sitting is None:
        note = t("before and after can be compared from the first sitting on")
    else:
        note = proof_text(found.losses) if found.losses.enough else _short_of(found.lost_before, found.lost_after)
        note = f"{_whole(found.lost_before)} → {_whole(found.lost_after)} · {note}"
    both = f"{_firm(found.lost_before)} → {_firm(found.lost_after)}"
    cases = found.lost_before.whole + found.lost_after.whole
    name = part_name(Part.CLOSED)
    yield Told(Part.CLOSED, "before", name, both, cases, _proven(found.losses), note, meaning(Part.CLOSED))


def _short_of(before: Share, after: Share) -> str:
    return t(
        "not proven: {before} deals closed before it and {after} since, 20 of each are needed",
        before=before.whole,
        after=after.whole,
    )


def _hours(found: Control) -> Iterator[Told]:
    if not found.weeks:
        return
    weeks = tn("{n} week", "{n} weeks", len(found.weeks))
    seconds, wall = (
        sum(week.seconds for week in found.weeks),
        sum(week.wall_seconds for week in found.weeks),
    )
    came = totals(amount for week in found.weeks for amount in week.came)
    reviewed = totals(amount for week in found.weeks for amount in week.reviewed)
    note = t("{time} by the clock", time=hours(wall)) if found.reviews else t("no review in these weeks yet")
    yield _told(Part.REVIEWS, hours(seconds), found.reviews, weeks, note)
    of_reviewed = t("of reviewed clients: {sum}", sum=moneys(reviewed))
    sums = sum(week.sums for week in found.weeks)
    yield _told(Part.WEEKS, moneys(came), sums, weeks, of_reviewed)


def _payback(found: Control) -> Iterator[Told]:
    if not found.groups:
        nothing = t("needs reviews in these days, and clients without one")
        yield _told(Part.GROUPS, _NOTHING, 0, t("not proven"), t("not proven: {missing}", missing=nothing))
    for group in found.groups:
        yield _group(group)
    past = found.past
    cases = len(past.before) + len(past.after)
    note = f"{_weeks(past)} · {_past_note(found, past)}"
    name = part_name(Part.PAST)
    yield Told(Part.PAST, "past", name, _past_value(past), cases, _proven(past.difference), note, meaning(Part.PAST))


def _group(group: Groups) -> Told:
    name = t("Bought, {warmth}: reviewed : not", warmth=temperature_name(group.temperature))
    value = f"{_firm(group.reviewed)} : {_firm(group.others)}"
    both = f"{_whole(group.reviewed)} : {_whole(group.others)}"
    if any(group.missing):
        reviewed, others = group.missing
        missing = t("{reviewed} more reviewed and {others} more others are needed", reviewed=reviewed, others=others)
        note = t("not proven: {missing}", missing=missing)
    else:
        note = proof_text(group.difference)
    each = [_each(group.reviewed_money, group.reviewed), _each(group.others_money, group.others)]
    if group.reviewed.whole or group.others.whole:
        note += f" · {t('money per client {reviewed} : {others}', reviewed=each[0], others=each[1])}"
    cases = group.reviewed.whole + group.others.whole
    key = f"group {group.temperature}"
    proven = _proven(group.difference)
    return Told(
        Part.GROUPS, key, name, value, cases, proven, f"{both} · {note}", meaning(Part.GROUPS), group.temperature
    )


def _each(amounts: tuple[Money, ...], clients: Share) -> str:
    if clients.rate is None:
        return _NOTHING
    return moneys((Money(each.minor // clients.whole, each.currency) for each in amounts), short=True)


def _past_value(past: Past) -> str:
    means = [
        short_money(Money(round(sum(weeks) / len(weeks)), past.currency)) if weeks else _NOTHING
        for weeks in (past.before, past.after)
    ]
    return " → ".join(means)


def _past_note(found: Control, past: Past) -> str:
    if found.first_sitting is None:
        return t("not proven: there was no sitting yet")
    before, after = past.missing
    if before or after:
        missing = t("{before} more weeks before it and {after} more since are needed", before=before, after=after)
        return t("not proven: {missing}", missing=missing)
    low, high = (Money(round(each), past.currency) for each in (past.difference.low, past.difference.high))
    ranged = t("from {low} to {high}", low=short_money(low), high=short_money(high))
    return f"{_verdict(past.difference)}: {ranged}"


def _weeks(past: Past) -> str:
    return t("{before} and {after} weeks", before=len(past.before), after=len(past.after))


def proof_text(found: Difference) -> str:
    """Say what a comparison of shares proves, with its range in hundredths."""
    low, high = (f"{round(each * 100):+d}" for each in (found.low, found.high))
    return f"{_verdict(found)}: {t('from {low} to {high} points', low=low, high=high)}"


def _verdict(found: Difference) -> str:
    names = {
        Proof.NONE: t("not proven"),
        Proof.MORE: t("more, beyond chance"),
        Proof.LESS: t("less, beyond chance"),
    }
    return names[found.proof]


def _told(  # noqa: PLR0917  the parts of a line
    part: Part, value: str, n: int, time: str, note: str = "", name: str = ""
) -> Told:
    return Told(part, part, name or part_name(part), value, n, time, note, meaning(part))


def heap_money(heap: Heap) -> str:
    """Write the money of a heap, and how many of it have no known amount."""
    return " + ".join(filter(None, (moneys(heap.money) if heap.money else "", _unknown(heap)))) or "0"


def hours(seconds: float) -> str:
    """Write the time of many reviews: ``12:30`` hours."""
    whole = round(seconds / 60)
    return t("{hours} h", hours=f"{whole // 60}:{whole % 60:02}")


def _rate(share: Share) -> str:
    if share.rate is None:
        return _of(share)
    low, high = (f"{each * 100:.0f}" for each in share.range)
    return percent(share.rate) if share.firm else f"{percent(share.rate)} ({low}–{high})"


def _of(share: Share) -> str:
    return t("{part} of {whole}", part=share.part, whole=share.whole)


def _firm(share: Share) -> str:
    return percent(share.part / share.whole) if share.firm else _of(share)


def _whole(share: Share) -> str:
    return _of(share) if share.rate is None else f"{_rate(share)}, {_of(share)}"


def _proven(found: Difference) -> str:
    return _verdict(found) if found.enough else t("not proven")


def _unknown(heap: Heap) -> str:
    n = heap.without_amount
    return tn("{n} without an amount", "{n} without an amount", n) if n else ""


def _window(found: Control) -> str:
    return days_text(found.window.start, max(found.window.start, found.until))


def month_text(month: Month) -> tuple[str, str, str, str]:
    """Write a month of losses: its name, those after a missed plan, all lost, and won."""
    missed = f"{number(month.missed.n)} · {heap_money(month.missed)}" if month.missed.n else number(0)
    lost = f"{number(month.lost.n)} · {heap_money(month.lost)}" if month.lost.n else number(0)
    return month_name(month.start), missed, lost, number(month.won)


def month_name(start: date) -> str:
    """Name a month: ``11.2026``."""
    return f"{start:%m.%Y}"


def week_text(week: Week) -> tuple[str, str, str, str, str]:
    """Write a week: its Monday, the reviews, their hours, the money and that of reviewed clients."""
    return (
        days_text(week.start, week.start),
        number(week.reviews),
        hours(week.seconds),
        moneys(week.came),
        moneys(week.reviewed),
    )


def amount_text(amount: Money | None) -> str:
    """Write an amount that may not be known."""
    return _NOTHING if amount is None else money(amount)


def spent_text(seconds: float | None) -> str:
    """Write the minutes of a client's reviews."""
    return "" if seconds is None else minutes(seconds)

"""The key figures as a user reads them: on the screen, printed, and handed out."""

from __future__ import annotations

from datetime import date
from typing import Final

from cockpit.language.forms import moneys, number, percent
from cockpit.language.texts import N_, t, tn
from cockpit.language.window import days_text, window_text
from cockpit.method.change import Change
from cockpit.method.kpi import Figure, Kind, Line, Reason, Value
from cockpit.method.scope import DEPARTMENT
from cockpit.method.share import Share

#: What stands where there is nothing to tell.
NOTHING: Final = "—"
#: So many days a cycle looks back; more of them when too few deals were closed in these.
_USUAL_CYCLE: Final = 100
_GROUPS: Final = {
    "R18": N_("Hot clients in work"),
    "R19": N_("Refusals"),
    "R20": N_("Deals closed"),
    "R21": N_("Money in work"),
    "R22": N_("Time to close"),
    "R23": N_("Average check per client"),
    "R24": N_("Offers per client"),
    "R25": N_("Revenue"),
}
_NAMES: Final = {
    Figure.HOT: N_("Hot clients"),
    Figure.HOT_NEW: N_("New hot clients"),
    Figure.REFUSALS: N_("Clients refused"),
    Figure.REFUSAL_RATE: N_("Lost of closed deals"),
    Figure.WON: N_("Deals won"),
    Figure.PAID: N_("Payments"),
    Figure.MONEY_HOT: N_("Hot money"),
    Figure.MONEY_WARM: N_("Warm money"),
    Figure.MONEY_POTENTIAL: N_("Potential money"),
    Figure.WON_CYCLE: N_("Days to win"),
    Figure.LOST_CYCLE: N_("Days to lose"),
    Figure.CHECK: N_("Check, mean"),
    Figure.CHECK_MEDIAN: N_("Check, median"),
    Figure.OFFERS: N_("Offers per client"),
    Figure.NO_OFFER: N_("Without an offer"),
    Figure.REVENUE: N_("Revenue"),
    Figure.REVENUE_DAY: N_("Revenue, day"),
    Figure.REVENUE_WEEK: N_("Revenue, week"),
    Figure.REVENUE_MONTH: N_("Revenue, month"),
}
_MEANINGS: Final = {
    Figure.HOT: N_("hot at the end of the window; while it is running, now"),
    Figure.HOT_NEW: N_("hot at the end of the window and not at its beginning"),
    Figure.REFUSALS: N_("clients a deal of whom was lost in the window, and the money lost"),
    Figure.REFUSAL_RATE: N_("deals lost, of those won or lost in the window"),
    Figure.WON: N_("deals won in the window, and their money"),
    Figure.PAID: N_("payments that came in the window"),
    Figure.MONEY_HOT: N_("open money of hot clients at the end of the window"),
    Figure.MONEY_WARM: N_("open money of warm clients at the end of the window"),
    Figure.MONEY_POTENTIAL: N_("open money of potential clients at the end of the window"),
    Figure.WON_CYCLE: N_("calendar days from making a deal to winning it, the median"),
    Figure.LOST_CYCLE: N_("calendar days from making a deal to losing it, the median"),
    Figure.CHECK: N_("money won per client who bought"),
    Figure.CHECK_MEDIAN: N_("money won from the client in the middle"),
    Figure.OFFERS: N_("offers sent, per client worked with"),
    Figure.NO_OFFER: N_("hot and warm clients who were sent no offer"),
    Figure.REVENUE: N_("money paid in the window, and won without a payment on record"),
    Figure.REVENUE_DAY: N_("of the last day of the window; before it the day before"),
    Figure.REVENUE_WEEK: N_("of the week to date; before it the last full one"),
    Figure.REVENUE_MONTH: N_("of the month to date; before it the last full one"),
}


def group_name(requirement: str) -> str:
    """Name one of the eight key figures by its requirement, such as R18."""
    return t(_GROUPS[requirement])


def figure_name(figure: Figure) -> str:
    """Name a figure."""
    return t(_NAMES[figure])


def figure_meaning(figure: Figure) -> str:
    """Say in a few words what a figure counts."""
    return t(_MEANINGS[figure])


def whose_text(line: Line) -> str:
    """Name whose figures they are."""
    if line.scope == DEPARTMENT:
        return t("the whole department")
    return line.name or t("No segment")


def value_text(value: Value | None, *, most: int = 0) -> str:
    """Write a figure with its unit: ``12``, ``₽1,250,000``, ``57 days``, ``40% (18–65)``; ``≈`` before a guess.

    A count whose money is known is followed by it: ``17 · ₽1,200,000``.

    Args:
        value: the figure; None and one without cases are a dash.
        most: amounts are written short when the text would take more than so many characters, and the money of a
            count is left out when that is still too much; 0 for never.
    """
    if value is None:
        return NOTHING
    text = _text(value, short=False)
    if most and len(text) > most:
        text = _text(value, short=True)
        if len(text) > most and value.figure.kind is Kind.COUNT and value.number is not None:
            text = number(int(value.number))
    return f"≈{text}" if value.approximate and text != NOTHING else text


def _text(value: Value, *, short: bool) -> str:
    match value.figure.kind:
        case Kind.MONEY:
            return moneys(value.money, short=short) if value.money else NOTHING
        case Kind.RATE:
            return share_text(value.share) if value.share is not None else NOTHING
        case Kind.DAYS if value.number is not None:
            return t("{days} days", days=number(value.number))
        case Kind.COUNT if value.number is not None:
            count = number(int(value.number))
            return f"{count} · {moneys(value.money, short=short)}" if value.money else count
        case Kind.RATIO if value.number is not None:
            return number(value.number, 1)
        case _:
            return NOTHING


def share_text(share: Share) -> str:
    """Write a share as its smallness allows: ``2 of 4``, ``40% (18–65)``, ``38%``; a dash of nothing."""
    if not share.whole:
        return NOTHING
    if share.rate is None:
        return t("{part} of {whole}", part=share.part, whole=share.whole)
    if share.firm:
        return percent(share.rate)
    low, high = share.range
    return f"{percent(share.rate)} ({round(low * 100)}–{round(high * 100)})"


def cases_text(value: Value) -> str:
    """Say how many cases stand behind a figure, and of what."""
    match value.figure:
        case Figure.REFUSAL_RATE | Figure.WON | Figure.WON_CYCLE | Figure.LOST_CYCLE:
            return tn("{n} deal", "{n} deals", value.n)
        case Figure.PAID:
            return tn("{n} payment", "{n} payments", value.n)
        case Figure.REVENUE | Figure.REVENUE_DAY | Figure.REVENUE_WEEK | Figure.REVENUE_MONTH:
            return tn("{n} payment or deal", "{n} payments and deals", value.n)
        case Figure.OFFERS:
            clients = tn("{n} client worked with", "{n} clients worked with", value.clients or 0)
            return f"{tn('{n} offer', '{n} offers', value.n)}, {clients}"
        case _:
            return tn("{n} client", "{n} clients", value.n)


def change_text(figure: Figure, change: Change | None) -> str:
    """Write how a figure changed, with its sign: ``+3``, ``−12%``, ``+5 pp``; ``=`` when it did not."""
    if change is None:
        return NOTHING
    sign, size = "+" if change.by > 0 else "−", abs(change.by)
    match figure.kind:
        case Kind.MONEY:
            told, nothing = percent(size), round(size * 100) == 0
        case Kind.RATE:
            points = round(size * 100)
            told, nothing = t("{n} pp", n=points), points == 0
        case Kind.DAYS | Kind.COUNT:
            told, nothing = number(size), size == 0
        case Kind.RATIO:
            told, nothing = number(size, 1), round(size, 1) == 0
    return "=" if nothing else f"{sign}{told}"


def notes(value: Value) -> tuple[str, ...]:
    """Say what one has to know beside a figure, each thing in a few words."""
    found: list[str] = []
    if value.p75 is not None:
        found.append(t("three of four within {days} days", days=number(value.p75)))
    if value.figure.kind is Kind.DAYS and value.window.days > _USUAL_CYCLE:
        found.append(t("widened to {n} days", n=value.window.days))
    if value.without_amount:
        missing = tn("{n} without an amount", "{n} without an amount", value.without_amount)
        estimate = t("~{sum} estimated", sum=moneys(value.estimated, short=True)) if value.estimated else ""
        found.append(f"{missing}, {estimate}" if estimate else missing)
    if value.unconfirmed:
        found.append(t("won, payment not confirmed: {sum}", sum=moneys(value.unconfirmed)))
    if value.undated:
        found.append(tn("{n} undated", "{n} undated", value.undated))
    if value.wrong:
        found.append(tn("{n} closed before it was made", "{n} closed before they were made", value.wrong))
    if value.approximate:
        found.append(t("≈ worked out again for a day that is past"))
    return tuple(found)


def days_of(value: Value, today: date) -> str:
    """Write the days that a figure is about; of a figure of a moment its day."""
    if value.figure.momentary:
        until = value.window.until(today)
        return t("now") if until == today else t("at the end of {day}", day=days_text(until, until))
    return window_text(value.window, today)


def reason_text(reason: Reason) -> str:
    """Write why deals were lost, with how many: ``too expensive 5``."""
    return f"{reason.text or t('not named')} {number(reason.deals)}"

"""The forecast in words: what screens, commands and files say of it in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cockpit.language.forms import moneys, percent, short_money
from cockpit.language.texts import t, tn
from cockpit.language.words import temperature_name
from cockpit.method.forecast import Band, Chance, Forecast, Place, Prospect, Range
from cockpit.method.money import Money
from cockpit.method.outlook import Group, Line
from cockpit.method.words import Temperature


def band_name(band: Band) -> str:
    """Name a band."""
    return {Band.COMMIT: t("commit"), Band.LIKELY: t("likely"), Band.POSSIBLE: t("possible")}[band]


def band_meaning(band: Band) -> str:
    """Say which deals a band holds."""
    meanings = {
        Band.COMMIT: t("hot, the day agreed, the last plan reached, no risk that stops the payment"),
        Band.LIKELY: t("commit and every other hot deal with an agreed day"),
        Band.POSSIBLE: t("likely and every warm deal with an agreed day"),
    }
    return meanings[band]


def place_name(place: Place) -> str:
    """Name a row of the forecast."""
    names = {
        Place.DATED: t("in a week"),
        Place.OVERDUE: t("overdue, needs a new date"),
        Place.UNDATED: t("undated"),
        Place.POTENTIAL: t("potential, not counted"),
        Place.ASLEEP: t("asleep"),
        Place.PARKED: t("parked"),
    }
    return names[place]


def place_meaning(place: Place) -> str:
    """Say why the deals of a row stand in no week."""
    meanings = {
        Place.DATED: t("hot and warm deals with an agreed day ahead"),
        Place.OVERDUE: t("Their agreed day has passed: they count nothing until a review gives them a new one."),
        Place.UNDATED: t("No day of payment is agreed: a review gives them one."),
        Place.POTENTIAL: t("Their clients are not talked warm yet."),
        Place.ASLEEP: t("Their clients are open for very long and nothing was reached of late: keep, park or refuse."),
        Place.PARKED: t("Their clients are put aside until a day."),
    }
    return meanings[place]


def line_name(line: Line) -> str:
    """Name a line of the table: ``hot, commit``."""
    if line.band is None:
        return t("weighted")
    whose = temperature_name(line.temperature) if line.temperature else t("all")
    return f"{whose}, {band_name(line.band)}"


def group_text(group: Group) -> str:
    """Say of the deals of a row how many they are, their money, and how many have no known amount."""
    parts = [tn("{n} deal", "{n} deals", group.deals)]
    if group.money:
        parts.append(moneys(group.money))
    if group.without_amount:
        parts.append(tn("{n} without an amount", "{n} without an amount", group.without_amount))
    return " · ".join(parts)


def range_text(found: Range) -> str:
    """Say between which sums the dated deals of a currency bring, and what of."""
    low, high, mean = (short_money(Money(minor, found.currency)) for minor in (found.low, found.high, found.mean))
    return t(
        "{low} to {high} in 8 of 10 cases, if the deals are independent; weighted {mean}", low=low, high=high, mean=mean
    )


def chance_text(chance: Chance) -> str:
    """Say with which rate deals of a type are won, and from how many own cases: ``hot 62% (won 13 of 21)``."""
    name, rate = temperature_name(chance.temperature), percent(chance.rate)
    if not chance.closed:
        told = t("{type} {rate} (assumed)", type=name, rate=rate)
        return told if chance.assumed else t("{type} {rate} (by the cases of others)", type=name, rate=rate)
    if chance.assumed:
        return t("{type} {rate} (assumed; won {won} of {n})", type=name, rate=rate, won=chance.won, n=chance.closed)
    return t("{type} {rate} (won {won} of {n})", type=name, rate=rate, won=chance.won, n=chance.closed)


def chances_text(chances: Iterable[Chance]) -> str:
    """Say the rates of the types that are weighted; empty without one."""
    told = ", ".join(chance_text(each) for each in chances if each.temperature is not Temperature.POTENTIAL)
    return t("Rates: {rates}", rates=told) if told else ""


def slips_text(slips: Mapping[Temperature, int]) -> str:
    """Say which usual delay was added to the agreed days."""
    told = [
        f"{temperature_name(each)} {tn('{n} day', '{n} days', slips[each])}" for each in Temperature if slips.get(each)
    ]
    if not told:
        return t("No usual delay is added to the agreed days.")
    return t("The usual delay is added to the agreed days: {days}", days=", ".join(told))


def without_amount_text(forecast: Forecast) -> str:
    """Say how many dated deals add nothing; empty when there are none."""
    n = forecast.without_amount
    return tn("{n} dated deal has no amount", "{n} dated deals have no amount", n) if n else ""


def reasons(prospect: Prospect) -> tuple[str, ...]:
    """Say why a deal stands where it does (R55): what speaks against it first, the last reached result at the end."""
    parts = []
    if prospect.stopped:
        parts.append(t("a risk stops the payment"))
    if prospect.missed:
        parts.append(t("the last plan was missed"))
    if prospect.slips:
        parts.append(moved_text(prospect))
    parts.append(reached_text(prospect))
    return tuple(parts)


def moved_text(prospect: Prospect) -> str:
    """Say how often the agreed day moved and by how much together."""
    days = tn("{n} day", "{n} days", prospect.slip_days)
    return t("moved {n}×, {days}", n=prospect.slips, days=days)


def reached_text(prospect: Prospect) -> str:
    """Say which result was reached last, when, and who confirmed it."""
    if prospect.reached_on is None:
        return t("no result reached yet")
    told = t("reached {day}", day=prospect.reached_on)
    if prospect.reached:
        told += f": {prospect.reached}"
    return f"{told} ({prospect.confirmed_by})" if prospect.confirmed_by else told


def agreed_text(prospect: Prospect) -> str:
    """Say which day was agreed, and to which one the usual delay moves it."""
    if prospect.agreed_on is None:
        return t("no day agreed")
    if prospect.expected_on is None or prospect.expected_on == prospect.agreed_on:
        return t("agreed for {day}", day=prospect.agreed_on)
    return t("agreed for {day}, usually {expected}", day=prospect.agreed_on, expected=prospect.expected_on)

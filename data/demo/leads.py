"""The clients of a made-up team before anybody has reviewed them: names, people, amounts, and what awaits them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import exp

from cockpit.method.words import Temperature
from data.demo.cast import CLOSED, DEPARTMENT, Fate, Part
from data.demo.days import Days
from data.demo.lead import Chance, Lead, World
from data.demo.texts import Role, Texts

_AHEAD = {Temperature.HOT: (1, 3), Temperature.WARM: (1, 5), Temperature.POTENTIAL: (2, 8)}
_SILENT = {Temperature.HOT: (4, 6), Temperature.WARM: (7, 12), Temperature.POTENTIAL: (12, 22)}
_SPREAD = 0.58
_LEAST, _MOST = 0.32, 3.6


def make_leads(world: World) -> list[Lead]:
    """Make every client of every manager; ids count from 1, so do the managers'."""
    names = list(_names(world.texts, world.chance))
    leads: list[Lead] = []
    for number, part in enumerate(DEPARTMENT, start=1):
        for fate, heat in part.clients:
            name, business = names[len(leads)]
            leads.append(_lead(world, len(leads) + 1, name, business, manager=number, part=part, fate=fate, heat=heat))
    for lead in world.chance.random.sample([one for one in leads if _may_lack_amount(one)], 4):
        lead.units = None
    return leads


def person(texts: Texts, chance: Chance) -> str:
    """Make up a person."""
    first, last = chance.draw(texts.people.persons)
    return f"{chance.draw(first)} {chance.draw(last)}"


def _names(texts: Texts, chance: Chance) -> Iterator[tuple[str, str]]:
    named = [(name, business) for business, names in texts.people.companies.items() for name in names]
    chance.random.shuffle(named)
    yield from named


def _may_lack_amount(lead: Lead) -> bool:
    return lead.heat is Temperature.POTENTIAL and lead.fate in {Fate.AHEAD, Fate.SILENT, Fate.FRESH, Fate.TODAY}


def _lead(
    world: World, key: int, name: str, business: str, *, manager: int, part: Part, fate: Fate, heat: Temperature
) -> Lead:
    texts, days, chance = world.texts, world.days, world.chance
    last, promise = _ending(fate, heat, part, days, chance)
    activity = _activity(fate, heat, days, chance)
    created_on = _beginning(fate, part, activity, days, chance)
    joined = days.working(max(created_on + timedelta(days=1), days.worked[0]))
    return Lead(
        id=key,
        manager=manager,
        part=part,
        name=name,
        business=business,
        fate=fate,
        heat=heat,
        created_on=created_on,
        joined=joined,
        last=last,
        promise=promise,
        activity=activity,
        expected=_expected(fate, heat, days, chance),
        units=_units(part, heat, texts, chance),
        places=_places(texts, chance),
    )


def _ending(fate: Fate, heat: Temperature, part: Part, days: Days, chance: Chance) -> tuple[date, date | None]:
    """Return the last day on which a client may have been reviewed, and the day its open task is due."""
    if fate in {Fate.TODAY, Fate.YESTERDAY, Fate.OVERDUE}:
        late = {Fate.TODAY: 0, Fate.YESTERDAY: 1}.get(fate) or chance.number(2, max(2, part.overdue))
        promise = days.current if fate is Fate.TODAY else days.back(late)
        return days.before(promise), promise
    if fate is Fate.FORGOTTEN:
        return days.back(part.absent + 1), days.ahead(3)
    if fate is Fate.AHEAD:
        return days.back(1), days.ahead(chance.number(*_AHEAD[heat]))
    if fate is Fate.UNPARKED:
        return days.back(14), None
    if fate is Fate.PARKED:
        return days.back(chance.number(3, 9)), None
    return days.back(chance.number(2 + part.absent, 16)), None


def _activity(fate: Fate, heat: Temperature, days: Days, chance: Chance) -> date | None:
    if fate is Fate.SILENT:
        return days.back(chance.number(*_SILENT[heat]))
    if fate is Fate.FRESH:
        return days.back(chance.number(1, 3))
    if fate is Fate.ASLEEP:
        return days.working(days.today - timedelta(days=chance.number(44, 96)))
    return None


def _beginning(fate: Fate, part: Part, activity: date | None, days: Days, chance: Chance) -> date:
    """Return the day on which the client's deal began."""
    first = days.worked[0]
    if fate is Fate.ASLEEP:
        return days.working(days.today - timedelta(days=chance.number(138, 196)))
    if fate in {Fate.WON_BEFORE, Fate.LOST_BEFORE}:
        return days.working(first - timedelta(days=chance.number(60, 120)))
    if activity is not None:
        longest = 32 if part.missed >= 1 else 8  # a beginner was handed older clients
        return days.before(activity - timedelta(days=chance.number(0, longest)))
    if chance.happens(0.2) and fate in {Fate.AHEAD, Fate.TODAY, Fate.OVERDUE}:
        return days.working(first + timedelta(days=chance.number(3, 16)))
    return days.working(first - timedelta(days=chance.number(4, 48)))


def _expected(fate: Fate, heat: Temperature, days: Days, chance: Chance) -> date | None:
    """Return the agreed day of payment: near for a hot client, and beyond the horizon for a warm one."""
    if fate in CLOSED or fate is Fate.ASLEEP:
        return None
    if heat is Temperature.HOT:
        if fate is Fate.OVERDUE and chance.happens(0.5):
            return days.back(chance.number(1, 4))
        if fate is Fate.SILENT:
            return None
        return days.working(days.today + timedelta(days=chance.number(2, 19)))
    if heat is Temperature.WARM and chance.happens(0.5):
        return days.working(days.today + timedelta(days=chance.number(33, 74)))
    return None


def _units(part: Part, heat: Temperature, texts: Texts, chance: Chance) -> int:
    median, step = (texts.goods.large, texts.goods.small)[part.segment]
    factor = min(_MOST, max(_LEAST, exp(chance.random.gauss(0, _SPREAD)))) * (0.9 + 0.3 * chance.random.random())
    if heat is Temperature.HOT:
        factor *= part.checks
    return max(step, round(median * factor / step) * step)


def _places(texts: Texts, chance: Chance) -> dict[str, str]:
    people = texts.people
    places = {
        "site": chance.draw(people.sites),
        "rival": chance.draw(people.rivals),
        "qty": str(2 * chance.number(4, 30)),
        "err": str(chance.number(17, 88)),
    }
    for name, roles in (("boss", people.bosses), ("tech", people.techs), ("fin", people.fins)):
        places |= _cases(name, chance.draw(roles))
    return places


def _cases(name: str, role: Role) -> dict[str, str]:
    nominative, genitive, dative, instrumental = role
    return {
        name: nominative,
        name.capitalize(): nominative[0].upper() + nominative[1:],
        f"{name}_g": genitive,
        f"{name}_d": dative,
        f"{name}_i": instrumental,
    }

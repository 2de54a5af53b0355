"""What is known about the made-up clients: answers of the profile, found out review by review, and offers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from cockpit.method.profile import QUESTIONS
from cockpit.method.words import Temperature
from data.demo.cast import Fate
from data.demo.crm import Crm
from data.demo.lead import Chance, Lead, World
from data.demo.leads import person
from data.tables import AnswerRow, OfferRow

_KNOWN = {
    Temperature.HOT: {"decides": 0.93, "criteria": 0.75, "budget": 0.8, "payment": 0.8, "kind": 0.95},
    Temperature.WARM: {"decides": 0.65, "criteria": 0.55, "budget": 0.45, "payment": 0.3, "kind": 0.85},
    Temperature.POTENTIAL: {"decides": 0.3, "criteria": 0.2, "budget": 0.12, "payment": 0.08, "kind": 0.6},
}
_UNREVIEWED = 0.35
_MOST_OFFERS = {Temperature.HOT: 3, Temperature.WARM: 2}
#: The step of a warm client at which the first offer is sent.
_OFFER_STEP = 2


class Profile:
    """Decides in which review each fact became known, and writes it there."""

    def __init__(self, world: World, crm: Crm) -> None:
        self._crm, self._texts, self._days = crm, world.texts, world.days
        self._chance, self._rows = world.chance, world.rows
        leads, steps = world.leads, world.texts.talk.steps
        self._offer_place = len(steps[Temperature.POTENTIAL]) + _OFFER_STEP
        self._asked: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
        for lead in leads:
            self._offer(lead)
            for question in QUESTIONS:
                share = _KNOWN[lead.heat][question.id] * (1 if lead.visits else _UNREVIEWED)
                if self._chance.happens(share) and (lead.units is not None or not question.money):
                    number = min(self._chance.number(0, len(lead.visits)) for _ in range(2))
                    self._asked[lead.id, number].append(question.id)
            if not lead.visits:
                for question_id in self._asked[lead.id, 0]:
                    self._answer(lead, question_id, lead.created_on, None)

    def _offer(self, lead: Lead) -> None:
        """Send offers: the first when the sale had come to it, others until the last talk."""
        first, last = self._offered(lead)
        if lead.units is None or first is None:
            return
        most = self._chance.number(1, _MOST_OFFERS[lead.heat])
        later = [self._days.working(first + _share(last - first, self._chance)) for _ in range(most - 1)]
        sent = sorted({first, *later})
        for number, day in enumerate(sent):
            units = self._crm.rounded(lead, 1 + 0.08 * (len(sent) - 1 - number))
            self._rows.add(
                OfferRow,
                client_id=lead.id,
                deal_id=lead.deal_id,
                sent_on=min(day, last),
                text=self._chance.draw(self._texts.goods.offers),
                amount_minor=100 * units,
                currency=self._texts.currency,
            )

    def _offered(self, lead: Lead) -> tuple[date | None, date]:
        """Return the day of the first offer, None before the sale has come to it, and the day of the last talk."""
        if lead.heat is Temperature.POTENTIAL or lead.fate in {Fate.WON_BEFORE, Fate.LOST_BEFORE}:
            return None, lead.created_on
        if lead.visits:
            for scene, visit in zip(lead.scenes, lead.visits, strict=True):
                place = scene.then if scene.then is not None else scene.plan
                if place is not None and place > self._offer_place:
                    return visit.day if visit is not lead.visits[0] else lead.created_on, lead.visits[-1].day
            return None, lead.created_on
        stages = [step.stage for step in self._texts.talk.steps[Temperature.WARM]]
        return (None if lead.stage == stages[0] else lead.created_on), lead.activity or lead.created_on

    def reviewed(self, lead: Lead, number: int, key: int) -> None:
        """Write what became known in the review with this number; what was known before, in the first."""
        for question_id in self._asked.get((lead.id, number), ()):
            self._answer(lead, question_id, lead.visits[number].day, key)

    def _answer(self, lead: Lead, question_id: str, day: date, key: int | None) -> None:
        text, units = self._text(lead, question_id)
        self._rows.add(
            AnswerRow,
            client_id=lead.id,
            question=question_id,
            text=text,
            amount_minor=None if units is None else 100 * units,
            currency=None if units is None else self._texts.currency,
            answered_on=day,
            review_id=key,
        )

    def _text(self, lead: Lead, question_id: str) -> tuple[str, int | None]:
        goods, chance = self._texts.goods, self._chance
        match question_id:
            case "decides":
                return f"{person(self._texts, chance)}, {lead.places['boss']}", None
            case "criteria":
                return chance.draw(goods.criteria), None
            case "payment":
                return chance.draw(goods.payments), None
            case "kind":
                return chance.draw(self._texts.people.kinds[lead.business]), None
            case _:
                units = _roughly((lead.units or 0) * chance.number(8, 12) // 10)
                return chance.draw(goods.budgets).format(sum=goods.typed(units)), units


def _share(span: timedelta, chance: Chance) -> timedelta:
    return timedelta(days=chance.number(0, max(0, span.days)))


def _roughly(units: int) -> int:
    """Return an amount as a client names it: its first two digits."""
    return round(units, 2 - len(str(units)))

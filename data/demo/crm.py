"""What stands in the made-up team's CRM: the department, its clients, their deals of today and of the past."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cockpit.method.words import DealStatus, Temperature
from data.demo.cast import CLOSED, DEPARTMENT, Fate
from data.demo.lead import Lead, World
from data.demo.leads import person
from data.tables import ClientRow, DealRow, ImportRunRow, ManagerRow, PaymentRow, SegmentRow

_SOURCE = "demo"
_FIRST_NUMBER, _NUMBER_STEP = 4107, 7
_SHORTEST_ADDRESS = 4
_BOUGHT_BEFORE, _SECOND_DEALS = 7, 8
_KNOWN_AGO = 2


class Crm:
    """Writes what a CRM holds into the rows.

    Attributes:
        last_import: the import that read it last, on the evening of the last working day.
    """

    def __init__(self, world: World) -> None:
        self._leads, self._texts, self._days = world.leads, world.texts, world.days
        self._chance, self._rows = world.chance, world.rows
        leads, texts, days, chance, rows = world.leads, world.texts, world.days, world.chance, world.rows
        self._number = _FIRST_NUMBER
        self._first_import = self._run(days.before(days.worked[0]), len(leads))
        for day in days.worked[4:-1:5]:
            self._run(day, chance.number(1, 4))
        self.last_import = self._run(days.worked[-1], 0)
        for name, head in texts.people.segments:
            rows.add(SegmentRow, name=name, head=head)
        for part, name in zip(DEPARTMENT, texts.people.managers, strict=True):
            head = texts.people.segments[part.segment][1]
            rows.add(ManagerRow, name=name, name_key=_key(name), segment_id=part.segment + 1, head=head)
        for lead in leads:
            self._client(lead)
        for lead in leads:
            self._deal(lead)
        self._buy_before()
        self._sell_more()

    def _run(self, day: date, taken: int) -> int:
        return self._rows.add(
            ImportRunRow,
            at=self._days.at(day, 18, 50),
            source=_SOURCE,
            files=[f"crm-{day.isoformat()}.csv"],
            taken=taken,
            updated=self._chance.number(4, 19),
            unchanged=self._chance.number(50, 70),
            skipped=0,
        )

    def _client(self, lead: Lead) -> None:
        goods, chance, days = self._texts.goods, self._chance, self._days
        imported = lead.created_on < days.worked[0]
        known_on = days.before(days.worked[0]) if imported else lead.created_on
        # who was never reviewed by a manager who is sat with came with one of the last imports
        fresh = lead.fate in {Fate.FRESH, Fate.SILENT} and not lead.part.absent
        if fresh:
            known_on = max(known_on, days.back(chance.number(1, _KNOWN_AGO)))
        self._rows.add(
            ClientRow,
            manager_id=lead.manager,
            name=lead.name,
            name_key=_key(lead.name),
            contact=person(self._texts, chance),
            phone=goods.phone(lead.id),
            email=f"info@{_address(lead.name, goods.letters)}.example",
            lead_source=chance.draw(goods.sources),
            note=chance.draw(goods.notes) if chance.happens(0.25) else "",
            temperature=lead.heat,
            temperature_on=lead.created_on,
            created_at=days.at(known_on, 17, 10),
            import_run_id=self.last_import if fresh else self._first_import if imported else None,
        )

    def _deal(self, lead: Lead) -> None:
        closed: dict[str, Any] = {}
        if lead.fate in {Fate.WON_BEFORE, Fate.LOST_BEFORE}:
            closed["closed_on"] = self._days.working(lead.created_on + timedelta(days=self._chance.number(21, 52)))
            closed["status"] = DealStatus.WON if lead.fate is Fate.WON_BEFORE else DealStatus.LOST
        if lead.fate is Fate.LOST_BEFORE:
            closed["lost_reason"] = self._chance.draw(self._texts.goods.losses)
        lead.deal_id = self._add_deal(
            lead,
            lead.units,
            stage=lead.stage,
            created_on=lead.created_on,
            expected_on=lead.expected,
            updated_on=None if lead.fate in CLOSED else self._days.worked[-1],
            last_activity_on=lead.activity,
            **closed,
        )
        if lead.fate is Fate.WON_BEFORE:
            self.pay(lead, lead.deal_id, lead.units or 0, self._days.working(closed["closed_on"] + timedelta(days=3)))

    def _add_deal(self, lead: Lead, units: int | None, **columns: Any) -> int:
        self._number += _NUMBER_STEP
        return self._rows.add(
            DealRow,
            client_id=lead.id,
            source=_SOURCE,
            external_id=str(self._number),
            title=self._chance.draw(self._texts.goods.products),
            amount_minor=None if units is None else 100 * units,
            currency=None if units is None else self._texts.currency,
            import_run_id=self._first_import,
            **columns,
        )

    def pay(self, lead: Lead, deal_id: int, units: int, day: date, review_id: int | None = None) -> None:
        """Write a payment, in whole units."""
        self._rows.add(
            PaymentRow,
            client_id=lead.id,
            deal_id=deal_id,
            review_id=review_id,
            paid_on=day,
            amount_minor=100 * units,
            currency=self._texts.currency,
        )

    def rounded(self, lead: Lead, share: float) -> int:
        """Return a share of what a client's deal is worth, in whole units as people name them."""
        step = (self._texts.goods.large, self._texts.goods.small)[lead.part.segment][1]
        return max(step, round((lead.units or 0) * share / step) * step)

    def _buy_before(self) -> None:
        """Let some clients of each segment have bought before, so that it is known how long a sale takes."""
        for segment in (0, 1):
            known = [
                lead
                for lead in self._leads
                if lead.part.segment == segment and lead.units and lead.fate not in CLOSED - {Fate.PAID}
            ]
            for lead in self._chance.random.sample(known, _BOUGHT_BEFORE):
                closed_on = self._days.working(lead.created_on - timedelta(days=self._chance.number(30, 210)))
                cycle = timedelta(days=self._chance.number(24, 88))
                units = self.rounded(lead, 0.5 + self._chance.random.random())
                deal = self._add_deal(
                    lead,
                    units,
                    status=DealStatus.WON,
                    created_on=self._days.working(closed_on - cycle),
                    closed_on=closed_on,
                )
                self.pay(lead, deal, units, self._days.working(closed_on + timedelta(days=self._chance.number(0, 12))))

    def _sell_more(self) -> None:
        """Begin a second, smaller deal with some clients."""
        stage = self._texts.talk.steps[Temperature.POTENTIAL][0].stage
        known = [lead for lead in self._leads if lead.units and lead.fate in {Fate.AHEAD, Fate.TODAY}]
        for lead in self._chance.random.sample(known, _SECOND_DEALS):
            units = self.rounded(lead, 0.15 + 0.25 * self._chance.random.random())
            began = max(lead.created_on, self._days.worked[-self._chance.number(4, 15)])
            self._add_deal(lead, units, stage=stage, created_on=began)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _address(name: str, letters: Mapping[str, str]) -> str:
    latin = "".join(letters.get(letter, letter) for letter in name.casefold())
    words = re.findall("[a-z]+", latin)
    return next((word for word in words if len(word) >= _SHORTEST_ADDRESS), "".join(words))

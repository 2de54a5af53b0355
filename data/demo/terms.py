"""What is agreed about payment: how much and when, how often it moved, and what changed after the last review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from cockpit.method.words import DealStatus, Temperature
from data.demo.cast import Fate
from data.demo.crm import Crm
from data.demo.lead import Lead, Visit, World
from data.tables import ChangeRow, DealRow

_CHANGED, _ADVANCE, _ADVANCE_REVIEWS = 12, 0.5, 4
_SLIPPING = {Temperature.HOT: 0.6, Temperature.WARM: 0.35}
_MOST_SLIPS = 3


class Agreed(NamedTuple):
    """What was agreed at the time of a review: how much, in whole units, and when it is paid."""

    units: int | None
    on: date | None


class _Slip(NamedTuple):
    visit: int
    old: date
    new: date


class Terms:
    """Keeps what was agreed with each client over time, and writes how it changed."""

    def __init__(self, world: World, crm: Crm) -> None:
        self._crm, self._texts, self._days = crm, world.texts, world.days
        self._chance, self._rows = world.chance, world.rows
        leads = world.leads
        self._slips: dict[int, list[_Slip]] = {lead.id: [] for lead in leads}
        self._moved: dict[int, list[int]] = {lead.id: [] for lead in leads}
        self._reviewed_as = {lead.id: Agreed(lead.units, lead.expected) for lead in leads}
        self._change_since([lead for lead in leads if lead.fate in {Fate.AHEAD, Fate.TODAY, Fate.YESTERDAY}])
        for lead in leads:
            self._put_off(lead)
            moved = self._moved[lead.id]
            self._rows.change(DealRow, lead.deal_id, slips=len(moved), slip_days=sum(moved))

    # What the CRM says since the last review

    def _change_since(self, leads: list[Lead]) -> None:
        ways = (self._amount_changes, self._stage_changes, self._day_moves)
        changed = 0
        for lead in self._chance.random.sample(leads, len(leads)):
            if changed < _CHANGED and lead.visits and ways[changed % len(ways)](lead):
                changed += 1

    def _amount_changes(self, lead: Lead) -> bool:
        if lead.units is None:
            return False
        old = self._crm.rounded(lead, self._chance.random.choice((0.8, 0.9, 1.12, 1.25)))
        if old == lead.units:
            return False
        self._reviewed_as[lead.id] = Agreed(old, lead.expected)
        code = self._texts.currency
        self._change(lead, "amount", f"{100 * old} {code}", f"{100 * lead.units} {code}")
        return True

    def _stage_changes(self, lead: Lead) -> bool:
        stages = list(dict.fromkeys(step.stage for step in self._texts.talk.steps[lead.heat]))
        at = stages.index(lead.stage)
        if at == 0:
            return False
        self._rows.change(DealRow, lead.deal_id, stage_changed_on=self._days.worked[-1])
        self._change(lead, "stage", stages[at - 1], lead.stage)
        return True

    def _day_moves(self, lead: Lead) -> bool:
        if lead.expected is None:
            return False
        old = self._days.before(lead.expected - timedelta(days=self._chance.number(2, 9)))
        if old < self._days.today:
            return False
        self._reviewed_as[lead.id] = Agreed(lead.units, old)
        self._moved[lead.id].append((lead.expected - old).days)
        self._change(lead, "expected_on", old.isoformat(), lead.expected.isoformat())
        return True

    def _change(self, lead: Lead, field: str, old: str, new: str) -> None:
        self._rows.add(
            ChangeRow,
            client_id=lead.id,
            deal_id=lead.deal_id,
            field=field,
            old=old,
            new=new,
            at=self._days.at(self._days.worked[-1], 18, 50),
            import_run_id=self._crm.last_import,
        )

    # What reviews agreed

    def _put_off(self, lead: Lead) -> None:
        """Choose the reviews in which the day of payment was put off, backwards from the day it has now."""
        on = self._reviewed_as[lead.id].on
        if on is None or not self._chance.happens(_SLIPPING.get(lead.heat, 0)):
            return
        for number in range(len(lead.visits) - 2, 0, -1):
            old = self._days.before(on - timedelta(days=self._chance.number(3, 12)))
            if old < lead.visits[number].day or len(self._slips[lead.id]) == _MOST_SLIPS:
                return
            if self._chance.happens(0.5):
                self._slips[lead.id].append(_Slip(number, old, on))
                self._moved[lead.id].append((on - old).days)
                on = old

    def agreed(self, lead: Lead, visit: Visit) -> Agreed:
        """Return what was agreed after a review."""
        number = lead.visits.index(visit)
        units, on = self._reviewed_as[lead.id]
        for slip in self._slips[lead.id]:
            if number < slip.visit:
                on = slip.old
        return Agreed(units, on)

    def reviewed(self, lead: Lead, number: int, key: int) -> None:
        """Write that the day of payment was put off in the review with this number, if it was."""
        for slip in self._slips[lead.id]:
            if slip.visit == number:
                self._rows.add(
                    ChangeRow,
                    client_id=lead.id,
                    deal_id=lead.deal_id,
                    field="expected_on",
                    old=slip.old.isoformat(),
                    new=slip.new.isoformat(),
                    at=lead.visits[number].at,
                    review_id=key,
                )

    def pay(self, lead: Lead, visit: Visit, key: int) -> dict[str, Any]:
        """Win the deal in a review, perhaps after an advance, and return the columns that tell the payment."""
        units = lead.units or 0
        number = len(lead.visits)
        if number >= _ADVANCE_REVIEWS and self._chance.happens(_ADVANCE):
            advance = self._crm.rounded(lead, 0.5)
            self._crm.pay(lead, lead.deal_id, advance, lead.visits[number // 2].day)
            units -= advance
        self._crm.pay(lead, lead.deal_id, units, visit.day, key)
        self._rows.change(DealRow, lead.deal_id, status=DealStatus.WON, closed_on=visit.day, expected_on=visit.day)
        return {"ending_minor": 100 * units, "ending_currency": self._texts.currency}

    def lose(self, lead: Lead, visit: Visit, reason: str) -> None:
        """Lose the deal in a review."""
        self._rows.change(
            DealRow, lead.deal_id, status=DealStatus.LOST, closed_on=visit.day, lost_reason=reason, expected_on=None
        )

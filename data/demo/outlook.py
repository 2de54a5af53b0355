"""What each sitting expected when it ended: the deals with an agreed day, as a forecast is kept (R28)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from cockpit.method.forecast import Band
from cockpit.method.words import Temperature, Verdict
from data.demo.cast import Fate
from data.demo.lead import Chance, Lead, World
from data.demo.schedule import Sat
from data.demo.script import Ladder
from data.demo.terms import Terms
from data.tables import ForecastRow

_RATES = {Temperature.HOT: 0.6, Temperature.WARM: 0.25}
#: Who paid had agreed a day near the one on which he did; who refused, one that never came.
_AGREED_AGO, _AGREED_AHEAD = 2, 6


class Outlook:
    """Writes the forecasts that the sittings kept."""

    def __init__(self, world: World, terms: Terms, ladder: Ladder) -> None:
        self._rows, self._terms, self._ladder, self._currency = world.rows, terms, ladder, world.texts.currency
        # a chance of its own: what is drawn here changes nothing else of the team
        chance = Chance(f"{world.days.today.isoformat()} outlook")
        self._closing = {
            lead.id: lead.visits[-1].day + timedelta(days=chance.number(-_AGREED_AGO, _AGREED_AHEAD))
            for lead in world.leads
            if lead.visits and lead.fate in {Fate.PAID, Fate.REFUSED}
        }

    def keep(self, sitting: Sat, leads: Mapping[int, Lead], reviewed: Mapping[int, int]) -> None:
        """Write what a sitting expected when it ended.

        Args:
            sitting: the sitting.
            leads: every client by id.
            reviewed: how often each was reviewed so far.
        """
        for lead in leads.values():
            times = reviewed[lead.id]
            if lead.manager != sitting.manager or not times or lead.units is None:
                continue
            scene = lead.scenes[times - 1]
            on = self._agreed(lead, times)
            if scene.then is None or on is None or on < sitting.day:
                continue
            heat = self._ladder.rungs[scene.then][0]
            if heat is Temperature.POTENTIAL:
                continue
            band = Band.POSSIBLE if heat is Temperature.WARM else Band.LIKELY
            if heat is Temperature.HOT and scene.verdict is Verdict.REACHED:
                band = Band.COMMIT
            self._rows.add(
                ForecastRow,
                sitting_id=sitting.id,
                client_id=lead.id,
                deal_id=lead.deal_id,
                temperature=heat,
                band=band,
                expected_on=on,
                rate=_RATES[heat],
                amount_minor=100 * lead.units,
                currency=self._currency,
            )

    def _agreed(self, lead: Lead, times: int) -> date | None:
        return self._closing.get(lead.id) or self._terms.agreed(lead, lead.visits[times - 1]).on

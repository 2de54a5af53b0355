"""The script of one client: which step each review judged, what came of it, and which step is next."""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.method.words import Temperature, Verdict
from data.demo.cast import Fate
from data.demo.lead import Chance, Lead, Scene
from data.demo.texts import Step

_MOST_MISSES = 2
_PARTLY, _NOT = 0.42, 0.78
ENDED = {Fate.PAID, Fate.REFUSED, Fate.PARKED, Fate.UNPARKED}


class Ladder:
    """Every step of a sale, from the first call to the last payment."""

    def __init__(self, steps: Mapping[Temperature, tuple[Step, ...]]) -> None:
        order = (Temperature.POTENTIAL, Temperature.WARM, Temperature.HOT)
        self.rungs = [(heat, step) for heat in order for step in steps[heat]]

    def places(self, heat: Temperature) -> list[int]:
        """Return the places of the steps of one temperature."""
        return [place for place, (found, _) in enumerate(self.rungs) if found is heat]

    def steps(self, heat: Temperature) -> list[Step]:
        """Return the steps of one temperature."""
        return [step for found, step in self.rungs if found is heat]


def write_script(lead: Lead, ladder: Ladder, chance: Chance) -> None:
    """Write a client's scenes, and the stage that its deal has today."""
    lead.scenes = _scenes(lead, ladder, chance)
    place = None
    if lead.scenes:
        scene = lead.scenes[-1]
        place = scene.then if scene.then is not None else scene.plan
    lead.stage = chance.draw(ladder.steps(lead.heat)).stage if place is None else ladder.rungs[place][1].stage


def _scenes(lead: Lead, ladder: Ladder, chance: Chance) -> list[Scene]:
    """Write the scenes backwards from where the client stands today."""
    count, ended = len(lead.visits), lead.fate in ENDED
    if not count:
        return []
    verdicts: list[Verdict | None] = [None, *_verdicts(lead, count - 1, chance)]
    last = count - 2 if ended else count - 1
    place = _end(lead, ladder, verdicts[1 : last + 1].count(Verdict.REACHED), chance)
    then: list[int | None] = [None] * count
    if last >= 0:
        then[last] = place
    for number in range(last, 0, -1):
        if verdicts[number] is Verdict.REACHED:
            left = verdicts[1:number].count(Verdict.REACHED)
            place = max(0, place - chance.number(1, 2 if place - 2 >= left else 1))
        then[number - 1] = place
    scenes = []
    attempt = 0
    for number in range(count):
        attempt = 0 if verdicts[number] in {None, Verdict.REACHED} else attempt + 1
        plan = then[number - 1] if number else None
        scenes.append(Scene(verdicts[number], plan, then[number], attempt))
    return scenes


def _end(lead: Lead, ladder: Ladder, reached: int, chance: Chance) -> int:
    """Choose the step that the client stands at, with room before it for those that were reached."""
    places = ladder.places(lead.heat)
    if lead.fate is Fate.PAID:
        return places[-1]
    return chance.draw(tuple(place for place in places if place >= reached) or places[-1:])


def _verdicts(lead: Lead, count: int, chance: Chance) -> list[Verdict]:
    verdicts: list[Verdict] = []
    misses = 0
    for _ in range(count):
        if misses >= _MOST_MISSES or chance.happens(lead.part.reached):
            misses = 0
            verdicts.append(Verdict.REACHED)
            continue
        misses += 1
        fell = chance.random.random()
        if fell < _PARTLY:
            verdicts.append(Verdict.PARTLY)
        else:
            verdicts.append(Verdict.NOT_REACHED if fell < _NOT else Verdict.NO_CONTACT)
    if verdicts and lead.fate is Fate.PAID:
        verdicts[-1] = Verdict.REACHED
    if verdicts and lead.fate is Fate.REFUSED:
        verdicts[-1] = Verdict.NOT_REACHED
    if verdicts and lead.fate in {Fate.PARKED, Fate.UNPARKED}:
        verdicts[-1] = Verdict.PARTLY
        verdicts[-2:-1] = [Verdict.REACHED] * len(verdicts[-2:-1])
    return verdicts

"""The story of six weeks: reviews in the order in which they took place, each with the task that leads to the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cockpit.method.review import MISSED
from cockpit.method.words import Ending, Horizon, Lane, SittingState, TaskState, Temperature, Verdict
from data.demo.cast import Fate
from data.demo.crm import Crm
from data.demo.lead import Lead, Scene, Visit, World
from data.demo.outlook import Outlook
from data.demo.profile import Profile
from data.demo.schedule import Sat
from data.demo.script import Ladder
from data.demo.terms import Terms
from data.demo.texts import Step
from data.tables import (
    ChangeRow,
    ClientRow,
    DeferralRow,
    OpportunityRow,
    ReviewRow,
    RiskRow,
    SittingRow,
    TaskRow,
)

_ENDINGS = {
    Fate.PAID: Ending.PAID,
    Fate.REFUSED: Ending.REFUSED,
    Fate.PARKED: Ending.PARKED,
    Fate.UNPARKED: Ending.PARKED,
}
_OUTSIDE, _RISKY, _RISK_CLOSES, _LUCKY, _PUT_OFF = 0.1, 0.15, 0.45, 0.08, 0.4
_SHOWN_RISKS = _SHOWN_CHANCES = 2


class Story:
    """Tells every client's story, review by review, into the rows."""

    def __init__(self, world: World, crm: Crm) -> None:
        self._crm, self._norms, self._texts, self._talk = crm, world.norms, world.texts, world.texts.talk
        self._days, self._chance, self._rows = world.days, world.chance, world.rows
        self._leads = {lead.id: lead for lead in world.leads}
        self._terms = Terms(world, crm)
        self._profile = Profile(world, crm)
        self._ladder = Ladder(world.texts.talk.steps)
        self._outlook = Outlook(world, self._terms, self._ladder)
        self._number = dict.fromkeys(self._leads, 0)
        self._chances = dict.fromkeys(self._leads, 0)
        self._task: dict[int, dict[str, Any]] = {}
        self._risks: dict[int, list[int]] = {lead: [] for lead in self._leads}

    def sit(self, sitting: Sat) -> None:
        """Write one sitting with its reviews."""
        lanes = self._lanes(sitting)
        due = {*lanes[Lane.PROMISED], *lanes[Lane.SILENT]}
        head = self._texts.people.segments[self._leads[sitting.reviewed[0]].part.segment][1]
        key = self._rows.add(
            SittingRow,
            manager_id=sitting.manager,
            head=head,
            day=sitting.day,
            slot=sitting.slot,
            started_at=sitting.started_at,
            ended_at=sitting.ended_at,
            lanes={lane.value: members for lane, members in lanes.items()},
        )
        for client in sitting.reviewed:
            self._review(self._leads[client], sitting, head)
        left = [client for client in due if client not in sitting.reviewed and not self._put_off(client, sitting)]
        units = sum(self._leads[client].units or 0 for client in left)
        self._rows.change(
            SittingRow,
            key,
            state=SittingState.INCOMPLETE if left else SittingState.COMPLETE,
            left_clients=len(left),
            left_money=[[100 * units, self._texts.currency]] if units else [],
        )
        self._outlook.keep(sitting, self._leads, self._number)

    def _lanes(self, sitting: Sat) -> dict[Lane, list[int]]:
        lanes: dict[Lane, list[int]] = {lane: [] for lane in Lane}
        members = [lead for lead in self._leads.values() if lead.manager == sitting.manager]
        for lead in sorted(members, key=lambda one: (-(one.units or 0), one.id)):
            lane = self._lane(lead, sitting)
            if lane is not None:
                lanes[lane].append(lead.id)
        return lanes

    def _lane(self, lead: Lead, sitting: Sat) -> Lane | None:
        done, day = self._number[lead.id], sitting.day
        if lead.fate in {Fate.WON_BEFORE, Fate.LOST_BEFORE} or lead.joined > day:
            return None
        if lead.fate is Fate.ASLEEP:
            return Lane.ASLEEP
        if done and done == len(lead.visits) and lead.fate in _ENDINGS:
            return Lane.PARKED if _ENDINGS[lead.fate] is Ending.PARKED else None
        if done:
            return Lane.PROMISED if self._task[lead.id]["due_on"] <= day else Lane.REST
        if lead.activity is None:
            return Lane.SILENT
        silence = self._days.calendar.between(lead.activity, day)
        return Lane.SILENT if silence >= self._norms.norm(lead.heat) else Lane.REST

    def _put_off(self, client: int, sitting: Sat) -> bool:
        """Put a client off who was reviewed in one of the next sittings."""
        lead = self._leads[client]
        coming = next((visit for visit in lead.visits if visit.day > sitting.day), None)
        if coming is None or (coming.day - sitting.day).days > len(self._talk.deferrals):
            return False
        if not self._chance.happens(_PUT_OFF):
            return False
        reason = self._chance.draw(self._talk.deferrals)
        self._rows.add(DeferralRow, sitting_id=sitting.id, client_id=client, until=coming.day, reason=reason)
        return True

    def _review(self, lead: Lead, sitting: Sat, head: str) -> None:
        number = self._number[lead.id]
        self._number[lead.id] += 1
        visit, scene = lead.visits[number], lead.scenes[number]
        plan = self._task.get(lead.id, {})
        place = scene.then if scene.then is not None else scene.plan
        heat = lead.heat if place is None else self._ladder.rungs[place][0]
        talk = sitting.talks[lead.id]
        key = self._rows.add(
            ReviewRow,
            sitting_id=sitting.id,
            client_id=lead.id,
            head=head,
            reviewed_at=visit.at,
            seconds=talk.seconds,
            wall_seconds=talk.wall_seconds,
            first=scene.plan is None,
            verdict=scene.verdict,
            plan_id=plan.get("id"),
            planned_result=plan.get("planned_result", ""),
            planned_due_on=plan.get("due_on"),
            temperature=heat,
        )
        if plan:
            state = TaskState.DONE if scene.verdict is Verdict.REACHED else TaskState.DROPPED
            self._rows.change(TaskRow, plan["id"], state=state, closed_on=visit.day)
        ending = _ENDINGS.get(lead.fate) if number == len(lead.visits) - 1 else None
        self._rows.change(ReviewRow, key, **self._said(lead, scene, ending, visit))
        self._warm(lead, number, heat, visit, key)
        if ending is None:
            self._rows.change(ReviewRow, key, **self._path(lead, scene, heat, visit))
            self._next(lead, scene, visit, key, last=number == len(lead.visits) - 1)
        else:
            self._rows.change(ReviewRow, key, **self._end(lead, ending, visit, key))
        self._found(lead, visit, key)
        self._terms.reviewed(lead, number, key)
        self._profile.reviewed(lead, number, key)

    # What was said

    def _said(self, lead: Lead, scene: Scene, ending: Ending | None, visit: Visit) -> dict[str, Any]:
        if scene.plan is None:
            return {"actual": self._text(lead, self._talk.first, visit)}
        step = self._ladder.rungs[scene.plan][1]
        if ending is Ending.PAID:
            return {"actual": self._text(lead, self._talk.paid, visit)}
        if ending is Ending.REFUSED:
            reason, actual = self._chance.draw(self._talk.refusals)
            lead.places["reason"] = reason
            return {"actual": self._filled(lead, actual, visit)}
        return self._judged(lead, scene, step, ending, visit)

    def _judged(self, lead: Lead, scene: Scene, step: Step, ending: Ending | None, visit: Visit) -> dict[str, Any]:
        if scene.verdict not in MISSED or ending is not None:
            pool = step.partly if scene.verdict is Verdict.PARTLY else step.reached
            return {"actual": self._text(lead, pool, visit)}
        if scene.verdict is not Verdict.PARTLY and self._chance.happens(_OUTSIDE):
            return {"actual": self._text(lead, self._talk.outside, visit), "outside_control": True}
        pool, fixes = {
            Verdict.PARTLY: (step.partly, step.fixes),
            Verdict.NOT_REACHED: (step.missed, step.fixes),
            Verdict.NO_CONTACT: (self._talk.no_contact, self._talk.no_contact_fixes),
        }[scene.verdict]
        fix = self._chance.draw(fixes, lead.said)
        lead.said.add(fix)
        return {
            "actual": self._text(lead, pool, visit),
            "correction": self._filled(lead, fix.text, visit),
            "error_type": fix.error,
            "competency": fix.competency,
        }

    def _path(self, lead: Lead, scene: Scene, heat: Temperature, visit: Visit) -> dict[str, Any]:
        if scene.verdict is not Verdict.REACHED or scene.then is None:
            return {}
        found: dict[str, Any] = {"path": self._text(lead, self._ladder.rungs[scene.then][1].paths, visit)}
        agreed = self._terms.agreed(lead, visit)
        if heat is not Temperature.POTENTIAL and agreed.units is not None:
            found |= {"path_minor": 100 * agreed.units, "path_currency": self._texts.currency}
        if heat is lead.heat and agreed.on is not None and agreed.on >= visit.day:
            found["path_on"] = agreed.on
        return found

    def _end(self, lead: Lead, ending: Ending, visit: Visit, key: int) -> dict[str, Any]:
        if ending is Ending.PAID:
            return {"ending": ending, "ending_day": visit.day, **self._terms.pay(lead, visit, key)}
        if ending is Ending.REFUSED:
            reason = lead.places.get("reason") or self._chance.draw(self._talk.refusals)[0]
            self._terms.lose(lead, visit, reason)
            return {"ending": ending, "ending_reason": reason}
        until = self._days.current if lead.fate is Fate.UNPARKED else self._days.ahead(self._chance.number(6, 20))
        reason = self._chance.draw(self._talk.parkings)
        self._rows.change(ClientRow, lead.id, parked_until=until, parked_reason=reason)
        return {"ending": ending, "ending_reason": reason, "ending_day": until}

    # What follows

    def _next(self, lead: Lead, scene: Scene, visit: Visit, key: int, *, last: bool) -> None:
        if scene.then is None:
            return
        step = self._ladder.rungs[scene.then][1]
        due_on = lead.promise if last and lead.promise is not None else visit.due_on or visit.day
        task: dict[str, Any] = {
            "client_id": lead.id,
            "manager_id": lead.manager,
            "review_id": key,
            "text": self._filled(lead, step.tasks[min(scene.attempt, 1)], visit),
            "planned_result": self._filled(lead, step.planned, visit),
            "due_on": due_on,
            "horizon": Horizon.DAY if self._days.calendar.between(visit.day, due_on) <= 1 else Horizon.WEEK,
            "set_on": visit.day,
        }
        self._task[lead.id] = task | {"id": self._rows.add(TaskRow, **task)}

    def _warm(self, lead: Lead, number: int, heat: Temperature, visit: Visit, key: int) -> None:
        """Log that the client has become hotter."""
        before = lead.scenes[number].plan
        if before is None or self._ladder.rungs[before][0] is heat:
            return
        self._rows.change(ClientRow, lead.id, temperature_on=visit.day)
        old = str(self._ladder.rungs[before][0])
        self._rows.add(
            ChangeRow, client_id=lead.id, field="temperature", old=old, new=str(heat), at=visit.at, review_id=key
        )

    def _found(self, lead: Lead, visit: Visit, key: int) -> None:
        risks = self._risks[lead.id]
        if risks and self._chance.happens(_RISK_CLOSES):
            self._rows.change(RiskRow, risks.pop(0), closed_on=visit.day)
        elif len(risks) < _SHOWN_RISKS and self._chance.happens(_RISKY):
            text = self._text(lead, self._talk.risks, visit)
            risks.append(self._rows.add(RiskRow, client_id=lead.id, review_id=key, text=text, opened_on=visit.day))
        if self._chances[lead.id] < _SHOWN_CHANCES and self._chance.happens(_LUCKY):
            self._chances[lead.id] += 1
            amount = None if lead.units is None else self._crm.rounded(lead, 0.08 + 0.3 * self._chance.random.random())
            self._rows.add(
                OpportunityRow,
                client_id=lead.id,
                review_id=key,
                text=self._text(lead, self._talk.opportunities, visit),
                amount_minor=None if amount is None else 100 * amount,
                currency=None if amount is None else self._texts.currency,
                found_on=visit.day,
            )

    def stop_payments(self) -> None:
        """Open the risks that stop a payment, on the hot clients of the managers who have some."""
        for manager in {lead.manager for lead in self._leads.values() if lead.part.stopped}:
            hot = [
                lead
                for lead in self._leads.values()
                if lead.manager == manager
                and lead.heat is Temperature.HOT
                and lead.visits
                and lead.fate not in _ENDINGS
            ]
            for lead in hot[: hot[0].part.stopped]:
                visit = lead.visits[-1]
                text = self._text(lead, self._talk.stopping, visit)
                self._rows.add(RiskRow, client_id=lead.id, text=text, stops_payment=True, opened_on=visit.day)

    def _text(self, lead: Lead, pool: tuple[str, ...], visit: Visit) -> str:
        template = self._chance.draw(pool, lead.said)
        lead.said.add(template)
        return self._filled(lead, template, visit)

    def _filled(self, lead: Lead, template: str, visit: Visit) -> str:
        soon: date = self._days.working(visit.day + timedelta(days=self._chance.number(2, 5)))
        places = lead.places | {"day": self._texts.people.days[soon.weekday()], "sum": self._sum(lead)}
        filled = template.format_map(places)
        return filled[0].upper() + filled[1:]

    def _sum(self, lead: Lead) -> str:
        units = lead.units or (self._texts.goods.large, self._texts.goods.small)[lead.part.segment][0]
        return self._texts.goods.typed(units)

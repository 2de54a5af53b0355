"""What follows for a client from its deals, tasks, reviews, risks and answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from cockpit.method.cadence import review_due_on
from cockpit.method.contact import last_contact
from cockpit.method.money import Money, main_sum
from cockpit.method.norms import Norms
from cockpit.method.temperature import Signs, by_stage, judge
from cockpit.method.words import ContactSource, DealStatus, Temperature, TemperatureSource
from data.sources import AnyRow, Sources
from data.usual import Usual

_MOST_REMEMBERED = 10_000
_HEAT = {Temperature.HOT: 0, Temperature.WARM: 1, Temperature.POTENTIAL: 2, None: 3}


class Derived(NamedTuple):
    """The columns of a client that stand for facts kept elsewhere; `data.tables.ClientRow` says what they mean."""

    temperature: Temperature = Temperature.POTENTIAL
    temperature_source: TemperatureSource = TemperatureSource.RULE
    temperature_on: date | None = None
    temperature_hand_on: date | None = None
    is_open: bool = True
    money_minor: int | None = None
    currency: str | None = None
    estimated: bool = False
    payment_stopped: bool = False
    promise_on: date | None = None
    last_contact_on: date | None = None
    contact_source: ContactSource = ContactSource.CREATED
    last_reached_on: date | None = None
    reviewed_on: date | None = None
    opened_on: date | None = None
    interval_days: int | None = None
    review_due_on: date | None = None


DERIVED = Derived._fields


def standing(found: Sources) -> Derived:
    """Return the derived facts as they stand in a client's row."""
    return Derived._make(found.row[-len(DERIVED) :])


class _Talk(NamedTuple):
    """The last local days of a client's reviews by kind."""

    last_on: date | None = None
    contact_on: date | None = None
    reached_on: date | None = None
    talked_on: date | None = None
    ended: bool = False


class _Going(NamedTuple):
    """What a client's open deals say together.

    Attributes:
        amounts, estimates: minor units and currency of each.
        opened_on: the day the first was made.
        agreed_on: the first expected day that is not past.
        tasks: the days of the next tasks in the CRM.
        stage: the stage of the one that stands furthest.
    """

    amounts: Sequence[tuple[int, str]] = ()
    estimates: Sequence[tuple[int, str]] = ()
    opened_on: date | None = None
    agreed_on: date | None = None
    tasks: Sequence[date] = ()
    stage: str = ""


_NO_TALK, _NONE_GOING = _Talk(), _Going()


class Deriver:
    """Derives the facts of the clients of one segment at one moment.

    What clients have in common is worked out once: the temperature for the same signs, the local day of a moment.

    Args:
        norms: what is normal in the segment.
        now: the present moment in the organisation's zone.
    """

    def __init__(self, norms: Norms, now: datetime) -> None:
        self._norms = norms
        self._today = now.date()
        self._zone = now.tzinfo
        self._judged: dict[tuple[Any, ...], tuple[Temperature, TemperatureSource]] = {}
        self._due: dict[tuple[Any, ...], date] = {}

    def derive(self, found: Sources, stood: Derived, habit: Usual) -> Derived:
        """Derive one client's facts.

        Args:
            found: what they follow from.
            stood: the facts as they stand.
            habit: what is usual for the client's manager.
        """
        row, deals, talk_row, task = found
        talk = _NO_TALK if talk_row is None else self._talk(talk_row)
        contacts = _contacts(deals)
        talked = talk.talked_on is not None or any(source is ContactSource.ACTIVITY for source, _ in contacts)
        if talk.contact_on is not None:
            contacts.append((ContactSource.REVIEW, talk.contact_on))
        if task is not None and task.done_on is not None:
            contacts.append((ContactSource.TASK, task.done_on))
        if row.import_run_id is None:  # a client from a file was created here when the file was read
            contacts.append((ContactSource.CREATED, self._local(row.created_at)))
        contact_on, contact_source = last_contact(contacts, self._today)
        open_deals = [deal for deal in deals if deal[1] is DealStatus.OPEN]
        going = self._going(open_deals) if open_deals else _NONE_GOING
        is_open = bool(open_deals) or (not deals and not talk.ended)
        temperature, source, since, by_hand_on = stood[:4]
        if is_open:
            temperature, source, by_hand_on = self._temperature(row, stood, going, habit, talked=talked)
            if since is None:
                since = min(going.opened_on or self._local(row.created_at), self._today)
            elif temperature is not stood.temperature:
                since = self._today
        minor, currency, estimated = _money(going, habit)
        promise_on = _promise(going.tasks, task, talk.last_on)
        interval = due_on = None
        if is_open:
            high = habit.is_high(minor, currency, estimated=estimated)
            interval = self._norms.interval(temperature, habit.cycle_median, high=high, own=row.own_interval)
            base = talk.last_on or self._local(row.created_at)
            if row.kept_on is not None:
                base = max(base, row.kept_on)
            parked_until = None if row.put_off else row.parked_until
            due_on = self._review_due_on(base, interval, promise_on, habit.cycle_median, parked_until)
        return Derived(
            temperature,
            source,
            since,
            by_hand_on,
            is_open,
            minor,
            currency,
            estimated,
            bool(row.stopped),
            promise_on,
            contact_on,
            contact_source,
            talk.reached_on,
            talk.last_on,
            going.opened_on,
            interval,
            due_on,
        )

    def _review_due_on(
        self, base: date, interval: int, promise_on: date | None, cycle_median: int | None, parked_until: date | None
    ) -> date:
        key = (base, interval, promise_on, cycle_median, parked_until)
        known = self._due.get(key)
        if known is None:
            if len(self._due) > _MOST_REMEMBERED:
                self._due.clear()
            known = self._due[key] = review_due_on(
                base, interval, promise_on, self._norms, cycle_median, parked_until=parked_until
            )
        return known

    def _talk(self, row: AnyRow) -> _Talk:
        last_on, contact_on, reached_on, talked_on = (
            None if at is None else self._local(at)
            for at in (row.last_at, row.contact_at, row.reached_at, row.talked_at)
        )
        return _Talk(last_on, contact_on, reached_on, talked_on, row.ended_at == row.last_at)

    def _local(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _going(self, deals: Iterable[Sequence[Any]]) -> _Going:
        amounts, estimates, tasks = [], [], []
        made, agreed = [], []
        furthest, stages = "", self._norms.stages
        for _, _, stage, amount, estimate, currency, created_on, expected_on, _, _, _, task_on in deals:
            if amount is not None:
                amounts.append((amount, currency))
            if estimate is not None:
                estimates.append((estimate, currency))
            if created_on is not None:
                made.append(created_on)
            if expected_on is not None and expected_on >= self._today:
                agreed.append(expected_on)
            if task_on is not None:
                tasks.append(task_on)
            if not furthest or _heat(stage, stages) < _heat(furthest, stages):
                furthest = stage
        return _Going(amounts, estimates, min(made, default=None), min(agreed, default=None), tasks, furthest)

    def _temperature(
        self, row: AnyRow, stood: Derived, going: _Going, habit: Usual, *, talked: bool
    ) -> tuple[Temperature, TemperatureSource, date | None]:
        """Return the temperature, what it is known from and, when by hand, the day it was set."""
        by_hand = stood.temperature_source is TemperatureSource.HAND
        set_on = (stood.temperature_hand_on or self._today) if by_hand else None
        by_hand_is = stood.temperature if by_hand else None
        signs = (bool(row.decider_known), bool(going.amounts), going.agreed_on, talked, bool(row.offered), going.stage)
        key = (signs, by_hand_is, set_on, habit.cycle_median)
        known = self._judged.get(key)
        if known is None:
            if len(self._judged) > _MOST_REMEMBERED:
                self._judged.clear()
            known = self._judged[key] = self._judge(signs, by_hand_is, set_on, habit.cycle_median)
        temperature, source = known
        return temperature, source, set_on if source is TemperatureSource.HAND else None

    def _judge(
        self,
        signs: tuple[bool, bool, date | None, bool, bool, str],
        by_hand: Temperature | None,
        set_on: date | None,
        cycle_median: int | None,
    ) -> tuple[Temperature, TemperatureSource]:
        decider_known, amount_known, expected_on, talked, offered, stage = signs
        return judge(
            Signs(
                decider_known=decider_known,
                amount_known=amount_known,
                expected_on=expected_on,
                talked=talked,
                offered=offered or by_stage(stage, self._norms.stages) in {Temperature.HOT, Temperature.WARM},
                stage=stage,
                set_by_hand=by_hand,
                set_on=set_on,
            ),
            self._today,
            self._norms,
            cycle_median,
        )


def _contacts(deals: Iterable[Sequence[Any]]) -> list[tuple[ContactSource, date | None]]:
    known: list[tuple[ContactSource, date | None]] = []
    for _, _, _, _, _, _, created_on, _, updated_on, stage_changed_on, last_activity_on, _ in deals:
        if last_activity_on is not None:
            known.append((ContactSource.ACTIVITY, last_activity_on))
        if stage_changed_on is not None:
            known.append((ContactSource.STAGE, stage_changed_on))
        if updated_on is not None:
            known.append((ContactSource.UPDATED, updated_on))
        if created_on is not None:
            known.append((ContactSource.CREATED, created_on))
    return known


def _money(going: _Going, habit: Usual) -> tuple[int | None, str | None, bool]:
    """Return minor units and currency, and whether they are only an estimate."""
    if going.amounts:
        return (*_sum(going.amounts), False)
    if going.estimates:
        return (*_sum(going.estimates), True)
    if habit.check is not None:
        return habit.check.minor, habit.check.currency, True
    return None, None, False


def _sum(amounts: Sequence[tuple[int, str]]) -> tuple[int | None, str | None]:
    if len(amounts) == 1:
        return amounts[0]
    currency = amounts[0][1]
    if all(code == currency for _, code in amounts):
        return sum(minor for minor, _ in amounts), currency
    money = main_sum(Money(*amount) for amount in amounts)
    return (None, None) if money is None else (money.minor, money.currency)


def _promise(tasks: Sequence[date], task: AnyRow | None, seen_on: date | None) -> date | None:
    """Return the due day of the open task, else of the CRM's next task that no review has seen yet."""
    if task is not None and task.due_on is not None:
        due_on: date = task.due_on
        return due_on
    return min((day for day in tasks if seen_on is None or day > seen_on), default=None) if tasks else None


@lru_cache(maxsize=4096)
def _heat(stage: str, own: tuple[tuple[str, Temperature], ...]) -> int:
    return _HEAT[by_stage(stage, own)]

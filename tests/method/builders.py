"""Facts for the tests of the method: one day that is today, and records with names that are hard to draw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from cockpit.language import current, use
from cockpit.language.texts import PLACE
from cockpit.method.money import Money
from cockpit.method.norms import Norms
from cockpit.method.queue import QueueFacts, Rules
from cockpit.method.records import Card, Client, Manager, Sitting, Task
from cockpit.method.sentence import Sentence, say
from cockpit.method.words import Horizon, Slot, TaskState, Temperature
from cockpit.method.workdays import WorkCalendar

#: A Monday.
TODAY = date(2026, 11, 23)
NORMS = Norms()
RULES = Rules(TODAY, NORMS, "RUB")

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CALENDARS = st.builds(
    WorkCalendar,
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(st.dates(date(2026, 10, 1), date(2026, 12, 31)), max_size=20),
)
NEAR_DAYS = st.dates(date(2026, 9, 1), date(2027, 1, 31))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    before = current()
    use(language)
    yield
    use(before)


def rubles(amount: float) -> Money:
    return Money(round(amount * 100), "RUB")


def facts(
    client_id: int = 1,
    temperature: Temperature = Temperature.HOT,
    *,
    promise_on: date | None = None,
    minor: int | None = 50_000_000,
    estimated: bool = False,
    last_contact_on: date | None = TODAY,
    weak: bool = False,
    opened_on: date | None = date(2026, 11, 2),
    last_reached_on: date | None = None,
    parked_until: date | None = None,
    reviewed_on: date | None = None,
    interval: int | None = None,
    review_due_on: date | None = None,
    kept_on: date | None = None,
    known_on: date | None = None,
    put_off: bool = False,
) -> QueueFacts:
    return QueueFacts(
        client_id,
        temperature,
        promise_on,
        minor,
        estimated,
        last_contact_on,
        weak,
        opened_on,
        last_reached_on,
        parked_until,
        reviewed_on,
        interval,
        review_due_on,
        kept_on,
        known_on,
        put_off,
    )


def task(due_on: date = date(2026, 11, 20)) -> Task:
    return Task(
        id=7,
        client_id=1,
        client="ACME [/foo]",
        manager_id=3,
        manager="O'Neil [b]",
        text="Call the CFO",
        planned_result="The CFO confirms the budget in writing",
        due_on=due_on,
        horizon=Horizon.DAY,
        state=TaskState.OPEN,
        set_on=date(2026, 11, 18),
    )


def card(*, plan: Task | None = None, money: Money | None = None) -> Card:
    return Card(
        client=Client(1, 3, "ACME [/foo]", Temperature.WARM, money=money),
        manager=Manager(3, "O'Neil [b]"),
        deals=(),
        offers=(),
        answers={},
        plan=plan,
        reviews=(),
        risks=(),
        opportunities=(),
        changes=(),
        why=say("promised for today"),
        default_due_on=date(2026, 11, 25),
        target_seconds=300,
    )


def sitting(
    order: tuple[int, ...],
    *,
    due: frozenset[int] | None = None,
    reviewed: frozenset[int] = frozenset(),
) -> Sitting:
    return Sitting(
        id=1,
        manager=Manager(3, "O'Neil [b]"),
        head="Head",
        day=TODAY,
        slot=Slot.MORNING,
        started_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        order=order,
        due=frozenset(order) if due is None else due,
        reviewed=reviewed,
    )


def is_whole(sentence: Sentence) -> bool:
    """Has every place of the sentence its value, and every value its place, in both plural forms?"""
    names = {name for name, _ in sentence.values}
    forms = [sentence.text, *([sentence.plural] if sentence.plural else [])]
    return all(set(PLACE.findall(form)) == names for form in forms) and all(
        is_whole(value) for _, value in sentence.values if isinstance(value, Sentence)
    )

"""Clients, cards and a store in memory for the card's tests; names that try to break a screen by default."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from textual.screen import Screen

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import CockpitError
from cockpit.method.forecast import Forecast
from cockpit.method.money import Money
from cockpit.method.overview import QueueView, Summary, Undone
from cockpit.method.profile import QUESTIONS
from cockpit.method.records import (
    Answer,
    Card,
    Change,
    Client,
    Deal,
    Deferral,
    Manager,
    Offer,
    Request,
    Review,
    Risk,
    Sitting,
    Task,
)
from cockpit.method.review import Outcome
from cockpit.method.scope import Scope
from cockpit.method.sentence import say
from cockpit.method.timer import Pace
from cockpit.method.training import Pair
from cockpit.method.words import DealStatus, Horizon, Slot, TaskState, Temperature, TemperatureSource, Verdict
from screens.base import BaseApp

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
TODAY = NOW.date()
ANNA = Manager(1, "Anna Kuznetsova")
DESK = Desk(head="Head", holder="test", currency="RUB")
RUB = "RUB"


def roubles(amount: int) -> Money:
    return Money(amount * 100, RUB)


def client(client_id: int = 1, name: str = "ACME [/foo]", **facts: Any) -> Client:
    given: dict[str, Any] = {
        "temperature": Temperature.HOT,
        "temperature_source": TemperatureSource.RULE,
        "money": roubles(1_250_000),
        "contact": "Ivan [bold]",
    }
    return Client(client_id, ANNA.id, name, **{**given, **facts})


def plan(client_id: int = 1, *, due: date = date(2026, 11, 20)) -> Task:
    return Task(
        id=10 + client_id,
        client_id=client_id,
        client="ACME [/foo]",
        manager_id=ANNA.id,
        manager=ANNA.name,
        text="Call the CFO",
        planned_result="The CFO confirms the budget in writing",
        due_on=due,
        horizon=Horizon.DAY,
        state=TaskState.OPEN,
        set_on=date(2026, 11, 18),
    )


def review(client_id: int = 1, day: int = 18, verdict: Verdict | None = Verdict.REACHED, **facts: Any) -> Review:
    given: dict[str, Any] = {
        "head": "Head",
        "first": False,
        "actual": "demo held",
        "next_task": "Call the CFO",
        "next_result": "The CFO confirms the budget in writing",
    }
    return Review(
        id=day,
        sitting_id=1,
        client_id=client_id,
        client="ACME [/foo]",
        manager_id=ANNA.id,
        manager=ANNA.name,
        reviewed_at=datetime(2026, 11, day, 10, tzinfo=UTC),
        seconds=300.0,
        wall_seconds=300.0,
        verdict=verdict,
        **{**given, **facts},
    )


def deal(client_id: int = 1, **facts: Any) -> Deal:
    given: dict[str, Any] = {
        "status": DealStatus.OPEN,
        "amount": roubles(1_250_000),
        "stage": "Contract sent",
        "expected_on": date(2026, 11, 30),
        "slips": 2,
        "slip_days": 19,
    }
    return Deal(client_id, client_id, "Licences", **{**given, **facts})


def card(client_id: int = 1, name: str = "ACME [/foo]", **facts: Any) -> Card:
    given: dict[str, Any] = {
        "client": client(client_id, name),
        "manager": ANNA,
        "deals": (deal(client_id),),
        "offers": (Offer(1, date(2026, 11, 12), "Offer", roubles(1_250_000)), Offer(2, date(2026, 11, 2))),
        "answers": {"budget": Answer("budget", "1.3 M₽ a year", date(2026, 11, 1), roubles(1_300_000))},
        "plan": plan(client_id),
        "reviews": (review(client_id), review(client_id, 13, Verdict.NOT_REACHED, actual="no answer")),
        "risks": (Risk(1, "competitor Volna [/]", date(2026, 11, 13), stops_payment=True),),
        "opportunities": (),
        "changes": (
            Change(NOW, "amount", roubles(1_450_000), roubles(1_250_000)),
            Change(NOW, "stage", "Offer", "Contract sent"),
        ),
        "why": say("promised for yesterday"),
        "default_due_on": date(2026, 11, 25),
        "target_seconds": 300,
    }
    return Card(**{**given, **facts})


def first_card(client_id: int = 1, name: str = "First [red") -> Card:
    return card(client_id, name, plan=None, reviews=(), changes=(), answers={}, target_seconds=1800)


def sitting(*clients: int) -> Sitting:
    return Sitting(
        1, ANNA, "Head", TODAY, Slot.MORNING, NOW, order=clients, due=frozenset(clients), deferred=MappingProxyType({})
    )


def known_answers() -> dict[str, Answer]:
    return {question.id: Answer(question.id, f"known {question.id}", TODAY) for question in QUESTIONS}


@dataclass
class MemoryStore:
    """What the card asks of the store, in memory."""

    cards: dict[int, Card]
    sitting: Sitting
    desk: Desk = DESK
    drafts: dict[int, tuple[ReviewDraft, int]] = field(default_factory=dict)
    saved: list[Outcome] = field(default_factory=list)
    deferred: list[Deferral] = field(default_factory=list)
    fails: CockpitError | None = None
    seconds: tuple[float, ...] = ()
    earlier: tuple[float, ...] = (372.0, 310.0)
    requests: tuple[Request, ...] = ()

    async def card(self, client_id: int, now: datetime) -> Card:
        return self.cards[client_id]

    async def draft(self, client_id: int, sitting_id: int | None = None) -> ReviewDraft | None:
        return self.drafts[client_id][0] if client_id in self.drafts else None

    async def save_draft(self, draft: ReviewDraft, sitting_id: int, now: datetime) -> None:
        self.save_draft_now(draft, sitting_id, now)

    def save_draft_now(self, draft: ReviewDraft, sitting_id: int, now: datetime) -> None:
        if draft.empty:
            self.drafts.pop(draft.client_id, None)
        else:
            self.drafts[draft.client_id] = (draft, sitting_id)

    async def save_review(self, sitting_id: int, outcome: Outcome, now: datetime) -> Review:
        if self.fails is not None:
            raise self.fails
        self.saved.append(outcome)
        self.drafts.pop(outcome.client_id, None)
        self.sitting = replace(self.sitting, reviewed=self.sitting.reviewed | {outcome.client_id})
        return review(outcome.client_id, verdict=outcome.verdict)

    async def defer(self, sitting_id: int, client_id: int, until: date, reason: str, now: datetime) -> None:
        self.deferred.append(Deferral(client_id, until, reason))

    async def undo(self, now: datetime, *, over_clients: bool = False) -> Undone | None:
        if not self.saved:
            return None
        outcome = self.saved.pop()
        self.drafts[outcome.client_id] = (outcome.draft, 1)
        self.sitting = replace(self.sitting, reviewed=self.sitting.reviewed - {outcome.client_id})
        return Undone(say("Taken back."), outcome.client_id)

    async def pairs(self) -> tuple[Pair, ...]:
        return (Pair("wrong_person", "deciders", 3), Pair("wrong_person", "questions", 1))

    async def open_requests(self) -> tuple[Request, ...]:
        return self.requests

    async def queue(self, manager_id: int, now: datetime) -> QueueView:
        return QueueView(ANNA, {}, {}, self.sitting, ())

    async def reviews(self, manager_id: int, start: date, end: date) -> tuple[Review, ...]:
        return (review(),)

    async def summary(self, sitting_id: int, now: datetime) -> Summary:
        return summary(self.sitting, earlier=self.earlier)

    async def end_sitting(self, sitting_id: int, now: datetime) -> Summary:
        return summary(self.sitting, earlier=self.earlier)


def summary(of: Sitting, **facts: Any) -> Summary:
    given: dict[str, Any] = {
        "sitting": of,
        "state_sentence": say("Complete: reviewed 1, put off 0, nobody is left."),
        "left": (),
        "reviews": (),
        "pace": Pace(0, None, None),
        "first_pace": Pace(0, None, None),
        "repeat_pace": Pace(0, None, None),
        "earlier": (),
        "plans": 0,
        "plans_reached": 0,
        "reworked": 0,
        "risks": (),
        "opportunities": (),
        "new_money": (),
        "paid": (),
        "refused": 0,
        "tasks": (),
        "forecast": Forecast(NOW, Scope.manager(1), ()),
        "payers": 0,
        "payers_money": (),
    }
    return Summary(**{**given, **facts})


class CardApp(BaseApp):
    """The app around one screen, with a store in memory and a clock that stands until it is moved."""

    def __init__(self, store: Any, screen: Screen[Any]) -> None:
        super().__init__("dark")
        self.store = store
        self.seconds = 1000.0
        self._first = screen

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return self.seconds

    def remember(self, name: str, value: str) -> None:
        """Keep nothing."""

    def on_mount(self) -> None:
        self.push_screen(self._first)

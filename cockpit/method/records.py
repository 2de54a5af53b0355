"""The facts that the store keeps, as frozen records: managers, clients, deals, plans, reviews and what changed.

Ids are the store's integers. Dates are local days, instants are aware datetimes. An amount is `Money` or None when it
is not known; an `estimate` is what a price list or a median check suggests and is always shown with ``~``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cockpit.method.money import Money
from cockpit.method.playbook import Playbook
from cockpit.method.sentence import Sentence
from cockpit.method.words import (
    Area,
    ContactSource,
    DealStatus,
    Ending,
    Horizon,
    RequestState,
    SittingState,
    Slot,
    TaskState,
    Temperature,
    TemperatureSource,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the department, with its own head, who may have a deputy."""

    id: int
    name: str
    head: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Manager:
    """A sales person who owns clients. `left` is the day he left the department; his history stays."""

    id: int
    name: str
    segment: Segment | None = None
    head: str = ""
    left: date | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """One sale in progress or closed. `expected_on` is the agreed day of payment while the deal is open.

    `told` is what its source says otherwise than a person did, by field; `gone_on` is the day from which its source's
    files do not hold it any more.
    """

    id: int
    client_id: int
    title: str
    status: DealStatus
    amount: Money | None = None
    estimate: Money | None = None
    stage: str = ""
    created_on: date | None = None
    expected_on: date | None = None
    closed_on: date | None = None
    lost_reason: str = ""
    slips: int = 0
    slip_days: int = 0
    external_id: str = ""
    told: tuple[tuple[str, str | date | Money], ...] = ()
    gone_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal made to a client."""

    id: int
    sent_on: date
    text: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about a client on one question of the profile; `amount` when the answer is money."""

    question: str
    text: str
    answered_on: date
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that may cost the deal, open until it is closed. `stops_payment` blocks "can pay" (R13)."""

    id: int
    text: str
    opened_on: date
    stops_payment: bool = False
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A further way to earn with a client, with its estimated amount."""

    id: int
    text: str
    found_on: date
    amount: Money | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """What a manager with nobody who can pay has to bring in, worked out backwards (R14).

    Attributes:
        payments: the target.
        hot, warm, potential: how many clients have to become so.
        hot_pays, warm_heats, potential_warms: the rates, 0 to 1, by which they were worked out.
        assumed: the names of the rates that no own deals stand behind.
    """

    payments: int
    hot: int
    warm: int
    potential: int
    hot_pays: float
    warm_heats: float
    potential_warms: float
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What the manager does next, with its planned result: the plan that the next review opens on.

    Attributes:
        client_id: None for a task about all clients, or about those of one `temperature`.
        ladder: the numbers of a recruiting task.
        done_on: the manager has done it; a client's task stays open until a review has judged its planned result.
        reason: why it was dropped or last moved; `moves` counts how often it was.
        closed_on: the day it was closed.
    """

    id: int
    client_id: int | None
    client: str
    manager_id: int
    manager: str
    text: str
    planned_result: str
    due_on: date
    horizon: Horizon
    state: TaskState
    set_on: date
    temperature: Temperature | None = None
    ladder: Ladder | None = None
    done_on: date | None = None
    reason: str = ""
    moves: int = 0
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What managers lack to close sooner, as it stands on a client's card or on the list.

    Attributes:
        head: who noted it first.
        merged_into: the request that this one turned out to be; `closed_reason` is then that one's text.
    """

    id: int
    area: Area
    text: str
    opened_on: date
    head: str = ""
    state: RequestState = RequestState.OPEN
    closed_on: date | None = None
    closed_reason: str = ""
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A request noted in a review: merged with the one of the same area and words, when there is one."""

    area: Area
    text: str


@dataclass(frozen=True, slots=True)
class Client:
    """The company being sold to, with the facts that its place in the queue is made of.

    Attributes:
        name: the name; for a client that no file named, what identifies it (`nameless` is set).
        money: the open money of its deals in its main currency, or the estimate of it.
        estimated: the money is an estimate.
        last_contact_on: the last contact, from the best source there is (`contact_source`).
        opened_on: the day its oldest open deal began.
        parked_until: not reviewed before this day, for `parked_reason`; `put_off` when a sitting put it off until then.
        own_interval: the review interval set for this client by hand, in working days.
        interval_days: the one in force; `review_due_on` is the last day for its next review.
        kept_on: the day it was kept although it slept.
    """

    id: int
    manager_id: int
    name: str
    temperature: Temperature
    temperature_source: TemperatureSource = TemperatureSource.RULE
    temperature_on: date | None = None
    nameless: bool = False
    is_open: bool = True
    money: Money | None = None
    estimated: bool = False
    contact: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    lead_source: str = ""
    last_contact_on: date | None = None
    contact_source: ContactSource = ContactSource.CREATED
    last_reached_on: date | None = None
    opened_on: date | None = None
    parked_until: date | None = None
    parked_reason: str = ""
    own_interval: int | None = None
    interval_days: int | None = None
    review_due_on: date | None = None
    kept_on: date | None = None
    put_off: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A risk (with whether it stops the payment) or an opportunity (with its amount) found in a review."""

    text: str
    amount: Money | None = None
    stops_payment: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One client's review as it was saved.

    Attributes:
        first: there was no plan to judge.
        planned_result, planned_due_on: the plan that was judged.
        path: what is left to do to be paid; `path_amount` and `path_on` are how much and when.
        seconds: minutes of talk, in seconds, without the pauses; `wall_seconds` is from opened to saved.
        undone_at: the review was taken back; it stays as a trail and counts nowhere.
        expected: what the head expected before he heard the result (R36).
        template: the id of the template that filled the next task.
        requests: what was found missing.
    """

    id: int
    sitting_id: int
    client_id: int
    client: str
    manager_id: int
    manager: str
    head: str
    reviewed_at: datetime
    seconds: float
    wall_seconds: float
    first: bool
    verdict: Verdict | None
    actual: str
    planned_result: str = ""
    planned_due_on: date | None = None
    correction: str = ""
    error_type: str = ""
    competency: str = ""
    outside_control: bool = False
    path: str = ""
    path_amount: Money | None = None
    path_on: date | None = None
    ending: Ending | None = None
    ending_reason: str = ""
    next_task: str = ""
    next_result: str = ""
    next_due_on: date | None = None
    risks: tuple[Found, ...] = ()
    opportunities: tuple[Found, ...] = ()
    skipped: tuple[str, ...] = ()
    undone_at: datetime | None = None
    expected: Verdict | None = None
    template: str = ""
    requests: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What an import, a review or a hand changed: a field of a deal or of the client, from `old` to `new`."""

    at: datetime
    what: str
    old: str | date | Money | None
    new: str | date | Money | None
    deal: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session beside one manager.

    Attributes:
        order: the ids of the clients in the order fixed when it began, without the sleeping ones.
        due: those of `order` that have to be reviewed or deferred for the sitting to be complete.
        reviewed: the clients reviewed in it; `deferred`: those put off with a date and a reason.
        seconds: the minutes of its saved reviews, in seconds.
        left, left_money: the due clients that were not worked through when it ended.
        line: the high-check line below which clients are left out; `left_out` and `left_out_money` what that leaves.
        recruiting_due: nobody can pay and no recruiting task is set, so it is not complete (R14).
    """

    id: int
    manager: Manager
    head: str
    day: date
    slot: Slot
    started_at: datetime
    state: SittingState = SittingState.OPEN
    ended_at: datetime | None = None
    order: tuple[int, ...] = ()
    due: frozenset[int] = frozenset()
    reviewed: frozenset[int] = frozenset()
    deferred: Mapping[int, Deferral] = field(default_factory=dict)
    seconds: float = 0.0
    left: int = 0
    left_money: tuple[Money, ...] = ()
    line: Money | None = None
    left_out: int = 0
    left_out_money: tuple[Money, ...] = ()
    recruiting_due: bool = False

    @property
    def put_off(self) -> frozenset[int]:
        """Those put off and not reviewed all the same."""
        return frozenset(self.deferred) - self.reviewed


@dataclass(frozen=True, slots=True)
class Deferral:
    """A due client that the head put off in this sitting."""

    client_id: int
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about one client that its review needs, read in one go.

    Attributes:
        plan: the task set last time, which is what the review opens on; None at a first review.
        reviews: the last reviews, newest first.
        changes: what changed since the last review, oldest first.
        why: the one-line reason of its place in the queue.
        last_path, last_path_amount, last_path_on: the path to payment as it stood after the last review.
        playbook: the templates, questions and lists of the manager's segment.
        requests: the open requests this client stands behind.
    """

    client: Client
    manager: Manager
    deals: tuple[Deal, ...]
    offers: tuple[Offer, ...]
    answers: Mapping[str, Answer]
    plan: Task | None
    reviews: tuple[Review, ...]
    risks: tuple[Risk, ...]
    opportunities: tuple[Opportunity, ...]
    changes: tuple[Change, ...]
    why: Sentence
    default_due_on: date
    target_seconds: int
    last_path: str = ""
    last_path_amount: Money | None = None
    last_path_on: date | None = None
    playbook: Playbook = field(default_factory=Playbook)
    requests: tuple[Request, ...] = ()

    @property
    def first(self) -> bool:
        """Is this the client's first review, with no plan to judge?"""
        return self.plan is None

    @property
    def open_deals(self) -> tuple[Deal, ...]:
        """The deals still in progress."""
        return tuple(deal for deal in self.deals if deal.status is DealStatus.OPEN)

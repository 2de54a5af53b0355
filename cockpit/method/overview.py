"""What the lists and the summary show: one record per line, computed by the store from the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cockpit.method.forecast import Forecast
from cockpit.method.money import Money
from cockpit.method.records import Client, Manager, Sitting, Task
from cockpit.method.sentence import Sentence
from cockpit.method.timer import Pace
from cockpit.method.words import Ending, Lane, SittingState, Temperature, Verdict


@dataclass(frozen=True, slots=True)
class Rung:
    """The open clients of one temperature: how many, their money by currency, how many have no known amount."""

    clients: int = 0
    money: tuple[Money, ...] = ()
    without_amount: int = 0


@dataclass(frozen=True, slots=True)
class TodaySitting:
    """How today's sitting in the present slot stands.

    Attributes:
        worked, total: clients worked through, and clients of the order.
        ended_at: in the organisation's zone; None while the sitting is open.
    """

    id: int
    state: SittingState
    worked: int
    total: int
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """Review debt (R6, R16): the clients past their interval, without those asleep or parked, with their money.

    Attributes:
        oldest_days: by how many calendar days the one that waits longest is past it.
    """

    clients: int = 0
    money: tuple[Money, ...] = ()
    oldest_days: int = 0


@dataclass(frozen=True, slots=True)
class DayMark:
    """One working day of the calendar strip: the sittings held on it, 0 to 2, and how many of them were complete."""

    day: date
    held: int = 0
    complete: int = 0


@dataclass(frozen=True, slots=True)
class ManagerLine:
    """One manager in the list.

    Attributes:
        due: clients promised for today or earlier, or silent beyond their norm; `due_money` their money.
        clients: open clients, without those asleep or parked, which are `asleep` and `parked`.
        hot_new: hot clients that were not hot before this week (approximate without reviews, then they are the
            ones created this week).
        payers, payers_money: clients who can pay (R13).
        rungs: clients and money by temperature.
        pace: the minutes per client of the last sitting; `paces`: medians of the last sittings in
            seconds, oldest first.
        oldest_due_days: calendar days since the last contact of the due client that waits longest.
        debt: the review debt.
        strip: the last ten working days, oldest first, today included; days before he had clients are left out.
        recruiting: the recruiting task that is open; `recruited` the clients found since it was set.
    """

    manager: Manager
    due: int
    due_money: tuple[Money, ...]
    clients: int
    asleep: int
    parked: int
    hot_new: int
    payers: int
    payers_money: tuple[Money, ...]
    rungs: Mapping[Temperature, Rung]
    pace: Pace
    paces: tuple[float, ...]
    today: TodaySitting | None = None
    last_sitting_on: date | None = None
    oldest_due_days: int = 0
    debt: Debt = Debt()
    strip: tuple[DayMark, ...] = ()
    recruiting: Task | None = None
    recruited: int = 0


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One client in the queue, as it is drawn.

    Attributes:
        why: the reason of its place; `arithmetic` spells the score out.
        task: the open task, None when there is none.
        pay_on: the nearest agreed day of payment of its open deals.
        has_draft: a review of it was begun and not saved.
        ending: how the last review of a client without open deals ended it; None when none did.
    """

    client: Client
    lane: Lane
    why: Sentence
    arithmetic: Sentence | None
    task: Task | None
    pay_on: date | None
    has_draft: bool = False
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class QueueView:
    """A manager's queue: the ids in order with their lanes, and the sitting when one is open.

    Attributes:
        lanes: the client ids of each lane, in order. Within an open sitting the order is the sitting's.
        money: the open money of each lane, by currency.
        sitting: the open sitting of this slot, or None.
        drafts: clients with a review begun and not saved.
        closed: the number of clients without open deals, which no lane holds.
        line: the high-check line of the manager's segment in his main currency; None without one.
        high_only: only clients above the line stand in the lanes; `left_out` and `left_out_money` are the others.
        second: this is the second sitting of the day: what was promised for today and what changed (R4).
        debt: the review debt.
        line_percent: the line is where the largest clients make up so many per cent of the money; None when it is set.
        ended, ended_at: how and when the sitting of this slot ended; None while there is none or it is open.
    """

    manager: Manager
    lanes: Mapping[Lane, tuple[int, ...]]
    money: Mapping[Lane, tuple[Money, ...]]
    sitting: Sitting | None
    drafts: tuple[int, ...]
    closed: int = 0
    line: Money | None = None
    high_only: bool = False
    left_out: int = 0
    left_out_money: tuple[Money, ...] = ()
    second: bool = False
    debt: Debt = Debt()
    line_percent: int | None = None
    ended: SittingState | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One saved review in the summary's list; a client who needs no next task has an `ending`."""

    client_id: int
    client: str
    verdict: Verdict | None
    seconds: float
    next_task: str
    next_due_on: date | None
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sitting gave.

    Attributes:
        state_sentence: complete, or incomplete with the clients and the money left.
        left: the due clients not worked through; `begun` those of them with a review begun and not saved.
        put_off: the clients put off and not reviewed, the most money first.
        pace: this sitting's minutes per client; `first_pace` and `repeat_pace` apart; `earlier`: the medians of the
            last sittings in seconds, oldest first.
        plans, plans_reached: reviews that had a plan, and those of them that were reached.
        reworked: reviews of them that needed a correction or missed the plan.
        new_money: the sum of the opportunities found.
        forecast: the money to expect from the manager's clients, as it was kept when the sitting ended.
        payers: how many clients can pay.
        refused: how many clients refused, in a review or among the sleeping ones.
        corrections, untagged: how many there were, and those without an error type (R38).
        guesses, surprises: how often the head said what he expects, and how often that was wrong (R36).
    """

    sitting: Sitting
    state_sentence: Sentence
    left: tuple[Client, ...]
    reviews: tuple[ReviewLine, ...]
    pace: Pace
    first_pace: Pace
    repeat_pace: Pace
    earlier: tuple[float, ...]
    plans: int
    plans_reached: int
    reworked: int
    risks: tuple[str, ...]
    opportunities: tuple[str, ...]
    new_money: tuple[Money, ...]
    paid: tuple[Money, ...]
    refused: int
    tasks: tuple[Task, ...]
    forecast: Forecast
    payers: int
    payers_money: tuple[Money, ...]
    corrections: int = 0
    untagged: int = 0
    guesses: int = 0
    surprises: int = 0
    begun: tuple[int, ...] = ()
    put_off: tuple[Client, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back.

    Attributes:
        what: the sentence that names it.
        client_id: the client whose review came back as a draft; None for another kind of change.
        elsewhere: nothing was taken back: the act belongs to no client, and `what` says where it can be.
    """

    what: Sentence
    client_id: int | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task on the list of tasks.

    Attributes:
        client: whose it is, for a client's task.
        verdict: how a review judged its planned result; None while none has.
    """

    task: Task
    client: Client | None = None
    verdict: Verdict | None = None

    @property
    def temperature(self) -> Temperature | None:
        """The type of its client, or of the clients it is about; None when it is about all of them."""
        return self.task.temperature if self.client is None else self.client.temperature


@dataclass(frozen=True, slots=True)
class Match:
    """A manager or a client found by a few letters; `client_id` is None for a manager."""

    manager_id: int
    manager: str
    client_id: int | None = None
    client: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The store is open: how many managers it has, and the backup that was made before it was brought up to date."""

    managers: int
    backup: str = ""

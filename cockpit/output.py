"""What the commands print as JSON: a stable form of its own, so that scripts do not break when the records change.

Money is ``{"minor": 125000000, "currency": "RUB"}`` (minor units), days are ISO dates, times of a review are seconds.
`schema` gives the JSON Schema of a command's output.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from cockpit.language import tell
from cockpit.method import department, money, overview, playbook, records, report, request, setting, timer, training
from cockpit.method.task import When
from cockpit.method.words import (
    Area,
    DealStatus,
    Ending,
    Horizon,
    Lane,
    RequestState,
    SittingState,
    Skill,
    TaskState,
    Temperature,
    Verdict,
)


class Form(BaseModel):
    """The parent of every form: read-only, and nothing beside what it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Money(Form):
    """An amount in minor units of a currency."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: money.Money | None) -> Money | None:
        """Make the form of an amount, if there is one."""
        return None if amount is None else cls(minor=amount.minor, currency=amount.currency)

    @classmethod
    def each(cls, amounts: Iterable[money.Money]) -> tuple[Money, ...]:
        """Make the forms of sums in several currencies."""
        return tuple(cls(minor=amount.minor, currency=amount.currency) for amount in amounts)


class Pace(Form):
    """Minutes per client, in seconds, with the number of reviews they come from."""

    n: int
    median_seconds: float | None
    p90_seconds: float | None

    @classmethod
    def of(cls, pace: timer.Pace) -> Pace:
        """Make the form of a pace."""
        return cls(n=pace.n, median_seconds=pace.median, p90_seconds=pace.p90)


class Rung(Form):
    """The open clients of one temperature."""

    clients: int
    money: tuple[Money, ...]
    without_amount: int


class Today(Form):
    """How the sitting of the present slot stands."""

    state: SittingState
    worked: int
    total: int
    ended_at: datetime | None


class Debt(Form):
    """Review debt: the clients past their interval, and by how many calendar days the oldest is past it."""

    clients: int
    money: tuple[Money, ...]
    oldest_days: int

    @classmethod
    def of(cls, debt: overview.Debt) -> Debt:
        """Make the form of a review debt."""
        return cls(clients=debt.clients, money=Money.each(debt.money), oldest_days=debt.oldest_days)


class WorkDay(Form):
    """A working day of the calendar strip: the sittings held on it, and how many of them were complete."""

    day: date
    held: int
    complete: int


class Manager(Form):
    """One manager with what is due; `strip` is his last ten working days, `recruiting` his open recruiting task."""

    id: int
    name: str
    segment: str | None
    head: str
    due: int
    due_money: tuple[Money, ...]
    clients: int
    asleep: int
    parked: int
    hot: int
    hot_new: int
    can_pay: int
    can_pay_money: tuple[Money, ...]
    by_temperature: dict[Temperature, Rung]
    minutes: Pace
    last_sittings_median_seconds: tuple[float, ...]
    last_sitting_on: date | None
    today: Today | None
    debt: Debt
    strip: tuple[WorkDay, ...]
    recruiting: Task | None

    @classmethod
    def of(cls, line: overview.ManagerLine) -> Manager:
        """Make the form of a manager's line."""
        rungs = _rungs(line.rungs)
        hot = rungs.get(Temperature.HOT)
        today = line.today
        return cls(
            id=line.manager.id,
            name=line.manager.name,
            segment=line.manager.segment.name if line.manager.segment else None,
            head=line.manager.head,
            due=line.due,
            due_money=Money.each(line.due_money),
            clients=line.clients,
            asleep=line.asleep,
            parked=line.parked,
            hot=hot.clients if hot else 0,
            hot_new=line.hot_new,
            can_pay=line.payers,
            can_pay_money=Money.each(line.payers_money),
            by_temperature=rungs,
            minutes=Pace.of(line.pace),
            last_sittings_median_seconds=line.paces,
            last_sitting_on=line.last_sitting_on,
            today=Today(state=today.state, worked=today.worked, total=today.total, ended_at=today.ended_at)
            if today
            else None,
            debt=Debt.of(line.debt),
            strip=tuple(WorkDay(day=mark.day, held=mark.held, complete=mark.complete) for mark in line.strip),
            recruiting=Task.of(line.recruiting) if line.recruiting else None,
        )


def _rungs(rungs: Mapping[Temperature, overview.Rung]) -> dict[Temperature, Rung]:
    return {
        temperature: Rung(clients=rung.clients, money=Money.each(rung.money), without_amount=rung.without_amount)
        for temperature, rung in rungs.items()
    }


class Managers(Form):
    """Output of ``cockpit managers --json``."""

    as_of: datetime
    managers: tuple[Manager, ...]


class Attendance(Form):
    """Days with a sitting out of the days on which one was expected."""

    held: int
    expected: int


class Sums(Form):
    """What some managers have together: sittings of today and of the last ten working days, debt, money."""

    managers: int
    sittings_today: Attendance
    sittings_ten_days: Attendance
    debt: Debt
    due: int
    due_money: tuple[Money, ...]
    clients: int
    by_temperature: dict[Temperature, Rung]
    can_pay: int
    can_pay_money: tuple[Money, ...]
    managers_with_nobody: int

    @classmethod
    def of(cls, sums: department.Sums) -> Sums:
        """Make the form of the sums of some managers."""
        return cls(
            managers=sums.managers,
            sittings_today=Attendance(held=sums.today.held, expected=sums.today.expected),
            sittings_ten_days=Attendance(held=sums.days.held, expected=sums.days.expected),
            debt=Debt.of(sums.debt),
            due=sums.due,
            due_money=Money.each(sums.due_money),
            clients=sums.clients,
            by_temperature=_rungs(sums.rungs),
            can_pay=sums.payers,
            can_pay_money=Money.each(sums.payers_money),
            managers_with_nobody=sums.nobody,
        )


class Segment(Form):
    """One segment with its sums and the names of its managers; `segment` is null for those without one."""

    id: int | None
    segment: str | None
    head: str
    deputy: str
    managers: tuple[str, ...]
    sums: Sums

    @classmethod
    def of(cls, part: department.Part) -> Segment:
        """Make the form of a part of the department."""
        segment = part.segment
        return cls(
            id=segment.id if segment else None,
            segment=segment.name if segment else None,
            head=segment.head if segment else "",
            deputy=segment.deputy if segment else "",
            managers=tuple(line.manager.name for line in part.lines),
            sums=Sums.of(part.sums),
        )


class Department(Form):
    """Output of ``cockpit department --json``: the segments by review debt, those without one last."""

    as_of: datetime
    segments: tuple[Segment, ...]
    total: Sums


class Task(Form):
    """A task with its planned result; without a client it is for all clients of one `type`, or for all of them."""

    id: int
    client: str | None
    client_id: int | None
    manager: str
    task: str
    planned_result: str
    due_on: date
    horizon: Horizon
    state: TaskState
    set_on: date
    type: Temperature | None
    recruiting: bool
    done_on: date | None
    closed_on: date | None
    moves: int
    reason: str

    @classmethod
    def of(cls, task: records.Task) -> Task:
        """Make the form of a task."""
        return cls(
            id=task.id,
            client=task.client or None,
            client_id=task.client_id,
            manager=task.manager,
            task=task.text,
            planned_result=task.planned_result,
            due_on=task.due_on,
            horizon=task.horizon,
            state=task.state,
            set_on=task.set_on,
            type=task.temperature,
            recruiting=task.ladder is not None,
            done_on=task.done_on,
            closed_on=task.closed_on,
            moves=task.moves,
            reason=task.reason,
        )


class Tasks(Form):
    """Output of ``cockpit tasks --json``."""

    as_of: datetime
    tasks: tuple[Task, ...]


class SheetTask(Form):
    """A task on a manager's sheet; `type` is its client's, or that of the clients it is about."""

    id: int
    when: When
    client: str | None
    client_id: int | None
    type: Temperature | None
    recruiting: bool
    task: str
    planned_result: str
    due_on: date
    horizon: Horizon
    set_on: date
    done_on: date | None
    moves: int
    reason: str


class TaskSheet(Form):
    """One manager's sheet."""

    manager: str
    manager_id: int
    day: date
    tasks: tuple[SheetTask, ...]


class TaskSheets(Form):
    """Output of ``cockpit export tasks --format json``, as `data.sheets.tasks` writes it."""

    as_of: datetime
    sheets: tuple[TaskSheet, ...]


class Place(Form):
    """One client's place in the queue."""

    client_id: int
    client: str
    named: bool
    lane: Lane
    temperature: Temperature
    money: Money | None
    estimated: bool
    why: str
    arithmetic: str | None
    next_task: Task | None
    pay_on: date | None
    has_draft: bool

    @classmethod
    def of(cls, line: overview.QueueLine) -> Place:
        """Make the form of a queue line; its sentences are in the language in use."""
        client = line.client
        return cls(
            client_id=client.id,
            client=client.name,
            named=not client.nameless,
            lane=line.lane,
            temperature=client.temperature,
            money=Money.of(client.money),
            estimated=client.estimated,
            why=tell(line.why),
            arithmetic=tell(line.arithmetic) if line.arithmetic else None,
            next_task=Task.of(line.task) if line.task else None,
            pay_on=line.pay_on,
            has_draft=line.has_draft,
        )


class Queue(Form):
    """Output of ``cockpit queue --json``: the clients in the order of review, the sleeping and parked ones last."""

    as_of: datetime
    manager: str
    clients: tuple[Place, ...]
    closed_clients: int


class Risk(Form):
    """A risk noted in a review."""

    text: str
    stops_payment: bool


class Opportunity(Form):
    """A way to earn more noted in a review."""

    text: str
    money: Money | None


class Review(Form):
    """One saved review."""

    id: int
    sitting_id: int
    reviewed_at: datetime
    head: str
    manager: str
    client_id: int
    client: str
    without_plan: bool
    planned_result: str | None
    planned_due_on: date | None
    verdict: Verdict | None
    actual: str
    correction: str
    error_type: str | None
    competency: str | None
    outside_control: bool
    path_to_payment: str
    path_money: Money | None
    path_on: date | None
    risks: tuple[Risk, ...]
    opportunities: tuple[Opportunity, ...]
    ending: Ending | None
    ending_reason: str
    next_task: str | None
    next_planned_result: str | None
    next_due_on: date | None
    seconds: float
    wall_seconds: float
    skipped: tuple[str, ...]

    @classmethod
    def of(cls, review: records.Review) -> Review:
        """Make the form of a review."""
        return cls(
            id=review.id,
            sitting_id=review.sitting_id,
            reviewed_at=review.reviewed_at,
            head=review.head,
            manager=review.manager,
            client_id=review.client_id,
            client=review.client,
            without_plan=review.first,
            planned_result=review.planned_result or None,
            planned_due_on=review.planned_due_on,
            verdict=review.verdict,
            actual=review.actual,
            correction=review.correction,
            error_type=review.error_type or None,
            competency=review.competency or None,
            outside_control=review.outside_control,
            path_to_payment=review.path,
            path_money=Money.of(review.path_amount),
            path_on=review.path_on,
            risks=tuple(Risk(text=risk.text, stops_payment=risk.stops_payment) for risk in review.risks),
            opportunities=tuple(
                Opportunity(text=found.text, money=Money.of(found.amount)) for found in review.opportunities
            ),
            ending=review.ending,
            ending_reason=review.ending_reason,
            next_task=review.next_task or None,
            next_planned_result=review.next_result or None,
            next_due_on=review.next_due_on,
            seconds=round(review.seconds, 1),
            wall_seconds=round(review.wall_seconds, 1),
            skipped=review.skipped,
        )


class Reviews(Form):
    """Output of ``cockpit reviews --json``, oldest first."""

    reviews: tuple[Review, ...]


class Request(Form):
    """What managers lack to close sooner, with the money of the open clients behind it; estimates are left out.

    ``lost`` is the money of the deals that these clients refused since they were noted.
    """

    id: int
    area: Area
    text: str
    state: RequestState
    since: date
    noted_by: str
    money: tuple[Money, ...]
    clients: int
    without_amount: int
    not_open_any_more: int
    lost_clients: int
    lost: tuple[Money, ...]
    managers: tuple[str, ...]
    looks_like: tuple[int, ...]
    closed_on: date | None
    closed_reason: str
    merged_into: int | None

    @classmethod
    def of(cls, line: request.RequestLine) -> Request:
        """Make the form of a request."""
        it = line.request
        return cls(
            id=it.id,
            area=it.area,
            text=it.text,
            state=it.state,
            since=it.opened_on,
            noted_by=it.head,
            money=Money.each(line.money),
            clients=line.clients,
            without_amount=line.without_amount,
            not_open_any_more=line.gone,
            lost_clients=line.lost_clients,
            lost=Money.each(line.lost),
            managers=line.managers,
            looks_like=line.alike,
            closed_on=it.closed_on,
            closed_reason=it.closed_reason,
            merged_into=it.merged_into,
        )


class Source(Form):
    """Where clients come from; ``days_to_won`` is a median, null for too few deals."""

    name: str
    clients: int
    open_clients: int
    open_money: tuple[Money, ...]
    won: int
    won_money: tuple[Money, ...]
    days_to_won: float | None
    lost_clients: int
    lost: tuple[Money, ...]
    seconds_in_reviews: float


class Refusals(Form):
    """The refusals of one reason, with the requests of product and offer that their clients stand behind."""

    reason: str
    clients: int
    lost: tuple[Money, ...]
    lacked: dict[int, int]


class Requests(Form):
    """Output of ``cockpit requests --json``, in order; sources and refusals are of the days from ``since`` on.

    ``lacked`` counts the clients by the id of a request.
    """

    as_of: datetime
    since: date
    requests: tuple[Request, ...]
    sources: tuple[Source, ...]
    refusals: tuple[Refusals, ...]

    @classmethod
    def of(
        cls,
        now: datetime,
        requests: Iterable[request.RequestLine],
        sources: Iterable[request.SourceLine],
        reasons: Iterable[request.ReasonLine],
    ) -> Requests:
        """Make the form."""
        return cls(
            as_of=now,
            since=request.first_day(now.date()),
            requests=tuple(map(Request.of, requests)),
            sources=tuple(
                Source(
                    name=line.name,
                    clients=line.clients,
                    open_clients=line.open_clients,
                    open_money=Money.each(line.money),
                    won=line.won,
                    won_money=Money.each(line.won_money),
                    days_to_won=line.days,
                    lost_clients=line.refused,
                    lost=Money.each(line.lost),
                    seconds_in_reviews=round(line.seconds, 1),
                )
                for line in sources
            ),
            refusals=tuple(
                Refusals(
                    reason=line.name,
                    clients=line.clients,
                    lost=Money.each(line.lost),
                    lacked={wish.id: n for wish, n in line.requests},
                )
                for line in reasons
            ),
        )


class Lesson(Form):
    """What one manager has to learn, or what went wrong with him; `manager` is null for the whole department.

    The delay is the median of those that are known, in calendar days from the planned day to the next review.
    """

    id: str
    label: str
    skill: Skill | None
    manager: str | None
    corrections: int
    clients: int
    money: tuple[Money, ...]
    delay_median_days: float | None
    delay_known: int
    lost: tuple[Money, ...]
    example_clients: tuple[str, ...]

    @classmethod
    def each(cls, found: training.Training, tag: training.Tag) -> tuple[Lesson, ...]:
        """Make the forms of a table, empty cells left out; what is filed under nothing has an empty id."""
        cells = found.cells(tag)
        columns: tuple[tuple[str, str, Skill | None], ...] = tuple(
            (each.id, tell(each.label), each.skill if isinstance(each, playbook.Competency) else None)
            for each in found.columns(tag)
        )
        people: tuple[tuple[int, str | None], ...] = ((training.EVERYBODY, None), *found.managers)
        return tuple(
            cls(
                id=name,
                label=label,
                skill=skill,
                manager=manager,
                corrections=cell.n,
                clients=cell.clients,
                money=Money.each(cell.money),
                delay_median_days=cell.delay,
                delay_known=len(cell.delays),
                lost=Money.each(cell.lost),
                example_clients=tuple(example.client for example in cell.examples),
            )
            for name, label, skill in (*columns, ("", "", None))
            for who, manager in people
            if (cell := cells.get((who, name))) is not None
        )


class Training(Form):
    """Output of ``cockpit training --json``: the corrections of the days from `start` to `end`."""

    as_of: datetime
    start: date | None
    end: date
    corrections: int
    competencies: tuple[Lesson, ...]
    error_types: tuple[Lesson, ...]

    @classmethod
    def of(cls, found: training.Training, now: datetime) -> Training:
        """Make the form of the corrections of a time."""
        return cls(
            as_of=now,
            start=found.start,
            end=found.end,
            corrections=found.n,
            competencies=Lesson.each(found, "competency"),
            error_types=Lesson.each(found, "error_type"),
        )


class Row(Form):
    """A row left out (``skipped``) or taken without a value that could not be read."""

    file: str
    line: int
    what: Literal["skipped", "value"]
    sentence: str


class File(Form):
    """The account of one file's rows."""

    file: str
    rows: int
    taken: int
    updated: int
    unchanged: int
    skipped: int
    blank: int


class Import(Form):
    """Output of ``cockpit import --json``."""

    source: str
    applied: bool
    files: tuple[File, ...]
    total: File
    managers: int
    managers_without_clients: tuple[str, ...]
    clients: int
    clients_not_named: int
    deals: dict[DealStatus, int]
    money: dict[DealStatus, tuple[Money, ...]]
    open_deals_without_amount: int
    notes: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, found: report.ImportReport) -> Import:
        """Make the form of an import's report; its sentences are in the language in use."""
        return cls(
            source=found.dialect,
            applied=found.applied,
            files=tuple(_file(file) for file in found.files),
            total=_file(found.total),
            managers=found.managers,
            managers_without_clients=found.managers_without_clients,
            clients=found.clients,
            clients_not_named=found.nameless,
            deals=dict(found.deals),
            money={status: Money.each(sums) for status, sums in found.money.items()},
            open_deals_without_amount=found.without_amount,
            notes=tuple(tell(note) for note in found.notes),
            rows=tuple(
                Row(
                    file=row.file,
                    line=row.line,
                    what="skipped" if row.skipped else "value",
                    sentence=tell(row.sentence),
                )
                for row in found.rows
            ),
        )


def _file(account: report.FileAccount) -> File:
    return File(
        file=account.file,
        rows=account.rows,
        taken=account.taken,
        updated=account.updated,
        unchanged=account.unchanged,
        skipped=account.skipped,
        blank=account.blank,
    )


class Setting(Form):
    """One setting with its value in force."""

    name: str
    label: str
    in_force: str
    comes_from: setting.Origin

    @classmethod
    def of(cls, one: setting.Setting) -> Setting:
        """Make the form of a setting; its words are in the language in use."""
        return cls(
            name=one.name,
            label=tell(one.label),
            in_force=tell(one.shown),
            comes_from=one.origin,
        )


class Settings(Form):
    """Output of ``cockpit settings --json``."""

    file: str
    settings: tuple[Setting, ...]


#: The form of each command's output.
FORMS: dict[str, type[Form]] = {
    "managers": Managers,
    "department": Department,
    "queue": Queue,
    "tasks": Tasks,
    "export tasks": TaskSheets,
    "reviews": Reviews,
    "training": Training,
    "requests": Requests,
    "import": Import,
    "settings": Settings,
}


def schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of what a command prints with ``--json``."""
    return FORMS[command].model_json_schema(mode="serialization")

"""The rules of a task (R29): what was typed becomes a task, and where it stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cockpit.method.overview import Match
from cockpit.method.records import Task
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.words import Horizon, TaskState, Temperature
from cockpit.method.workdays import WorkCalendar, read_day

#: So many days a closed task stays on the list.
KEPT_DAYS = 14
_NAMED = 4


class When(StrEnum):
    """Where a task stands on a day, in the order in which the groups come."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task as typed: for one client, or for all of one `temperature`, or, without either, for all clients."""

    manager_id: int
    client_id: int | None = None
    temperature: Temperature | None = None
    text: str = ""
    planned_result: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class TaskFields:
    """A task entry that was read: ready to be stored. A client's task goes to the manager whose client it is."""

    manager_id: int
    client_id: int | None
    temperature: Temperature | None
    text: str
    planned_result: str
    due_on: date
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class Move:
    """To which day a task is moved, and why."""

    due_on: date
    reason: str


def horizon_of(today: date, due_on: date, calendar: WorkCalendar) -> Horizon:
    """Tell whether a task belongs to the day, when it is due by the next working day, or to the week."""
    return Horizon.DAY if calendar.between(today, due_on) <= 1 else Horizon.WEEK


def when(task: Task, today: date) -> When:
    """Tell where a task stands; one that is done waits for no day, although a client's is still to be judged.

    The week is the ISO week, from Monday to Sunday.
    """
    if task.state is not TaskState.OPEN or task.done_on is not None:
        return When.CLOSED
    if task.due_on < today:
        return When.OVERDUE
    if task.due_on == today:
        return When.TODAY
    sunday = today + timedelta(days=6 - today.weekday())
    return When.WEEK if task.due_on <= sunday else When.LATER


def read_task(entry: TaskEntry, today: date, calendar: WorkCalendar) -> TaskFields | tuple[Problem, ...]:
    """Read a task as typed, or return every problem in it, in the order of the fields."""
    problems: list[Problem] = []
    text, planned = entry.text.strip(), entry.planned_result.strip()
    if not text:
        problems.append(Problem("text", say("What is to be done?")))
    if not planned:
        problems.append(Problem("planned_result", say("What will have come of it? Answerable with yes or no.")))
    elif planned.casefold() == text.casefold():
        problems.append(Problem("planned_result", say("The planned result is what comes of it, not the task again.")))
    due = _day("due", entry.due, today, calendar)
    if isinstance(due, date) and due < today:
        due = Problem("due", say("The day {day} has passed.", day=due))
    if isinstance(due, Problem):
        problems.append(due)
    if problems or isinstance(due, Problem):
        return tuple(problems)
    return TaskFields(
        manager_id=entry.manager_id,
        client_id=entry.client_id,
        temperature=None if entry.client_id is not None else entry.temperature,
        text=text,
        planned_result=planned,
        due_on=due,
        horizon=horizon_of(today, due, calendar),
    )


def read_move(due_on: date, due: str, reason: str, today: date, calendar: WorkCalendar) -> Move | tuple[Problem, ...]:
    """Read to which day a task due on `due_on` is moved, and why: a later day than it has, and not a passed one."""
    problems: list[Problem] = []
    found = _day("due", due, today, calendar)
    if isinstance(found, date) and found <= due_on:
        found = Problem("due", say("A task is moved to a later day than {day}.", day=due_on))
    elif isinstance(found, date) and found < today:
        found = Problem("due", say("The day {day} has passed.", day=found))
    if isinstance(found, Problem):
        problems.append(found)
    if not reason.strip():
        problems.append(Problem("reason", say("Why is the task moved?")))
    if problems or isinstance(found, Problem):
        return tuple(problems)
    return Move(found, reason.strip())


def read_drop(reason: str) -> str | tuple[Problem, ...]:
    """Read why a task is dropped."""
    return reason.strip() or (Problem("reason", say("Why is the task dropped?")),)


def meant_client(typed: str, found: Sequence[Match], manager_id: int | None) -> Match | Problem:
    """Choose the client that a few letters mean, among what was found by them.

    Args:
        typed: the letters.
        found: managers and clients whose names hold them.
        manager_id: whose client it has to be; None for any manager's.
    """
    clients = [match for match in found if match.client_id is not None and manager_id in {None, match.manager_id}]
    wanted = " ".join(typed.split()).casefold()
    exact = [match for match in clients if match.client.casefold() == wanted]
    clients = exact or clients
    if not clients:
        return Problem("client", say("No client has such a name: {text}.", text=typed.strip()))
    if len(clients) > 1:
        names = ", ".join(f"{match.client} ({match.manager})" for match in clients[:_NAMED])
        return Problem("client", say("Several clients have such a name: {names}. Type more of it.", names=names))
    return clients[0]


def _day(field: str, typed: str, today: date, calendar: WorkCalendar) -> date | Problem:
    if not typed.strip():
        return Problem(field, say("By which day? Type +3, fri or 15.08."))
    found = read_day(typed, today, calendar)
    return Problem(field, found) if isinstance(found, Sentence) else found

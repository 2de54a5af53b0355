"""How the list of tasks is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from cockpit.language import number, t, tn, weekday_day
from cockpit.language.words import about_clients, client_name, task_state
from cockpit.method.overview import TaskLine
from cockpit.method.task import When, when
from cockpit.method.words import TaskState, Temperature
from screens.columns import Column
from screens.lines import Line, Row, Section
from screens.plain import Cell, Paint, Span
from screens.temperature import temperature_sign, temperature_word

_DONE: Final[Span] = ("✓", "good")
_DROPPED: Final[Span] = ("×", "muted")
_JUDGED: Final[Span] = ("·", "muted")
_MOVED: Final[Span] = ("→", "muted")


def columns(*, managers: bool) -> tuple[Column, ...]:
    """Return the columns; with `managers` each line tells whose task it is."""
    whose = (Column("manager", t("Manager"), least=14, most=24, weight=1, priority=8),) if managers else ()
    return (
        Column("mark", "", least=1, priority=9),
        Column("for", t("For whom"), least=19, enough=24, most=36, weight=1, priority=9),
        *whose,
        Column("task", t("Task"), least=20, enough=28, weight=3, priority=8),
        Column("result", t("Planned result"), least=20, enough=24, weight=2, priority=4),
        Column("due", t("Due on"), least=10, priority=7),
        Column("state", t("State"), least=12, enough=17, most=20, priority=6),
    )


def rows(lines: Sequence[TaskLine], today: date, *, by_client: bool, managers: bool) -> list[Row]:
    """Lay the tasks out: by when they are due, or by type and client; those that are done stand last."""
    groups: dict[str, list[TaskLine]] = {}
    titles = _titles()
    order = sorted(lines, key=_by_client) if by_client else lines
    if by_client:
        for title in (t("for clients in general"), *(temperature_word(each) for each in Temperature)):
            groups[title] = []
    else:
        for time in When:
            groups[titles[time]] = []
    groups.setdefault(titles[When.CLOSED], [])
    for line in order:
        time = when(line.task, today)
        if by_client and time is not When.CLOSED:
            client = line.client
            title = t("for clients in general") if client is None else temperature_word(client.temperature)
        else:
            title = titles[time]
        groups[title].append(line)
    groups[titles[When.CLOSED]].sort(key=lambda line: str(line.task.done_on or line.task.closed_on), reverse=True)
    laid: list[Row] = []
    for title, members in groups.items():
        if members:
            laid.append(Section(((title, "section"), (f"  {number(len(members))}", "muted"))))
            laid += [_line(each, today, managers=managers) for each in members]
    return laid


def _titles() -> dict[When, str]:
    return {
        When.OVERDUE: t("not done in time"),
        When.TODAY: t("today"),
        When.WEEK: t("this week"),
        When.LATER: t("later"),
        When.CLOSED: t("done and closed lately"),
    }


def _by_client(line: TaskLine) -> tuple[int, str, date]:
    order = list(Temperature)
    heat = order.index(line.temperature) if line.temperature else -1
    return heat, line.task.client.casefold(), line.task.due_on


def _line(line: TaskLine, today: date, *, managers: bool) -> Line:
    task, time = line.task, when(line.task, today)
    closed = time is When.CLOSED
    due: Paint = "warm" if time is When.OVERDUE else ""
    return Line(
        task.id,
        (
            (_mark(line),),
            _whom(line),
            *((task.manager,) if managers else ()),
            task.text,
            task.planned_result,
            ((weekday_day(task.due_on), due),),
            ((_state(line, today), "muted"),),
        ),
        "muted" if closed else "",
    )


def _state(line: TaskLine, today: date) -> str:
    """Say in a word how a task stands; the reasons stand below the list."""
    task = line.task
    if line.verdict is not None or task.state is TaskState.DONE:
        return task_state(line, today)
    if task.state is TaskState.DROPPED:
        return t("dropped")
    if task.done_on is not None:
        return t("not judged yet")
    late = (today - task.due_on).days
    if late > 0:
        return tn("{n} day late", "{n} days late", late)
    return t("moved {n}×", n=task.moves) if task.moves else ""


def _mark(line: TaskLine) -> Span:
    task = line.task
    if task.state is TaskState.DROPPED:
        return _DROPPED if line.verdict is None else _JUDGED
    if task.state is TaskState.DONE or task.done_on is not None:
        return _DONE
    return _MOVED if task.moves else (" ", "")


def _whom(line: TaskLine) -> Cell:
    sign: Span = temperature_sign(line.temperature) if line.temperature else ("∗", "muted")
    if line.client is None:
        return (sign, (f" {about_clients(line.task)}", "accent"))
    return (sign, (f" {client_name(line.client)}", ""))


def counts(lines: Iterable[TaskLine], today: date) -> Cell:
    """Say how many tasks there are of each time, and how many done ones wait to be judged."""
    lines = tuple(lines)
    found = Counter(when(line.task, today) for line in lines)
    spans: list[Span] = []
    if found[When.OVERDUE]:
        spans.append((tn("{n} overdue", "{n} overdue", found[When.OVERDUE]), "warm"))
    texts = [
        tn("{n} today", "{n} today", found[When.TODAY]),
        tn("{n} this week", "{n} this week", found[When.WEEK]),
        tn("{n} later", "{n} later", found[When.LATER]),
    ]
    waiting = sum(line.task.state is TaskState.OPEN and line.task.done_on is not None for line in lines)
    if waiting:
        texts.append(tn("{n} done, not judged yet", "{n} done, not judged yet", waiting))
    return (*spans, ((" · " if spans else "") + " · ".join(texts), "muted"))


def whole(line: TaskLine, today: date) -> Cell:
    """Write the task under the cursor out, since a line of the list cuts it."""
    task = line.task
    whom = about_clients(task) if line.client is None else client_name(line.client)
    facts = (task.manager, t("set on {day}", day=task.set_on), task_state(line, today))
    spans: list[Span] = [(whom, "strong"), (" · " + " · ".join(facts), "muted")]
    spans += [(f"\n{task.text}", ""), ("\n→ ", "accent"), (task.planned_result, "strong")]
    return tuple(spans)

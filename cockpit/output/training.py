"""Who has to learn what."""

from __future__ import annotations

from datetime import date, datetime

from cockpit.language import tell
from cockpit.method import playbook, training
from cockpit.method.words import Skill
from cockpit.output.base import Form, Money


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

"""What of a playbook is used: templates by the reviews that took them, questions by the answers there are (R33)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from cockpit.method.playbook_entry import Part
from cockpit.method.usage import WINDOW_DAYS, Usage, Use
from data.playbooks import Playbooks
from data.tables import AnswerRow, ClientRow, ManagerRow, PlaybookRow, ReviewRow, SittingRow

#: How often, and when last, by id.
Counts: TypeAlias = "dict[str, tuple[int, date]]"


def usage(session: Session, segment_id: int | None, now: datetime) -> Usage:
    """Count how the templates and questions of a segment's playbook, or of the department's, are used.

    The department's are counted where they hold: in segments without a list of their own, and without a segment.
    """
    bodies: dict[int | None, Any] = dict(session.execute(select(PlaybookRow.segment_id, PlaybookRow.body)).all())
    book = Playbooks(bodies).of(segment_id)
    by_template = _where_it_holds(bodies, segment_id, "templates")
    by_question = _where_it_holds(bodies, segment_id, "questions")
    taken, known = _taken(session, by_template, now), _known(session, by_question)
    return Usage(
        templates=_uses(
            session,
            {each.id: _since(bodies, segment_id, "templates", each.id) for each in book.templates},
            taken,
            by_template,
            now,
        ),
        questions=_uses(
            session,
            {each.id: _since(bodies, segment_id, "questions", each.id) for each in book.questions},
            known,
            by_question,
            now,
        ),
    )


def _where_it_holds(bodies: Mapping[int | None, Any], segment_id: int | None, part: Part) -> ColumnElement[bool]:
    if segment_id is not None:
        return ManagerRow.segment_id == segment_id
    others = [segment for segment, body in bodies.items() if segment is not None and part in body]
    return or_(ManagerRow.segment_id.is_(None), ManagerRow.segment_id.not_in(others))


def _since(bodies: Mapping[int | None, Any], segment_id: int | None, part: Part, name: str) -> date | None:
    entries = {**bodies.get(None, {}), **bodies.get(segment_id, {})}.get(part, ())
    day = next((each.get("since") for each in entries if each["id"] == name), None)
    return None if day is None else date.fromisoformat(day)


def _taken(session: Session, whose: ColumnElement[bool], now: datetime) -> Counts:
    recent = case((ReviewRow.reviewed_at >= now - timedelta(days=WINDOW_DAYS), 1), else_=0)
    rows = session.execute(
        select(ReviewRow.template, func.sum(recent), func.max(ReviewRow.reviewed_at))
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .join(ManagerRow, ManagerRow.id == SittingRow.manager_id)
        .where(ReviewRow.undone_at.is_(None), ReviewRow.template != "", whose)
        .group_by(ReviewRow.template)
    )
    return {name: (int(count), last.astimezone(now.tzinfo).date()) for name, count, last in rows}


def _known(session: Session, whose: ColumnElement[bool]) -> Counts:
    rows = session.execute(
        select(AnswerRow.question, func.count(), func.max(AnswerRow.answered_on))
        .join(ClientRow, ClientRow.id == AnswerRow.client_id)
        .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
        .where(whose)
        .group_by(AnswerRow.question)
    )
    return {name: (count, last) for name, count, last in rows}


def _uses(
    session: Session,
    since: Mapping[str, date | None],
    counts: Counts,
    whose: ColumnElement[bool],
    now: datetime,
) -> dict[str, Use]:
    held = {day: _held(session, whose, day, now) for day in set(since.values())}
    found = {}
    for name, day in since.items():
        count, last_on = counts.get(name, (0, None))
        reviews, first_on = held[day]
        found[name] = Use(count, last_on, day, reviews, first_on)
    return found


def _held(session: Session, whose: ColumnElement[bool], since: date | None, now: datetime) -> tuple[int, date | None]:
    """Count the reviews held from a day on, and return the day of the first."""
    wanted = (
        select(func.count(), func.min(ReviewRow.reviewed_at))
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .join(ManagerRow, ManagerRow.id == SittingRow.manager_id)
        .where(ReviewRow.undone_at.is_(None), whose)
    )
    if since is not None:
        wanted = wanted.where(SittingRow.day >= since)
    count, first = session.execute(wanted).one()
    return count, None if first is None else first.astimezone(now.tzinfo).date()

"""The corrections as they were given: what the table of training is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from cockpit.method.money import Money
from cockpit.method.playbook import Competency, ErrorType, Playbook, own
from cockpit.method.records import Review
from cockpit.method.sentence import Sentence
from cockpit.method.training import Correction, Pair, Training, blame, delay
from cockpit.method.words import DealStatus, Skill
from data.playbooks import Playbooks, playbooks
from data.records import money
from data.tables import ClientRow, DealRow, ManagerRow, ReviewRow, SittingRow

T = TypeVar("T", bound=ErrorType | Competency)

_PROGRAM = Playbook()


def is_correction() -> ColumnElement[bool]:
    """Say which reviews needed the manager to do something differently."""
    given = or_(ReviewRow.correction != "", ReviewRow.error_type != "", ReviewRow.competency != "")
    return and_(ReviewRow.undone_at.is_(None), given, ~ReviewRow.outside_control)


def needed_correction(review: ReviewRow) -> bool:
    """Say the same of one review that is at hand."""
    given = review.correction or review.error_type or review.competency
    return review.undone_at is None and bool(given) and not review.outside_control


def training(session: Session, start: date | None, end: date) -> Training:
    """Read the corrections of the sittings from `start` to `end`, with what the misses cost since."""
    corrections = tuple(_corrections(session, start, end))
    known = playbooks(session)
    gone = known.gone()
    errors, competencies = _lists(session, known)
    taught, erred = (each.competency for each in corrections), (each.error_type for each in corrections)
    return Training(
        start,
        end,
        corrections,
        (*competencies, *(_competency(name, gone) for name in _unlisted(taught, competencies))),
        (*errors, *(_error_type(name, gone) for name in _unlisted(erred, errors))),
    )


def names(session: Session, reviews: Iterable[Review]) -> dict[str, Sentence]:
    """Return what the error types and competencies of these reviews are called, by id."""
    known = playbooks(session)
    gone = known.gone()
    errors, competencies = _lists(session, known)
    found = {each.id: each.label for each in errors} | {each.id: each.label for each in competencies}
    for review in reviews:
        if review.error_type and review.error_type not in found:
            found[review.error_type] = _error_type(review.error_type, gone).label
        if review.competency and review.competency not in found:
            found[review.competency] = _competency(review.competency, gone).label
    return found


def pairs(session: Session) -> tuple[Pair, ...]:
    """Count which competencies were given with which error types."""
    both = (ReviewRow.error_type, ReviewRow.competency)
    counted = (
        select(*both, func.count())
        .where(ReviewRow.undone_at.is_(None), ReviewRow.error_type != "", ReviewRow.competency != "")
        .group_by(*both)
    )
    return tuple(Pair(error, competency, n) for error, competency, n in session.execute(counted.order_by(*both)))


def _corrections(session: Session, start: date | None, end: date) -> Iterable[Correction]:
    """Read the corrections, the latest first."""
    wanted = (
        select(ReviewRow, SittingRow.day, ManagerRow.id, ManagerRow.name, ClientRow)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .join(ManagerRow, ManagerRow.id == SittingRow.manager_id)
        .join(ClientRow, ClientRow.id == ReviewRow.client_id)
        .where(is_correction(), SittingRow.day <= end)
        .order_by(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc())
    )
    if start is not None:
        wanted = wanted.where(SittingRow.day >= start)
    rows = session.execute(wanted).all()
    clients = wanted.with_only_columns(ReviewRow.client_id).order_by(None)
    following = _next_days(session, clients)
    days: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    for review, day, *_ in reversed(rows):
        days[review.client_id].append((day, review.id))
    lost = _losses(session, clients, days, end)
    for review, day, manager_id, manager, client in rows:
        yield Correction(
            review_id=review.id,
            client_id=review.client_id,
            client=client.name,
            manager_id=manager_id,
            manager=manager,
            on=day,
            verdict=review.verdict,
            text=review.correction,
            error_type=review.error_type,
            competency=review.competency,
            money=None if client.estimated or not client.is_open else money(client.money_minor, client.currency),
            delay_days=delay(review.planned_due_on, following.get(review.id)),
            lost=tuple(lost[review.id]),
        )


def _next_days(session: Session, clients: Select[int]) -> dict[int, date]:
    """Return the day of the review that came after each review of some clients."""
    later = aliased(ReviewRow)
    wanted = (
        select(later.id, later.client_id, SittingRow.day)
        .join(SittingRow, SittingRow.id == later.sitting_id)
        .where(later.client_id.in_(clients), later.undone_at.is_(None))
        .order_by(later.client_id, later.reviewed_at, later.id)
    )
    found: dict[int, date] = {}
    before: tuple[int, int] | None = None
    for review, client, day in session.execute(wanted):
        if before is not None and before[1] == client:
            found[before[0]] = day
        before = (review, client)
    return found


def _losses(
    session: Session, clients: Select[int], days: dict[int, list[tuple[date, int]]], end: date
) -> defaultdict[int, list[Money]]:
    """Return the lost deals by the correction they belong to."""
    wanted = select(DealRow.client_id, DealRow.closed_on, DealRow.amount_minor, DealRow.currency).where(
        DealRow.client_id.in_(clients),
        DealRow.status == DealStatus.LOST,
        DealRow.closed_on <= end,
        DealRow.amount_minor.is_not(None),
    )
    found: defaultdict[int, list[Money]] = defaultdict(list)
    for client, closed_on, minor, currency in session.execute(wanted):
        amount = money(minor, currency)
        at = blame([day for day, _ in days[client]], closed_on) if closed_on else None
        if amount is not None and at is not None:
            found[days[client][at][1]].append(amount)
    return found


def _lists(session: Session, known: Playbooks) -> tuple[tuple[ErrorType, ...], tuple[Competency, ...]]:
    """Return the lists of the department, and after them what segments have of their own."""
    segments = session.scalars(select(ManagerRow.segment_id).distinct().order_by(ManagerRow.segment_id))
    every: list[Playbook] = [known.of(None), *(known.of(segment) for segment in segments if segment is not None)]
    errors = {each.id: each for book in reversed(every) for each in book.error_types}
    competencies = {each.id: each for book in reversed(every) for each in book.competencies}
    return _ordered(errors, every[0].error_types), _ordered(competencies, every[0].competencies)


def _ordered(found: dict[str, T], first: tuple[T, ...]) -> tuple[T, ...]:
    own_ids = {each.id for each in first}
    return (*first, *(each for name, each in found.items() if name not in own_ids))


def _unlisted(given: Iterable[str], listed: Iterable[ErrorType | Competency]) -> list[str]:
    """Return the ids that were given and were taken out of their list since."""
    return sorted(set(given) - {each.id for each in listed} - {""})


def _error_type(name: str, gone: Playbook) -> ErrorType:
    """Return an error type that is in no list, as it stood last."""
    return gone.error_type(name) or _PROGRAM.error_type(name) or ErrorType(name, own(name))


def _competency(name: str, gone: Playbook) -> Competency:
    """Return a competency that is in no list, as it stood last."""
    return gone.competency(name) or _PROGRAM.competency(name) or Competency(name, own(name), Skill.NEGOTIATION)

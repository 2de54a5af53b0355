"""The rows that a client's derived facts follow from: its own, its deals, reviews, tasks, risks, answers and offers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, literal_column, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from cockpit.method.words import Ending, TaskState, Verdict
from data.columns import spelled
from data.tables import AnswerRow, ClientRow, DealRow, ManagerRow, OfferRow, ReviewRow, RiskRow, TaskRow, UsualRow

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

#: What is read of a deal, in this order.
DEAL = (
    "client_id", "status", "stage", "amount_minor", "estimate_minor", "currency", "created_on", "expected_on",
    "updated_on", "stage_changed_on", "last_activity_on", "next_task_on",
)  # fmt: skip
_TALKED = (Verdict.REACHED, Verdict.PARTLY, Verdict.NOT_REACHED)
_ENDED = (Ending.REFUSED, Ending.PAID)
#: Ids that fill at least one place in so many between the first and the last are read as one range.
_SPREAD = 2


class Sources(NamedTuple):
    """The rows that one client's facts follow from.

    Attributes:
        row: the client's own row: what it has of risks, answers and offers, then what is derived as it stands.
        deals: its deals, the columns of `DEAL` each.
        talk: the last moments of its reviews by kind; None without a review.
        task: the day its open task is to be judged, which is its due day, or the day it was done when that was earlier;
            and the last day a task was done that no review judged. None without tasks.
    """

    row: AnyRow
    deals: Sequence[Sequence[Any]]
    talk: AnyRow | None = None
    task: AnyRow | None = None


def sources(session: Session, clients: Sequence[int], derived: tuple[str, ...]) -> list[Sources]:
    """Read what the facts of some clients follow from.

    Args:
        session: a session that may read.
        clients: their ids, ascending.
        derived: the columns to read as they stand.
    """
    first, last = clients[0], clients[-1]
    together = last - first < _SPREAD * len(clients)
    given: Mapping[str, Any] = {"first": first, "last": last} if together else {"ids": clients}
    execute, chosen = session.connection().execute, _between if together else _among
    rows = execute(_clients(chosen, derived), given).all()
    talks = {row.client_id: row for row in execute(_talks(chosen), given)}
    tasks = {row.client_id: row for row in execute(_tasks(chosen), given)}
    deals: defaultdict[int, list[Sequence[Any]]] = defaultdict(list)
    for deal in execute(_deals(chosen), given):
        deals[deal[0]].append(deal)
    if len(rows) > len(clients):
        wanted = set(clients)
        rows = [row for row in rows if row.id in wanted]
    return [Sources(row, deals.get(row.id, ()), talks.get(row.id), tasks.get(row.id)) for row in rows]


def sources_of_one(session: Session, client_id: int, derived: tuple[str, ...]) -> Sources:
    """Read what the facts of one client follow from, with two questions; otherwise as `sources`.

    Its row has the columns of `data.tables.UsualRow` as well, with ``check_currency`` for the currency of the median
    check; all are None where nothing usual is known of its manager. `segment_id` is the segment of its manager.
    """
    execute, given = session.connection().execute, {"id": client_id}
    row = execute(_with_all_but_deals(derived), given).one()
    return Sources(row, execute(_deals(_same), given).all(), None if row.last_at is None else row, row)


_Choice: TypeAlias = Callable[[InstrumentedAttribute[Any]], ColumnElement[bool]]


def _between(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return and_(column >= bindparam("first"), column <= bindparam("last"))


def _among(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return column.in_(bindparam("ids", expanding=True))


def _same(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return column == bindparam("id")


@lru_cache(maxsize=2)
def _with_all_but_deals(derived: tuple[str, ...]) -> AnySelect:
    """Ask for a client's row with what its reviews and tasks say and what is usual for its manager."""
    talk, task = _talks(_same).subquery(), _tasks(_same).subquery()
    segment = select(ManagerRow.segment_id).where(ManagerRow.id == ClientRow.manager_id).scalar_subquery()
    usual = [column for column in UsualRow.__table__.c if column.name not in {"manager_id", "currency"}]
    asked = _clients(_same, ()).add_columns(
        *(column for column in talk.c if column.name != "client_id"),
        *(column for column in task.c if column.name != "client_id"),
        *usual,
        UsualRow.currency.label("check_currency"),
        segment.label("segment_id"),
        *(getattr(ClientRow, name) for name in derived),
    )
    return (
        asked.select_from(ClientRow)
        .outerjoin(UsualRow, UsualRow.manager_id == ClientRow.manager_id)
        .outerjoin(talk, true())
        .outerjoin(task, true())
    )


@lru_cache(maxsize=8)
def _clients(chosen: _Choice, derived: tuple[str, ...]) -> AnySelect:
    stopped = select(RiskRow.id).where(
        RiskRow.client_id == ClientRow.id, RiskRow.stops_payment, RiskRow.closed_on.is_(None)
    )
    decider = select(AnswerRow.id).where(
        AnswerRow.client_id == ClientRow.id,
        AnswerRow.question == literal_column("'decides'"),
        AnswerRow.text != literal_column("''"),
    )
    offer = select(OfferRow.id).where(OfferRow.client_id == ClientRow.id)
    return (
        select(
            ClientRow.id,
            ClientRow.manager_id,
            ClientRow.created_at,
            ClientRow.import_run_id,
            ClientRow.own_interval,
            ClientRow.parked_until,
            ClientRow.put_off,
            ClientRow.kept_on,
            stopped.exists().label("stopped"),
            decider.exists().label("decider_known"),
            offer.exists().label("offered"),
            *(getattr(ClientRow, name) for name in derived),
        )
        .where(chosen(ClientRow.id))
        .order_by(ClientRow.id)
    )


@lru_cache(maxsize=4)
def _talks(chosen: _Choice) -> AnySelect:
    contact = ReviewRow.verdict.is_distinct_from(spelled(Verdict.NO_CONTACT))
    reached = ReviewRow.verdict == spelled(Verdict.REACHED)
    talked = or_(
        *(ReviewRow.verdict == spelled(word) for word in (Verdict.REACHED, Verdict.PARTLY, Verdict.NOT_REACHED))
    )
    ended = or_(*(ReviewRow.ending == spelled(word) for word in (Ending.REFUSED, Ending.PAID)))
    return (
        select(
            ReviewRow.client_id,
            func.max(ReviewRow.reviewed_at).label("last_at"),
            func.max(case((contact, ReviewRow.reviewed_at))).label("contact_at"),
            func.max(case((reached, ReviewRow.reviewed_at))).label("reached_at"),
            func.max(case((talked, ReviewRow.reviewed_at))).label("talked_at"),
            func.max(case((ended, ReviewRow.reviewed_at))).label("ended_at"),
        )
        .where(chosen(ReviewRow.client_id), ReviewRow.undone_at.is_(None))
        .group_by(ReviewRow.client_id)
    )


@lru_cache(maxsize=4)
def _tasks(chosen: _Choice) -> AnySelect:
    judged = select(ReviewRow.id).where(
        ReviewRow.client_id == TaskRow.client_id,
        ReviewRow.plan_id == TaskRow.id,
        ReviewRow.undone_at.is_(None),
    )
    closed_on = case((TaskRow.state == spelled(TaskState.DONE), TaskRow.closed_on))
    done_on = func.coalesce(TaskRow.done_on, closed_on)
    # A task that was done before its day is to be judged from then on.
    due_on = case((TaskRow.done_on < TaskRow.due_on, TaskRow.done_on), else_=TaskRow.due_on)
    return (
        select(
            TaskRow.client_id,
            func.min(case((TaskRow.state == spelled(TaskState.OPEN), due_on))).label("due_on"),
            func.max(case((~judged.exists(), done_on))).label("done_on"),
        )
        .where(chosen(TaskRow.client_id))
        .group_by(TaskRow.client_id)
    )


@lru_cache(maxsize=4)
def _deals(chosen: _Choice) -> AnySelect:
    return select(*(getattr(DealRow, name) for name in DEAL)).where(chosen(DealRow.client_id))

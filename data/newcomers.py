"""The first facts of clients that a file has just brought, worked out by the database where they stand.

Of such a client nothing is known but its deals, so the rules of `data.facts`, which go through the method client by
client, come down to sums, first and last days and a few kinds of stages. The tests hold the two against each other.
What does not come down to that, money in several currencies, is left to `data.upkeep`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Subquery,
    Update,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from cockpit.method.cadence import review_due_on
from cockpit.method.money import Money
from cockpit.method.norms import FAST_CYCLE_DAYS, Norms, sells_fast
from cockpit.method.temperature import Signs, by_stage, judge
from cockpit.method.words import ContactSource, DealStatus, Temperature, TemperatureSource
from data.columns import LocalDay
from data.standards import Standards
from data.tables import Base, UsualRow

#: Clients done in one statement; a server ends one that takes too long.
_CHUNK = 20_000
#: So many names are no stages any more, and too many for a statement to carry.
_MOST_STAGES = 500
_CLIENT = Base.metadata.tables["client"]
_DEAL = Base.metadata.tables["deal"]
_USUAL = Base.metadata.tables[UsualRow.__tablename__]
_GOING = _DEAL.c.status == DealStatus.OPEN
_LONG_AGO = literal(date(1, 1, 1), LocalDay())


def settle_newcomers(
    session: Session, standards: Standards, run_id: int, newcomers: Sequence[int], today: date
) -> Sequence[int]:
    """Write the derived facts of the clients that an import has made.

    Args:
        session: a session that may write; nothing is committed.
        standards: what is normal in each segment.
        run_id: the import. What is usual for its managers has been worked out.
        newcomers: the ids of the clients.
        today: the local day.

    Returns:
        The ids of those that are left to be refreshed one by one.
    """
    if not newcomers:
        return ()
    execute = session.connection().execute
    first, last = min(newcomers), max(newcomers)
    theirs = _CLIENT.c.id.between(first, last) & (_CLIENT.c.import_run_id == run_id)
    stages = (
        select(_DEAL.c.stage)
        .join(_CLIENT, _CLIENT.c.id == _DEAL.c.client_id)
        .where(theirs, _GOING)
        .distinct()
        .limit(_MOST_STAGES + 1)
    )
    named = execute(stages).scalars().all()
    if len(named) <= _MOST_STAGES:
        managers = execute(select(_CLIENT.c.manager_id).where(theirs).distinct()).scalars().all()
        for kind, alike in _alike(standards, managers).items():
            statement = _settling(kind, standards.norms_of(kind.segment), today, named)
            statement = statement.where(_CLIENT.c.import_run_id == run_id)
            if len(alike) < len(managers):
                statement = statement.where(_CLIENT.c.manager_id.in_(alike))
            for begin in range(first, last + 1, _CHUNK):
                execute(statement, {"first": begin, "last": begin + _CHUNK - 1})
    left = select(_CLIENT.c.id).where(theirs, _CLIENT.c.is_open, _CLIENT.c.temperature_on.is_(None))
    return execute(left).scalars().all()


class _Kind(NamedTuple):
    """What the newcomers of some managers have in common, beside the norms of their segment."""

    segment: int | None
    cycle_median: int | None
    line: Money | None


def _alike(standards: Standards, managers: Sequence[int]) -> dict[_Kind, list[int]]:
    """Sort managers by what their newcomers are judged by, so that one statement is enough for each kind."""
    found: defaultdict[_Kind, list[int]] = defaultdict(list)
    for manager in managers:
        median = FAST_CYCLE_DAYS if sells_fast(standards.habit(manager).cycle_median) else None
        found[_Kind(standards.segments[manager], median, standards.line(manager))].append(manager)
    return found


def _settling(kind: _Kind, norms: Norms, today: date, stages: Iterable[str]) -> Update:
    """Say what is written into the rows of the clients from `first` to `last`."""
    warmth: dict[Temperature | None, list[str]] = {Temperature.HOT: [], Temperature.WARM: []}
    for stage in stages:
        warmth.setdefault(by_stage(stage, norms.stages), []).append(stage)
    hot, warm = warmth[Temperature.HOT], warmth[Temperature.WARM]
    deals = _deals(today, hot, warm)
    d, usual = deals.c, _USUAL.c
    by_stages = [(d.heat == heat, names[0]) for heat, names in enumerate((hot, warm)) if names]
    temperature, source = _judged(norms, today, by_stages, d.talked_on.is_not(None))
    is_open = or_(d.client_id.is_(None), d.going > 0)
    contact_on, contact_source = _contact(deals)
    day = literal(today, LocalDay())
    found = (
        select(
            _CLIENT.c.id,
            case((is_open, temperature), else_=_word("temperature", Temperature.POTENTIAL)).label("temperature"),
            case((is_open, source), else_=_word("temperature_source", TemperatureSource.RULE)).label(
                "temperature_source"
            ),
            case((~is_open, None), (d.opened_on < day, d.opened_on), else_=day).label("temperature_on"),
            is_open.label("is_open"),
            case((d.amounts > 0, d.amount), (d.estimates > 0, d.estimate), else_=usual.check_minor).label(
                "money_minor"
            ),
            case((or_(d.amounts > 0, d.estimates > 0), d.code), else_=usual.currency).label("currency"),
            and_(
                func.coalesce(d.amounts, 0) == 0, or_(func.coalesce(d.estimates, 0) > 0, usual.check_minor.is_not(None))
            ).label("estimated"),
            d.task_on.label("promise_on"),
            contact_on.label("last_contact_on"),
            contact_source.label("contact_source"),
            d.opened_on,
        )
        .select_from(_CLIENT)
        .outerjoin(deals, d.client_id == _CLIENT.c.id)
        .outerjoin(_USUAL, usual.manager_id == _CLIENT.c.manager_id)
        .where(_CLIENT.c.id >= bindparam("first"), _CLIENT.c.id <= bindparam("last"))
        .where(or_(d.code.is_(None), d.code == d.last_code))
        .subquery("found")
    )
    values: dict[str, ColumnElement[Any]] = {column.name: column for column in found.c if column.name != "id"}
    values["interval_days"], values["review_due_on"] = _cadence(kind, norms, today, found)
    return update(_CLIENT).where(_CLIENT.c.id == found.c.id).values(values)


def _cadence(kind: _Kind, norms: Norms, today: date, found: Subquery) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the review interval and the last day for the first review of clients who became known today."""
    f, line, day = found.c, kind.line, _CLIENT.c.review_due_on.type

    def due(interval: int) -> ColumnElement[Any]:
        on, latest = (review_due_on(today, interval, promise, norms, kind.cycle_median) for promise in (None, date.max))
        fixed = literal(on, day)
        return case((f.promise_on > latest, literal(latest, day)), (f.promise_on > on, f.promise_on), else_=fixed)

    high = false() if line is None else (f.currency == line.currency) & (f.money_minor >= line.minor) & ~f.estimated
    kinds = [
        (and_(f.temperature == warmth, high) if is_high else f.temperature == warmth, warmth, is_high)
        for warmth in Temperature
        for is_high in ((True, False) if line is not None and norms.high is not None else (False,))
    ]
    intervals = [(when, norms.interval(warmth, kind.cycle_median, high=is_high)) for when, warmth, is_high in kinds]
    closed = (~f.is_open, None)
    return (
        case(closed, *intervals),
        case(closed, *((when, due(interval)) for when, interval in intervals)),
    )


def _deals(today: date, hot: Sequence[str], warm: Sequence[str]) -> Subquery:
    """Sum up the deals of each client from `first` to `last`."""
    c = _DEAL.c
    heat = case((c.stage.in_(hot), 0), (c.stage.in_(warm), 1), else_=2)

    def last(moment: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.max(case((moment <= today, moment)))

    return (
        select(
            c.client_id,
            func.count(case((_GOING, 1))).label("going"),
            func.min(case((_GOING, heat))).label("heat"),
            func.min(case((_GOING, c.created_on))).label("opened_on"),
            func.min(case((_GOING, c.next_task_on))).label("task_on"),
            func.count(case((_GOING, c.amount_minor))).label("amounts"),
            func.sum(case((_GOING, c.amount_minor))).label("amount"),
            func.count(case((_GOING, c.estimate_minor))).label("estimates"),
            func.sum(case((_GOING, c.estimate_minor))).label("estimate"),
            func.min(case((_GOING, c.currency))).label("code"),
            func.max(case((_GOING, c.currency))).label("last_code"),
            func.max(c.last_activity_on).label("talked_on"),
            last(c.last_activity_on).label("activity_on"),
            last(c.stage_changed_on).label("stage_on"),
            last(c.updated_on).label("updated_on"),
            last(c.created_on).label("created_on"),
        )
        .where(c.client_id >= bindparam("first"), c.client_id <= bindparam("last"))
        .group_by(c.client_id)
        .subquery("deals")
    )


def _judged(
    norms: Norms, today: date, stages: Iterable[tuple[ColumnElement[bool], str]], talked: ColumnElement[bool]
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the temperature and what it is known from: what the method says to each kind of stage, talked or not."""
    temperatures, sources = [], []
    for is_stage, stage in stages:
        for has_talked, condition in ((True, and_(is_stage, talked)), (False, is_stage)):
            temperature, source = judge(Signs(stage=stage, talked=has_talked, offered=True), today, norms)
            temperatures.append((condition, _word("temperature", temperature)))
            sources.append((condition, _word("temperature_source", source)))
    temperature, source = judge(Signs(talked=True), today, norms)
    cold, by = _word("temperature", temperature), _word("temperature_source", source)
    if not temperatures:
        return cold, by
    return case(*temperatures, else_=cold), case(*sources, else_=by)


def _contact(deals: Subquery) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the last contact and its source, as `cockpit.method.contact.last_contact` does for these sources."""
    d = deals.c
    stage, updated, created = (func.coalesce(day, _LONG_AGO) for day in (d.stage_on, d.updated_on, d.created_on))
    by_stage_on = and_(d.stage_on.is_not(None), stage >= updated, stage >= created)
    by_updated_on = and_(d.updated_on.is_not(None), updated >= created)
    known = d.activity_on.is_not(None)
    return (
        case((known, d.activity_on), (by_stage_on, d.stage_on), (by_updated_on, d.updated_on), else_=d.created_on),
        case(
            (known, _word("contact_source", ContactSource.ACTIVITY)),
            (by_stage_on, _word("contact_source", ContactSource.STAGE)),
            (by_updated_on, _word("contact_source", ContactSource.UPDATED)),
            else_=_word("contact_source", ContactSource.CREATED),
        ),
    )


def _word(column: str, word: Any) -> ColumnElement[Any]:
    return literal(word, _CLIENT.c[column].type)

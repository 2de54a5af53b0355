"""The requests: noting one in a review or by hand, merging, closing and changing them, each one step of undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from cockpit.language.plain import one_line
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.records import Request, Wish
from cockpit.method.request import text_key
from cockpit.method.sentence import say
from cockpit.method.words import RequestState
from data.acts import Act, recorded
from data.columns import spelled
from data.sources import AnyRow
from data.tables import Base, MentionRow, RequestRow

_REQUESTS = Base.metadata.tables[RequestRow.__tablename__]
_MENTIONS = Base.metadata.tables[MentionRow.__tablename__]
_OPENED: dict[str, Any] = {"state": RequestState.OPEN, "closed_on": None, "closed_reason": ""}

_SAME = (
    select(_REQUESTS)
    .where(_REQUESTS.c.area == bindparam("area"), _REQUESTS.c.text_key == bindparam("key"))
    .order_by(_REQUESTS.c.merged_into.is_not(None), _REQUESTS.c.state != spelled(RequestState.OPEN), _REQUESTS.c.id)
    .limit(1)
    .with_for_update(key_share=True)
)
_BY_ID = select(_REQUESTS).where(_REQUESTS.c.id == bindparam("request")).with_for_update(key_share=True)
_MENTIONED = select(_MENTIONS.c.id).where(
    _MENTIONS.c.request_id == bindparam("request"), _MENTIONS.c.client_id == bindparam("client")
)
_OF_CLIENT = (
    select(RequestRow)
    .join(MentionRow, MentionRow.request_id == RequestRow.id)
    .where(MentionRow.client_id == bindparam("client"), RequestRow.state == spelled(RequestState.OPEN))
    .order_by(RequestRow.opened_on, RequestRow.id)
)
_OPEN = (
    select(RequestRow)
    .where(RequestRow.state == spelled(RequestState.OPEN))
    .order_by(RequestRow.opened_on, RequestRow.id)
)


def record(row: RequestRow | AnyRow) -> Request:
    """Turn a request's row into a record."""
    return Request(
        row.id,
        row.area,
        row.text,
        row.opened_on,
        row.head,
        row.state,
        row.closed_on,
        row.closed_reason,
        row.merged_into,
    )


def of_client(session: Session, client_id: int) -> tuple[Request, ...]:
    """Read the open requests that a client stands behind, oldest first."""
    return tuple(map(record, session.scalars(_OF_CLIENT, {"client": client_id})))


def open_requests(session: Session) -> tuple[Request, ...]:
    """Read the open requests, oldest first."""
    return tuple(map(record, session.scalars(_OPEN)))


def note(act: Act, client_id: int, review_id: int | None, wishes: Iterable[Wish], head: str) -> None:
    """Put a client behind what was found missing, as a part of an act, with which it is taken back.

    The same area and the same words are the same request: he is added to it once, and it is opened again when it was
    closed; what was merged into another counts for that one. Other words are a new request.

    Args:
        act: the review, in a session that may write.
        client_id: the client.
        review_id: the review.
        wishes: what was found missing.
        head: who notes it.
    """
    execute = act.session.connection().execute
    for wish in wishes:
        request = _noted(act, wish, head)
        if execute(_MENTIONED, {"request": request, "client": client_id}).first() is None:
            act.add(MentionRow, request_id=request, client_id=client_id, review_id=review_id, noted_on=act.now.date())


def _noted(act: Act, wish: Wish, head: str) -> int:
    """Return the id of the request with these words, an open one."""
    execute = act.session.connection().execute
    text = one_line(wish.text)
    found = execute(_SAME, {"area": wish.area, "key": text_key(text)}).first()
    seen = set()
    while found is not None and found.merged_into is not None and found.id not in seen:
        seen.add(found.id)
        found = execute(_BY_ID, {"request": found.merged_into}).first()
    if found is None:
        today = act.now.date()
        words: dict[str, Any] = {"area": wish.area, "text": text, "text_key": text_key(text)}
        return act.add(RequestRow, **words, head=head, opened_on=today, state=RequestState.OPEN)
    if found.state is not RequestState.OPEN:
        act.change(RequestRow, found.id, found._asdict(), _OPENED)
    request: int = found.id
    return request


def add(session: Session, desk: Desk, wish: Wish, now: datetime) -> Request:
    """Add a request by hand, without a client; one of the same words is opened again.

    Raises:
        ConflictError: there is one, and it is open.
    """
    text = one_line(wish.text)
    found = session.execute(_SAME, {"area": wish.area, "key": text_key(text)}).first()
    if found is not None and found.state is RequestState.OPEN:
        raise _there_is_one(found.text)
    with recorded(session, desk, now, "request added", text) as act:
        request = _noted(act, wish, desk.head)
    return _read(session, request)


def change(session: Session, desk: Desk, request_id: int, wish: Wish, now: datetime) -> Request:
    """Change the area and the words of a request.

    Raises:
        ConflictError: there is another open one of that area and those words, or it is gone.
    """
    area, text = wish.area, one_line(wish.text)
    row = _locked(session, [request_id])[0]
    other = session.execute(_SAME, {"area": area, "key": text_key(text)}).first()
    if other is not None and other.id != request_id and other.state is RequestState.OPEN:
        raise _there_is_one(other.text)
    with recorded(session, desk, now, "request changed", row.text) as act:
        act.change(RequestRow, row.id, row._asdict(), {"area": area, "text": text, "text_key": text_key(text)})
    return _read(session, request_id)


def done(session: Session, desk: Desk, request_id: int, now: datetime) -> Request:
    """Say that managers have what was missing.

    Raises:
        ConflictError: the request is gone.
    """
    return _turn(session, desk, request_id, {"state": RequestState.DONE, "closed_on": now.date()}, now)


def drop(session: Session, desk: Desk, request_id: int, reason: str, now: datetime) -> Request:
    """Say why a request will not be met.

    Raises:
        ConflictError: it is gone.
    """
    after = {"state": RequestState.DROPPED, "closed_on": now.date(), "closed_reason": one_line(reason)}
    return _turn(session, desk, request_id, after, now)


def reopen(session: Session, desk: Desk, request_id: int, now: datetime) -> Request:
    """Open a closed request again; clients who were merged into another stay there.

    Raises:
        ConflictError: it is gone, or there is another open one of its words.
    """
    row = _locked(session, [request_id])[0]
    other = session.execute(_SAME, {"area": row.area, "key": row.text_key}).first()
    if other is not None and other.id != request_id and other.state is RequestState.OPEN:
        raise _there_is_one(other.text)
    return _turn(session, desk, request_id, {**_OPENED, "merged_into": None}, now)


def _turn(session: Session, desk: Desk, request_id: int, after: dict[str, Any], now: datetime) -> Request:
    row = _locked(session, [request_id])[0]
    kind = "request opened" if after["state"] is RequestState.OPEN else "request closed"
    with recorded(session, desk, now, kind, row.text) as act:
        act.change(RequestRow, row.id, row._asdict(), after)
    return _read(session, request_id)


def merge(session: Session, desk: Desk, into: int, others: Sequence[int], now: datetime) -> Request:
    """Make several requests one: the clients of the others stand behind the kept one, each once, since the first day.

    The others are dropped, with the kept one named as the reason.

    Raises:
        ConflictError: one of them is gone or closed.
    """
    merged = [each for each in dict.fromkeys(others) if each != into]
    kept, *rows = _locked(session, [into, *merged])
    if any(row.state is not RequestState.OPEN for row in (kept, *rows)):
        raise _gone()
    with recorded(session, desk, now, "requests merged", kept.text) as act:
        stood = {mention.client_id: mention for mention in _mentions(session, into)}
        for row in rows:
            for mention in _mentions(session, row.id):
                _move(act, mention, into, stood)
            dropped = {"state": RequestState.DROPPED, "closed_on": now.date(), "closed_reason": kept.text}
            act.change(RequestRow, row.id, row._asdict(), {**dropped, "merged_into": into})
        since = min(row.opened_on for row in (kept, *rows))
        act.change(RequestRow, into, kept._asdict(), {"opened_on": since})
    return _read(session, into)


def _move(act: Act, mention: AnyRow, into: int, stood: dict[int, AnyRow]) -> None:
    """Let a client stand behind another request; one who does already does so since the earlier day."""
    known = stood.get(mention.client_id)
    if known is None:
        act.change(MentionRow, mention.id, mention._asdict(), {"request_id": into})
        stood[mention.client_id] = mention
        return
    act.remove(MentionRow, mention.id)
    if mention.noted_on < known.noted_on:
        act.change(MentionRow, known.id, known._asdict(), {"noted_on": mention.noted_on})
        stood[mention.client_id] = known._replace(noted_on=mention.noted_on)


def _mentions(session: Session, request_id: int) -> Sequence[AnyRow]:
    wanted = select(_MENTIONS).where(_MENTIONS.c.request_id == request_id).order_by(_MENTIONS.c.id)
    return session.execute(wanted).all()


def _locked(session: Session, requests: Sequence[int]) -> list[AnyRow]:
    """Read requests to change them, in the order asked for.

    Raises:
        ConflictError: one of them is gone.
    """
    wanted = (
        select(_REQUESTS).where(_REQUESTS.c.id.in_(requests)).order_by(_REQUESTS.c.id).with_for_update(key_share=True)
    )
    found: dict[int, AnyRow] = {row.id: row for row in session.execute(wanted)}
    if len(found) < len(set(requests)):
        raise _gone()
    return [found[each] for each in requests]


def _read(session: Session, request_id: int) -> Request:
    return record(session.execute(_BY_ID, {"request": request_id}).one())


def _there_is_one(text: str) -> ConflictError:
    return ConflictError(say("There is such a request"), say("“{text}” is on the list already.", text=text))


def _gone() -> ConflictError:
    return ConflictError(
        say("The request has changed"),
        say("It was taken back, closed or merged elsewhere in the meantime. Read the list again."),
    )

"""The drafts: reviews begun and not saved, always in a local SQLite file."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, delete, select
from sqlalchemy.orm import Session

from cockpit.method.draft import ReviewDraft
from data.tables import DraftRow

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_log = logging.getLogger(__name__)


class Drafts:
    """The drafts of one store.

    Args:
        session: a session on the local file.
        store: whose client ids they are about: empty for the file itself, otherwise `server_name`.
    """

    def __init__(self, session: Session, store: str = "") -> None:
        self._session = session
        self._store = store

    def save(self, draft: ReviewDraft, sitting_id: int | None, now: datetime) -> None:
        """Keep a draft as it stands; an empty one is dropped."""
        if draft.empty:
            self.drop(draft.client_id)
            return
        row = self._session.get(DraftRow, (self._store, draft.client_id))
        if row is None:
            row = DraftRow(store=self._store, client_id=draft.client_id)
            self._session.add(row)
        row.sitting_id = sitting_id
        row.body = as_json(draft)
        row.saved_at = now

    def load(self, client_id: int) -> ReviewDraft | None:
        """Return the draft about a client."""
        row = self._session.get(DraftRow, (self._store, client_id))
        return None if row is None else from_json(client_id, row.body)

    def drop(self, client_id: int) -> None:
        """Forget the draft about a client."""
        self._session.execute(
            delete(DraftRow).where(DraftRow.store == self._store, DraftRow.client_id == client_id),
        )

    def all(self) -> tuple[int, ...]:
        """Return the clients that have a draft, the one saved last first."""
        rows = select(DraftRow.client_id).where(DraftRow.store == self._store)
        return tuple(self._session.scalars(rows.order_by(DraftRow.saved_at.desc(), DraftRow.client_id)))


def server_name(url: URL) -> str:
    """Name a server's database so that its drafts are found again, without the user and the password."""
    return f"{url.host or url.query.get('host', '')}:{url.port or ''}/{url.database or ''}"


def as_json(draft: ReviewDraft) -> Any:
    """Write a draft as what JSON can hold."""
    return _adapter().dump_python(draft, mode="json")


def from_json(client_id: int, body: Any) -> ReviewDraft:
    """Read a draft back. What another version wrote and this one cannot read is left out, the rest is kept."""
    from pydantic import ValidationError

    fields: dict[str, Any] = {**body, "client_id": client_id}
    try:
        return _adapter().validate_python(fields)
    except ValidationError as error:
        unread = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]}
        _log.warning("a draft was written by another version; left out: %s", ", ".join(sorted(unread)))
        return _adapter().validate_python({name: value for name, value in fields.items() if name not in unread})


@cache
def _adapter() -> TypeAdapter[ReviewDraft]:
    from pydantic import TypeAdapter

    return TypeAdapter(ReviewDraft)

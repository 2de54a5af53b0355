"""Finding managers and clients by a few letters of their names."""

from __future__ import annotations

import unicodedata

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from cockpit.method.overview import Match
from data.tables import ClientRow, ManagerRow


def find(session: Session, text: str, limit: int = 50) -> tuple[Match, ...]:
    """Return the managers and clients whose names hold the letters: names that begin so first, managers before clients.

    Capitals and the number of spaces make no difference. Managers who have left are not found, their clients are.
    """
    key = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if not key or limit < 1:
        return ()
    managers = (
        select(_place(ManagerRow.name_key, key), ManagerRow.id, ManagerRow.name)
        .where(_holds(ManagerRow.name_key, key), ManagerRow.left_on.is_(None))
        .order_by(_place(ManagerRow.name_key, key), ManagerRow.name_key)
        .limit(limit)
    )
    clients = (
        select(_place(ClientRow.name_key, key), ManagerRow.id, ManagerRow.name, ClientRow.id, ClientRow.name)
        .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
        .where(_holds(ClientRow.name_key, key))
        .order_by(_place(ClientRow.name_key, key), ClientRow.name_key, ClientRow.id)
        .limit(limit)
    )
    found = [(place, Match(*columns)) for wanted in (managers, clients) for place, *columns in session.execute(wanted)]
    return tuple(match for _, match in sorted(found, key=lambda one: one[0])[:limit])


def _holds(name: InstrumentedAttribute[str], key: str) -> ColumnElement[bool]:
    return name.contains(key, autoescape=True)


def _place(name: InstrumentedAttribute[str], key: str) -> ColumnElement[int]:
    """Sort names that begin with the key before those in which a word does, and those before the rest."""
    return case(
        (name.startswith(key, autoescape=True), 0),
        (name.contains(f" {key}", autoescape=True), 1),
        else_=2,
    )

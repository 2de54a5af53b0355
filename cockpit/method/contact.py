"""When a client was last in touch, from sources of different worth (NUMBERS.md 5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cockpit.method.words import ContactSource

#: Strong before weak, and among those of one day the better before the worse.
_STRONG = {source: not source.weak for source in ContactSource}
_WORTH = {source: -number for number, source in enumerate(ContactSource)}


def last_contact(known: Iterable[tuple[ContactSource, date | None]], today: date) -> tuple[date | None, ContactSource]:
    """Return the last contact and the source it is known from; None when nothing is known.

    The latest day of the strong sources counts. Only without any does the latest day of the weak ones stand in, and
    silence counted from it is "at least". On one day the better source is named. Days ahead of today are no contact:
    a file may hold them by mistake.

    Args:
        known: sources with their days, in any order.
        today: the local day.
    """
    best: tuple[bool, date, int] | None = None
    found = ContactSource.CREATED
    for source, day in known:
        if day is not None and day <= today:
            rank = _STRONG[source], day, _WORTH[source]
            if best is None or rank > best:
                best, found = rank, source
    return (None if best is None else best[1]), found

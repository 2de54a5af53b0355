"""What a settings file gives, checked; every key may be absent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Given:
    """The values of a settings file; None for a key that is not there.

    Attributes:
        db: the path of an SQLite file, or the URL of a database.
        lang: ``ru`` or ``en``.
        theme: ``auto`` (as the terminal), ``dark`` or ``light``.
        head: the name of the one who leads the sittings.
        currency: the currency of amounts typed without one (ISO 4217).
        timezone: the zone in which the organisation's days begin (IANA).
        target_minutes: minutes per client that a sitting aims at.
        budget_minutes: minutes that a sitting is planned with.
        noon: the hour from which a sitting is the afternoon's.
        weekend: the weekdays without work, as ``mon`` to ``sun``.
        holidays: single days without work.
        surprise: the head is asked what he expects.
        delegation_line: below so many per cent of rework sittings can be handed over to a deputy.
        delegation_weeks: for so many weeks in a row.
    """

    db: str | None = None
    lang: str | None = None
    theme: str | None = None
    head: str | None = None
    currency: str | None = None
    timezone: str | None = None
    target_minutes: int | None = None
    budget_minutes: int | None = None
    noon: int | None = None
    weekend: tuple[str, ...] | None = None
    holidays: tuple[date, ...] | None = None
    surprise: bool | None = None
    delegation_line: int | None = None
    delegation_weeks: int | None = None

"""What a settings file gives, checked; every key may be absent."""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    db: str | None = None
    lang: str | None = None
    theme: str | None = None
    head: str | None = None
    currency: str | None = None
    timezone: str | None = None
    target_minutes: int | None = None

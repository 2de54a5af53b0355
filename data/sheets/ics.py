"""Days for a calendar, as iCalendar (RFC 5545).

Each is an event of a whole day that leaves the day free: Google Calendar and Outlook import events, and leave the
to-dos of the standard (VTODO) out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cockpit import __version__
from cockpit.language import many_lines

#: The longest line, in octets without its end (RFC 5545, 3.1).
_LONGEST = 75
_ESCAPED = re.compile(r"([\\;,])")


@dataclass(frozen=True, slots=True)
class Event:
    """One day of a calendar.

    Attributes:
        uid: unique in the world and the same whenever the event is written again.
        sequence: grows when the event changes, so that a calendar takes the later one.
    """

    uid: str
    day: date
    summary: str
    description: str = ""
    categories: Sequence[str] = ()
    sequence: int = 0


def calendar(name: str, events: Iterable[Event], now: datetime) -> bytes:
    """Write a calendar; `now` is when it is written."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Cockpit//Cockpit {__version__}//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.categories:
        yield "CATEGORIES:" + ",".join(map(_text, event.categories))
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Write a value of type TEXT (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(r"\\\1", many_lines(text)).replace("\n", "\\n").replace("\t", " ")


def _folded(line: str) -> bytes:
    """Fold a line, between characters, and end it (RFC 5545, 3.1)."""
    pieces: list[bytes] = [b""]
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > _LONGEST:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"

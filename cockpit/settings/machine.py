"""What the machine tells of its user and its zone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path

_USER_VARIABLES = ("LOGNAME", "USER", "LNAME", "USERNAME")
_ZONE_LINK = Path("/etc/localtime")
_ZONES = "/zoneinfo/"


def user(environment: Mapping[str, str]) -> str:
    """Return the name under which the user is logged in, or nothing when the machine has none for him."""
    named = next((name for variable in _USER_VARIABLES if (name := environment.get(variable))), "")
    if named:
        return named
    try:
        import pwd  # not on every system

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return ""


def zone(environment: Mapping[str, str], link: Path = _ZONE_LINK) -> tzinfo:
    """Return the machine's zone: of TZ, else of the system's link, else whatever the system can tell.

    Args:
        environment: the process's variables.
        link: the file that the system keeps as a link to its zone.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # read once, where a zone is needed

    linked = os.path.realpath(link)
    for name in (environment.get("TZ", "").lstrip(":"), linked.rpartition(_ZONES)[2] if _ZONES in linked else ""):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    from babel.localtime import get_localzone  # only where there is no such link, as on Windows

    return get_localzone()

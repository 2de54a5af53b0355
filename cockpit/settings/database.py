"""Which database a path or a URL means."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from cockpit.method.errors import SettingsError
from cockpit.method.sentence import say

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+_.-]+)://(?P<rest>.*)", re.DOTALL)
_SQLITE = {"sqlite", "sqlite+pysqlite"}
_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}
_ESCAPED = str.maketrans({"%": "%25", "?": "%3F", "#": "%23"})


@dataclass(frozen=True, slots=True)
class Database:
    """One database.

    Attributes:
        url: for SQLAlchemy, its driver named; may hold a password, so it is not in the repr.
        file: the file of an SQLite database; None for a server.
    """

    url: str = field(repr=False)
    file: Path | None


def database(text: str, base: Path) -> Database:
    """Understand what a person gave as the database.

    Args:
        text: the path of an SQLite file, or a URL: ``sqlite:///PATH``, ``postgresql://…``, ``postgres://…``.
        base: the folder that a path without a beginning is in.

    Raises:
        SettingsError: it is neither a path nor a URL of a database the cockpit can use.
    """
    found = _URL.fullmatch(text.strip())
    if found is None:
        return sqlite(text.strip(), base)
    scheme, rest = found["scheme"].lower(), found["rest"]
    if scheme in _POSTGRES and rest.strip("/"):
        return Database(f"postgresql+psycopg://{rest}", None)
    if scheme in _SQLITE and rest.startswith("/") and "?" not in rest:
        from urllib.parse import unquote  # only for this form

        return sqlite(unquote(rest[1:]), base)
    raise SettingsError(
        say("This database cannot be used"),
        say(
            "Not a database the cockpit knows: {scheme}://… Give the path of a file, or sqlite:///PATH, "
            "or postgresql://USER@HOST/NAME.",
            scheme=scheme,
        ),
    )


def sqlite(path: str, base: Path) -> Database:
    """Return the SQLite database in the file `path`, taken from the folder `base` and with ``~`` understood.

    Raises:
        SettingsError: the path is empty or a folder.
    """
    file = (base / Path(path).expanduser()).absolute()
    if path in {"", ":memory:"} or "\0" in path or file.is_dir():
        raise SettingsError(say("This database cannot be used"), say('Not a file for a database: "{path}"', path=path))
    return Database(f"sqlite:///{str(file).translate(_ESCAPED)}", file)


def without_password(url: str) -> str:
    """Name a server without the password that its address may hold."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"

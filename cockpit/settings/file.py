"""The settings file: TOML that a person writes, checked key by key. Loaded only when there is such a file."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Limited

from cockpit.method.errors import SettingsError
from cockpit.method.sentence import Sentence, say
from cockpit.settings.given import Given

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(name) from error
    return name


class _File(BaseModel):
    """The keys of `Given` and what each may be."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    db: Text | None = None
    lang: Literal["ru", "en"] | None = None
    theme: Literal["auto", "dark", "light"] | None = None
    head: Text | None = None
    currency: Annotated[str, StringConstraints(to_upper=True, pattern="^[A-Za-z]{3}$")] | None = None
    timezone: Annotated[str, AfterValidator(_known_zone)] | None = None
    target_minutes: Annotated[int, Limited(ge=1, le=120)] | None = None


def _wanted() -> dict[str, Sentence]:
    """What would be right, by key."""
    return {
        "db": say("db must be the path of a file or the URL of a database, in quotes."),
        "lang": say('lang must be "ru" or "en".'),
        "theme": say('theme must be "auto", "dark" or "light".'),
        "head": say("head must be a name in quotes."),
        "currency": say('currency must be a code of three letters such as "RUB" or "USD".'),
        "timezone": say('timezone must be a name such as "Europe/Moscow".'),
        "target_minutes": say("target_minutes must be a whole number from 1 to 120."),
    }


def read_settings(file: Path) -> Given:
    """Read the settings file.

    Raises:
        SettingsError: there is no such file, it is not TOML, or a key is unknown or has a wrong value; the sentence
            names the file, the line and what would be right.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _error(
            say("The file {file} cannot be read: {reason}", file=str(file), reason=error.strerror or "")
        ) from error
    except UnicodeDecodeError as error:
        raise _error(say("The file {file} is not a text in UTF-8.", file=str(file))) from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _error(_at(file, _line_of_syntax(str(error), text), _syntax(str(error)))) from error
    try:
        return Given(**_File.model_validate(values).model_dump())
    except ValidationError as error:
        keys = {str(flaw["loc"][0]) for flaw in error.errors()}
        line, key = min((line_of(key, text), key) for key in keys)
        raise _error(_at(file, line, _flaw(key, values))) from error


def line_of(key: str, text: str) -> int:
    """Return the number of the line where `key`, or the table of that name, is set in a TOML text; 1 when unseen."""
    name = rf"""["']?{re.escape(key)}["']?"""
    setting = re.compile(rf"\s*(?:\[+\s*{name}\s*[\].]|{name}\s*[=.])")
    return next((number for number, line in enumerate(text.split("\n"), 1) if setting.match(line)), 1)


def _flaw(key: str, values: dict[str, object]) -> Sentence:
    wanted = _wanted()
    if key in wanted:
        return wanted[key]
    unset = [name for name in wanted if name not in values]
    near = get_close_matches(key.lower(), unset, n=1, cutoff=0.5)
    if near:
        return say('There is no setting "{key}"; did you mean "{near}"?', key=key, near=near[0])
    return say('There is no setting "{key}"; the settings are {names}.', key=key, names=", ".join(wanted))


def _syntax(message: str) -> Sentence:
    """Name what the TOML reader found (in English, its own) without its place."""
    return say(
        'this is not TOML ({reason}). A line looks like: lang = "en"',
        reason=message.partition(" (at ")[0],
    )


def _line_of_syntax(message: str, text: str) -> int:
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else text.rstrip("\n").count("\n") + 1


def _at(file: Path, line: int, wrong: Sentence) -> Sentence:
    return say("{file}, line {line}: {wrong}", file=str(file), line=line, wrong=wrong)


def _error(sentence: Sentence) -> SettingsError:
    return SettingsError(say("The settings cannot be used"), sentence)

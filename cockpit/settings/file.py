"""The settings file: TOML that a person writes, checked key by key. Loaded only when there is such a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Limited

from cockpit.method.errors import SettingsError
from cockpit.method.sentence import Sentence, say
from cockpit.settings.given import Given
from cockpit.settings.keys import KEYS, WEEKDAYS
from data.files.toml_lines import line_of_syntax, setting_at

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(name) from error
    return name


def _day(value: object) -> object:
    """Take a day as TOML has it, or in quotes."""
    if isinstance(value, datetime):
        raise ValueError(str(value))  # noqa: TRY004  a moment is a wrong value, as any other
    return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _weekday(name: str) -> str:
    if name not in WEEKDAYS:
        raise ValueError(name)
    return name


def _leaves_work(days: list[str]) -> list[str]:
    if set(days) == set(WEEKDAYS):
        raise ValueError(days)
    return days


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
    budget_minutes: Annotated[int, Limited(ge=5, le=600)] | None = None
    noon: Annotated[int, Limited(ge=1, le=23)] | None = None
    weekend: Annotated[list[Annotated[str, AfterValidator(_weekday)]], AfterValidator(_leaves_work)] | None = None
    holidays: list[Annotated[date, BeforeValidator(_day)]] | None = None
    surprise: bool | None = None
    delegation_line: Annotated[int, Limited(ge=1, le=99)] | None = None
    delegation_weeks: Annotated[int, Limited(ge=1, le=26)] | None = None


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
        "budget_minutes": say("budget_minutes must be a whole number from 5 to 600."),
        "noon": say("noon must be a whole hour from 1 to 23."),
        "weekend": say('weekend must be a list of weekdays such as ["sat", "sun"]; a week needs a working day.'),
        "holidays": say('holidays must be a list of days such as ["2026-12-31", "2027-01-01"].'),
        "surprise": say("surprise must be true or false."),
        "delegation_line": say("delegation_line must be a whole number from 1 to 99."),
        "delegation_weeks": say("delegation_weeks must be a whole number from 1 to 26."),
    }


def read_settings(file: Path) -> Given:
    """Read the settings file.

    Raises:
        SettingsError: there is no such file, it is not TOML, or a key is unknown or has a wrong value; the sentence
            names the file, the line and what would be right.
    """
    return check(read_text(file), file)


def read_text(file: Path) -> str:
    """Read the text of a settings file.

    Raises:
        SettingsError: there is no such file, or it is no text.
    """
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _error(
            say("The file {file} cannot be read: {reason}", file=str(file), reason=error.strerror or "")
        ) from error
    except UnicodeDecodeError as error:
        raise _error(say("The file {file} is not a text in UTF-8.", file=str(file))) from error


def check(text: str, file: Path) -> Given:
    """Read the text of the settings file `file`.

    Raises:
        SettingsError: as `read_settings`.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of_syntax(str(error), text)
        raise _error(_at(file, line, _unreadable(line, text) or _syntax(str(error)))) from error
    try:
        return _given(_File.model_validate(values))
    except ValidationError as error:
        flaws = [(_line(flaw["loc"], text, values), str(flaw["loc"][0])) for flaw in error.errors()]
        line, key = min(flaws)
        raise _error(_at(file, line, _flaw(key, values))) from error


def flaw_of(key: str, value: object) -> Sentence | None:
    """Say what would be right when `value` is none for `key`."""
    try:
        _File.model_validate({key: value})
    except ValidationError:
        return _wanted()[key]
    return None


def _given(found: _File) -> Given:
    values: Any = {n: tuple(value) if isinstance(value, list) else value for n, value in found.model_dump().items()}
    return Given(**values)


def _line(loc: Sequence[int | str], text: str, values: dict[str, object]) -> int:
    """Return the line of a wrong value: that of its key, or of the item of a list that goes over several lines."""
    key = str(loc[0])
    line, listed = line_of(key, text), values.get(key)
    if len(loc) == 1 or not isinstance(loc[1], int) or not isinstance(listed, list):
        return line
    item = re.compile(rf"""(?<![\w-]){re.escape(_in_toml(listed[loc[1]]))}(?![\w-])""")
    following = text.split("\n")[line - 1 :]
    return next((number for number, each in enumerate(following, line) if item.search(each)), line)


def line_of(key: str, text: str) -> int:
    """Return the number of the line where `key`, or the table of that name, is set in a TOML text; 1 when unseen."""
    name = rf"""["']?{re.escape(key)}["']?"""
    setting = re.compile(rf"\s*(?:\[+\s*{name}\s*[\].]|{name}\s*[=.])")
    return next((number for number, line in enumerate(text.split("\n"), 1) if setting.match(line)), 1)


def _in_toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _flaw(key: str, values: dict[str, object]) -> Sentence:
    wanted = _wanted()
    if key in wanted:
        return wanted[key]
    unset = [name for name in wanted if name not in values]
    near = get_close_matches(key.lower(), unset, n=1, cutoff=0.5)
    if near:
        return say('There is no setting "{key}"; did you mean "{near}"?', key=key, near=near[0])
    return say('There is no setting "{key}"; the settings are {names}.', key=key, names=", ".join(wanted))


def _unreadable(line: int, text: str) -> Sentence | None:
    """Name the key and the value of a line that is not TOML, with what would be right; None when it has no such key."""
    found = setting_at(line, text)
    if found is None or found[0] not in _wanted():
        return None
    key, value = found
    example = next(each.example for each in KEYS if each.name == key)
    return say(
        "{key} = {value} cannot be read: {wanted} For example: {example}",
        key=key,
        value=value,
        wanted=_wanted()[key],
        example=f"{key} = {example}",
    )


def _syntax(message: str) -> Sentence:
    """Name what the TOML reader found (in English, its own) without its place."""
    return say(
        'this is not TOML ({reason}). A line looks like: lang = "en"',
        reason=message.partition(" (at ")[0],
    )


def _at(file: Path, line: int, wrong: Sentence) -> Sentence:
    return say("{file}, line {line}: {wrong}", file=str(file), line=line, wrong=wrong)


def _error(sentence: Sentence) -> SettingsError:
    return SettingsError(say("The settings cannot be used"), sentence)

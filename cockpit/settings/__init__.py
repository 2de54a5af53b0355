"""What the cockpit is started with: options, remembered choices, the settings file and the machine, in this order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from pathlib import Path

from cockpit.language import language_of, one_line
from cockpit.method.desk import Desk
from cockpit.method.errors import SettingsError
from cockpit.method.norms import DelegationRule
from cockpit.method.sentence import say
from cockpit.method.workdays import WorkCalendar
from cockpit.settings import machine
from cockpit.settings.database import Database, database, sqlite
from cockpit.settings.folders import Folders, folders
from cockpit.settings.given import Given
from cockpit.settings.keys import WEEKDAYS
from cockpit.settings.state import State, load_state, save_state

__all__ = [
    "THEMES",
    "Database",
    "Folders",
    "Given",
    "Settings",
    "State",
    "database",
    "folders",
    "in_force",
    "load",
    "load_state",
    "save_state",
    "sqlite",
]

THEMES = ("auto", "dark", "light")

_LANGUAGES = ("ru", "en")
_CURRENCIES = {"ru": "RUB", "en": "USD"}
_TARGET_MINUTES = 5
_BUDGET_MINUTES = 60
_NOON = 13
_WEEKEND = ("sat", "sun")
_DELEGATION_LINE = 30
_DELEGATION_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """What the front door starts with.

    Attributes:
        folders: where the cockpit keeps its files.
        db: the database.
        lang: ``ru`` or ``en``.
        theme: ``auto`` (as the terminal), ``dark`` or ``light``.
        head: the name of the one who leads the sittings; empty when the machine does not know it.
        currency: the currency of amounts typed without one (ISO 4217).
        zone: the zone in which the organisation's days begin.
        target_minutes: minutes per client that a sitting aims at.
        budget_minutes: minutes that a sitting is planned with.
        noon: the hour from which a sitting is the afternoon's.
        weekend: the weekdays without work, Monday is 0.
        holidays: single days without work.
        surprise: the head is asked what he expects.
        delegation_line: below so many per cent of rework sittings can be handed over to a deputy.
        delegation_weeks: for so many weeks in a row.
    """

    folders: Folders
    db: Database
    lang: str
    theme: str
    head: str
    currency: str
    zone: tzinfo
    target_minutes: int
    budget_minutes: int
    noon: int
    weekend: frozenset[int]
    holidays: frozenset[date]
    surprise: bool
    delegation_line: int
    delegation_weeks: int


def load(
    environment: Mapping[str, str],
    *,
    config: Path | None = None,
    db: str | None = None,
    lang: str | None = None,
) -> Settings:
    """Put the settings together: an option outranks a remembered choice, that the file, and the file the machine.

    Args:
        environment: the process's variables.
        config: the settings file of ``--config``; without it the user's own, which need not exist.
        db: the path or URL of ``--db``. A path in the file is taken from the folder of the file.
        lang: the language of ``--lang``.

    Raises:
        SettingsError: an option or the file is wrong.
    """
    if lang is not None and lang not in _LANGUAGES:
        raise SettingsError(say("The settings cannot be used"), say('lang must be "ru" or "en".'))
    where = folders(environment)
    file = config or where.settings
    given = _given(file, required=config is not None)
    chosen = load_state(where.state)
    language = lang or _one_of(_LANGUAGES, chosen.lang) or given.lang or language_of(environment)
    return Settings(
        folders=where,
        db=_database(db, given.db, file, where),
        lang=language,
        theme=_one_of(THEMES, chosen.theme) or given.theme or "auto",
        head=one_line(given.head or machine.user(environment)),
        currency=given.currency or _CURRENCIES[language],
        zone=_zone(given.timezone, environment),
        target_minutes=given.target_minutes or _TARGET_MINUTES,
        budget_minutes=given.budget_minutes or _BUDGET_MINUTES,
        noon=given.noon or _NOON,
        weekend=frozenset(map(WEEKDAYS.index, _WEEKEND if given.weekend is None else given.weekend)),
        holidays=frozenset(given.holidays or ()),
        surprise=bool(given.surprise),
        delegation_line=given.delegation_line or _DELEGATION_LINE,
        delegation_weeks=given.delegation_weeks or _DELEGATION_WEEKS,
    )


def in_force(desk: Desk, settings: Settings) -> Desk:
    """Put the settings that take effect at once into a desk."""
    norms = replace(
        desk.norms,
        target_seconds=settings.target_minutes * 60,
        noon=settings.noon,
        calendar=WorkCalendar(settings.weekend, settings.holidays),
    )
    return replace(
        desk,
        head=settings.head,
        currency=settings.currency,
        norms=norms,
        surprise=settings.surprise,
        budget_minutes=settings.budget_minutes,
        delegation=DelegationRule(settings.delegation_line / 100, settings.delegation_weeks),
    )


def _given(file: Path, *, required: bool) -> Given:
    if not required and not file.exists():
        return Given()
    from cockpit.settings.file import read_settings  # brings pydantic, which only a file needs

    return read_settings(file)


def _database(option: str | None, given: str | None, file: Path, where: Folders) -> Database:
    if option is not None:
        return database(option, Path.cwd())
    if given is not None:
        return database(given, file.absolute().parent)
    return sqlite(str(where.database), where.data)


def _zone(name: str | None, environment: Mapping[str, str]) -> tzinfo:
    if name is None:
        return machine.zone(environment)
    from zoneinfo import ZoneInfo  # only when a zone is set

    return ZoneInfo(name)


def _one_of(allowed: tuple[str, ...], value: str | None) -> str | None:
    """Return the value if this version knows it: a remembered choice may come from another one."""
    return value if value in allowed else None

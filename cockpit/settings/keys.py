"""The settings one by one: what each is, how it stands in the file, and when a change takes effect."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.method.sentence import Sentence, say

#: The weekdays as the file names them, Monday first.
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Key:
    """One setting.

    Attributes:
        name: the key in the file.
        label: its name for a reader.
        about: the comment over it in the file, and the sentence of its form.
        example: its value in TOML.
        choices: for one of a few, the values with their labels.
        live: a change takes effect at once, otherwise at the next start.
    """

    name: str
    label: Sentence
    about: Sentence
    example: str
    choices: tuple[tuple[str, Sentence], ...] = ()
    live: bool = True


_YES_NO = (("yes", say("yes")), ("no", say("no")))
#: The names of the languages are foreign words in every language.
_LANGUAGES = (("ru", say("{name}", name="Русский")), ("en", say("{name}", name="English")))
_THEMES = (("auto", say("as the terminal")), ("dark", say("dark")), ("light", say("light")))

KEYS = (
    Key(
        "db",
        say("Data"),
        say("Where the data stand: the path of an SQLite file, or the URL of a database."),
        '"sales.sqlite"',
        live=False,
    ),
    Key("lang", say("Language"), say("The language; without it the system's."), '"ru"', _LANGUAGES),
    Key("theme", say("Colours"), say("The colours: as the terminal (auto), dark or light."), '"auto"', _THEMES),
    Key("head", say("Head"), say("Who leads the sittings; without it the name of the login."), '"Irina Petrova"'),
    Key("currency", say("Currency"), say("The currency of amounts typed without one, in three letters."), '"RUB"'),
    Key(
        "timezone",
        say("Time zone"),
        say("The time zone in which the days begin; without it the machine's."),
        '"Europe/Moscow"',
        live=False,
    ),
    Key("target_minutes", say("Minutes per client"), say("The minutes per client that a sitting aims at."), "5"),
    Key("budget_minutes", say("Minutes of a sitting"), say("The minutes that a sitting is planned with."), "60"),
    Key("noon", say("Afternoon from"), say("The hour from which a sitting is the afternoon's, 1 to 23."), "13"),
    Key(
        "weekend",
        say("Weekend"),
        say("The weekdays without work: mon, tue, wed, thu, fri, sat, sun."),
        '["sat", "sun"]',
    ),
    Key(
        "holidays",
        say("Holidays"),
        say("Single days without work; like the weekend they count neither as silence nor as a missed sitting."),
        '["2026-12-31", "2027-01-01"]',
    ),
    Key(
        "surprise",
        say("Guess the result"),
        say("Ask the head, before the result is told, what he expects."),
        "false",
        _YES_NO,
    ),
    Key(
        "delegation_line",
        say("Rework before delegation"),
        say("Sittings can be handed over to a deputy when the share of rework stays below so many per cent."),
        "30",
    ),
    Key(
        "delegation_weeks",
        say("Weeks before delegation"),
        say("So many weeks in a row the share of rework has to stay below that line."),
        "4",
    ),
)

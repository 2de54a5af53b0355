"""A setting as it is shown and changed in the program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cockpit.method.desk import Desk
from cockpit.method.sentence import Sentence


class Origin(StrEnum):
    """Where a setting's present value comes from, the strongest first."""

    OPTION = "option"
    CHOSEN = "chosen"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        name: its key in the settings file.
        label: its name for a reader.
        about: what it is.
        value: what a form opens with; empty when the file does not set it.
        shown: the value in force, as a reader understands it.
        choices: for one of a few, the raw values with their labels.
        live: a change takes effect at once, otherwise at the next start.
    """

    name: str
    label: Sentence
    about: Sentence
    value: str
    shown: Sentence
    origin: Origin
    choices: tuple[tuple[str, Sentence], ...] = ()
    live: bool = True


@dataclass(frozen=True, slots=True)
class Applied:
    """What is in force after a setting was changed: the language, the theme, the desk."""

    lang: str
    theme: str
    desk: Desk

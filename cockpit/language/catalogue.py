"""The language in use and its catalogue: English texts are the keys, `gettext` reads the translations."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

#: The languages there are: code and the name by which its speakers know it.
LANGUAGES = {"en": "English", "ru": "Русский"}

#: Where the catalogues lie: ``<code>/LC_MESSAGES/cockpit.mo``.
FOLDER = os.path.join(os.path.dirname(__file__), "catalogues")  # noqa: PTH118, PTH120 - pathlib costs start-up time

_DECIDING = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(slots=True)
class _InUse:
    language: str = "en"
    texts: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    year: int | None = None


_in_use = _InUse()


def use(language: str, *, year: int | None = None) -> None:
    """Speak `language` from now on, in the whole program.

    Args:
        language: a key of `LANGUAGES`.
        year: the current year, in which dates are shown without a year; None keeps what was given before.

    Raises:
        ValueError: there is no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for {language!r}")
    _in_use.language, _in_use.texts = language, _texts(FOLDER, language)
    if year is not None:
        _in_use.year = year


@cache
def _texts(folder: str, language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with open(os.path.join(folder, language, "LC_MESSAGES", "cockpit.mo"), "rb") as file:  # noqa: PTH118, PTH123 - as above
        return gettext.GNUTranslations(file)


def everywhere(text: str) -> frozenset[str]:
    """Return the text for the key `text` in each of the languages."""
    return frozenset(_texts(FOLDER, language).gettext(text) for language in LANGUAGES)


def current() -> str:
    """Return the code of the language in use."""
    return _in_use.language


def this_year() -> int | None:
    """Return the year in which dates go without a year, or None when nobody told."""
    return _in_use.year


def translated(text: str) -> str:
    """Return the catalogue's text for the key `text`; the key itself when there is none."""
    return _in_use.texts.gettext(text) if text else ""


def translated_count(one: str, many: str, n: int) -> str:
    """Return the form that the count `n` asks for, of the entry whose English forms are `one` and `many`."""
    return _in_use.texts.ngettext(one, many, abs(n))


def language_of(environment: Mapping[str, str]) -> str:
    """Return the language the system's locale asks for: Russian for ``ru``, English for everything else.

    Args:
        environment: the process's variables, of which LC_ALL, LC_MESSAGES and LANG decide, in this order.
    """
    locale = next((value for name in _DECIDING if (value := environment.get(name, "").strip())), "")
    code = locale.replace("-", "_").partition("_")[0].partition(".")[0].partition("@")[0].lower()
    return code if code in LANGUAGES else "en"

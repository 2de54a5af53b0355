"""Texts for a user: a catalogue key, its translation, and the values in its places.

A place is ``{name}`` and nothing else: no attribute, index or format can be asked for, and a value is never
read for places of its own. A place without a value stays as it is written.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TypeAlias

from cockpit.language import forms
from cockpit.language.catalogue import translated, translated_count
from cockpit.language.plain import harmless
from cockpit.method.money import Money
from cockpit.method.sentence import Sentence, Value

#: What may stand in a place.
Shown: TypeAlias = "Value | None"

PLACE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def N_(text: str) -> str:  # noqa: N802 - the name gettext's tools and readers know
    """Mark a text for the catalogue where it stands; it is translated with `t` where it is shown."""
    return text


def t(text: str, /, **values: Shown) -> str:
    """Translate `text` and fill its places, each value written by its type."""
    return _filled(translated(text), values)


def tn(one: str, many: str, n: int, /, **values: Shown) -> str:
    """Translate by the count `n`, which also stands in the place ``{n}``."""
    return _filled(translated_count(one, many, n), {"n": n, **values})


def tell(sentence: Sentence) -> str:
    """Put a sentence of the method or of the store into the user's language."""
    values = dict(sentence.values)
    if not sentence.plural:
        return _filled(translated(sentence.text), values)
    n = values.get("n", 0)
    count = n if isinstance(n, int) else 0
    return _filled(translated_count(sentence.text, sentence.plural, count), values)


def _filled(template: str, values: dict[str, Value] | dict[str, Shown]) -> str:
    if "{" not in template:
        return template
    return PLACE.sub(lambda place: _written(values[place[1]]) if place[1] in values else place[0], template)


def _written(value: Shown) -> str:
    """Write one value by its type; a string is foreign text."""
    match value:
        case str():
            return harmless(value)
        case int() | float():
            return forms.number(value)
        case datetime():
            return f"{forms.day(value)} {forms.clock(value)}"
        case date():
            return forms.day(value)
        case timedelta():
            return forms.minutes(value.total_seconds())
        case Money():
            return forms.money(value)
        case Sentence():
            return tell(value)
        case tuple():
            return forms.moneys(value)
        case None:
            return "—"

"""A sentence for a user, before it is put into his language.

The floors below the screens never format text: they hand up a `Sentence`, which is an English catalogue key
and the values that belong in its places. `cockpit.language.tell` turns it into Russian or English and formats
each value by its type (money, date, number, how long it took, another sentence).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from cockpit.method.money import Money

Value: TypeAlias = "str | int | float | date | timedelta | Money | tuple[Money, ...] | Sentence"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A catalogue key with its values.

    Attributes:
        text: the English text, which is the catalogue's key; values stand as ``{name}``.
        values: name and value pairs.
        plural: the English plural; when set, the value ``n`` chooses the form.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str = ""


def say(text: str, /, **values: Value) -> Sentence:
    """Make a sentence; the catalogue tool extracts the literal passed as `text`."""
    return Sentence(text, tuple(values.items()))


def say_count(one: str, many: str, n: int, /, **values: Value) -> Sentence:
    """Make a sentence whose form depends on the count `n`; both texts are extracted."""
    return Sentence(one, (("n", n), *values.items()), many)


@dataclass(frozen=True, slots=True)
class Problem:
    """Bad input as a value: which field, and what to do about it.

    Attributes:
        field: the name of the field the sentence stands beside; empty for the whole form.
        sentence: what is wrong and what would be right.
    """

    field: str
    sentence: Sentence

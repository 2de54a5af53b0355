"""The words of a review for the user: error types, competencies, and what changed."""

from __future__ import annotations

from datetime import date

from cockpit.language import day, money, t, tell
from cockpit.language.words import field_name, status_name, temperature_name
from cockpit.method.money import Money
from cockpit.method.playbook import Playbook
from cockpit.method.records import Change
from cockpit.method.words import DealStatus, Temperature


def error_word(playbook: Playbook, name: str) -> str:
    """Name an error type; one that is not in the list stands as it is."""
    found = playbook.error_type(name)
    return tell(found.label) if found else name


def competency_word(playbook: Playbook, name: str) -> str:
    """Name a competency; one that is not in the list stands as it is."""
    found = playbook.competency(name)
    return tell(found.label) if found else name


def change_text(change: Change) -> str:
    """Say what changed in two or three words: an amount by its difference, anything else by its new value."""
    old, new = change.old, change.new
    if isinstance(old, Money) and isinstance(new, Money) and old.currency == new.currency:
        by = Money(abs(new.minor - old.minor), new.currency)
        return f"{field_name(change.what)} {'+' if new.minor >= old.minor else '−'}{money(by)}"
    return told_text(change.what, new)


def told_text(field: str, new: str | date | Money | None) -> str:
    """Say a field's value in two or three words."""
    what = field_name(field)
    if isinstance(new, Money):
        return f"{what} {money(new)}"
    if new is None or new == "":
        return f"{what} —"
    if isinstance(new, str):
        return t("{what} “{new}”", what=what, new=_word(field, new))
    return f"{what} {day(new)}"


def _word(what: str, value: str) -> str:
    if what == "temperature" and value in set(Temperature):
        return temperature_name(Temperature(value))
    if what == "status" and value in set(DealStatus):
        return status_name(DealStatus(value))
    return value

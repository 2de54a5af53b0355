"""How near a client is to paying, told by sign and word as well as by colour; and a row of numbers as small bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cockpit.language import t
from cockpit.language.words import temperature_name
from cockpit.method.words import Temperature
from screens.plain import Paint, Span

#: One terminal cell each, and different in shape, so that they are told apart without colour.
SIGNS: Final[dict[Temperature, str]] = {
    Temperature.HOT: "●",
    Temperature.WARM: "◐",
    Temperature.POTENTIAL: "○",
}
ASLEEP_SIGN: Final = "☾"
_PAINTS: Final[dict[Temperature, Paint]] = {
    Temperature.HOT: "hot",
    Temperature.WARM: "warm",
    Temperature.POTENTIAL: "potential",
}
_BARS: Final = "▁▂▃▄▅▆▇█"


def temperature_word(temperature: Temperature, *, asleep: bool = False) -> str:
    """Return the word in the user's language."""
    return t("asleep") if asleep else temperature_name(temperature)


def temperature_sign(temperature: Temperature, *, asleep: bool = False) -> Span:
    """Return the sign alone, for a narrow column."""
    return (ASLEEP_SIGN, "asleep") if asleep else (SIGNS[temperature], _PAINTS[temperature])


def temperature_cell(temperature: Temperature, *, asleep: bool = False) -> tuple[Span, ...]:
    """Return the sign and the word."""
    sign, paint = temperature_sign(temperature, asleep=asleep)
    return ((f"{sign} {temperature_word(temperature, asleep=asleep)}", paint),)


def sparkline(values: Sequence[float | None]) -> str:
    """Draw values, none of them negative, as bars from zero to the largest; a value that is not known is a blank."""
    top = max((value for value in values if value is not None), default=0)
    return "".join(" " if value is None else _BARS[_step(value, top)] for value in values)


def _step(value: float, top: float) -> int:
    return round(value / top * (len(_BARS) - 1)) if top > 0 else 0

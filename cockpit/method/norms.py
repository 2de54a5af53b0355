"""The method's constants: what is normal, and when something is late. Defaults of settings (NUMBERS.md)."""

from __future__ import annotations

from dataclasses import dataclass, field

from cockpit.method.words import Temperature
from cockpit.method.workdays import WorkCalendar

#: A segment whose median won cycle is at most this many days sells fast (R17).
FAST_CYCLE_DAYS = 14
#: The longest silence, in working days, that a fast segment allows (R17).
FAST_NORM_DAYS = 2


@dataclass(frozen=True, slots=True)
class Norms:
    """What is normal in one segment.

    Attributes:
        silence: working days without a contact that are normal, by temperature.
        cap: the most that silence can multiply a client's money by.
        promise_stretch: a dated promise ahead stops the silence clock for at most this many norms.
        asleep_days: calendar days after which an open client without a reached result sleeps.
        awake_days: a result reached within so many calendar days keeps a client awake.
        hand_days: calendar days for which a temperature set by hand is kept before the card asks again.
        horizon_days: an agreed payment within so many calendar days makes a client hot.
        stages: words in the name of a stage and the temperature they mean, before the program's own.
        high: the review interval of clients above the high-check line, in working days; None for no difference.
        longest_days: no open client waits longer for its next review, in calendar days (R16).
        target_seconds: the target for one repeat review.
        first_target_seconds: the target for a client's first review (the method starts from half an hour).
        calendar: the working days.

    Raises:
        ValueError: a norm of silence is below one day.
    """

    silence: dict[Temperature, int] = field(
        default_factory=lambda: {Temperature.HOT: 2, Temperature.WARM: 5, Temperature.POTENTIAL: 10},
    )
    cap: int = 5
    promise_stretch: int = 3
    asleep_days: int = 120
    awake_days: int = 30
    hand_days: int = 14
    horizon_days: int = 30
    stages: tuple[tuple[str, Temperature], ...] = ()
    high: int | None = None
    longest_days: int = 7
    target_seconds: int = 300
    first_target_seconds: int = 1800
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def __post_init__(self) -> None:
        if min(self.silence.values()) < 1:
            raise ValueError("a norm of silence below one day")

    def norm(self, temperature: Temperature, cycle_median: int | None = None) -> int:
        """Return the working days of silence that are normal, never above the rule for fast deals (R17).

        Args:
            temperature: the client's temperature.
            cycle_median: the segment's median won cycle in calendar days, when it is known.
        """
        norm = self.silence[temperature]
        if cycle_median is not None and cycle_median <= FAST_CYCLE_DAYS:
            return min(norm, FAST_NORM_DAYS)
        return norm

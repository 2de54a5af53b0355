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
        noon: the hour from which a sitting belongs to the afternoon.

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
    noon: int = 13

    def __post_init__(self) -> None:
        if min(self.silence.values()) < 1:
            raise ValueError("a norm of silence below one day")

    def norm(self, temperature: Temperature, cycle_median: int | None = None) -> int:
        """Return the working days of silence that are normal for a temperature, never above the rule for fast deals.

        Args:
            temperature: the client's temperature.
            cycle_median: the segment's median won cycle in calendar days, when it is known.
        """
        return self.interval(temperature, cycle_median)

    def interval(
        self, temperature: Temperature, cycle_median: int | None = None, *, high: bool = False, own: int | None = None
    ) -> int:
        """Return after how many working days a client is reviewed again, never above the rule for fast deals (R5, R17).

        Args:
            temperature: the client's temperature.
            cycle_median: the segment's median won cycle in calendar days, when it is known.
            high: the client stands above the high-check line.
            own: the interval that a person set for this client; it outranks the others.
        """
        days = self.silence[temperature] if own is None else own
        if high and own is None and self.high is not None:
            days = min(days, self.high)
        return min(days, FAST_NORM_DAYS) if sells_fast(cycle_median) else days


@dataclass(frozen=True, slots=True)
class DelegationRule:
    """What has to be reached before a head can hand the sittings over to a deputy (R39).

    Attributes:
        line: the rework share has to stay below it, 0 to 1.
        weeks: for so many weeks in a row.
        sample: clients that both have to have reviewed.
        agreement: the share of them whose verdicts have to be equal, 0 to 1.
    """

    line: float = 0.3
    weeks: int = 4
    sample: int = 10
    agreement: float = 0.8


def sells_fast(cycle_median: int | None) -> bool:
    """Is a segment with this median won cycle, in calendar days, one of fast deals (R17)?"""
    return cycle_median is not None and cycle_median <= FAST_CYCLE_DAYS

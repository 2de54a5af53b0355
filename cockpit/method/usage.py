"""What of a playbook is used: what nobody ever uses is proposed for removal (R33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

#: An entry is proposed for removal after so many days, and so many reviews that could have used it.
IDLE_DAYS = 30
IDLE_REVIEWS = 20
#: The window in which uses are counted, in days.
WINDOW_DAYS = 90


@dataclass(frozen=True, slots=True)
class Use:
    """How often one entry was used.

    Attributes:
        count: next tasks taken from a template in the last 90 days; clients whose answer to a question is known.
        last_on: the day it was used last; None for never.
        since: the day it came into the playbook; None when it was always there.
        reviews: reviews held since then, of the managers whose playbook it is.
        first_on: the day of the first of them; None without any.
    """

    count: int = 0
    last_on: date | None = None
    since: date | None = None
    reviews: int = 0
    first_on: date | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """How a playbook's templates and questions are used, by id."""

    templates: Mapping[str, Use] = field(default_factory=dict)
    questions: Mapping[str, Use] = field(default_factory=dict)


def idle(use: Use, today: date) -> bool:
    """Was an entry never used, although it had its time and its reviews?"""
    if use.last_on is not None or use.reviews < IDLE_REVIEWS:
        return False
    known = use.since or use.first_on
    return known is not None and known + timedelta(days=IDLE_DAYS) <= today

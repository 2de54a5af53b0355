from __future__ import annotations

from datetime import date

import pytest

from cockpit.method.waking import read_waking
from cockpit.method.words import Waking
from tests.method.builders import NORMS, TODAY


@pytest.mark.parametrize(
    ("waking", "day", "reason", "expected"),
    [
        (Waking.KEEP, "", "", None),
        (Waking.REFUSE, "", "no project", None),
        (Waking.REFUSE, "", "  ", {"reason"}),
        (Waking.PARK, "fri", "after the tender", date(2026, 11, 27)),
        (Waking.PARK, "", "", {"until", "reason"}),
        (Waking.PARK, "today", "x", {"until"}),
    ],
)
def test_parking_asks_for_a_day_and_a_reason_and_refusing_for_a_reason(
    waking: Waking, day: str, reason: str, expected: date | set[str] | None
) -> None:
    found = read_waking(waking, day, reason, TODAY, NORMS)
    assert ({problem.field for problem in found} if isinstance(found, tuple) else found) == expected

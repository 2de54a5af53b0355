from __future__ import annotations

import pytest

from cockpit.method.norms import Norms
from cockpit.method.words import Temperature


@pytest.mark.parametrize(
    ("temperature", "cycle_median", "days"),
    [
        (Temperature.HOT, None, 2),
        (Temperature.WARM, None, 5),
        (Temperature.POTENTIAL, None, 10),
        (Temperature.POTENTIAL, 15, 10),
        (Temperature.POTENTIAL, 14, 2),
        (Temperature.WARM, 0, 2),
        (Temperature.HOT, 7, 2),
    ],
)
def test_a_segment_that_sells_fast_allows_two_days_of_silence(
    temperature: Temperature, cycle_median: int | None, days: int
) -> None:
    """R17."""
    assert Norms().norm(temperature, cycle_median) == days


def test_a_norm_that_is_shorter_than_the_fast_one_stays() -> None:
    norms = Norms(silence=dict.fromkeys(Temperature, 1))
    assert norms.norm(Temperature.WARM, 10) == 1


def test_a_norm_below_one_day_is_refused() -> None:
    with pytest.raises(ValueError, match="below one day"):
        Norms(silence={**Norms().silence, Temperature.HOT: 0})

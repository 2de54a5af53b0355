from __future__ import annotations

from rich.cells import cell_len

from cockpit.method.words import Temperature
from screens.temperature import ASLEEP_SIGN, SIGNS, sparkline, temperature_cell, temperature_sign


def test_each_temperature_has_its_own_sign_of_one_cell() -> None:
    signs = [*SIGNS.values(), ASLEEP_SIGN]
    assert len(set(signs)) == 4
    assert all(cell_len(sign) == 1 for sign in signs)
    assert set(SIGNS) == set(Temperature)


def test_a_temperature_is_told_by_sign_and_word() -> None:
    assert temperature_cell(Temperature.HOT) == (("● hot", "hot"),)
    assert temperature_cell(Temperature.HOT, asleep=True) == (("☾ asleep", "asleep"),)
    assert temperature_sign(Temperature.WARM) == ("◐", "warm")


def test_a_sparkline_runs_from_zero_to_the_largest_value() -> None:
    assert sparkline([0, 5, 10]) == "▁▅█"
    assert sparkline([]) == ""
    assert sparkline([0, 0]) == "▁▁"


def test_a_value_that_is_not_known_is_a_blank() -> None:
    assert sparkline([1, None, 1]) == "█ █"

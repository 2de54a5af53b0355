"""The minutes on the card: pauses, and the question after a long silence."""

from __future__ import annotations

from screens.timing import Timing


def ticked(timing: Timing, start: int, end: int) -> None:
    for now in range(start + 1, end + 1):
        timing.tick(float(now))


def test_talk_without_keys_counts() -> None:
    timing = Timing(0.0)
    ticked(timing, 0, 300)
    assert timing.seconds == 300


def test_a_pause_does_not_count_but_the_wall_does() -> None:
    timing = Timing(0.0)
    ticked(timing, 0, 60)
    timing.toggle(60.0)
    ticked(timing, 60, 120)
    timing.toggle(120.0)
    ticked(timing, 120, 130)
    assert (timing.seconds, timing.wall_seconds) == (70, 130)


def test_after_ten_minutes_without_a_key_it_asks_once() -> None:
    timing = Timing(0.0)
    ticked(timing, 0, 60)
    timing.key(60.0)
    ticked(timing, 60, 659)
    assert not timing.asked
    ticked(timing, 659, 700)
    assert timing.asked


def test_the_silence_is_cut_up_to_the_first_key_and_no_further() -> None:
    timing = Timing(0.0)
    timing.key(0.0)
    ticked(timing, 0, 900)
    timing.key(900.0)
    ticked(timing, 900, 960)
    timing.answer(960.0, cut=True)
    assert timing.seconds == 60
    assert not timing.asked


def test_a_silence_that_was_talk_stays() -> None:
    timing = Timing(0.0)
    ticked(timing, 0, 700)
    timing.answer(700.0, cut=False)
    assert timing.seconds == 700


def test_minutes_go_on_from_a_draft() -> None:
    timing = Timing(50.0, seconds=100.0, wall_seconds=120.0)
    ticked(timing, 50, 60)
    assert (timing.seconds, timing.wall_seconds) == (110, 130)

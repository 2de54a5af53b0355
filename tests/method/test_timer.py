from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.timer import QUIET_SECONDS, Pace, Stopwatch, pace


def watched(seconds: int, *, restored: float = 0.0) -> Stopwatch:
    """Return a stopwatch that ticked once a second from moment 100 on."""
    watch = Stopwatch(100.0, seconds=restored, wall_seconds=restored)
    run(watch, 100, seconds)
    return watch


def run(watch: Stopwatch, start: int, seconds: int) -> int:
    for second in range(1, seconds + 1):
        watch.tick(float(start + second))
    return start + seconds


def test_talk_without_keys_counts() -> None:
    """R32."""
    watch = watched(900)
    assert watch.seconds == watch.wall_seconds == 900


def test_a_pause_is_not_counted_and_the_wall_clock_goes_on() -> None:
    """R32."""
    watch = watched(60)
    watch.pause(160.5)
    now = run(watch, 161, 300)
    watch.resume(float(now))
    run(watch, now, 30)
    assert watch.seconds == pytest.approx(90.5)
    assert watch.wall_seconds == pytest.approx(391)


@pytest.mark.parametrize(("gap", "counted"), [(1.0, 61.0), (3.0, 63.0), (3.1, 60.0), (7200.0, 60.0)])
def test_a_tick_that_came_late_was_a_machine_asleep(gap: float, counted: float) -> None:
    watch = watched(60)
    watch.tick(160 + gap)
    assert watch.seconds == pytest.approx(counted)
    assert watch.wall_seconds == pytest.approx(60 + gap)


def test_a_clock_that_went_back_takes_nothing_away() -> None:
    watch = watched(60)
    watch.tick(100.0)
    watch.tick(101.0)
    assert watch.seconds == watch.wall_seconds == 61


def test_minutes_of_a_draft_are_counted_on() -> None:
    """R59."""
    watch = watched(60, restored=1800.0)
    assert watch.seconds == watch.wall_seconds == 1860


def test_after_ten_minutes_without_a_key_the_question_comes_once() -> None:
    watch = watched(599)
    assert watch.quiet(699.0) == 0
    assert watch.quiet(700.0) == QUIET_SECONDS
    now = run(watch, 700, 1200)
    assert watch.quiet(float(now)) == 0
    watch.key(float(now))
    now = run(watch, now, 601)
    assert watch.quiet(float(now)) == 601


def test_minutes_from_before_a_restart_are_not_asked_about() -> None:
    watch = watched(10, restored=1800.0)
    assert watch.quiet(110.0) == 0


def test_a_paused_clock_asks_nothing_and_a_pause_ends_the_silence() -> None:
    watch = watched(590)
    watch.pause(690.0)
    now = run(watch, 690, 600)
    assert watch.quiet(float(now)) == 0
    watch.resume(float(now))
    now = run(watch, now, 20)
    assert watch.quiet(float(now)) == 0


def test_time_that_was_not_counted_is_not_asked_about() -> None:
    watch = watched(30)
    watch.tick(7330.0)
    assert watch.quiet(7330.0) == 0


def test_a_silence_that_was_not_about_this_client_is_cut() -> None:
    watch = watched(120)
    watch.key(220.0)
    now = run(watch, 220, 600)
    watch.cut(watch.quiet(float(now)))
    assert watch.seconds == 120
    assert watch.wall_seconds == 720
    watch.cut(9999.0)
    assert watch.seconds == 0


def test_a_cut_of_more_than_the_silence_does_not_put_the_next_question_off() -> None:
    watch = watched(700)
    watch.key(800.0)
    watch.cut(500.0)
    now = run(watch, 800, 600)
    assert watch.quiet(float(now)) == 600


def test_after_a_cut_a_whole_silence_passes_before_the_next_question() -> None:
    watch = watched(600)
    watch.cut(watch.quiet(700.0))
    watch.key(700.0)
    now = run(watch, 700, 599)
    assert watch.quiet(float(now)) == 0
    assert watch.quiet(float(now + 1)) == 600


STEPS = st.lists(st.tuples(st.sampled_from(["tick", "pause", "resume", "key", "quiet"]), st.floats(0, 5)))


@given(STEPS)
def test_counted_time_is_never_more_than_the_time_that_passed(steps: list[tuple[str, float]]) -> None:
    watch, now = Stopwatch(0.0), 0.0
    for name, gap in steps:
        now += gap
        getattr(watch, name)(now)
    watch.tick(now)
    assert 0 <= watch.seconds <= watch.wall_seconds
    assert watch.wall_seconds == pytest.approx(now)


def test_the_pace_is_a_median_with_its_number() -> None:
    assert pace([]) == Pace(0, None, None)
    assert pace([4.9, 1.0]) == Pace(0, None, None)
    assert pace([5.0]) == Pace(1, 5.0, None)
    assert pace([60, 120, 600, 3.0]) == Pace(3, 120, None)
    assert pace([60, 120]) == Pace(2, 90.0, None)


def test_a_tail_is_told_from_ten_reviews_on() -> None:
    nine, ten = [60.0 * n for n in range(1, 10)], [60.0 * n for n in range(1, 11)]
    assert pace(nine) == Pace(9, 300.0, None)
    assert pace(ten).p90 == pytest.approx(546)
    assert pace(list(reversed(ten))) == pace(ten)

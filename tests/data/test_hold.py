import os
import subprocess
import sys

import pytest

from data.hold import gone

OWN = f"here/{os.getpid()}/a1"


def _ended() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_a_program_of_this_machine_that_ended_holds_nothing() -> None:
    assert gone(f"here/{_ended()}/b2", OWN)


@pytest.mark.parametrize(
    "holder",
    [
        "here/{own}/b2",  # it runs
        "there/1/b2",  # on another machine nobody can tell
        "another-program",
        "here/x/b2",
        "here/99999999999999999999/b2",
    ],
)
def test_a_program_that_may_be_alive_keeps_its_hold(holder: str) -> None:
    assert not gone(holder.replace("{own}", str(os.getpid())), OWN)

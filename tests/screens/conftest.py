"""How long a screen's test waits for the screen to come to rest."""

from __future__ import annotations

import pytest
from textual import _wait


@pytest.fixture(autouse=True, scope="session")
def _short_rests() -> None:
    """Look four times as often whether the app has come to rest after a key; most of a flow's time went by in sleep."""
    _wait.SLEEP_GRANULARITY = 1 / 200

"""Python's search for garbage, kept out of the way of keys: a full one takes as long as several frames.

It is off while the cockpit starts, since nearly all that a start makes stays. What stands then is never looked at
again; the rest is looked through while nobody types.
"""

from __future__ import annotations

import gc
from typing import Final

#: Seconds between two full searches, and without a key before one.
PERIOD: Final = 30.0
QUIET: Final = 3.0

#: As Python has them, but a full search is never due by itself.
_THRESHOLDS: Final = (700, 10, 1_000_000)


def put_off() -> None:
    """Search no more until `resume` or `settle`."""
    gc.disable()


def resume() -> None:
    """Search as Python does by itself."""
    gc.enable()


def settle() -> None:
    """Take what there is out of sight for ever, and leave full searches to `search`."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()


def search() -> None:
    """Do a full search."""
    gc.collect()

"""Python's garbage collector while very many rows go through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Objects made before the collector looks at the young ones; by default it does after every 700.
_YOUNG = 50_000


@contextmanager
def at_ease() -> Iterator[None]:
    """Let the collector look less often: rows and facts hold no cycles and go with their batch."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _YOUNG) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)

"""Lines fetched a page at a time: what was delivered, what was asked for, and no more memory than needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

#: Lines in a page: a tall terminal needs one or two.
PAGE = 100
_KEPT = 40


class Pages(Generic[T]):
    """A sparse sequence of `count` lines; pages that were not used for long are forgotten."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._pages: dict[int, Sequence[T]] = {}
        self._asked: set[int] = set()

    def __len__(self) -> int:
        return self._count

    def get(self, index: int) -> T | None:
        """Return a line, or None when it was not delivered."""
        page = self._pages.get(index // PAGE)
        at = index % PAGE
        return page[at] if page is not None and at < len(page) else None

    def ask(self, index: int) -> range | None:
        """Return the rows of the page around `index` to be fetched; None when that was asked for already."""
        number = index // PAGE
        if number in self._asked:
            return None
        self._asked.add(number)
        return range(number * PAGE, min((number + 1) * PAGE, self._count))

    def put(self, start: int, lines: Sequence[T]) -> None:
        """Take the page that begins at row `start`; the page delivered longest ago gives way."""
        number = start // PAGE
        self._pages.pop(number, None)
        self._pages[number] = lines
        self._asked.add(number)
        while len(self._pages) > _KEPT:
            oldest = next(iter(self._pages))
            del self._pages[oldest]
            self._asked.discard(oldest)

    def forget(self, start: int) -> None:
        """Let the page that begins at row `start` be asked for again."""
        self._asked.discard(start // PAGE)

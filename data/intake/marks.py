"""Numbers that were met, in little room: the ids of an export follow each other."""

from __future__ import annotations

from collections.abc import Iterable

_BITS = 6


class Marks:
    """A set of whole numbers that can only grow, but for `discard`; sixty-four neighbours share a word.

    Attributes:
        words: the bits of sixty-four numbers by the number of the word.
    """

    def __init__(self) -> None:
        self.words: dict[int, int] = {}

    def add(self, number: int) -> bool:
        """Mark a number; False if it is marked already."""
        place, bit = number >> _BITS, 1 << (number & ((1 << _BITS) - 1))
        word = self.words.get(place, 0)
        if word & bit:
            return False
        self.words[place] = word | bit
        return True

    def discard(self, numbers: Iterable[int]) -> None:
        """Take marks away."""
        for number in numbers:
            place = number >> _BITS
            self.words[place] = self.words.get(place, 0) & ~(1 << (number & ((1 << _BITS) - 1)))

    @classmethod
    def union(cls, several: Iterable[Marks]) -> Marks:
        """Return what any of them has marked."""
        found = cls()
        for one in several:
            for place, word in one.words.items():
                found.words[place] = found.words.get(place, 0) | word
        return found

    def __contains__(self, number: int) -> bool:
        return bool(self.words.get(number >> _BITS, 0) >> (number & ((1 << _BITS) - 1)) & 1)

    def __len__(self) -> int:
        return sum(word.bit_count() for word in self.words.values())

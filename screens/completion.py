"""Words offered while typing: what was written in the last reviews, the newest first."""

from __future__ import annotations

from collections.abc import Iterable

from textual.suggester import Suggester

_LEAST_TYPED = 2


class Remembered(Suggester):
    """Offers the newest remembered text that begins with what is typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._texts: dict[str, str] = {}

    def remember(self, texts: Iterable[str]) -> None:
        """Add texts, oldest first."""
        for text in texts:
            clean = " ".join(text.split())
            if clean:
                self._texts.pop(clean.casefold(), None)
                self._texts[clean.casefold()] = clean

    async def get_suggestion(self, value: str) -> str | None:
        typed = value.casefold()
        if len(typed) < _LEAST_TYPED:
            return None
        for folded, text in reversed(self._texts.items()):
            if folded.startswith(typed) and len(text) > len(value):
                return value + text[len(value) :]
        return None

"""The requests that are known while one types: the same wish is written the same way, in the same area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from cockpit.method.draft import RequestDraft
from cockpit.method.records import Request, Wish
from cockpit.method.request import first_alike, text_key
from cockpit.method.words import Area

_AREAS: Final = tuple(Area)


def next_area(area: Area) -> Area:
    """Return the area after this one, and after the last one the first."""
    return _AREAS[(_AREAS.index(area) + 1) % len(_AREAS)]


class Wishes:
    """The open requests by their words."""

    def __init__(self, known: Iterable[Request | Wish] = ()) -> None:
        self._areas: dict[str, set[Area]] = {}
        self._texts: dict[str, str] = {}
        self.learn(known)

    def learn(self, known: Iterable[Request | Wish]) -> None:
        """Add open requests."""
        for wish in known:
            self._areas.setdefault(text_key(wish.text), set()).add(wish.area)
            self._texts.setdefault(text_key(wish.text), wish.text)

    def known(self, draft: RequestDraft) -> bool:
        """Is there such a request already, so that the client is added to it?"""
        return draft.area in self._areas.get(text_key(draft.text), ())

    def like(self, draft: RequestDraft) -> str | None:
        """Return the words of an open request that looks like this one; None when it is known already or new."""
        key = text_key(draft.text)
        return None if not key or key in self._areas else first_alike(draft.text, self._texts.values())

    def written(self, draft: RequestDraft, text: str) -> RequestDraft:
        """Return a draft with another text; the words of one known request bring its area with them."""
        areas = self._areas.get(text_key(text), set())
        area = next(iter(areas)) if len(areas) == 1 else draft.area
        return replace(draft, text=text, area=area)

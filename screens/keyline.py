"""The keys that matter now, in the last line: one widget that draws itself from the live bindings.

A screen declares its keys in the order of their importance. Where the line has no room for all of them the last go, a
whole key at a time, and only help has them; the way out and saving stay.

Textual's own Footer is a widget for each key and is built anew at every change; on the card the keys change with
nearly every key.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from screens.plain import Span, content

_GAPS = (2, 1)
#: The last parts of the ids of the keys that stand in every line, however narrow it is.
_STAY = frozenset({"back", "quit", "close", "cancel", "leave", "save", "save-anywhere"})


class KeyLine(Widget):
    """Shows the bindings whose ``show`` is set; what belongs to the whole app stands on the right."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; width: 1fr; background: $surface; }
    """

    def __init__(self, *, palette: bool = False) -> None:
        """Make a line; `palette` shows the key of the palette where there is room for it."""
        super().__init__()
        self._with_palette = palette
        self._spots: list[tuple[range, str]] = []
        self._gap = 1

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        here: dict[tuple[str | None, str], ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled:
                here.setdefault((active.binding.id, active.binding.action), active)
        own = [each for each in here.values() if each.node is not self.app]
        general = [each for each in here.values() if each.node is self.app]
        palette = self.screen.active_bindings.get(self.app.COMMAND_PALETTE_BINDING) if self._with_palette else None
        if palette is not None and sum(map(self._width, (*own, *general, palette))) <= self.size.width:
            general.append(palette)
        for self._gap in _GAPS:
            if sum(self._width(each) for each in (*own, *general)) <= self.size.width:
                break
        room = self.size.width - sum(self._width(each) for each in general)
        self._spots = []
        spans: list[Span] = []
        at = 0
        for each in self._fitting(own, room):
            at = self._add(each, at, spans)
        room = max(at, room)
        spans.append((" " * (room - at), ""))
        at = room
        for each in general:
            at = self._add(each, at, spans)
        return content(tuple(spans)).rstrip()

    def _fitting(self, own: Sequence[ActiveBinding], room: int) -> list[ActiveBinding]:
        """Leave out the last keys that have no room; those that stay take theirs first, the last of them above all."""
        staying = [each for each in own if (each.binding.id or "").rpartition(".")[2] in _STAY]
        taken: list[ActiveBinding] = []
        for each in (*reversed(staying), *(each for each in own if each not in staying)):
            if self._width(each) - self._gap > room:
                if each in staying:
                    continue
                break
            taken.append(each)
            room -= self._width(each)
        return [each for each in own if each in taken]

    def _words(self, active: ActiveBinding) -> tuple[str, str]:
        return self.app.get_key_display(active.binding), active.binding.description

    def _width(self, active: ActiveBinding) -> int:
        return sum(map(cell_len, self._words(active))) + 1 + self._gap

    def _add(self, active: ActiveBinding, at: int, spans: list[Span]) -> int:
        key, text = self._words(active)
        spans += [(key, "accent"), (f" {text}{' ' * self._gap}", "muted")]
        end = at + self._width(active)
        self._spots.append((range(at, end - self._gap), active.binding.key))
        return end

    async def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None:
            for spot, key in self._spots:
                if offset.x in spot:
                    self.app.simulate_key(key)

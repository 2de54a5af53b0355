"""The keys that matter now, in the last line: one widget that draws itself from the live bindings.

Textual's own Footer is a widget for each key and is built anew at every change; on the card the keys change with
nearly every key.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from screens.plain import Span, content

_GAPS = (2, 1)


class KeyLine(Widget):
    """Shows the bindings whose ``show`` is set; what belongs to the whole app stands on the right."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; width: 1fr; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
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
        for self._gap in _GAPS:
            if sum(self._width(each) for each in (*own, *general)) <= self.size.width:
                break
        right = sum(self._width(each) for each in general)
        room = self.size.width - right
        self._spots = []
        spans: list[Span] = []
        at = 0
        for each in own:
            width = self._width(each)
            if at + width > room:
                break
            at = self._add(each, at, spans)
        spans.append((" " * (room - at), ""))
        at = room
        for each in general:
            at = self._add(each, at, spans)
        return content(tuple(spans))

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

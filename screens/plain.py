"""Foreign text on the screen: never markup, never a control character.

Names come from files and notes are typed by people. Textual reads ``[…]`` in a plain string as markup in most
widgets and passes escape sequences on to the terminal, so every text goes through `content` or `Plain`, and
`StripControls` guards whatever is painted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.visual import VisualType
from textual.widgets import Static

from cockpit.language import harmless

#: What a piece of text means; a theme says how it looks. The empty paint is ordinary text.
Paint: TypeAlias = Literal[
    "", "hot", "warm", "potential", "asleep", "strong", "muted", "good", "alarm", "accent", "section"
]

#: The Textual style of each paint; the variables are set by both themes.
PAINTS: dict[Paint, str] = {
    "hot": "bold $hot",
    "warm": "$warm",
    "potential": "$potential",
    "asleep": "$asleep",
    "strong": "bold",
    "muted": "$muted",
    "good": "$good",
    "alarm": "bold $alarm",
    "accent": "$highlight",
    "section": "bold $muted",
}

Span: TypeAlias = tuple[str, Paint]
#: A piece of a line: plain text, or pieces of text each with its paint.
Cell: TypeAlias = "str | tuple[Span, ...]"


def visible(text: str) -> str:
    """Return `text` with nothing in it that a terminal obeys; line breaks stay."""
    return "\n".join(map(harmless, text.split("\n")))


def spans(cell: Cell, paint: Paint = "") -> tuple[Span, ...]:
    """Return the pieces of a cell; `paint` is for those that have none of their own."""
    pieces: tuple[Span, ...] = ((cell, ""),) if isinstance(cell, str) else cell
    return tuple((text, own or paint) for text, own in pieces if text)


def content(cell: Cell, paint: Paint = "") -> Content:
    """Make a text that any Textual widget shows as it stands.

    Args:
        cell: the text, or pieces of text with their paints.
        paint: how the pieces without a paint of their own look.
    """
    pieces = [(visible(text), PAINTS.get(own, "")) for text, own in spans(cell, paint)]
    return Content.assemble(*pieces)


class Plain(Static):
    """A Static for any text: it never parses markup."""

    def __init__(
        self,
        text: Cell | Content = "",
        *,
        id: str | None = None,  # noqa: A002 Textual's own word
        classes: str | None = None,
    ) -> None:
        super().__init__(_shown(text), markup=False, id=id, classes=classes)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text; pass ``layout=False`` when its size stays."""
        super().update(_shown(content) if isinstance(content, str | tuple) else content, layout=layout)


def _shown(text: Cell | Content) -> Content:
    return text if isinstance(text, Content) else content(text)


class StripControls(LineFilter):
    """The last guard: drops control and bidi characters from whatever a widget painted."""

    _UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 the base class asks for it
        unsafe = self._UNSAFE
        return [
            segment
            if segment.control or not unsafe.search(segment.text)
            else Segment(unsafe.sub("", segment.text), segment.style, None)
            for segment in segments
        ]


class PlainApp(App[str]):
    """An app whose toasts and painted lines cannot be hurt by foreign text."""

    #: One for all, since lines remember what a filter made of them.
    _guard: Final = StripControls()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._guard]

    def on_notify(self) -> None:
        """The newest toast stands in the place of those before it."""
        self.clear_notifications()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a toast; the message is never markup, whatever is asked."""
        del markup
        super().notify(visible(message), title=harmless(title), severity=severity, timeout=timeout, markup=False)

"""The keyboard whatever the layout: command keys are declared with Latin letters and fire under ЙЦУКЕН too."""

from __future__ import annotations

from textual import events
from textual.app import App
from textual.dom import DOMNode

_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
#: Letters of the Ukrainian and Belarusian layouts that stand where ЙЦУКЕН has others.
_NEIGHBOURS = {"і": "s", "ї": "]", "є": "'", "ґ": "\\", "ў": "o"}
_SHIFTED = dict(zip("[];',.`\\", '{}:"<>~|', strict=True))

#: The Latin character on the same physical key, for both cases of every Cyrillic letter.
TO_LATIN: dict[str, str] = dict(zip(_CYRILLIC, _LATIN, strict=True)) | _NEIGHBOURS
TO_LATIN |= {letter.upper(): _SHIFTED.get(latin, latin.upper()) for letter, latin in TO_LATIN.items()}

#: Textual's names of the keys that are not letters.
_NAMES = {
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    ";": "semicolon",
    "'": "apostrophe",
    ",": "comma",
    ".": "full_stop",
    "`": "grave_accent",
    "\\": "backslash",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    ":": "colon",
    '"': "quotation_mark",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "~": "tilde",
    "|": "vertical_line",
}


def latin_key(key: str) -> str | None:
    """Name the key that the same physical key has in the Latin layout.

    Args:
        key: a Textual key name, such as ``о`` or ``ctrl+ы``.

    Returns:
        The Latin name (``j``, ``ctrl+s``), or None when the key is not a Cyrillic letter.
    """
    prefix, _, last = key.rpartition("+")
    latin = TO_LATIN.get(last)
    if latin is None:
        return None
    name = _NAMES.get(latin, latin)
    return f"{prefix}+{name}" if prefix else name


class AnyLayoutApp(App[str]):
    """An app whose bindings and key handlers see Latin letters while text widgets still receive Cyrillic.

    Some terminals report Ctrl with the letter of the layout (``ctrl+ы``). It is translated even when a text
    widget has the focus, since no chord is text. A screen whose letters are words, such as ``y`` for yes, says so by
    ``letters_are_words``; it binds the letters of both languages, because the key of ``y`` is the «н» of «нет».
    """

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            _restore_capital(event)
            latin = latin_key(event.key)
            words = getattr(self.screen, "letters_are_words", False)
            if latin is not None and ("+" in event.key or not (words or self._is_text(event))):
                event.key = latin
                event.character = None if "+" in latin else TO_LATIN.get(event.character or "", event.character)
        await super().on_event(event)

    def _is_text(self, event: events.Key) -> bool:
        """Is a text widget that has the focus going to take this key as typed text?"""
        node: DOMNode | None = self.screen.focused
        while node is not None:
            if node.check_consume_key(event.key, event.character):
                return True
            node = node.parent
        return False


def _restore_capital(event: events.Key) -> None:
    """Give Shift + letter its capital: kitty up to 0.27 sends Cyrillic capitals without their text."""
    prefix, _, letter = event.key.rpartition("+")
    if event.character is None and prefix == "shift" and letter in TO_LATIN:
        event.key = event.character = letter.upper()

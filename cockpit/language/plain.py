"""Foreign text (a file's names, typed notes) made safe to show in a terminal and to store.

A terminal obeys control characters wherever they come from, and Textual passes most of them on. Nothing
here knows markup: whether a text is read as markup is decided where it is drawn.
"""

from __future__ import annotations

import re
import unicodedata

#: Shown where a character stood that a terminal would have obeyed.
REPLACEMENT = "\ufffd"

#: The longest name that `one_line` keeps, in characters.
LINE = 200
#: The longest note that `many_lines` keeps, in characters.
NOTE = 10_000

# C0 but tab and newline, DEL, C1, controls of direction, separators of lines and paragraphs, the mark of
# byte order, interlinear annotation, tags, lone surrogates, and what is not a character.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]"
)
# Soft hyphens, fillers, zero-width spaces: they take no part in a name and make two names look the same.
_INVISIBLE = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u3164\uffa0]")
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED_MARKS = re.compile(f"([{_MARKS}]{{2}})[{_MARKS}]+")
_RARE = re.compile(f"[{_MARKS}\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def harmless(text: str) -> str:
    """Return `text` in one line without control, directional or invisible characters.

    Spaces that forbid a break are kept and nothing is cut, so it also passes a text that was formatted already.
    """
    return text if _is_clean(text) else _stable(_LINE_END.sub(" ", text).replace("\t", " "))


def one_line(text: str, limit: int = LINE) -> str:
    """Return `text` as a name: harmless, runs of spaces made one, at most `limit` characters, NFC."""
    line = " ".join(harmless(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def many_lines(text: str, limit: int = NOTE) -> str:
    """Return `text` as a note: each line harmless, its line breaks kept as newlines, at most `limit` characters."""
    lines = [harmless(line).rstrip() for line in _LINE_END.split(text)]
    note = "\n".join(lines).strip("\n")
    return note if len(note) <= limit else note[: limit - 1].rstrip() + "…"


def _stable(text: str) -> str:
    """Clean until nothing changes: taking one character out may bring two together that compose."""
    while (cleaned := _cleaned(text)) != text:
        text = cleaned
    return text


def _is_clean(text: str) -> bool:
    """Is there nothing to do? True for nearly every name, so it comes before the five passes."""
    return text.isprintable() and not _RARE.search(text) and unicodedata.is_normalized("NFC", text)


def _cleaned(text: str) -> str:
    text = _INVISIBLE.sub("", _OBEYED.sub(REPLACEMENT, text))
    return _PILED_MARKS.sub(r"\1", unicodedata.normalize("NFC", text))

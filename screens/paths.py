"""Paths as they are typed: the files that fit what stands there so far, and how far it completes itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import takewhile
from pathlib import Path
from typing import Final

#: The kinds of files that can be imported, by the end of their names.
SUFFIXES: Final = (".csv", ".tsv", ".txt", ".xlsx")
_MOST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file or folder that what was typed may become.

    Attributes:
        name: its name in its folder.
        text: what stands in the field when it is taken; a folder ends with a slash.
    """

    name: str
    text: str
    folder: bool
    size: int = 0


def typed_path(text: str) -> Path:
    """Return the path meant by a text, with quotes around it dropped and ``~`` put out."""
    clean = text.strip()
    if len(clean) > 1 and clean[0] == clean[-1] and clean[0] in "'\"":
        clean = clean[1:-1]
    return Path(os.path.expanduser(clean))  # noqa: PTH111 - Path.expanduser raises for an unknown user


def candidates(text: str) -> tuple[Candidate, ...]:
    """Return the folders, then the importable files, that the text may become; none when its folder cannot be read.

    A name with ``*`` in it stands for all files that fit it.
    """
    head, beginning = _split(text)
    folder = typed_path(head or ".")
    found: list[Candidate] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                candidate = _candidate(entry, head, beginning)
                if candidate is not None:
                    found.append(candidate)
                if len(found) >= _MOST:
                    break
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda each: (not each.folder, each.name.casefold())))


def _candidate(entry: os.DirEntry[str], head: str, beginning: str) -> Candidate | None:
    name, wanted = entry.name.casefold(), beginning.casefold()
    if not (fnmatchcase(name, wanted) if "*" in wanted else name.startswith(wanted)):
        return None
    if entry.name.startswith(".") and not beginning.startswith("."):
        return None
    try:
        if entry.is_dir():
            return Candidate(entry.name, f"{head}{entry.name}/", folder=True)
        if not entry.name.casefold().endswith(SUFFIXES):
            return None
        return Candidate(entry.name, head + entry.name, folder=False, size=entry.stat().st_size)
    except OSError:
        return None


def completed(text: str, found: Sequence[Candidate]) -> str:
    """Return the text made as long as all candidates agree on."""
    head, beginning = _split(text)
    if not found or "*" in beginning:
        return text
    if len(found) == 1:
        return found[0].text
    names = [each.name.casefold() for each in found]
    length = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False)))
    return head + found[0].name[:length] if length > len(beginning) else text


def _split(text: str) -> tuple[str, str]:
    """Part a text into its folder, with the slash, and the beginning of a name."""
    if text == "~":
        return "~/", ""
    at = max(text.rfind("/"), text.rfind(os.sep)) + 1
    return text[:at], text[at:]

"""What the user chose inside the program and finds again at the next start."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path

from cockpit.method.errors import FileError
from cockpit.method.sentence import say


@dataclass(frozen=True, slots=True)
class State:
    """The remembered choices; None where nothing was chosen.

    Attributes:
        lang: the language, ``ru`` or ``en``.
        theme: ``auto``, ``dark`` or ``light``.
    """

    lang: str | None = None
    theme: str | None = None


def load_state(file: Path) -> State:
    """Read the remembered choices; a file that is missing or cannot be understood remembers nothing."""
    if not file.exists():
        return State()
    import json  # not needed when nothing is remembered

    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return State()
    if not isinstance(found, dict):
        return State()
    lang, theme = found.get("lang"), found.get("theme")
    return State(lang if isinstance(lang, str) else None, theme if isinstance(theme, str) else None)


def save_state(file: Path, state: State) -> None:
    """Write the remembered choices whole or not at all.

    Raises:
        FileError: the file cannot be written.
    """
    import json  # only when something is remembered

    chosen = {name: value for name, value in asdict(state).items() if value is not None}
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_text(json.dumps(chosen, indent=2, sort_keys=True) + "\n", "utf-8")
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(
            say("The choice was not remembered"),
            say("The file {file} cannot be written: {reason}", file=str(file), reason=error.strerror or ""),
        ) from error

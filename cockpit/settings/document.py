"""The text of the settings file: written with a comment for every key, changed with everything else left as it is."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from cockpit.language import t, tell
from cockpit.method.errors import FileError
from cockpit.method.sentence import say
from cockpit.settings.file import line_of
from cockpit.settings.keys import KEYS

_BOM = "\ufeff"


def blank() -> str:
    """Return a settings file that sets nothing and says, in the language in use, what can be set."""
    parts = [f"# {t('The settings of the cockpit. A line without # in front is in force.')}\n"]
    parts += [f"# {tell(key.about)}\n# {key.name} = {key.example}\n" for key in KEYS]
    return "\n".join(parts)


def with_value(text: str, key: str, value: Any) -> str:
    """Set a key in the text of a settings file; a line that has it commented out is put in force."""
    import tomlkit  # only when a setting is changed
    import tomlkit.exceptions

    document = tomlkit.parse(text)
    if key in document:
        document[key] = value
        return document.as_string()
    line = f"{key} = {tomlkit.item(value).as_string()}"
    asleep = re.compile(rf"^[ \t]*#[ \t]*{re.escape(key)}[ \t]*=.*$", re.MULTILINE)
    changed, found = asleep.subn(lambda _: line, text, count=1)
    with suppress(tomlkit.exceptions.ParseError):  # it was a line within a value
        if found and tomlkit.parse(changed).get(key) == value:
            return changed
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n"


def without(text: str, key: str) -> str:
    """Put a key out of force: its lines are commented out."""
    import tomlkit  # only when a setting is changed

    document = tomlkit.parse(text)
    if key not in document:
        return text
    lines = text.split("\n")
    start = line_of(key, text) - 1
    end = start + document[key].as_string().count("\n") + 1
    return "\n".join([*lines[:start], *(f"# {line}" for line in lines[start:end]), *lines[end:]])


def write(file: Path, text: str) -> None:
    """Write the settings file whole or not at all; a link to it stays one, and so do its permissions.

    Raises:
        FileError: the file cannot be written.
    """
    try:
        target = file.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        marked = target.exists() and target.read_bytes().startswith(_BOM.encode())
        temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        try:
            temporary.touch(0o600)  # an address may hold a password
            temporary.write_bytes(f"{_BOM if marked else ''}{text}".encode())
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(
            say("The settings were not saved"),
            say("The file {file} cannot be written: {reason}", file=str(file), reason=error.strerror or ""),
        ) from error

"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from cockpit.method.errors import FileError, FileThereError
from cockpit.method.sentence import say


def write_whole(path: Path, body: bytes, *, replace: bool) -> None:
    """Write a file beside its place and put it there when it is whole.

    Raises:
        FileThereError: there is such a file, and it is not to be replaced.
        FileError: it cannot be written; what was there stays as it was.
    """
    if not replace and path.exists():
        raise FileThereError(say("The file is there already"), say("{file} was not written over.", file=str(path)))
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        try:
            with beside.open("xb") as target:
                target.write(body)
                target.flush()
                os.fsync(target.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileError(
            say("The file was not written"), say("{file}: {reason}", file=str(path), reason=reason)
        ) from error

"""Failed operations: one family, each with a title and a sentence that says what to do.

Bad input is not here; it is a `cockpit.method.sentence.Problem`. One place on a screen turns a `CockpitError`
into a dialog, one place at the front door into an exit code.
"""

from __future__ import annotations

from cockpit.method.sentence import Sentence


class CockpitError(Exception):
    """An operation failed in a way the user can understand and act on."""

    def __init__(self, title: Sentence, sentence: Sentence) -> None:
        super().__init__(title.text, sentence.text)
        self.title = title
        self.sentence = sentence


class StoreError(CockpitError):
    """The store could not be opened, read or written."""


class StoreBusyError(StoreError):
    """The store did not answer in time; the same call may work later."""


class ConflictError(StoreError):
    """Somebody else changed the same thing first; nothing was written."""


class FileError(CockpitError):
    """A file could not be read or written."""


class UnmappedError(FileError):
    """A table was opened, but its columns have to be said by a person before it can be read."""


class FileThereError(FileError):
    """There is a file of that name already; nothing was written."""


class SettingsError(CockpitError):
    """A setting or an option is wrong; nothing was started."""


class HeldError(ConflictError):
    """Another running program has this sitting open; it can be taken over."""


class CancelledError(CockpitError):
    """The user stopped a long operation; nothing was written."""

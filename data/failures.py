"""Failures: what a database or a disk says, turned into an error with a sentence that says what to do."""

from __future__ import annotations

import sqlite3

from sqlalchemy import exc
from sqlalchemy.orm.exc import StaleDataError

from cockpit.language.plain import one_line
from cockpit.method.errors import CockpitError, ConflictError, StoreBusyError, StoreError
from cockpit.method.sentence import Sentence, say

# PostgreSQL's codes (Appendix A of its manual): a lock or a statement took too long, a deadlock.
_BUSY_CODES = {"55P03", "57014", "40P01", "40001"}
_FULL_CODES = {"53100", "53200"}
_NOT_ALLOWED_CODE = "42501"
_SQLITE = {
    sqlite3.SQLITE_FULL: say("The disk is full. Make room and try again; nothing was lost."),
    sqlite3.SQLITE_READONLY: say("The data file may not be written. Check who owns it, or name another file."),
    sqlite3.SQLITE_CANTOPEN: say("The data file cannot be opened. Check that its folder exists and may be written."),
    sqlite3.SQLITE_NOTADB: say("The file is no cockpit file. Name another file."),
    sqlite3.SQLITE_CORRUPT: say("The data file is damaged. Bring back a backup of it."),
    sqlite3.SQLITE_IOERR: say("The disk failed to read or write. Check it and try again."),
}


def explained(error: Exception) -> Exception:
    """Return the error to raise instead of `error`: a `StoreError` of the fitting kind, or `error` itself.

    Errors of the cockpit stay as they are, and so do those that no database and no disk raises.
    """
    if isinstance(error, CockpitError):
        return error
    if isinstance(error, exc.IntegrityError | StaleDataError):
        return ConflictError(
            say("Somebody else was faster"),
            say("The same thing was changed elsewhere in the meantime. Nothing was written; look again and repeat."),
        )
    if isinstance(error, exc.TimeoutError):
        return _busy()
    if isinstance(error, exc.DBAPIError) and error.orig is not None:
        return _sqlite(error.orig) if isinstance(error.orig, sqlite3.Error) else _server(error)
    if isinstance(error, sqlite3.Error):
        return _sqlite(error)
    if isinstance(error, OSError):
        return _failed(say("{reason}: {file}", reason=error.strerror or "", file=str(error.filename or "")))
    if isinstance(error, exc.SQLAlchemyError):
        return _failed(say("The database answered with an error; the log file has the details."))
    return error


def _sqlite(error: BaseException) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return _busy()
    return _failed(_SQLITE.get(code, say("The data file answered with an error; the log file has the details.")))


def _server(error: exc.DBAPIError) -> StoreError:
    code = getattr(error.orig, "sqlstate", None) or ""
    if code in _BUSY_CODES:
        return _busy()
    if code in _FULL_CODES:
        return _failed(say("The database server has no room left. Tell those who run it; nothing was lost."))
    if code == _NOT_ALLOWED_CODE:
        return _failed(say("The database server does not allow it. Ask those who run it for the right to make tables."))
    if error.statement is None and not code:
        # Refused while connecting: a wrong name or password, no such host. The server's own words say which.
        return StoreError(
            say("The database server cannot be used"),
            say("{reason} Check the address in the setting, and the network.", reason=_reason(error.orig)),
        )
    if error.connection_invalidated or isinstance(error, exc.OperationalError | exc.InterfaceError):
        return StoreBusyError(
            say("The database server does not answer"),
            say("Check the network and try again; what you typed is kept on this machine."),
        )
    return _failed(say("The database answered with an error; the log file has the details."))


def _reason(error: BaseException | None) -> str:
    last = next((line for line in reversed(str(error).splitlines()) if line.strip()), "")
    return one_line(last.strip()).rstrip(".") + "."


def _busy() -> StoreBusyError:
    return StoreBusyError(say("The data is busy"), say("Another program is writing. Try again in a moment."))


def _failed(sentence: Sentence) -> StoreError:
    return StoreError(say("The data cannot be read or written"), sentence)

"""Files: what a CRM exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.report import ImportReport

#: Told ``(done, total)`` in bytes while a file is read; total is 0 when it is not known.
Progress: TypeAlias = "Callable[[int, int], None]"


class Files(Asking):
    """What comes in from files."""

    async def import_files(
        self,
        paths: Sequence[Path],
        now: datetime,
        *,
        apply: bool,
        source: str | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Read CRM files and account for every row; with `apply` write them, in one transaction.

        `progress` and `cancelled` are called on the store's thread.

        Raises:
            FileError: a file cannot be read.
            CancelledError: `cancelled` said so; nothing was written.
        """

        def job(session: Session) -> ImportReport:
            from data.importing import import_files

            return import_files(
                session, self.desk, paths, now, apply=apply, source=source, progress=progress, cancelled=cancelled
            )

        return await self._worker.run(job, write=apply, unhurried=True)

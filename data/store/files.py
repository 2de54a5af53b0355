"""Files: what a CRM exported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.crm import Sketch, SourceMap
    from cockpit.method.report import GoneDeal, ImportReport, ImportRun, ImportUndone, SampleDeal
    from cockpit.method.sentence import Sentence
    from data.files.facts import ReadOptions
    from data.gone import Choice

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
        mapping: SourceMap | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Read CRM files and account for every row; with `apply` write them, in one transaction.

        With `mapping` every table is read by it, and an import remembers it. `progress` and `cancelled` are called on
        the store's thread.

        Raises:
            FileError: a file cannot be read.
            CancelledError: `cancelled` said so; nothing was written.
        """

        def job(session: Session) -> ImportReport:
            from data.importing import import_files

            return import_files(
                session,
                self.desk,
                paths,
                now,
                apply=apply,
                source=source,
                mapping=mapping,
                progress=progress,
                cancelled=cancelled,
            )

        return await self._worker.run(job, write=apply, unhurried=True)

    async def sketch(self, paths: Sequence[Path], now: datetime) -> tuple[Sketch, ...]:
        """Open tables and tell what their columns are taken for.

        Raises:
            FileError: a file is no table.
        """

        def job(session: Session) -> tuple[Sketch, ...]:
            from data.files.sketch import sketches

            return sketches(paths, self._options(session, now))

        return await self._read(job)

    async def first_deals(
        self, paths: Sequence[Path], mapping: SourceMap, now: datetime, limit: int = 20
    ) -> tuple[tuple[SampleDeal, ...], tuple[Sentence, ...]]:
        """Read the first deals as a map says, and what there is to say about their rows.

        Raises:
            FileError: a file is no table.
            UnmappedError: no column says which client or deal a row is about.
        """

        def job(session: Session) -> tuple[tuple[SampleDeal, ...], tuple[Sentence, ...]]:
            from data.files.sketch import first_deals

            return first_deals(paths, mapping, self._options(session, now), limit)

        return await self._read(job)

    def _options(self, session: Session, now: datetime) -> ReadOptions:
        from data.importing import options

        return options(session, self.desk, now)

    async def source_maps(self) -> tuple[SourceMap, ...]:
        """What is remembered of the sources that files come from, by name."""

        def job(session: Session) -> tuple[SourceMap, ...]:
            from data.source_maps import source_maps

            return tuple(source_maps(session).values())

        return await self._read(job)

    async def remember_source(self, source: SourceMap, now: datetime) -> None:
        """Remember how a source is read, in place of what was known of it."""

        def job(session: Session) -> None:
            from data.source_maps import remember

            remember(session, self.desk, source, now)

        await self._write(job)

    async def forget_source(self, name: str) -> None:
        """Forget how a source is read; what came from it stays."""

        def job(session: Session) -> None:
            from data.source_maps import forget

            forget(session, name)

        await self._write(job)

    async def read_map(self, path: Path) -> SourceMap:
        """Read a map from a file.

        Raises:
            FileError: it cannot be read.
        """

        def job(_: Session) -> SourceMap:
            from data.files.source_map import read_map

            return read_map(path)

        return await self._read(job)

    async def export_map(self, path: Path, source: SourceMap, *, replace: bool = False) -> None:
        """Write a map into a file, whole or not at all.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
        """
        from data.files.source_map import written

        await self.hand_out(path, written(source).encode(), replace=replace)

    async def import_runs(self, limit: int = 50) -> tuple[ImportRun, ...]:
        """The last imports, the newest first."""

        def job(session: Session) -> tuple[ImportRun, ...]:
            from data.import_runs import import_runs

            return import_runs(session, limit)

        return await self._read(job)

    async def undo_import(self, run_id: int, now: datetime) -> ImportUndone:
        """Take the last import back, as far as nobody worked on since.

        Raises:
            ConflictError: it is not the last one that stands; nothing was taken back.
        """

        def job(session: Session) -> ImportUndone:
            from data.import_runs import undo_import

            return undo_import(session, self.desk, run_id, now)

        return await self._worker.run(job, write=True, unhurried=True)

    async def gone_deals(self, manager_id: int | None = None) -> tuple[GoneDeal, ...]:
        """The open deals that the last files of their source do not hold, of one manager or of all."""

        def job(session: Session) -> tuple[GoneDeal, ...]:
            from data.gone import gone_deals

            return gone_deals(session, manager_id)

        return await self._read(job)

    async def settle_gone(self, deals: Collection[int], choice: Choice, now: datetime) -> int:
        """Say of deals that are gone that they stay, were lost or won; return of how many."""

        def job(session: Session) -> int:
            from data.gone import settle_gone

            return settle_gone(session, self.desk, deals, choice, now)

        return await self._write(job)

"""One progress over several files."""

from __future__ import annotations

from data.files.table import Progress, Table


class Meter:
    """Adds up the bytes read of each table and reports them against the sum of all sizes."""

    def __init__(self, progress: Progress | None = None, total: int = 0) -> None:
        self._progress = progress
        self._total = total
        self._done: dict[str, int] = {}

    def of(self, table: Table) -> Progress | None:
        """Return the callback to read a table with."""
        progress = self._progress
        if progress is None:
            return None
        key = str(table.source.path)

        def report(done: int, size: int) -> None:  # noqa: ARG001 the sum of the sizes is the total
            self._done[key] = done
            progress(sum(self._done.values()), self._total)

        return report

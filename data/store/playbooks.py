"""The playbook: what the department and its segments go by, and the file it goes out and comes in by."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.bookfile import BookChange
    from cockpit.method.playbook import Playbook
    from cockpit.method.playbook_entry import Part, Value
    from cockpit.method.usage import Usage


class PlaybookKeeping(Asking):
    """What is asked and changed of playbooks; a segment that is None stands for the department."""

    async def playbook(self, segment_id: int | None) -> Playbook:
        """What a segment goes by: what it has of its own, else the department's, else the program's."""

        def job(session: Session) -> Playbook:
            from data.playbook_changes import playbook

            return playbook(session, segment_id)

        return await self._read(job)

    async def own_parts(self, segment_id: int | None) -> frozenset[Part]:
        """Which parts a segment has of its own; of the department, those that are not the program's."""

        def job(session: Session) -> frozenset[Part]:
            from data.playbook_changes import own_parts

            return own_parts(session, segment_id)

        return await self._read(job)

    async def save_playbook_part(
        self, segment_id: int | None, part: Part, value: Value, now: datetime, *, seen: Playbook | None = None
    ) -> Playbook:
        """Give a segment a part of its own; what follows for its clients is worked out anew.

        `seen` is the playbook that the change was made from.

        Raises:
            SettingsError: the part cannot be so; `cockpit.method.playbook_entry.check` says why beforehand.
            ConflictError: the part is not any more as it was seen.
        """

        def job(session: Session) -> Playbook:
            from data.playbook_changes import Keeper

            return Keeper(session, self.desk, now).save(segment_id, part, value, seen)

        return await self._write(job)

    async def inherit(self, segment_id: int | None, part: Part, now: datetime) -> Playbook:
        """Drop a part that a segment has of its own; the department goes back to the program's."""

        def job(session: Session) -> Playbook:
            from data.playbook_changes import Keeper

            return Keeper(session, self.desk, now).inherit(segment_id, part)

        return await self._write(job)

    async def playbook_usage(self, segment_id: int | None, now: datetime) -> Usage:
        """How often the templates and questions are used, and which never were."""

        def job(session: Session) -> Usage:
            from data.playbook_usage import usage

            return usage(session, segment_id, now)

        return await self._read(job)

    async def export_playbook(self, file: Path | None = None, *, replace: bool = False) -> str:
        """Write the whole playbook as TOML, with comments in the language in use, and return the text.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: the file cannot be written.
        """

        def job(session: Session) -> str:
            from data.files.playbook import written
            from data.playbook_changes import scopes

            return written(scopes(session))

        text = await self._read(job)
        if file is not None:
            from data.sheets.writing import write_whole

            write_whole(file, text.encode(), replace=replace)
        return text

    async def import_playbook(self, file: Path, now: datetime, *, apply: bool) -> tuple[BookChange, ...]:
        """Say what a file changes; with `apply` do it, as one step of undo.

        Raises:
            FileError: the file cannot be read, or something in it is wrong; the sentence names the line.
        """

        def job(session: Session) -> tuple[BookChange, ...]:
            from data.files.playbook import read_file
            from data.playbook_changes import Keeper

            found = read_file(file, self.desk.currency)
            return Keeper(session, self.desk, now).take_in(found, apply=apply)

        return await self._write(job)

"""The playbook's file, out and in: where it is written, and what one that is read would change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from cockpit.language import t
from cockpit.language.playbook import change_line
from cockpit.method.bookfile import BookChange
from cockpit.method.sentence import Problem, say
from cockpit.method.sheet import file_stem
from screens.base import CockpitScreen
from screens.dialogs import ConfirmDialog
from screens.exporting import documents, export_as
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.paths import typed_path

R = TypeVar("R")
_END = "toml"


async def export(screen: CockpitScreen[R]) -> None:
    """Ask for a file and write the whole playbook into it. Await it in a worker."""
    services = screen.services

    async def write(path: Path, _end: str, replace: bool) -> None:
        await services.store.export_playbook(path, replace=replace)

    note = t("The department's playbook and what each segment has of its own, with a remark on every key.")
    stem = file_stem("playbook", "", services.now().date())
    await export_as(screen, t("Write the playbook into a file"), stem, write, {_END: "TOML"}, note=note)


async def take_in(screen: CockpitScreen[R]) -> bool:
    """Ask for a file, say what it changes, and change it; True when something was. Await it in a worker."""
    services = screen.services
    changed: list[tuple[BookChange, ...]] = []

    async def check(values: Values) -> Sequence[Problem]:
        path = typed_path(values["file"])
        if not path.is_file():
            return (Problem("file", say("There is no such file.")),)
        changes = await services.store.import_playbook(path, services.now(), apply=False)
        if not changes:
            return (Problem("file", say("The file changes nothing: everything is so already.")),)
        lines = "\n".join(change_line(change) for change in changes)
        if not await screen.app.push_screen_wait(ConfirmDialog(t("Import these changes?"), lines)):
            return (Problem("file", say("Nothing was changed.")),)
        changed.append(await services.store.import_playbook(path, services.now(), apply=True))
        return ()

    proposed = documents() / f"{file_stem('playbook', '', services.now().date())}.{_END}"
    await screen.app.push_screen_wait(
        FormDialog(t("Take a playbook in from a file"), [FieldSpec("file", t("File"), str(proposed))], check)
    )
    if changed:
        screen.notify(t("The playbook was taken in; u takes it back."))
    return bool(changed)

"""The playbook's file, out and in: where it is written, and what one that is read would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from cockpit.language import t
from cockpit.language.playbook import change_line
from cockpit.method.bookfile import BookChange
from cockpit.method.sentence import Problem, say
from screens.base import CockpitScreen
from screens.dialogs import ConfirmDialog
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.paths import typed_path

R = TypeVar("R")
_NAME = "playbook.toml"


async def export(screen: CockpitScreen[R]) -> None:
    """Ask for a file and write the whole playbook into it. Await it in a worker."""
    store = screen.services.store
    written: list[str] = []

    async def check(values: Values) -> Sequence[Problem]:
        path = typed_path(values["file"]).absolute()
        if not values["file"].strip() or path.is_dir():
            return (Problem("file", say("Name a file to write into.")),)
        if path.exists():
            question = ConfirmDialog(t("There is such a file already"), f"{path}\n\n{t('Write over it?')}")
            if not await screen.app.push_screen_wait(question):
                return (Problem("file", say("Give another name.")),)
        await store.export_playbook(path)
        written.append(str(path))
        return ()

    note = t("The department's playbook and what each segment has of its own, with a remark on every key.")
    await screen.app.push_screen_wait(
        FormDialog(t("Write the playbook into a file"), [FieldSpec("file", t("File"), _NAME)], check, note=note)
    )
    if written:
        screen.notify(t("Written: {path}", path=written[-1]))


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
        if not await screen.app.push_screen_wait(ConfirmDialog(t("This will change. Take it in?"), lines)):
            return (Problem("file", say("Nothing was changed.")),)
        changed.append(await services.store.import_playbook(path, services.now(), apply=True))
        return ()

    await screen.app.push_screen_wait(
        FormDialog(t("Take a playbook in from a file"), [FieldSpec("file", t("File"), _NAME)], check)
    )
    if changed:
        screen.notify(t("The playbook was taken in; u takes it back."))
    return bool(changed)

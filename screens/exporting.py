"""Writing something into a file to hand out: in which form, into which file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from textual import on, work
from textual.suggester import Suggester

from cockpit.language import t, tell
from cockpit.method.errors import FileThereError
from cockpit.method.sentence import Problem, say
from cockpit.method.sheet import SheetForm
from screens.base import CockpitDialog, CockpitScreen
from screens.dialogs import ConfirmDialog
from screens.fields import Field, FieldSpec, QuietInput
from screens.forms import FormDialog, Values
from screens.paths import candidates, completed, typed_path

R = TypeVar("R")
#: Writes the file; the last argument says whether one that is there is replaced. Raises `FileThereError`.
Write: TypeAlias = Callable[[Path, SheetForm, bool], Awaitable[None]]

_SUFFIXES: Final = {f".{form}" for form in SheetForm}


async def export(
    screen: CockpitScreen[R] | CockpitDialog[R],
    title: str,
    stem: str,
    write: Write,
    forms: Sequence[SheetForm] = tuple(SheetForm),
) -> Path | None:
    """Ask for a form and a file, write it, and say where it is. Await it in a worker.

    Args:
        screen: where it is asked.
        title: what is written.
        stem: the proposed name without its end.
        write: writes it.
        forms: those that can be chosen.

    Returns:
        The file; None when the form was left.
    """
    saved: list[Path] = []

    async def check(values: Values) -> tuple[Problem, ...]:
        path, form = typed_path(values["file"]).absolute(), SheetForm(values["form"])
        if not values["file"].strip() or path.is_dir():
            return (Problem("file", say("Name a file to write into.")),)
        try:
            await write(path, form, False)
        except FileThereError as error:
            question = ConfirmDialog(tell(error.title), f"{path}\n\n{t('Write over it?')}")
            if not await screen.app.push_screen_wait(question):
                return (Problem("file", say("Give another name.")),)
            await write(path, form, True)
        saved.append(path)
        return ()

    await screen.app.push_screen_wait(_ExportDialog(title, str(_folder() / f"{stem}.{forms[0]}"), forms, check))
    if not saved:
        return None
    screen.notify(t("Written: {file}", file=str(saved[-1])))
    return saved[-1]


def form_name(form: SheetForm) -> str:
    """Say what a form is good for."""
    names = {
        SheetForm.MARKDOWN: t("Markdown, to read and to print"),
        SheetForm.CSV: t("CSV, a table"),
        SheetForm.XLSX: t("XLSX, a workbook"),
        SheetForm.ICS: t("ICS, for a calendar"),
        SheetForm.JSON: t("JSON, for programs"),
    }
    return names[form]


class _ExportDialog(FormDialog):
    """The form; the file's name ends as the chosen form does."""

    def __init__(
        self, title: str, file: str, forms: Sequence[SheetForm], check: Callable[[Values], Awaitable[Sequence[Problem]]]
    ) -> None:
        choices = tuple((form.value, form_name(form)) for form in forms)
        fields = (FieldSpec("form", t("Form"), forms[0].value, "choice", choices), FieldSpec("file", t("File"), file))
        super().__init__(title, fields, check, note=t("The right arrow takes a folder that is proposed."))

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#field-file QuietInput", QuietInput).suggester = _Folders()

    @on(Field.Changed)
    def _follow(self, event: Field.Changed) -> None:
        if event.field.spec.name != "form":
            return
        file = self.query_one("#field-file", Field)
        path = Path(file.value)
        if path.suffix.casefold() in _SUFFIXES:
            file.value = str(path.with_suffix(f".{event.field.value}"))

    @work(exclusive=True, group="form")
    async def action_leave(self) -> None:
        """Close the form; nothing typed here is worth a question."""
        self.dismiss(None)


class _Folders(Suggester):
    """Offers the rest of a folder's name."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        found = await asyncio.to_thread(candidates, value)
        longer = completed(value, [each for each in found if each.folder])
        return longer if longer.startswith(value) and longer != value else None


def _folder() -> Path:
    """Return the user's folder for documents, or his home."""
    import platformdirs

    documents = platformdirs.user_documents_path()
    return documents if documents.is_dir() else Path.home()

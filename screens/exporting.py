"""Writing something into a file: in which form, into which file, and never over another one unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

from textual import on, work
from textual.suggester import Suggester

from cockpit.language import t
from cockpit.method.errors import FileThereError
from cockpit.method.sentence import Problem, say
from cockpit.method.sheet import SheetForm, end_of
from screens.base import CockpitDialog, CockpitScreen
from screens.dialogs import ConfirmDialog
from screens.fields import Field, FieldSpec, QuietInput
from screens.forms import Check, FormDialog, Values
from screens.paths import candidates, completed, typed_path

R = TypeVar("R")
#: Writes the file; the last argument says whether one that is there is replaced. Raises `FileThereError`.
Write: TypeAlias = Callable[[Path, SheetForm, bool], Awaitable[object]]


async def export(
    screen: CockpitScreen[R] | CockpitDialog[R],
    title: str,
    stem: str,
    write: Write,
    forms: Sequence[SheetForm] = tuple(SheetForm),
    *,
    note: str = "",
) -> Path | None:
    """Ask for a form and a file, write it, and say where it is. Await it in a worker.

    Args:
        screen: where it is asked.
        title: what is written.
        stem: the proposed name without its end.
        write: writes it.
        forms: those that can be chosen.
        note: what is in it.

    Returns:
        The file; None when the form was left.
    """

    async def written(path: Path, end: str, replace: bool) -> None:
        await write(path, SheetForm(end), replace)

    return await export_as(screen, title, stem, written, {form.value: form_name(form) for form in forms}, note=note)


async def export_as(
    screen: CockpitScreen[R] | CockpitDialog[R],
    title: str,
    stem: str,
    write: Callable[[Path, str, bool], Awaitable[object]],
    forms: Mapping[str, str],
    *,
    note: str = "",
) -> Path | None:
    """Ask as `export` does, in forms that are told by the ends of their names; a single one is not asked for.

    Args:
        screen: where it is asked.
        title: what is written.
        stem: the proposed name without its end.
        write: writes it; told the end of the form's name.
        forms: the ends, without the dot, with what each form is called.
        note: what is in it.

    Returns:
        The file; None when the form was left.
    """
    saved: list[Path] = []

    async def check(values: Values) -> tuple[Problem, ...]:
        path = typed_path(values["file"]).absolute()
        if not values["file"].strip() or path.is_dir():
            return (Problem("file", say("Name a file to write into.")),)
        end = end_of(path.name, forms)
        if not end:
            return (Problem("file", say("The name ends with {ends}.", ends=", ".join(f".{end}" for end in forms))),)
        try:
            await write(path, end, False)
        except FileThereError:
            if not await screen.app.push_screen_wait(ConfirmDialog(t("Write over the file?"), str(path))):
                return (Problem("file", say("Give another name.")),)
            await write(path, end, True)
        saved.append(path)
        return ()

    await screen.app.push_screen_wait(_ExportDialog(title, stem, forms, check, note))
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
        SheetForm.AMOCRM: t("CSV to import into amoCRM or Kommo"),
        SheetForm.BITRIX24: t("CSV to import into Bitrix24, tasks"),
    }
    return names[form]


class _ExportDialog(FormDialog):
    """The form; the file's name ends as the chosen form does, and one that ends otherwise chooses its form."""

    def __init__(self, title: str, stem: str, forms: Mapping[str, str], check: Check, note: str) -> None:
        first, hint = next(iter(forms)), t("The right arrow takes a folder that is proposed.")
        fields = [FieldSpec("file", t("File"), str(documents() / f"{stem}.{first}"))]
        if len(forms) > 1:
            fields.insert(0, FieldSpec("form", t("Form"), first, "choice", tuple(forms.items())))
        super().__init__(title, fields, check, note=f"{note} {hint}".strip())
        self._ends = tuple(forms)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#field-file QuietInput", QuietInput).suggester = _Folders()

    @on(Field.Changed)
    def _follow(self, event: Field.Changed) -> None:
        if len(self._ends) == 1:
            return
        form, file = self.query_one("#field-form", Field), self.query_one("#field-file", Field)
        end = end_of(file.value, self._ends)
        if not end or end == form.value:
            return
        if event.field is form:
            file.value = f"{file.value[: -len(end)]}{form.value}"
        else:
            form.value = end

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


def documents() -> Path:
    """Return the user's folder for documents, or his home."""
    import platformdirs

    folder = platformdirs.user_documents_path()
    return folder if folder.is_dir() else Path.home()

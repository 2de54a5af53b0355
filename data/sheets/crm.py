"""Tasks and notes as files that other programs take in by their own import.

Bitrix24, "Tasks", "Import from CSV": the names of the columns, the mark of UTF-8, ``;`` between cells that are all
quoted, ``[*]`` before a tag and the day as the site writes it stand in the source of the component ``tasks.import``
(github.com/avshatalov48/bitrix24-core-corp, modules/tasks). It matches columns by their names in the portal's
language. Its importer of deals makes a new deal of every row, also of one with an id, so the note of a review goes
into the task's description.

amoCRM and Kommo, "Import" on the list of leads: a person matches the columns, and every row becomes a new lead with
its notes; there is no column for a task, so the task and its day are a note too. The names are those of their own
export. It was not tried on an account.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, tzinfo

from cockpit.language import current, many_lines, money, t
from cockpit.language.words import about_clients, client_name, temperature_name, verdict_name
from cockpit.method.overview import TaskLine
from cockpit.method.records import Review
from cockpit.method.sheet import Sheet, SheetForm
from data.sheets.table import neutral

#: Title, description, important, responsible, deadline, tags.
_BITRIX = {
    "ru": ("Название", "Описание", "Это важная задача", "Ответственный", "Крайний срок", "Теги"),
    "en": ("Name", "Description", "Important task", "Responsible person", "Deadline", "Tags"),
}
#: Title, company, contact, responsible, two notes.
_AMO = {
    "ru": ("Название сделки", "Компания", "Полное имя контакта", "Ответственный", "Примечание", "Примечание 2"),
    "en": ("Lead title", "Company", "Contact full name", "Responsible user", "Note", "Note 2"),
}
_END_OF_DAY = "18:00:00"


def written(sheets: Sequence[Sheet], form: SheetForm, reviews: Mapping[int, Review], zone: tzinfo | None) -> bytes:
    """Write the tasks that are still to be done, a row each.

    Args:
        sheets: the managers' sheets.
        form: `SheetForm.AMOCRM` or `SheetForm.BITRIX24`.
        reviews: the last review of each client, told in the note.
        zone: the organisation's, in which a review has its day.
    """
    notes = {client: "\n".join(_note(review, zone)) for client, review in reviews.items()}
    lines = [line for sheet in sheets for line in sheet.lines if line.task.done_on is None]
    if form is SheetForm.BITRIX24:
        rows = [_BITRIX[current()], *(_bitrix(line, notes) for line in lines)]
    else:
        rows = [_AMO[current()], *(_amo(line, notes) for line in lines if line.client is not None)]
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([neutral(many_lines(cell)) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _bitrix(line: TaskLine, notes: Mapping[int, str]) -> tuple[str, ...]:
    task = line.task
    tags = [temperature_name(line.temperature)] if line.temperature else []
    about = t("Planned result: {result}", result=task.planned_result)
    return (
        f"{_whose(line)}: {task.text}",
        "\n".join(filter(None, (about, notes.get(task.client_id or 0)))),
        "1" if task.moves or task.ladder is not None else "0",
        task.manager,
        f"{_day(task.due_on)} {_END_OF_DAY}",
        "".join(f"[*]{tag}" for tag in tags),
    )


def _amo(line: TaskLine, notes: Mapping[int, str]) -> tuple[str, ...]:
    task, client = line.task, line.client
    next_step = t(
        "By {day}: {task}. Planned result: {result}",
        day=_day(task.due_on),
        task=task.text.rstrip("."),
        result=task.planned_result,
    )
    return (
        f"{_whose(line)}: {task.text}",
        "" if client is None else client_name(client),
        "" if client is None else client.contact,
        task.manager,
        notes.get(task.client_id or 0, ""),
        next_step,
    )


def _whose(line: TaskLine) -> str:
    return client_name(line.client) if line.client else about_clients(line.task)


def _note(review: Review, zone: tzinfo | None) -> Iterator[str]:
    """Tell a review in lines: result, correction or path to payment, risks, opportunities."""
    result = verdict_name(review.verdict)
    yield t("Review of {day}: {result}", day=_day(review.reviewed_at.astimezone(zone).date()), result=result)
    if review.actual:
        yield t("Actual: {text}", text=review.actual)
    if review.correction:
        yield t("Correction: {text}", text=review.correction)
    if review.path:
        amount = f" ({money(review.path_amount)})" if review.path_amount else ""
        yield t("Path to payment: {text}", text=review.path + amount)
    for risk in review.risks:
        yield t("Risk: {text}", text=risk.text)
    for found in review.opportunities:
        amount = f" ({money(found.amount)})" if found.amount else ""
        yield t("Opportunity: {text}", text=found.text + amount)


def _day(day: date) -> str:
    """Write a day as the programs do in this language: ``24.11.2026``, in English ``11/24/2026``."""
    return f"{day:%d.%m.%Y}" if current() == "ru" else f"{day:%m/%d/%Y}"

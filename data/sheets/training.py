"""The programme of training (R54) and the table it comes from, in every form."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.language import day, long_day, moneys, t, tell, tn
from cockpit.language.words import skill_name
from cockpit.method.sheet import SheetForm
from cockpit.method.training import EVERYBODY, Correction, Lesson, Training
from cockpit.method.words import Skill
from data.sheets.table import Column, Table, Value, markup
from data.sheets.table import written as tables_written


def written(training: Training, form: SheetForm) -> bytes:
    """Write the programme as Markdown to read, or its tables.

    Raises:
        ValueError: it cannot be written in this form.
    """
    if form is SheetForm.MARKDOWN:
        return ("\n".join(_markdown(training)) + "\n").encode()
    return tables_written((*tables(training), _corrections(training)), form)


def tables(training: Training) -> tuple[Table, Table]:
    """Return the programme and the error types as tables."""
    return _programme(training), _errors(training)


def window_text(training: Training) -> str:
    """Name the days that the corrections are of, and how many there are."""
    n = tn("{n} correction", "{n} corrections", training.n)
    if training.start is None:
        return t("up to {end}: {n}", end=long_day(training.end), n=n)
    return t("{start} to {end}: {n}", start=long_day(training.start), end=long_day(training.end), n=n)


def _markdown(training: Training) -> Iterator[str]:
    yield f"# {t('Training programme')}"
    yield ""
    yield window_text(training)
    if untagged := training.untagged("competency"):
        yield ""
        yield tn("{n} of them without a competency", "{n} of them without a competency", untagged)
    for skill in Skill:
        yield ""
        yield f"## {skill_name(skill)}"
        lessons = training.lessons(skill)
        if not lessons:
            yield ""
            yield t("Nothing was corrected here.")
        for lesson in lessons:
            yield from _lesson(training, lesson)


def _lesson(training: Training, lesson: Lesson) -> Iterator[str]:
    yield ""
    yield f"### {markup(tell(lesson.competency.label))}"
    yield ""
    money = f", {moneys(lesson.cell.money)}" if lesson.cell.money else ""
    counts = tn("{n} correction", "{n} corrections", lesson.cell.n)
    clients = tn("{n} client", "{n} clients", lesson.cell.clients)
    yield f"{counts} · {clients}{money}"
    yield ""
    names = ", ".join(f"{markup(need.manager)} ({need.cell.n})" for need in lesson.needed_by)
    yield f"{t('Who needs it: ')}{names}"
    yield ""
    for each in lesson.cell.examples:
        error = error_text(training, each)
        facts = " · ".join(markup(part) for part in (each.client, day(each.on), each.manager, error) if part)
        yield f"- {facts}: {markup(each.text)}" if each.text else f"- {facts}"


def _programme(training: Training) -> Table:
    columns = (
        Column("skill", t("Part")),
        Column("competency", t("Competency")),
        Column("manager", t("Manager")),
        Column("corrections", t("Corrections")),
        Column("clients", t("Clients")),
        Column("money", t("Money")),
        Column("examples", t("Examples")),
    )
    rows: list[tuple[Value, ...]] = []
    for lesson in training.programme():
        for need in lesson.needed_by:
            cell = need.cell
            examples = "; ".join(each.client for each in cell.examples)
            competency = lesson.competency
            name = (skill_name(competency.skill), tell(competency.label), need.manager)
            rows.append((*name, cell.n, cell.clients, cell.money, examples))
    return Table(t("Training programme"), columns, rows, "programme")


def _errors(training: Training) -> Table:
    columns = (
        Column("error_type", t("Error type")),
        Column("manager", t("Manager")),
        Column("corrections", t("Corrections")),
        Column("clients", t("Clients")),
        Column("money", t("Money")),
        Column("delay_median_days", t("Delay, median days")),
        Column("delay_known", t("Delays known")),
        Column("lost", t("Lost since")),
    )
    cells = training.cells("error_type")
    rows: list[tuple[Value, ...]] = []
    for who, name in ((EVERYBODY, t("Everybody")), *training.managers):
        for error in (*training.error_types, None):
            cell = cells.get((who, error.id if error else ""))
            if cell is not None:
                label = tell(error.label) if error else t("without an error type")
                money, lost = cell.money, cell.lost
                rows.append((label, name, cell.n, cell.clients, money, cell.delay, len(cell.delays), lost))
    return Table(t("Error types"), columns, rows, "error_types")


def _corrections(training: Training) -> Table:
    columns = (
        Column("day", t("Day")),
        Column("manager", t("Manager")),
        Column("client", t("Client")),
        Column("error_type", t("Error type")),
        Column("competency", t("Competency")),
        Column("correction", t("Correction")),
        Column("money", t("Money")),
        Column("delay_days", t("Delay, days")),
        Column("lost", t("Lost since")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.on,
            each.manager,
            each.client,
            error_text(training, each),
            competency_text(training, each),
            each.text,
            each.money,
            each.delay_days,
            each.lost,
        )
        for each in training.corrections
    ]
    return Table(t("Corrections"), columns, rows, "corrections")


def error_text(training: Training, correction: Correction) -> str:
    """Name the error type of a correction, empty without one."""
    found = training.error(correction.error_type)
    return tell(found.label) if found else ""


def competency_text(training: Training, correction: Correction) -> str:
    """Name the competency of a correction, empty without one."""
    found = training.competency(correction.competency)
    return tell(found.label) if found else ""

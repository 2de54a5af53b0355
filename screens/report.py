"""An import's report as a page: what each file holds, what was found out, and every row that is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from cockpit.language import moneys, number, short_money, t, tell, tn
from cockpit.language.crm import report_facts, source_title
from cockpit.method.report import FileAccount, ImportReport, SampleDeal
from cockpit.method.words import DealStatus
from screens.columns import Column
from screens.people import deal_words
from screens.plain import Cell, Span, content
from screens.tables import table

#: Rows with something to say that the page lists; the command line lists them all.
_MOST_ROWS: Final = 200


def report_page(report: ImportReport, width: int) -> Content:
    """Write a report in `width` cells."""
    return Content("\n").join(_blocks(report, width))


def _blocks(report: ImportReport, width: int) -> Iterator[Content]:
    yield content(((_headline(report), "good" if report.applied else "strong"),))
    yield content("")
    yield _files(report, width)
    yield content("")
    yield content(_counts(report))
    for status in DealStatus:
        if report.deals.get(status):
            yield content(_deals(report, status))
    if report.managers_without_clients:
        names = ", ".join(report.managers_without_clients)
        yield content(((t("Without clients: "), "muted"), (names, "")))
    told = tuple(report_facts(report))
    if told:
        yield content("")
        for text in told:
            yield content((("·  ", "muted"), (text, "warm")))
    if report.notes:
        yield content("")
        yield content(t("Found out and assumed"), "section")
        for note in report.notes:
            yield content((("·  ", "muted"), (tell(note), "")))
    if report.sample:
        yield content("")
        yield content(t("The first deals, as they were understood"), "section")
        yield sample_table(report.sample, width)
    yield from _rows(report)


def _headline(report: ImportReport) -> str:
    total = report.total
    if report.applied:
        return t(
            "Imported. Rows taken: {taken}, changed: {updated}, the same: {unchanged}, left out: {skipped}.",
            taken=total.taken,
            updated=total.updated,
            unchanged=total.unchanged,
            skipped=total.skipped,
        )
    text = tn("{n} row, nothing is written yet", "{n} rows, nothing is written yet", total.rows)
    names = ", ".join(source_title(name) for name in report.dialect.split(", ") if name)
    return f"{names} · {text}" if names else text


def _files(report: ImportReport, width: int) -> Content:
    columns = (
        Column("file", t("File"), least=16, most=44, weight=1, priority=9),
        Column("rows", t("Rows"), least=8, align="right", priority=8),
        Column("taken", t("Taken"), least=9, align="right", priority=7),
        Column("updated", t("Changed"), least=9, align="right", priority=5),
        Column("unchanged", t("The same"), least=9, align="right", priority=4),
        Column("skipped", t("Left out"), least=9, align="right", priority=7),
        Column("blank", t("Blank"), least=7, align="right", priority=2),
    )
    return table(columns, [_file(file) for file in report.files], width)


def _file(file: FileAccount) -> tuple[Cell, ...]:
    return (
        file.file,
        number(file.rows),
        number(file.taken),
        number(file.updated),
        number(file.unchanged),
        ((number(file.skipped), "alarm" if file.skipped else ""),),
        number(file.blank),
    )


def _counts(report: ImportReport) -> str:
    parts = [
        tn("{n} manager", "{n} managers", report.managers),
        tn("{n} client", "{n} clients", report.clients),
    ]
    if report.nameless:
        parts.append(tn("{n} of them without a name", "{n} of them without a name", report.nameless))
    if report.without_amount:
        parts.append(tn("{n} open deal without an amount", "{n} open deals without an amount", report.without_amount))
    return " · ".join(parts)


def _deals(report: ImportReport, status: DealStatus) -> tuple[Span, ...]:
    count = report.deals[status]
    money = report.money.get(status, ())
    text = tn("{n} deal", "{n} deals", count)
    return ((f"{deal_words()[status.value]:<10}", "muted"), (text, ""), (f" · {moneys(money)}" if money else "", ""))


def sample_table(deals: Sequence[SampleDeal], width: int) -> Content:
    """Write the first deals of a file, as they were understood, in `width` cells."""
    columns = (
        Column("client", t("Client"), least=16, most=32, weight=2, priority=9),
        Column("manager", t("Manager"), least=12, most=24, weight=1, priority=7),
        Column("deal", t("Deal"), least=12, most=28, weight=1, priority=5),
        Column("money", t("Money"), least=12, align="right", priority=8),
        Column("stage", t("Stage"), least=12, most=20, weight=1, priority=4),
        Column("status", t("Status"), least=9, priority=6),
    )
    return table(columns, [_deal(deal) for deal in deals], width)


def _deal(deal: SampleDeal) -> tuple[Cell, ...]:
    money: Cell = (("—", "muted"),)
    if deal.money is not None:
        money = short_money(deal.money)
    elif deal.estimate is not None:
        money = f"~{short_money(deal.estimate)}"
    name: Cell = ((deal.client, "muted" if deal.nameless else ""),)
    return (name, deal.manager, deal.title, money, deal.stage, deal_words()[deal.status.value])


def _rows(report: ImportReport) -> Iterator[Content]:
    if not report.rows:
        return
    yield content("")
    yield content(t("Rows left out, or with a value that could not be read"), "section")
    for note in report.rows[:_MOST_ROWS]:
        where = t("{file}, line {line}", file=note.file, line=str(note.line))
        sign: Span = (t("left out"), "alarm") if note.skipped else (t("taken"), "muted")
        yield content(((f"{where}  ", "muted"), sign, (f"  {tell(note.sentence)}", "")))
    more = len(report.rows) - _MOST_ROWS
    if more > 0:
        text = tn(
            "and {n} more; cockpit import --dry-run lists them all",
            "and {n} more; cockpit import --dry-run lists them all",
            more,
        )
        yield content(text, "muted")

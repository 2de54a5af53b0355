"""The requests, the sources of leads and the refusals in every form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cockpit.language import t
from cockpit.language.words import area_name, request_state_name
from cockpit.method.records import Request
from cockpit.method.request import ReasonLine, RequestLine, SourceLine, first_day
from cockpit.method.sheet import SheetForm
from data.sheets.table import Column, Table
from data.sheets.table import written as tables_written


def written(
    requests: Sequence[RequestLine],
    sources: Sequence[SourceLine],
    reasons: Sequence[ReasonLine],
    form: SheetForm,
    today: date,
) -> bytes:
    """Write the three tables as one file; CSV, which programs read, holds the requests alone.

    Raises:
        ValueError: they cannot be written in this form.
    """
    found = tables(requests, sources, reasons, today)
    return tables_written(found[:1] if form is SheetForm.CSV else found, form)


def tables(
    requests: Sequence[RequestLine], sources: Sequence[SourceLine], reasons: Sequence[ReasonLine], today: date
) -> tuple[Table, Table, Table]:
    """Return the three tables, titled in the language in use with the window they tell of."""
    return _requests(requests), _sources(sources, today), _reasons(reasons, today)


def _requests(lines: Sequence[RequestLine]) -> Table:
    columns = (
        Column("text", t("What is missing")),
        Column("area", t("Area")),
        Column("money", t("Money stuck")),
        Column("clients", t("Clients")),
        Column("without_amount", t("No amount")),
        Column("refused_clients", t("Refused since")),
        Column("refused", t("Refused money")),
        Column("since", t("Since")),
        Column("asked_by", t("Asked by")),
        Column("state", t("State")),
        Column("closed_on", t("Closed")),
        Column("closed_reason", t("Reason")),
    )
    rows = [
        (
            line.request.text,
            area_name(line.request.area),
            line.money,
            line.clients,
            line.without_amount,
            line.lost_clients,
            line.lost,
            line.request.opened_on,
            ", ".join(line.managers),
            _state(line.request),
            line.request.closed_on,
            "" if line.request.merged_into is not None else line.request.closed_reason,
        )
        for line in lines
    ]
    return Table(t("What is missing"), columns, rows, "requests")


def _state(request: Request) -> str:
    if request.merged_into is not None:
        return t("merged into “{text}”", text=request.closed_reason)
    return request_state_name(request.state)


def _window(title: str, today: date) -> str:
    return f"{title}, {first_day(today).isoformat()} – {today.isoformat()}"


def _sources(lines: Sequence[SourceLine], today: date) -> Table:
    columns = (
        Column("source", t("Source")),
        Column("clients", t("Clients")),
        Column("open_clients", t("Open clients")),
        Column("open_money", t("Open money")),
        Column("won", t("Won deals")),
        Column("won_money", t("Won money")),
        Column("days_to_won", t("Days to won")),
        Column("refused_clients", t("Refused")),
        Column("refused", t("Refused money")),
        Column("minutes_in_reviews", t("Minutes in reviews")),
    )
    rows = [
        (
            line.name or t("not named"),
            line.clients,
            line.open_clients,
            line.money,
            line.won,
            line.won_money,
            line.days,
            line.refused,
            line.lost,
            round(line.seconds / 60),
        )
        for line in lines
    ]
    return Table(_window(t("Leads by source"), today), columns, rows, "sources")


def _reasons(lines: Sequence[ReasonLine], today: date) -> Table:
    columns = (
        Column("reason", t("Reason")),
        Column("clients", t("Clients")),
        Column("refused", t("Refused money")),
        Column("lacked", t("What they lacked: product, offer")),
    )
    rows = [
        (
            line.name or t("not named"),
            line.clients,
            line.lost,
            "; ".join(f"{request.text} ({n})" for request, n in line.requests),
        )
        for line in lines
    ]
    return Table(_window(t("Refusals by reason"), today), columns, rows, "refusals")

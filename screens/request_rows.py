"""How requests, sources of leads, refusals and the clients behind them are drawn, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from rich.cells import cell_len

from cockpit.language import day, minutes, moneys, number, short_money, t, tn
from cockpit.language.words import area_name, client_name, request_state_name
from cockpit.method.money import Money
from cockpit.method.request import ENOUGH, WINDOW_DAYS, Backer, ReasonLine, RequestLine, SourceLine
from cockpit.method.words import Area, RequestState
from screens.columns import Column
from screens.lines import Line
from screens.plain import Cell, Span

#: What stands before a request that looks like another one.
ALIKE: Final[Span] = ("≈", "accent")
_NOTHING: Final[Cell] = (("—", "muted"),)
_NAMED = 2


def request_columns() -> tuple[Column, ...]:
    """Return the columns of the requests, titled in the user's language."""
    return (
        Column("mark", "", least=1, priority=9),
        Column("text", t("What is missing"), least=30, enough=44, most=60, weight=3, priority=9),
        Column("area", t("Area"), least=11, priority=7),
        _right("money", t("Money stuck"), 11, 9, most=22),
        _right("clients", t("Clients"), 7, 8),
        _right("unknown", t("No amount"), 9, 3),
        _right("lost", t("Refused since"), 13, 5),
        Column("since", t("Since"), least=7, priority=4),
        Column("who", t("Asked by"), least=16, most=24, weight=1, priority=2),
    )


def request(line: RequestLine) -> Line:
    """Draw a request."""
    it = line.request
    text: Cell = it.text
    if it.state is not RequestState.OPEN:
        text = ((it.text, ""), (f"  {ending(line)}", "muted"))
    return Line(
        it.id,
        (
            (ALIKE,) if line.alike else "",
            text,
            area_name(it.area),
            ((moneys(line.money, short=True), "strong"),) if line.money else _NOTHING,
            ((number(line.clients), "" if line.clients else "muted"),),
            _count(line.without_amount),
            _sums(line.lost),
            day(it.opened_on),
            _who(line.managers),
        ),
        "" if it.state is RequestState.OPEN else "muted",
    )


def ending(line: RequestLine) -> str:
    """Say what became of a closed request."""
    it = line.request
    if it.merged_into is not None:
        return t("merged into “{text}”", text=it.closed_reason)
    said = request_state_name(it.state)
    if it.closed_on is not None:
        said = f"{said} {day(it.closed_on)}"
    return f"{said}: {it.closed_reason}" if it.closed_reason else said


def _who(names: Sequence[str]) -> Cell:
    if not names:
        return _NOTHING
    more = len(names) - 1
    return ((names[0], ""), (f" +{more}" if more else "", "muted"))


def about(line: RequestLine | None, others: Sequence[str]) -> Cell:
    """Say below the list what the columns leave out.

    Args:
        line: the request under the cursor.
        others: the texts of the open requests that look like it.
    """
    if line is None:
        return ""
    clients = tn("{n} open client", "{n} open clients", line.clients)
    facts = [t("since {day}", day=line.request.opened_on), clients]
    text = line.request.text
    if line.request.state is not RequestState.OPEN:
        text = f"{text}  {ending(line)}"
    if line.without_amount:
        facts.append(tn("{n} without an amount", "{n} without an amount", line.without_amount))
    if line.gone:
        facts.append(tn("{n} not open any more", "{n} not open any more", line.gone))
    if line.lost_clients:
        lost = tn("{n} has refused since", "{n} have refused since", line.lost_clients)
        facts.append(f"{lost} {moneys(line.lost, short=True)}" if line.lost else lost)
    if line.managers:
        more = len(line.managers) - _NAMED
        names = ", ".join(line.managers[:_NAMED]) + (f" +{more}" if more > 0 else "")
        facts.append(t("asked by {names}", names=names))
    spans: list[Span] = [(text, "strong")]
    if others:
        spans += [("\n≈ ", "accent"), (t("looks like: {texts}", texts="; ".join(others)), "")]
        spans += [("   m ", "accent"), (t("merges them"), "muted")]
    return (*spans, ("\n" + " · ".join(facts), "muted"))


def areas(lines: Sequence[RequestLine], chosen: Area | None, *, closed: bool) -> Cell:
    """Write the areas with their digits and how many requests each has; the chosen one stands out."""
    shown = [line for line in lines if (line.request.state is not RequestState.OPEN) is closed]
    spans: list[Span] = []
    for digit, area in enumerate((None, *Area)):
        n = sum(area is None or line.request.area is area for line in shown)
        name = t("all") if area is None else area_name(area)
        here = area is chosen
        spans += [(f"{digit}\u00a0", "accent"), (f"{name}\u00a0{n}", "strong" if here else "muted"), ("  ", "")]
    spans += [("c\u00a0", "accent"), (t("closed") if not closed else t("open"), "muted")]
    return tuple(spans)


def window(now: date, since: date) -> str:
    """Name the days that the figures of a page are about."""
    return t("the last {n} days: {since} – {now}", n=WINDOW_DAYS, since=day(since), now=day(now))


def source_columns() -> tuple[Column, ...]:
    """Return the columns of the sources of leads."""
    return (
        Column("name", t("Source"), least=16, enough=20, most=36, weight=3, priority=9),
        _right("clients", t("Clients"), 7, 7),
        _right("open", t("Open clients"), 6, 5),
        _right("money", t("Open money"), 11, 9, most=20),
        _right("won", t("Won deals"), 5, 6),
        _right("won-money", t("Won money"), 11, 7, most=20),
        _right("days", t("Days to won"), 11, 4),
        _right("refused", t("Refused"), 8, 6),
        _right("lost", t("Refused money"), 13, 5),
        _right("time", t("In reviews"), 10, 3),
    )


def source(line: SourceLine) -> Line:
    """Draw a source of leads."""
    days: Cell = _NOTHING
    if line.days is not None:
        days = number(line.days)
    elif line.won:
        days = ((t("too few"), "muted"),)
    return Line(
        line.name,
        (
            line.name or ((t("not named"), "muted"),),
            number(line.clients),
            _count(line.open_clients),
            ((moneys(line.money, short=True), "strong"),) if line.money else _NOTHING,
            _count(line.won),
            _sums(line.won_money),
            days,
            _count(line.refused),
            _sums(line.lost),
            minutes(line.seconds) if line.seconds else _NOTHING,
        ),
    )


def reason_columns() -> tuple[Column, ...]:
    """Return the columns of the reasons of refusals."""
    return (
        Column("name", t("Reason"), least=20, enough=26, most=48, weight=2, priority=9),
        _right("clients", t("Clients"), 7, 9),
        _right("lost", t("Refused money"), 13, 9),
        Column("lacked", t("What they lacked: product, offer"), least=20, weight=3, priority=6),
    )


def reason(line: ReasonLine) -> Line:
    """Draw a reason of refusals with what its clients had lacked."""
    spans: list[Span] = []
    for wish, n in line.requests:
        spans += [("; " if spans else "", "muted"), (wish.text, ""), (f" {n}", "muted")]
    return Line(
        line.name,
        (
            line.name or ((t("not named"), "muted"),),
            number(line.clients),
            _sums(line.lost),
            tuple(spans) or _NOTHING,
        ),
    )


def backer_columns(*, noted: bool) -> tuple[Column, ...]:
    """Return the columns of the clients behind a figure; `noted` when they stand behind a request."""
    return (
        Column("client", t("Client"), least=18, most=34, weight=2, priority=9),
        Column("manager", t("Manager"), least=12, most=24, weight=1, priority=8),
        _right("money", t("Open money"), 11, 9),
        Column("on", t("Noted on") if noted else t("Closed on"), least=8, priority=7),
        *(() if noted else (_right("won", t("Won money"), 10, 4),)),
        _right("lost", t("Refused since") if noted else t("Refused"), 11, 6),
        Column("reason", t("Reason"), least=12, most=28, weight=1, priority=3),
        *(() if noted else (_right("time", t("In reviews"), 8, 2),)),
    )


def backer(found: Backer, *, noted: bool) -> Line:
    """Draw a client behind a figure."""
    client = found.client
    money: Cell = ((t("no amount"), "muted"),)
    if not client.is_open:
        money = ((t("not open"), "muted"),)
    elif client.money is not None:
        money = ((f"~{short_money(client.money)}", "muted"),) if client.estimated else short_money(client.money)
    time: Cell = minutes(found.seconds) if found.seconds else _NOTHING
    return Line(
        (client.manager_id, client.id),
        (
            client_name(client),
            found.manager,
            money,
            day(found.on) if found.on else _NOTHING,
            *(() if noted else (_sums(found.won),)),
            _sums(found.lost),
            found.reason,
            *(() if noted else (time,)),
        ),
        "" if client.is_open else "muted",
    )


def few() -> str:
    """Say below which number no median is told."""
    return t("days from {n} won deals on", n=ENOUGH)


def _right(key: str, title: str, least: int, priority: int, *, most: int = 0) -> Column:
    """Make a column of numbers, as wide as its title in any language; with `most` it grows up to so many cells."""
    return Column(
        key, title, max(least, cell_len(title)), most=most, weight=1 if most else 0, align="right", priority=priority
    )


def _count(n: int) -> Cell:
    return number(n) if n else _NOTHING


def _sums(amounts: Sequence[Money]) -> Cell:
    return moneys(amounts, short=True) if amounts else _NOTHING

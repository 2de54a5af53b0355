"""How the rows of a queue are drawn."""

from __future__ import annotations

from datetime import date
from typing import Final

from rich.cells import cell_len

from cockpit.language import day, moneys, number, short_money, t, tell, tn
from cockpit.language.words import client_name, ending_name, lane_name
from cockpit.method.budget import Budget
from cockpit.method.money import Money
from cockpit.method.overview import QueueLine, QueueView
from cockpit.method.records import Client, Sitting
from cockpit.method.sentence import Sentence
from cockpit.method.words import Lane
from screens.columns import Column
from screens.lines import Line, Row, Section
from screens.order import Edge, Fold, Heading
from screens.plain import Cell, Paint, Span
from screens.temperature import ASLEEP_SIGN, temperature_cell

#: What stands before a client: reviewed, put off, a review begun.
REVIEWED: Final[Span] = ("✓", "good")
DEFERRED: Final[Span] = ("→", "muted")
BEGUN: Final[Span] = ("✎", "accent")
#: Past the day by which it had to be reviewed.
PAST: Final[Span] = ("▲", "warm")
PARKED_SIGN: Final = "‖"

_NOTHING: Final[tuple[Span, ...]] = (("—", "muted"),)
#: The amount that `short_money` writes widest.
_WIDEST: Final = Money(999_999_00, "USD")


def columns() -> tuple[Column, ...]:
    """Return the columns, titled in the user's language."""
    return (
        Column("mark", "", least=1, priority=9),
        Column("client", t("Client"), least=18, enough=22, most=40, weight=1, priority=9),
        Column("type", t("Type"), least=max(11, len(t("potential")) + 2), priority=6),
        Column("money", t("Money"), least=1 + len(short_money(_WIDEST)), align="right", priority=8),
        Column("why", t("Why here"), least=24, enough=30, most=44, weight=3, priority=7),
        Column("next", t("Next step"), least=16, weight=2, priority=4),
        Column("pay", t("Pay by"), least=8, most=10, weight=1, priority=3),
    )


def between(entry: Heading | Fold | Edge, view: QueueView, budget: Budget | None, *, open_: bool) -> Row:
    """Draw a row that is no client; `open_` tells a fold that is unfolded."""
    if isinstance(entry, Edge):
        return _edge(entry, budget)
    return _fold(entry, view, open_=open_) if isinstance(entry, Fold) else _heading(entry.lane, view)


def _heading(lane: Lane | None, view: QueueView) -> Section:
    if lane is None:
        return Section(t("left out, or without open deals") if view.high_only else t("without open deals"))
    return Section(((lane_name(lane), "section"), (f"  {_size(lane, view)}", "muted")))


def _fold(entry: Fold, view: QueueView, *, open_: bool) -> Line:
    lane = entry.lane
    signs: dict[Lane, str] = {Lane.ASLEEP: ASLEEP_SIGN, Lane.PARKED: PARKED_SIGN}
    how = t("enter folds them") if open_ else t("enter shows them")
    if lane is Lane.ASLEEP and not open_:
        how = t("enter: keep, park until, refuse")
    text = f"{signs.get(lane, ' ')}  {lane_name(lane)}  {_size(lane, view)}"
    return Line(entry, (((text, "asleep"), (f"   {how}", "muted")),), wide=True)


def _edge(entry: Edge, budget: Budget | None) -> Row:
    if budget is None:
        return Section("")
    how = tn("enter puts {n} client off", "enter puts {n} clients off", len(budget.left))
    return Line(entry, ((("── ", "accent"), (t("the time ends here"), "accent"), (f"   {how}", "muted")),), wide=True)


def _size(lane: Lane, view: QueueView) -> str:
    count = number(len(view.lanes.get(lane, ())))
    money = view.money.get(lane, ())
    return f"{count} · {moneys(money, short=True)}" if money else count


def client(
    client_id: int, line: QueueLine | None, sitting: Sitting | None, width: int, today: date | None = None
) -> Line:
    """Draw a client; without its line as not known yet.

    Args:
        client_id: who it is.
        line: what is known.
        sitting: the sitting that is open.
        width: the cells there are for the reason; 0 for all that it takes.
        today: the day, to mark a client past its review; None leaves the mark out.
    """
    if line is None:
        return Line(client_id, ("", (("…", "muted"),)))
    known = line.client
    over = sitting is not None and (client_id in sitting.reviewed or client_id in sitting.deferred)
    paint: Paint = "muted" if over or not known.is_open else ""
    return Line(
        client_id,
        (
            (_mark(line, sitting, today),),
            client_name(known),
            temperature_cell(known.temperature, asleep=known.is_open and line.lane is Lane.ASLEEP),
            amount(known),
            why(line, width),
            _next(line),
            day(line.pay_on) if line.pay_on else _NOTHING,
        ),
        paint,
    )


def why(line: QueueLine, width: int = 0) -> str:
    """Say why a client stands here, or how it ended; what a narrow column has no room for goes, the norm first."""
    if not line.client.is_open:
        return ending_name(line.ending) if line.ending is not None else t("no open deals")
    text = tell(line.why)
    return text if not width or cell_len(text) <= width else _shorter(line.why, text)


def _shorter(sentence: Sentence, text: str) -> str:
    """Leave the norm out of how long a client has been silent; any other reason stays as it is."""
    values = dict(sentence.values)
    silent, factor = values.get("silent"), values.get("factor")
    if not isinstance(silent, Sentence):
        return text
    return tell(silent) if factor is None else t("{silent} (×{factor})", silent=silent, factor=factor)


def days_past(known: Client, today: date) -> int:
    """Return by how many days an open client is past the day of its next review; 0 when it is not."""
    due = known.review_due_on
    return max(0, (today - due).days) if due is not None and known.is_open else 0


def _mark(line: QueueLine, sitting: Sitting | None, today: date | None) -> Span:
    if line.has_draft:
        return BEGUN
    if sitting is not None and line.client.id in sitting.reviewed:
        return REVIEWED
    if sitting is not None and line.client.id in sitting.deferred:
        return DEFERRED
    if today is not None and line.lane not in {Lane.ASLEEP, Lane.PARKED} and days_past(line.client, today):
        return PAST
    return (" ", "")


def amount(client: Client) -> Cell:
    """Write a client's open money; an estimate carries ``~``."""
    if client.money is None or not client.is_open:
        return _NOTHING
    about = "~" if client.estimated else ""
    return about + short_money(client.money)


def _next(line: QueueLine) -> Cell:
    if line.task is not None:
        told = line.task.planned_result or line.task.text
        return told if line.task.done_on is None else (("✓ ", "good"), (told, ""))
    if not line.client.is_open or line.lane is Lane.PARKED:
        return _NOTHING
    return ((t("no task"), "muted"), ("  !", "alarm"))

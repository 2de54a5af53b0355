"""How the rows of a queue are drawn."""

from __future__ import annotations

from typing import Final

from cockpit.language import day, minutes, moneys, number, short_money, t, tell, tn
from cockpit.language.words import client_name, lane_name, slot_name
from cockpit.method.money import Money
from cockpit.method.overview import QueueLine, QueueView
from cockpit.method.records import Client, Sitting
from cockpit.method.words import Lane
from screens.columns import Column
from screens.lines import Line, Row, Section
from screens.order import Entry, Fold, Heading
from screens.plain import Cell, Paint, Span
from screens.temperature import ASLEEP_SIGN, temperature_cell

#: What stands before a client: reviewed, put off, a review begun.
REVIEWED: Final[Span] = ("✓", "good")
DEFERRED: Final[Span] = ("→", "muted")
BEGUN: Final[Span] = ("✎", "accent")

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


def heading(lane: Lane | None, view: QueueView) -> Section:
    """Draw the line above a lane."""
    if lane is None:
        return Section(t("without open deals"))
    return Section(((lane_name(lane), "section"), (f"  {_size(lane, view)}", "muted")))


def fold(lane: Lane, view: QueueView, *, open_: bool) -> Line:
    """Draw the line of a lane that can be folded."""
    sign = ASLEEP_SIGN if lane is Lane.ASLEEP else "‖"
    how = t("enter folds them") if open_ else t("enter shows them")
    text = f"{sign}  {lane_name(lane)}  {_size(lane, view)}"
    return Line(Fold(lane), (((text, "asleep"), (f"   {how}", "muted")),), wide=True)


def _size(lane: Lane, view: QueueView) -> str:
    count = number(len(view.lanes.get(lane, ())))
    money = view.money.get(lane, ())
    return f"{count} · {moneys(money, short=True)}" if money else count


def row(entry: Entry, line: QueueLine | None, view: QueueView, *, open_: bool) -> Row:
    """Draw one row; `line` is the client's, `open_` tells a fold that is unfolded."""
    if isinstance(entry, Heading):
        return heading(entry.lane, view)
    if isinstance(entry, Fold):
        return fold(entry.lane, view, open_=open_)
    if line is None:
        return Line(entry, ("", (("…", "muted"),)))
    client, sitting = line.client, view.sitting
    over = sitting is not None and (entry in sitting.reviewed or entry in sitting.deferred)
    paint: Paint = "muted" if over else ""
    return Line(
        entry,
        (
            (_mark(line, sitting),),
            client_name(client),
            temperature_cell(client.temperature, asleep=line.lane is Lane.ASLEEP),
            amount(client),
            tell(line.why),
            _next(line),
            day(line.pay_on) if line.pay_on else (("—", "muted"),),
        ),
        paint,
    )


def _mark(line: QueueLine, sitting: Sitting | None) -> Span:
    if line.has_draft:
        return BEGUN
    if sitting is not None and line.client.id in sitting.reviewed:
        return REVIEWED
    if sitting is not None and line.client.id in sitting.deferred:
        return DEFERRED
    return (" ", "")


def amount(client: Client) -> Cell:
    """Write a client's open money; an estimate carries ``~``."""
    if client.money is None:
        return (("—", "muted"),)
    about = "~" if client.estimated else ""
    return about + short_money(client.money)


def _next(line: QueueLine) -> Cell:
    if line.task is None:
        return ((t("no task"), "muted"), ("  !", "alarm"))
    return line.task.planned_result or line.task.text


def place(view: QueueView) -> str:
    """Say whose queue it is and which sitting is open."""
    sitting = view.sitting
    if sitting is None:
        return view.manager.name
    slot = slot_name(sitting.slot)
    return f"{view.manager.name} · {t('sitting of {day}, {slot}', day=sitting.day, slot=slot)}"


def progress(sitting: Sitting | None) -> str:
    """Say how far the sitting has come and how long it has taken."""
    if sitting is None:
        return t("no sitting begun")
    done = len(sitting.reviewed | sitting.deferred.keys())
    return f"{t('{done} of {total}', done=done, total=len(sitting.order))} · {minutes(sitting.seconds)}"


def due(view: QueueView) -> Cell:
    """Say what has to be reviewed now, and what is left of it in an open sitting."""
    lanes = (Lane.PROMISED, Lane.SILENT)
    clients = [client for lane in lanes for client in view.lanes.get(lane, ())]
    sitting = view.sitting
    if sitting is not None:
        left = len(sitting.due - sitting.reviewed - sitting.deferred.keys())
        text = (
            tn("{n} due client left", "{n} due clients left", left) if left else t("every due client is done: x ends")
        )
        return ((text, "" if left else "good"),)
    if not clients:
        return ((t("nobody is due"), "muted"),)
    money = [amount for lane in lanes for amount in view.money.get(lane, ())]
    return (
        (tn("{n} client due", "{n} clients due", len(clients)), "strong"),
        (f" · {moneys(money, short=True)}" if money else "", "muted"),
    )

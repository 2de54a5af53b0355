"""What a sitting gave, as lines of text: pure functions from a `Summary` and a width to what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from textual.content import Content

from cockpit.language import day, minutes, moneys, percent, t, tn, weekday_day
from cockpit.language.words import client_name, ending_name, verdict_name
from cockpit.method.money import Money, totals
from cockpit.method.overview import ReviewLine, Summary
from cockpit.method.records import Client, Task
from cockpit.method.timer import Pace
from cockpit.method.words import Ending, Horizon, Verdict
from screens.columns import Align, fit
from screens.plain import Cell, Span, content, spans
from screens.queue_rows import amount
from screens.temperature import sparkline

_LABEL = 20
_SITTINGS = 6
#: So many of the bars are spelt out beside them.
_SPELT_OUT = 4
#: So many of the clients who are left are named.
_NAMED = 8
#: Below this many cases values are shown and no rate (NUMBERS.md, small numbers).
_ENOUGH = 5
_FULL = 20


def figures(summary: Summary, width: int) -> list[Content]:
    """The numbers of the sitting: minutes, plans, rework, risks, money."""
    rows: list[tuple[str, Cell]] = [(t("Minutes per client"), _pace(summary.pace))]
    if summary.first_pace.n and summary.repeat_pace.n:
        rows.append((t("first reviews"), _pace(summary.first_pace)))
        rows.append((t("repeat reviews"), _pace(summary.repeat_pace)))
    if summary.earlier:
        rows.append((t("last sittings"), _earlier(summary)))
    rows.append((t("Plans reached"), _share(summary.plans_reached, summary.plans)))
    rows.append((t("Needed correction"), _corrected(summary)))
    if summary.guesses:
        said = tn("{wrong} of {n} guess", "{wrong} of {n} guesses", summary.guesses, wrong=summary.surprises)
        rows.append((t("Surprises"), ((said, "strong"),)))
    rows.append((t("New risks"), _listed(summary.risks)))
    rows.append((t("New money"), _found(summary)))
    rows.append((t("Paid"), moneys(summary.paid) if summary.paid else "—"))
    rows.append((t("Refusals"), str(summary.refused) if summary.refused else "—"))
    if summary.put_off:
        rows.append((t("Put off"), _put_off(summary)))
    return _pairs(rows, width)


def done(summary: Summary) -> str:
    """Say how many clients were reviewed, put off and left."""
    sitting = summary.sitting
    reviewed, put_off, left = len(sitting.reviewed), len(sitting.put_off), len(summary.left)
    return t("reviewed {reviewed}, put off {put_off}, left {left}", reviewed=reviewed, put_off=put_off, left=left)


def _put_off(summary: Summary) -> Cell:
    """Say how many clients were put off, with their money, until when, and who the largest are."""
    clients, deferred = summary.put_off, summary.sitting.deferred
    days = sorted({deferred[client.id].until for client in clients if client.id in deferred})
    told = tn("{n} client", "{n} clients", len(clients))
    if amounts := _known(clients):
        told += f" · {moneys(amounts, short=True)}"
    if len(days) == 1:
        told += " · " + t("until {day}", day=weekday_day(days[0]))
    elif days:
        told += " · " + t("until {first} to {last}", first=weekday_day(days[0]), last=weekday_day(days[-1]))
    return ((told, "strong"), (f"  {_names(clients)}", "muted"))


def _known(clients: Iterable[Client]) -> tuple[Money, ...]:
    return totals(client.money for client in clients if client.money is not None and not client.estimated)


def _names(clients: Sequence[Client]) -> str:
    """Name the first of some clients, and how many more they are."""
    names = ", ".join(client_name(client) for client in clients[:_ENOUGH])
    more = len(clients) - _ENOUGH
    return names + ", " + tn("and {n} more", "and {n} more", more) if more > 0 else names


def begun(summary: Summary) -> str:
    """Say how many of those left have a review that was begun and not saved, and who they are; "" for nobody."""
    clients = [client for client in summary.left if client.id in summary.begun]
    if not clients:
        return ""
    counted = tn("{n} begun and not saved", "{n} begun and not saved", len(clients))
    return f"{counted}: {_names(clients)}"


def payers(summary: Summary) -> Content:
    """Who can pay now; that nobody can is an alarm."""
    if not summary.payers:
        text = t("Nobody can pay. He has to find potential clients and talk them warm, then hot.")
        return content((("! ", "alarm"), (text, "alarm")))
    said = tn("{n} client can pay", "{n} clients can pay", summary.payers)
    return content(((said, "strong"), (f" · {moneys(summary.payers_money)}" if summary.payers_money else "", "")))


def _pace(pace: Pace) -> Cell:
    if pace.median is None:
        return (("—", "muted"),)
    counted: tuple[Span, ...] = (
        (minutes(pace.median), "strong"),
        (tn("  {n} client", "  {n} clients", pace.n), "muted"),
    )
    return (
        counted if pace.p90 is None else (*counted, (t(", nine of ten within {time}", time=minutes(pace.p90)), "muted"))
    )


def _earlier(summary: Summary) -> Cell:
    medians = [*summary.earlier[-_SITTINGS + 1 :]]
    if summary.pace.median is not None:
        medians.append(summary.pace.median)
    return ((sparkline(medians), "accent"), ("  " + " → ".join(map(minutes, medians[-_SPELT_OUT:])), "muted"))


def _share(n: int, of: int) -> Cell:
    """So many of so many; a rate only from enough cases, and with its range while they are few."""
    if not of:
        return (("—", "muted"),)
    said: tuple[Span, ...] = ((t("{n} of {total}", n=n, total=of), "strong"),)
    if of < _ENOUGH:
        return said
    rate = f"  {percent(n / of)}"
    if of < _FULL:
        low, high = _range(n, of)
        rate += t(" (between {low} and {high})", low=percent(low), high=percent(high))
    return (*said, (rate, "muted"))


def _range(n: int, of: int) -> tuple[float, float]:
    """The 80 % range of a rate (Wilson's score interval, z = 1.2816)."""
    z = 1.2816
    p, square = n / of, z * z
    middle = (p + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * ((p * (1 - p) / of + square / (4 * of * of)) ** 0.5)
    return max(0.0, middle - half), min(1.0, middle + half)


def _corrected(summary: Summary) -> Cell:
    """Say how many plans needed correction, and how many corrections are filed under no error type."""
    share = spans(_share(summary.reworked, summary.plans))
    if not summary.untagged:
        return share
    said = tn("{n} without an error type", "{n} without an error type", summary.untagged)
    return (*share, (f"  {said}", "muted"))


def _listed(texts: Sequence[str]) -> Cell:
    return "; ".join(texts) if texts else (("—", "muted"),)


def _found(summary: Summary) -> Cell:
    if not summary.opportunities:
        return (("—", "muted"),)
    amount = f"{moneys(summary.new_money)}  " if summary.new_money else ""
    return ((amount, "strong"), ("; ".join(summary.opportunities), ""))


def reviews(lines: Sequence[ReviewLine], width: int) -> list[Content]:
    """One line for each review: client, verdict or ending, minutes, what comes next and when."""
    if not lines:
        return [content(t("No review yet."), "muted")]
    name, verdict, time, due = max(14, width // 4), 13, 6, 8
    rest = max(0, width - name - verdict - time - due - 8)
    return [
        _row(
            (line.client, name),
            (_came(line), verdict),
            (((minutes(line.seconds), "muted"),), time, "right"),
            (line.next_task or "—", rest),
            (((day(line.next_due_on) if line.next_due_on else "", "muted"),), due, "right"),
        )
        for line in lines
    ]


def _came(line: ReviewLine) -> Cell:
    """Say how the review came out: by its ending when it has one."""
    if line.ending is not None:
        return ((ending_name(line.ending), "good" if line.ending is Ending.PAID else "muted"),)
    return ((verdict_name(line.verdict), "good" if line.verdict is Verdict.REACHED else ""),)


def tasks(given: Sequence[Task], width: int) -> list[Content]:
    """The manager's tasks, for the day and for the week."""
    if not given:
        return [content(t("No open task."), "muted")]
    lines: list[Content] = []
    for horizon, title in ((Horizon.DAY, t("For the day")), (Horizon.WEEK, t("For the week"))):
        chosen = [task for task in given if task.horizon is horizon]
        if chosen:
            lines.append(content(title, "strong"))
            name, due = max(14, width // 4), 8
            lines += [
                _row(
                    (task.client or t("all clients"), name),
                    (f"{task.text} → {task.planned_result}", max(0, width - name - due - 4)),
                    (((day(task.due_on), "muted"),), due, "right"),
                )
                for task in sorted(chosen, key=lambda task: task.due_on)
            ]
    return lines


def left(summary: Summary, width: int) -> list[Content]:
    """The due clients that were not worked through, with their money; of many only the first are named.

    Reviews of them that were begun and not saved stand above them.
    """
    clients = summary.left
    told = begun(summary)
    lines = [] if not told else list(content(told, "accent").wrap(width))
    lines += [
        _row(
            (((client_name(client), ""),), max(14, width - 24)),
            (amount(client), 18, "right"),
        )
        for client in clients[:_NAMED]
    ]
    more = len(clients) - _NAMED
    if more > 0:
        lines.append(content(tn("and {n} more", "and {n} more", more), "muted"))
    return lines


def left_sentence(summary: Summary) -> str:
    """Name who is left, for the question before an incomplete end."""
    amounts = _known(summary.left)
    parts = (_names(summary.left), moneys(amounts) if amounts else "", begun(summary))
    return "\n".join(part for part in parts if part)


def sitting_name(day_: date, slot: str) -> str:
    """Name a sitting by its day and its half of the day."""
    return f"{day(day_)}, {t('morning') if slot == 'morning' else t('afternoon')}"


def _row(*cells: tuple[Cell, int] | tuple[Cell, int, Align]) -> Content:
    pieces: list[Span] = []
    for cell in cells:
        if pieces:
            pieces.append(("  ", ""))
        pieces += fit(spans(cell[0]), cell[1], cell[2] if len(cell) > 2 else "left")  # noqa: PLR2004 the alignment is given
    return content(tuple(pieces))


def _pairs(rows: Iterable[tuple[str, Cell]], width: int) -> list[Content]:
    lines: list[Content] = []
    for label, cell in rows:
        wrapped = content(cell).wrap(max(10, width - _LABEL)) or [content("")]
        for index, piece in enumerate(wrapped):
            head = content(tuple(fit(label if index == 0 else "", _LABEL)), "muted")
            lines.append(Content.assemble(head, piece))
    return lines

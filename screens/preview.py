"""A client beside the queue: what is known about him, in the same frame as the cursor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Final

from textual.content import Content
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from cockpit.language import day, t, tell, tn, weekday_day
from cockpit.language.words import client_name, ending_name, verdict_name
from cockpit.method.overview import QueueLine
from cockpit.method.records import Card, Client, Review
from cockpit.method.words import Ending, Lane, Verdict
from screens.plain import Cell, Paint, Span, content
from screens.queue_rows import amount, days_past, why
from screens.temperature import temperature_cell

_LABEL: Final = 11
_REVIEWS: Final = 4
_PAINTS: Final[dict[Verdict | None, Paint]] = {
    Verdict.REACHED: "good",
    Verdict.PARTLY: "warm",
    Verdict.NOT_REACHED: "alarm",
}


class Preview(Widget):
    """What is known about one client. Only the lines that differ from the client before are painted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's own word
        super().__init__(id=id)
        self._text = content("")
        self._strips: list[Strip] = []

    def display_client(self, line: QueueLine | None, card: Card | None, today: date | None = None) -> None:
        """Show a client: from his line at once, and what the card adds when it has been read."""
        width = max(_LABEL + 10, self.content_size.width)
        self._text = content("") if line is None else Content("\n").join(_lines(line, card, width, today))
        before, self._strips = self._strips, self._drawn()
        for y, (old, new) in enumerate(zip_longest(before, self._strips)):
            if old != new:
                self.refresh(Region(0, y, self.content_size.width, 1))

    def render(self) -> Content:
        return self._text

    def render_line(self, y: int) -> Strip:
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.content_size.width, self.visual_style.rich_style)

    def notify_style_update(self) -> None:
        self._strips = self._drawn()
        super().notify_style_update()

    def selection_updated(self, selection: Selection | None) -> None:
        self._strips = self._drawn()
        super().selection_updated(selection)

    def _drawn(self) -> list[Strip]:
        width, height = self.content_size
        return Visual.to_strips(self, self._text, width, height, self.visual_style, pad=True)


def _lines(line: QueueLine, card: Card | None, width: int, today: date | None) -> Iterator[Content]:
    client = line.client
    talked_on = None if client.contact_source.weak else client.last_contact_on
    yield content(client_name(client), "strong")
    yield content(
        (
            *temperature_cell(client.temperature, asleep=client.is_open and line.lane is Lane.ASLEEP),
            ("   ", ""),
            *_spans(amount(client)),
        )
    )
    yield content("")
    yield content(why(line), "strong")
    if line.arithmetic is not None:
        yield content(tell(line.arithmetic), "muted")
    yield content("")
    if line.task is not None:
        yield content(((f"{weekday_day(line.task.due_on)}  ", "muted"), (line.task.planned_result, "strong")))
        yield _fact(width, t("Task"), line.task.text)
    elif client.is_open and line.lane is not Lane.PARKED:
        yield content(((t("no task"), "muted"), ("  !", "alarm")))
    if line.pay_on is not None:
        yield _fact(width, t("Pays on"), weekday_day(line.pay_on))
    yield from _interval(client, width, today if line.lane not in {Lane.ASLEEP, Lane.PARKED} else None)
    yield content("")
    for label, text in (
        (t("Contact"), client.contact),
        (t("Phone"), client.phone),
        (t("Email"), client.email),
        (t("Note"), client.note),
        (t("Last talk"), day(talked_on) if talked_on else ""),
    ):
        if text:
            yield _fact(width, label, text)
    if card is not None:
        yield from _more(card, width)


def _interval(client: Client, width: int, today: date | None) -> Iterator[Content]:
    """Say how often an open client is reviewed, whether a person set that, and by when the next review is due."""
    if not client.is_open:
        return
    if client.interval_days is not None:
        told = tn("{n} working day", "{n} working days", client.interval_days)
        yield _fact(width, t("Interval"), t("{interval}, own", interval=told) if client.own_interval else told)
    if client.review_due_on is not None:
        told = weekday_day(client.review_due_on)
        past = days_past(client, today) if today is not None else 0
        if past:
            told = tn("{day}, {n} day past", "{day}, {n} days past", past, day=told)
        yield _fact(width, t("Review by"), told)


def _more(card: Card, width: int) -> Iterator[Content]:
    for question in card.playbook.questions:
        answer = card.answers.get(question.id)
        if answer is not None and answer.text:
            yield _fact(width, tell(question.label), answer.text)
    for risk in card.risks:
        if risk.closed_on is None:
            yield content((("!  ", "alarm"), (risk.text, "")))
    if card.reviews:
        yield content("")
        yield content(t("History"), "section")
        for review in card.reviews[:_REVIEWS]:
            yield _review(width, review)


def _review(width: int, review: Review) -> Content:
    came: Span = (verdict_name(review.verdict), _PAINTS.get(review.verdict, "muted"))
    if review.ending is not None:
        came = (ending_name(review.ending), "good" if review.ending is Ending.PAID else "muted")
    text = content((came, (f"  {review.actual or review.next_task}", "")))
    return _beside(width, day(review.reviewed_at.date()), text)


def _fact(width: int, label: str, text: str) -> Content:
    return _beside(width, label, content(text.replace("\n", " ")))


def _beside(width: int, label: str, text: Content) -> Content:
    """Write a text beside its label; what does not fit goes on under the text, not under the label."""
    first, indent = content(label.ljust(_LABEL), "muted"), content(" " * _LABEL)
    return Content("\n").join([(indent if at else first) + line for at, line in enumerate(text.wrap(width - _LABEL))])


def _spans(cell: Cell) -> tuple[Span, ...]:
    return ((cell, ""),) if isinstance(cell, str) else cell

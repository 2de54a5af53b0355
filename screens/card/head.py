"""The head of the card: who, how hot, how much, when he pays; why now, what changed; the clock and the pace."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical

from cockpit.language import day, minutes, money, t, tell, tn
from cockpit.language.words import client_name
from cockpit.method.records import Card
from cockpit.method.words import TemperatureSource
from screens.base import TopLine
from screens.card.block import Told
from screens.card.words import change_text, told_text
from screens.plain import Span
from screens.seat import Seat
from screens.temperature import temperature_cell

_SHOWN_CHANGES = 4
_WIDE = 118
#: Cells that the place, the pace and the clock take at most.
_CLOCK = 44


class Head(Vertical):
    """Two or three lines over the card. The clock is redrawn by itself, once a second."""

    DEFAULT_CSS = """
    Head {
        height: auto;
        .why { height: auto; max-height: 2; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._line = TopLine()
        self._why = Told(classes="why")

    def compose(self) -> ComposeResult:
        yield self._line
        yield self._why

    def draw(self, seat: Seat) -> None:
        """Show who is reviewed and why now."""
        card = seat.card
        left = _who(seat)
        pays = _pays(card)
        length = sum(cell_len(text) for text, _ in (*left, *pays))
        wide = self.app.size.width >= length + _CLOCK
        if wide and pays:
            left += (("   ", ""), *pays)
        self._line.show(left=left)
        why: list[Span] = [(tell(card.why), "strong")]
        if pays and not wide:
            why += [(" · ", "muted"), *pays]
        why += _since(card)
        why += _of_source(card)
        self._why.tell(tuple(why))

    def draw_clock(self, seat: Seat, pace: float | None, last: float | None) -> None:
        """Show the place in the sitting, the pace of this sitting and of the last, and the minutes of this client."""
        place, of = seat.place
        timing = seat.timing
        right: list[Span] = [(t("{n} of {total}", n=place, total=of), "muted")] if place else []
        paces = []
        if pace is not None:
            paces.append(t("{time} per client", time=minutes(pace)))
        if last is not None:
            paces.append(t("last {time}", time=minutes(last)))
        if paces and self.app.size.width >= _WIDE:
            right += [(" · ", "muted"), (", ".join(paces), "muted")]
        right.append(("   ", ""))
        if timing.paused:
            right.append((t("paused "), "warm"))
        right += [(minutes(timing.seconds), "strong"), (f" / {minutes(seat.card.target_seconds)}", "muted")]
        self._line.show(right=tuple(right))


def _who(seat: Seat) -> tuple[Span, ...]:
    client, draft = seat.card.client, seat.draft
    spans: list[Span] = [(client_name(client), "strong"), ("  ", "")]
    spans += temperature_cell(draft.temperature or client.temperature)
    if draft.temperature is not None:
        spans.append((t(" by hand"), "muted"))
    elif client.temperature_source is TemperatureSource.STAGE:
        spans.append((t(" by stage"), "muted"))
    if client.money is not None:
        spans += [("  ", ""), (("~" if client.estimated else "") + money(client.money), "strong")]
    else:
        spans.append((t("  no amount"), "muted"))
    return tuple(spans)


def _pays(card: Card) -> tuple[Span, ...]:
    """When the nearest open deal is to be paid, and how often that was moved."""
    dated = sorted((deal for deal in card.open_deals if deal.expected_on), key=lambda deal: str(deal.expected_on))
    if not dated:
        return ()
    deal = dated[0]
    text = t("pay by {day}", day=deal.expected_on)
    if deal.slips:
        text += ", " + t(
            "moved {slips}×, {days}",
            slips=deal.slips,
            days=tn("{sign}{n} day", "{sign}{n} days", deal.slip_days, sign="+" if deal.slip_days > 0 else ""),
        )
    return ((text, "muted"),)


def _of_source(card: Card) -> list[Span]:
    """What the CRM says otherwise than a person did, and which open deal its files do not hold any more."""
    spans: list[Span] = []
    for deal in card.open_deals:
        for field, value in deal.told:
            spans += [(" · ", "muted"), (t("the CRM says {what}", what=told_text(field, value)), "warm")]
        if deal.gone_on is not None:
            spans += [(" · ", "muted"), (t("not in the CRM's files since {day}", day=day(deal.gone_on)), "warm")]
    return spans


def _since(card: Card) -> list[Span]:
    """What changed since the last review, the last of it first named."""
    if not card.reviews and not card.changes:
        return []
    told = [change_text(change) for change in card.changes[-_SHOWN_CHANGES:]]
    more = len(card.changes) - len(told)
    if more > 0:
        told.append(tn("and {n} more", "and {n} more", more))
    text = t("since the last review: {changes}", changes=", ".join(told)) if told else t("nothing changed since")
    if not told and card.reviews:
        text = t("nothing changed since the last review, {day}", day=day(card.reviews[0].reviewed_at.date()))
    return [(" · ", "muted"), (text, "muted")]

"""What is known about the client: facts with the unknown first, deals, offers, risks, opportunities, history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content

from cockpit.language import day, short_money, t, tell, tn
from cockpit.language.words import area_name, ending_name, verdict_name
from cockpit.method.amount import read_amount
from cockpit.method.money import Money
from cockpit.method.profile import Question, shortfall
from cockpit.method.records import Answer, Card, Deal, Review
from cockpit.method.words import DealStatus, Ending, Verdict
from screens.plain import Plain, Span, content
from screens.seat import Seat

_LABEL = 10
_HISTORY = 6
_DEALS = 4


class Known(VerticalScroll):
    """The panel on the left; on a narrow terminal a page of its own."""

    DEFAULT_CSS = """
    Known {
        width: 38;
        height: 1fr;
        padding: 0 1;
        border-right: solid $rule;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        Plain { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__(can_focus=False)
        self._text = Plain()
        self._drawn: tuple[object, ...] = ()

    def compose(self) -> Iterator[Plain]:
        yield self._text

    def draw(self, seat: Seat) -> None:
        """Show what is known, with what this review has entered already."""
        width = max(20, (self.scrollable_content_region.width or 36) - 1)
        drawn = (id(seat.card), width, *seat.draft.answers.items(), *seat.draft.closed_risks)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        lines = [line for part in _parts(seat, width) for line in part]
        self._text.update(Content("\n").join(lines))


def _parts(seat: Seat, width: int) -> Iterator[list[Content]]:
    card = seat.card
    yield _title(t("Known"))
    yield _facts(seat, width)
    yield from _deals(card, width)
    yield _pairs([(t("Offers"), _offers(card))], width)
    yield from _risks(seat, width)
    yield from _opportunities(card, width)
    yield from _requests(card, width)
    yield from _history(card.reviews, {seat.sitting.head, card.manager.head}, width)
    contact = ", ".join(part for part in (card.client.contact, card.client.phone, card.client.email) if part)
    rows = [(t("Contact"), _plain(contact)), (t("Source"), _plain(card.client.lead_source))]
    rows.append((t("Note"), _plain(card.client.note)))
    shown = [row for row in rows if row[1]]
    if shown:
        yield [Content("")]
        yield _pairs(shown, width)


def _title(text: str) -> list[Content]:
    return [content(text, "section")]


def _plain(text: str) -> tuple[Span, ...]:
    return ((text, ""),) if text.strip() else ()


def _facts(seat: Seat, width: int) -> list[Content]:
    unknown = {question.id for question in seat.unknown}
    rows: list[tuple[str, tuple[Span, ...]]] = []
    for question in sorted(seat.card.playbook.questions, key=lambda question: question.id not in unknown):
        if question.id in unknown:
            rows.append((tell(question.label), (("? ", "accent"), (t("not known"), "muted"))))
        else:
            answer = seat.card.answers.get(question.id)
            text = seat.draft.answers.get(question.id) or (answer.text if answer else "")
            lacking = _lacking(seat, question, answer) if question.money else None
            more = () if lacking is None else ((t(" ({sum} below the deals)", sum=short_money(lacking)), "accent"),)
            rows.append((tell(question.label), ((text, ""), *more)))
    return _pairs(rows, width)


def _lacking(seat: Seat, question: Question, answer: Answer | None) -> Money | None:
    client, typed = seat.card.client, seat.draft.answers.get(question.id)
    if client.money is None or client.estimated:
        return None
    found = read_amount(typed, client.money.currency) if typed else answer.amount if answer else None
    return shortfall(found, client.money) if isinstance(found, Money) else None


def _deals(card: Card, width: int) -> Iterator[list[Content]]:
    if not card.deals:
        return
    yield [Content("")]
    shown = sorted(card.deals, key=lambda deal: deal.status is not DealStatus.OPEN)[:_DEALS]
    yield _pairs([(_deal_sign(deal), _deal(deal)) for deal in shown], width)
    if len(card.deals) > len(shown):
        more = len(card.deals) - len(shown)
        yield [content(" " * _LABEL + tn("and {n} more deal", "and {n} more deals", more), "muted")]


def _deal_sign(deal: Deal) -> str:
    return {DealStatus.OPEN: t("Deal"), DealStatus.WON: t("Won"), DealStatus.LOST: t("Lost")}[deal.status]


def _deal(deal: Deal) -> tuple[Span, ...]:
    spans: list[Span] = []
    if deal.amount is not None:
        spans.append((short_money(deal.amount), "strong" if deal.status is DealStatus.OPEN else ""))
    elif deal.estimate is not None:
        spans.append((f"~{short_money(deal.estimate)}", "muted"))
    facts = [deal.title, deal.stage]
    if deal.closed_on is not None:
        facts.append(day(deal.closed_on))
    if deal.lost_reason:
        facts.append(deal.lost_reason)
    rest = " · ".join(fact for fact in facts if fact)
    if rest:
        spans.append(((" · " if spans else "") + rest, "muted"))
    return tuple(spans) or ((t("no amount"), "muted"),)


def _offers(card: Card) -> tuple[Span, ...]:
    if not card.offers:
        return ((t("none yet"), "muted"),)
    last = max(card.offers, key=lambda offer: offer.sent_on)
    text = t("{n}, last {day}", n=len(card.offers), day=last.sent_on)
    return ((text, ""),) if last.amount is None else ((f"{text}, {short_money(last.amount)}", ""),)


def _risks(seat: Seat, width: int) -> Iterator[list[Content]]:
    if not seat.card.risks:
        return
    yield [Content("")]
    rows: list[tuple[str, tuple[Span, ...]]] = []
    since = seat.card.reviews[0].reviewed_at.date() if seat.card.reviews else None
    for index, risk in enumerate(seat.card.risks):
        closed = risk.id in seat.draft.closed_risks
        spans: list[Span] = [(risk.text, "muted" if closed else "")]
        if closed:
            spans.append((t(" gone"), "good"))
        elif risk.stops_payment:
            spans.append((t(" ! stops the payment"), "alarm"))
        elif since is not None and risk.opened_on > since:
            spans.append((t(" new"), "accent"))
        rows.append((t("Risks") if index == 0 else "", tuple(spans)))
    yield _pairs(rows, width)


def _opportunities(card: Card, width: int) -> Iterator[list[Content]]:
    found = [item for item in card.opportunities if item.closed_on is None]
    if not found:
        return
    rows: list[tuple[str, tuple[Span, ...]]] = []
    for index, item in enumerate(found):
        amount = f" {short_money(item.amount)}" if item.amount else ""
        rows.append((t("Chances") if index == 0 else "", ((item.text, ""), (amount, "good"))))
    yield _pairs(rows, width)


def _requests(card: Card, width: int) -> Iterator[list[Content]]:
    if card.requests:
        rows: list[tuple[str, tuple[Span, ...]]] = []
        for request in card.requests:
            label = "" if rows else t("Requests")
            rows.append((label, ((request.text, ""), (f"  {area_name(request.area)}", "muted"))))
        yield _pairs(rows, width)


def _history(reviews: Iterable[Review], heads: Collection[str], width: int) -> Iterator[list[Content]]:
    """Show the last reviews; one by another than the present head and the manager's own names who made it."""
    shown = list(reviews)[:_HISTORY]
    yield [Content("")]
    yield _title(t("History"))
    if not shown:
        yield [content(t("no review yet"), "muted")]
    for review in shown:
        word = ending_name(review.ending) if isinstance(review.ending, Ending) else verdict_name(review.verdict)
        told = review.actual or review.correction or review.path or review.next_task
        paint: Span = (word, "good" if review.verdict is Verdict.REACHED else "")
        by: Span = (f" · {review.head}" if review.head not in heads else "", "muted")
        yield _pairs([(day(review.reviewed_at.date()), (paint, by, (f"  {told}" if told else "", "muted")))], width)


def _pairs(rows: Iterable[tuple[str, tuple[Span, ...]]], width: int) -> list[Content]:
    """Lay out labels with their texts; a long text goes on under itself."""
    lines: list[Content] = []
    for label, spans in rows:
        text = content(spans)
        wrapped = text.wrap(max(8, width - _LABEL)) if text.plain else [text]
        for index, piece in enumerate(wrapped):
            head = label if index == 0 else ""
            pad = " " * max(1, _LABEL - cell_len(head))
            lines.append(Content.assemble(content(head, "muted"), pad, piece))
    return lines

"""What was found in this review: risks, ways to earn more, and what is missing to close sooner."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import Suggester

from cockpit.language import money, t
from cockpit.language.words import area_name
from screens.card.block import CardBlock, Told, display
from screens.card.entry import Entry
from screens.plain import Span
from screens.seat import Seat

#: Rows that stand ready, so that the key after ``r`` is typed into the risk already.
_READY = 2


class FoundBlock(CardBlock):
    """One row for each risk, each opportunity and each request; one line when there is none."""

    DEFAULT_CSS = """
    FoundBlock {
        .hint { height: 1; }
        .row { height: auto; }
        .row .text { width: 2fr; }
        .row .amount { width: 1fr; }
        .amount .label { width: 10; }
        .amount .problem { margin: 0; }
    }
    """
    block = "found"

    def __init__(self, wishes: Suggester) -> None:
        super().__init__()
        self._wishes = wishes
        self._hint = Told(classes="hint")
        self._risks: list[Entry] = []
        self._money: list[tuple[Entry, Entry]] = []
        self._requests: list[Entry] = []
        self._counts = (0, 0, 0)

    def compose(self) -> ComposeResult:
        yield self.rule
        yield self._hint
        for _ in range(_READY):
            yield self._risk_row()
        for _ in range(_READY):
            yield self._money_row()
        for _ in range(_READY):
            yield self._request_row()

    def _risk_row(self) -> Horizontal:
        entry = Entry(f"risks.{len(self._risks)}", t("Risk"))
        self._risks.append(entry)
        return Horizontal(entry, classes="row risk")

    def _money_row(self) -> Horizontal:
        name = f"opportunities.{len(self._money)}"
        text, amount = Entry(name, t("New money")), Entry(f"{name}.amount", t("amount"))
        text.add_class("text")
        amount.add_class("amount")
        self._money.append((text, amount))
        return Horizontal(text, amount, classes="row money")

    def _request_row(self) -> Horizontal:
        entry = Entry(f"requests.{len(self._requests)}", t("Request"), self._wishes)
        self._requests.append(entry)
        return Horizontal(entry, classes="row request")

    def has_room(self, seat: Seat) -> bool:
        """Is there a row for one more of each?"""
        draft = seat.draft
        return (
            len(draft.risks) < len(self._risks)
            and len(draft.opportunities) < len(self._money)
            and len(draft.requests) < len(self._requests)
        )

    async def make_room(self, seat: Seat) -> None:
        """Add the rows that the draft needs beyond those standing ready."""
        while len(self._risks) < len(seat.draft.risks):
            await self.mount(self._risk_row(), after=self.query(".risk").last())
        while len(self._money) < len(seat.draft.opportunities):
            await self.mount(self._money_row(), after=self.query(".money").last())
        while len(self._requests) < len(seat.draft.requests):
            await self.mount(self._request_row())

    @property
    def entries(self) -> tuple[Entry, ...]:
        risks, chances, requests = self._counts
        money = (entry for pair in self._money[:chances] for entry in pair)
        return (*self._risks[:risks], *money, *self._requests[:requests])

    def draw(self, seat: Seat) -> None:
        draft = seat.draft
        self._counts = (len(draft.risks), len(draft.opportunities), len(draft.requests))
        self.rule.show(t("New risks · new money · requests"))
        self._hint.tell(_hint(seat), layout=False)
        for number, entry in enumerate(self._risks):
            shown = number < len(draft.risks)
            display(_parent(entry), shown)
            risk = draft.risks[number] if shown else None
            stops = risk is not None and risk.stops_payment
            entry.draw(
                risk.text if risk else "",
                seat.problems.get(entry.field) if shown else None,
                means=((t("! stops the payment"), "alarm"),) if stops else t("ctrl+t  stops the payment"),
                hint=t("what may cost the deal"),
            )
        for number, (text, amount) in enumerate(self._money):
            shown = number < len(draft.opportunities)
            display(_parent(text), shown)
            found = draft.opportunities[number] if shown else None
            read = seat.money_of(amount.field) if shown else None
            text.draw(
                found.text if found else "",
                seat.problems.get(text.field) if shown else None,
                hint=t("what more the client may buy"),
            )
            amount.draw(found.amount if found else "", means=f"= {money(read)}" if read else "", hint=t("500k"))
        for number, entry in enumerate(self._requests):
            shown = number < len(draft.requests)
            display(_parent(entry), shown)
            if shown:
                wish = draft.requests[number]
                area: Span = (area_name(wish.area), "accent")
                known = t("known") if seat.wishes.known(wish) else t("ctrl+t  area")
                entry.draw(
                    wish.text,
                    seat.problems.get(entry.field),
                    means=(area, (f"  {known}", "muted")),
                    hint=t("what is missing to close sooner"),
                )
                like = seat.wishes.like(wish)
                entry.note((("ctrl+l ", "accent"), (t("like: {text}", text=like), "strong")) if like else "")
            else:
                entry.draw("")
                entry.note("")


def _parent(entry: Entry) -> Horizontal:
    parent = entry.parent
    assert isinstance(parent, Horizontal)
    return parent


def _hint(seat: Seat) -> tuple[Span, ...]:
    spans: list[Span] = [("r ", "accent"), (t("risk"), "muted"), ("   R ", "accent")]
    spans += [(t("stops the payment"), "muted"), ("   m ", "accent"), (t("new money"), "muted")]
    spans += [("   t ", "accent"), (t("request"), "muted")]
    if seat.card.risks:
        spans += [("   g ", "accent"), (t("a risk is gone"), "muted")]
    return tuple(spans)

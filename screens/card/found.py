"""What was found in this review: risks, and ways to earn more."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from cockpit.language import money, t
from screens.card.block import CardBlock, Told, display
from screens.card.entry import Entry
from screens.plain import Span
from screens.seat import Seat

#: Rows that stand ready, so that the key after ``r`` is typed into the risk already.
_READY = 2


class FoundBlock(CardBlock):
    """One row for each risk and each opportunity; one line when there is none."""

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

    def __init__(self) -> None:
        super().__init__()
        self._hint = Told(classes="hint")
        self._risks: list[Entry] = []
        self._money: list[tuple[Entry, Entry]] = []
        self._counts = (0, 0)

    def compose(self) -> ComposeResult:
        yield self.rule
        yield self._hint
        for _ in range(_READY):
            yield self._risk_row()
        for _ in range(_READY):
            yield self._money_row()

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

    def has_room(self, seat: Seat) -> bool:
        """Is there a row for one more risk and one more opportunity?"""
        return len(seat.draft.risks) < len(self._risks) and len(seat.draft.opportunities) < len(self._money)

    async def make_room(self, seat: Seat) -> None:
        """Add the rows that the draft needs beyond those standing ready."""
        while len(self._risks) < len(seat.draft.risks):
            await self.mount(self._risk_row(), after=self.query(".risk").last())
        while len(self._money) < len(seat.draft.opportunities):
            await self.mount(self._money_row())

    @property
    def entries(self) -> tuple[Entry, ...]:
        risks, chances = self._counts
        return (*self._risks[:risks], *(entry for pair in self._money[:chances] for entry in pair))

    def draw(self, seat: Seat) -> None:
        draft = seat.draft
        self._counts = (len(draft.risks), len(draft.opportunities))
        self.rule.show(t("New risks · new money"))
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


def _parent(entry: Entry) -> Horizontal:
    parent = entry.parent
    assert isinstance(parent, Horizontal)
    return parent


def _hint(seat: Seat) -> tuple[Span, ...]:
    spans: list[Span] = [("r ", "accent"), (t("risk"), "muted"), ("   R ", "accent")]
    spans += [(t("risk that stops the payment"), "muted"), ("   m ", "accent"), (t("new money"), "muted")]
    if seat.card.risks:
        spans += [("   g ", "accent"), (t("a risk is gone"), "muted")]
    return tuple(spans)

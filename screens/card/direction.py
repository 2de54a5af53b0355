"""Where the verdict leads: to the payment when the plan was reached, to a correction when it was not."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester

from cockpit.language import money, t, tell, weekday_day
from screens.card import asking
from screens.card.block import CardBlock, Told, display
from screens.card.entry import Entry
from screens.card.options import Options
from screens.card.words import competency_word, error_word
from screens.plain import Span
from screens.seat import Seat
from screens.tags import DIGITS


class DirectionBlock(CardBlock):
    """Path to payment or correction: one of them is shown."""

    DEFAULT_CSS = """
    DirectionBlock {
        .two { height: auto; }
        .two > Entry { width: 3fr; }
        .two > Entry.when { width: 2fr; padding: 0 0 0 2; }
        .when .label { width: 8; }
        .when .problem { margin: 0; }
        .why { height: auto; padding: 0 0 0 16; }
        .tags { padding: 0 0 0 16; }
        .part { height: auto; }
    }
    """
    block = "payment"

    def __init__(self, corrections: Suggester | None = None, paths: Suggester | None = None) -> None:
        super().__init__()
        self._missed = False
        self._corrected = Vertical(classes="part")
        self._paid = Vertical(classes="part")
        self._correction = Entry("correction", t("Differently"), corrections)
        self._why = Told(classes="why")
        self._list = Options("tag", classes="tags")
        self._path = Entry("path", t("To be paid"), paths)
        self._amount = Entry("path_amount", t("How much"))
        self._on = Entry("path_on", t("When"))
        self._on.add_class("when")

    def compose(self) -> ComposeResult:
        yield self.rule
        with self._corrected:
            yield self._correction
            yield self._why
            yield self._list
        with self._paid:
            yield self._path
            with Horizontal(classes="two"):
                yield self._amount
                yield self._on

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (self._correction,) if self._missed else (self._path, self._amount, self._on)

    def draw(self, seat: Seat) -> None:
        self._missed = seat.missed
        display(self._corrected, seat.missed)
        display(self._paid, not seat.missed)
        draft, problems = seat.draft, seat.problems
        if seat.missed:
            self.rule.show(t("Correction"))
            hint = t("p  what the manager will do differently")
            self._correction.draw(draft.correction, problems.get("correction"), hint=hint)
            self._draw_tags(seat)
            return
        self.rule.show(t("Path to payment"))
        amount, on = seat.money_of("path_amount"), seat.day_of("path_on")
        self._path.draw(draft.path, problems.get("path"), hint=t("p  what is left to do to be paid"))
        self._amount.draw(draft.path_amount, problems.get("path_amount"), means=f"= {money(amount)}" if amount else "")
        self._on.draw(draft.path_on, problems.get("path_on"), means=f"= {weekday_day(on)}" if on else "")

    def _draw_tags(self, seat: Seat) -> None:
        """Show what the correction is filed under, and the list that digits choose from."""
        tag = seat.tags.listed
        display(self._list, tag is not None)
        if tag is None:
            self._why.tell(_why(seat))
            return
        choices, chosen = seat.tags.choices(tag), seat.tags.chosen(tag)
        at = next((number for number, each in enumerate(choices, 1) if each.id == chosen), 0)
        self._list.draw([tell(each.label) for each in choices[:DIGITS]], live=True, chosen=at)
        spans: list[Span] = [(asking.tag_question(tag), "strong")]
        if len(choices) > DIGITS:
            spans += [("   e " if tag == "error_type" else "   c ", "accent"), (t("all of them"), "muted")]
        self._why.tell((*spans, ("   enter ", "accent"), (t("leave it open"), "muted")))


def _why(seat: Seat) -> tuple[Span, ...]:
    draft, playbook = seat.draft, seat.card.playbook
    if draft.outside_control:
        said: Span = (t("outside our control, nothing to correct"), "strong")
        return (("● ", "accent"), said, ("   o ", "accent"), (t("take back"), "muted"))
    missing: Span = (t("missing") if draft.correction.strip() else "—", "muted")
    error: Span = (error_word(playbook, draft.error_type), "") if draft.error_type else missing
    competency: Span = (competency_word(playbook, draft.competency), "") if draft.competency else missing
    usual: Span = (t(" as usual") if seat.tags.proposed else "", "muted")
    # the first word stays with its key where the line breaks
    return (
        *(("e\u00a0", "accent"), (t("error type: "), "muted"), error),
        *(("   c\u00a0", "accent"), (t("competency: "), "muted"), competency, usual),
        *(("   o\u00a0", "accent"), (t("outside our control"), "muted")),
    )

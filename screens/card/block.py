"""What the blocks on the right of the card share."""

from __future__ import annotations

from textual.containers import Vertical

from screens.card.entry import Entry
from screens.plain import content
from screens.seat import Block, Seat


class CardBlock(Vertical):
    """One block: a rule with its name, brighter where the head is."""

    DEFAULT_CSS = """
    CardBlock {
        height: auto;
        padding: 0 1;
        border-top: solid $rule;
        border-title-color: $muted;
        border-title-style: bold;
        &.-current { border-top: solid $highlight; border-title-color: $highlight; }
    }
    """

    block: Block

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The fields that are on the card now."""
        return ()

    def draw(self, seat: Seat) -> None:
        """Show this block's share of the seat."""
        raise NotImplementedError

    def entitle(self, title: str) -> None:
        """Write the name into the rule."""
        self.border_title = content(f" {title} ")

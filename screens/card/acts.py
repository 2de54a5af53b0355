"""The acts of the card that ask first."""

from __future__ import annotations

from textual import work

from cockpit.method.words import Ending
from screens.base import CockpitScreen
from screens.card import asking
from screens.seat import Seat
from screens.tags import DIGITS, Tag


class AskingCard(CockpitScreen[None]):
    """A card that asks in dialogs, and for the tags of a correction in its block.

    Attributes:
        seat: the client on the screen; None while the first one is read.
    """

    seat: Seat | None

    def changed(self) -> None:
        """Note a key that changed the draft."""
        raise NotImplementedError

    @work(exclusive=True, group="asking", exit_on_error=False)
    async def action_end(self) -> None:
        """Refused, paid or parked: no next task is due."""
        seat = self.seat
        if seat is None:
            return
        chosen = await self.app.push_screen_wait(asking.ending_choice(seat))
        if chosen == asking.NONE:
            seat.end(None)
        elif chosen is not None:
            await self.app.push_screen_wait(asking.ending_form(seat, Ending(chosen)))
        self.changed()

    def action_error_type(self) -> None:
        """Say what went wrong in the talk."""
        self._list("error_type")

    def action_competency(self) -> None:
        """Say what the correction trains."""
        self._list("competency")

    def _list(self, tag: Tag) -> None:
        """Let digits choose from a list; one that has more entries than digits is asked for in a dialog."""
        seat = self.seat
        if seat is None:
            return
        seat.block = "payment"
        if len(seat.tags.choices(tag)) > DIGITS:
            self._ask_tag(seat, tag)
            return
        seat.tags.listed = tag
        self.changed()

    @work(exclusive=True, group="asking", exit_on_error=False)
    async def _ask_tag(self, seat: Seat, tag: Tag) -> None:
        chosen = await self.app.push_screen_wait(asking.tag_choice(seat, tag))
        if chosen is not None:
            seat.tags.put(tag, "" if chosen == asking.NONE else chosen)
            self.changed()

    @work(exclusive=True, group="asking", exit_on_error=False)
    async def action_risk_gone(self) -> None:
        """Close an old risk; with one alone nothing is asked."""
        if (seat := self.seat) is not None:
            risks = seat.card.risks
            chosen = str(risks[0].id) if len(risks) == 1 else await self.app.push_screen_wait(asking.risk_choice(seat))
            if chosen is not None:
                seat.toggle_closed(int(chosen))
                self.changed()

    @work(exclusive=True, group="asking", exit_on_error=False)
    async def action_facts(self) -> None:
        """Enter what is known about the client."""
        if self.seat is not None:
            await self.app.push_screen_wait(asking.profile_form(self.seat))
            self.changed()

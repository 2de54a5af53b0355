"""The card as a screen: draws a seat, and turns keys into what they do to it. It stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from cockpit.language import t
from cockpit.method.words import Verdict
from screens.base import Banner
from screens.card import keys
from screens.card.acts import AskingCard
from screens.card.block import CardBlock
from screens.card.direction import DirectionBlock
from screens.card.entry import Entry
from screens.card.found import FoundBlock
from screens.card.head import Head
from screens.card.known import Known
from screens.card.options import Options
from screens.card.plan import PlanBlock
from screens.card.step import StepBlock
from screens.completion import Remembered
from screens.keyline import KeyLine
from screens.seat import Digits, Seat

#: The fields that offer words; ``request`` stands for each of them.
_WITH_WORDS = ("actual", "correction", "path", "request", "task", "planned_result")


class CardScreen(AskingCard):
    """One client's card.

    Attributes:
        seat: the client on the screen; None while the first one is read.
        busy: keys are dropped, since a client is being saved or brought up.
        words: what the fields offer while one types, by field.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = keys.BINDINGS

    def __init__(self) -> None:
        super().__init__()
        self.seat: Seat | None = None
        self.busy = True
        self._blocks: tuple[CardBlock, ...] = ()
        self.words = {name: Remembered() for name in _WITH_WORDS}

    def compose(self) -> ComposeResult:
        words = self.words
        yield Head()
        yield Banner(id="quiet")
        with Horizontal(id="body"):
            yield Known()
            with VerticalScroll(id="blocks", can_focus=False):
                self._blocks = (
                    PlanBlock(words["actual"]),
                    DirectionBlock(words["correction"], words["path"]),
                    FoundBlock(words["request"]),
                    StepBlock(words["task"], words["planned_result"]),
                )
                yield from self._blocks
        yield KeyLine()

    def touched(self) -> None:
        """The draft was changed by a key."""

    def noted(self) -> None:
        """A key was pressed: the talk is on this client."""

    @property
    def blocks(self) -> tuple[CardBlock, ...]:
        """The blocks of the card, in their order."""
        return self._blocks

    @property
    def entries(self) -> dict[str, Entry]:
        """The fields on the card now, by their names."""
        return {entry.field: entry for block in self.blocks for entry in block.entries}

    @property
    def typing(self) -> bool:
        """Has a field the cursor? Then letters are text, otherwise they are commands."""
        return isinstance(self.focused, Input)

    async def show(self, seat: Seat) -> None:
        """Bring a client up: everything on the screen is drawn anew from his seat."""
        self.set_focus(None)
        self.seat = seat
        await self.query_one(FoundBlock).make_room(seat)
        self.query_one("#blocks").scroll_home(animate=False)
        self.query_one(Known).scroll_home(animate=False)
        self.remove_class("-known")
        self.busy = False
        if seat.draft.cursor in seat.fields:
            # the place is marked, and the keys belong to the card: a letter must not be typed by chance
            seat.block = seat.block_of(seat.draft.cursor)
        self.draw()

    def draw(self) -> None:
        """Draw the card from its seat."""
        seat = self.seat
        if seat is None:
            return
        self.query_one(Head).draw(seat)
        self.query_one(Known).draw(seat)
        for block in self.blocks:
            block.draw(seat)
        for name, entry in self.entries.items():
            entry.replaceable(seat.as_offered(name))
        self._mark()

    def _mark(self) -> None:
        """Show which block the head is in, and the keys that matter there."""
        for block in self.blocks:
            block.rule.show(here=self.seat is not None and block.block == self.seat.block)
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        if not hasattr(type(self), f"action_{action}"):
            return True
        if self.busy and action in keys.OWN:
            return False
        return action not in keys.OWN or keys.legal(action, self.seat, typing=self.typing, narrow=self._narrow)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        active = super().active_bindings
        if self.seat is None:
            return active
        shown = keys.footer(self.seat, typing=self.typing, narrow=self._narrow)
        return {
            key: each._replace(binding=replace(each.binding, show=each.binding.id in shown))
            if (each.binding.id or "").startswith("review.")
            else each
            for key, each in active.items()
        }

    @property
    def _narrow(self) -> bool:
        return not self.has_class("-wide")

    def collect(self) -> None:
        """Take what stands in the fields, since the last key may not have been told yet."""
        if self.seat is not None:
            for name, entry in self.entries.items():
                self.seat.put(name, entry.value)

    def changed(self) -> None:
        """Note a key that changed the draft: draw it and store it soon."""
        self.noted()
        self.draw()
        self.touched()

    def on_key(self, event: events.Key) -> None:
        del event
        self.noted()

    @on(Entry.Changed)
    def _typed(self, event: Entry.Changed) -> None:
        entry, seat = event.entry, self.seat
        if seat is None or self.entries.get(entry.field) is not entry:
            return
        if seat.put(entry.field, entry.value):
            entry.replaceable(seat.as_offered(entry.field))
            self.noted()
            for block in self.blocks:
                if block.block == seat.block_of(entry.field):
                    block.draw(seat)
            self.touched()

    @on(Entry.Came)
    def _came(self, event: Entry.Came) -> None:
        if self.seat is not None and event.entry.field in self.seat.fields:
            self.seat.draft.cursor = event.entry.field
            self.seat.block = self.seat.block_of(event.entry.field)
            if event.entry.field == "actual" and self.seat.guess_due:
                self.seat.pass_guess()
                self.draw()
            else:
                self._mark()

    @on(Entry.Entered)
    def _entered(self, event: Entry.Entered) -> None:
        if self.seat is not None:
            self.collect()
            self.to(self.seat.after(event.entry.field))

    def to(self, name: str | None) -> None:
        """Put the cursor into a field, or give it back to the card."""
        seat = self.seat
        if seat is None:
            return
        if name is None or name not in seat.fields:
            self.set_focus(None)
            seat.draft.cursor = ""
        else:
            seat.draft.cursor, seat.block = name, seat.block_of(name)
        self.changed()
        if name is not None and name in seat.fields:
            self.entries[name].enter()
        else:
            self._into_sight()

    def _into_sight(self) -> None:
        for block in self.blocks:
            if self.seat is not None and block.block == self.seat.block:
                block.scroll_visible(animate=False)

    def on_descendant_blur(self) -> None:
        self.call_later(self._mark)

    def _do(self, change: Callable[[Seat], object]) -> None:
        if self.seat is not None:
            change(self.seat)
            self.changed()

    def action_digit(self, digit: int) -> None:
        """Choose by a digit: a guess, a verdict, then what the correction is filed under, then a template."""
        seat = self.seat
        if seat is not None:
            self._choose(seat, seat.digits, digit)

    def _choose(self, seat: Seat, digits: Digits, digit: int) -> None:
        if digits == "guess":
            seat.guess(digit)
            self.changed()
        elif digits == "verdict":
            if 0 < digit <= len(Verdict):
                self.to(seat.judge(digit))
        elif digits == "tag":
            if seat.tag(digit):
                self.changed()
                self._into_sight()
        elif seat.take(digit):
            self.changed()
            self._into_sight()
        elif 0 < digit <= len(seat.templates):
            self._keep_own_task(seat)

    @on(Options.Chosen)
    def _option_clicked(self, event: Options.Chosen) -> None:
        if self.seat is None or self.busy:
            return
        self.collect()
        digits = event.options.digits
        if digits == "verdict":
            self.seat.pass_guess()
        elif digits not in {"template", self.seat.digits}:
            return
        self.set_focus(None)
        self._choose(self.seat, digits, event.digit)

    def _keep_own_task(self, seat: Seat) -> None:
        """Say why what the head typed is not replaced."""
        if seat.own_task and not seat.draft.ending:
            self.notify(t("Your own task stays: clear it and its planned result first, then take another one."))

    def action_unjudge(self) -> None:
        """Take the verdict back, so that digits are verdicts again."""
        self._do(Seat.unjudge)

    def action_go(self, name: str) -> None:
        """Put the cursor into a field."""
        self.to(name)

    def action_go_direction(self) -> None:
        """Put the cursor into the correction or the path to payment."""
        if self.seat is not None:
            self.to(self.seat.fields_of("payment")[0])

    def action_enter(self) -> None:
        """Put the cursor into the block, at the first field that is empty; a list that is asked from is left open."""
        seat = self.seat
        if seat is None:
            return
        if seat.tags.listed is not None:
            seat.block = "next"
            self.changed()
            self._into_sight()
        else:
            fields = seat.fields_of(seat.block)
            self.to(next((name for name in fields if not seat.get(name).strip()), next(iter(fields), None)))

    def action_next_field(self) -> None:
        """Put the cursor into the next field."""
        if self.typing:
            self.focus_next(Input)
        else:
            self.action_enter()

    def action_leave_field(self) -> None:
        """Give the keys back to the card."""
        self.collect()
        self.to(None)

    def action_jump(self, where: str) -> None:
        """Leave a field for another one."""
        self.collect()
        if where == "risk":
            self.action_risk()
        elif where == "money":
            self.action_money()
        else:
            self.to("task")

    def action_outside(self) -> None:
        """Nothing to correct: it was outside our control."""

        def turn(seat: Seat) -> None:
            seat.draft.outside_control = not seat.draft.outside_control
            seat.problems.pop("correction", None)
            seat.block = "next"

        self._do(turn)

    def action_outside_here(self) -> None:
        """The same from within a field, and back to the card."""
        self.collect()
        self.action_outside()
        self.to(None)

    @work(exclusive=True, group="found", exit_on_error=False)
    async def _add(self, begin: Callable[[Seat], str]) -> None:
        if self.seat is not None:
            name = begin(self.seat)
            await self.query_one(FoundBlock).make_room(self.seat)
            self.to(name)

    def _found(self, begin: Callable[[Seat], str]) -> None:
        seat = self.seat
        if seat is not None:
            if self.query_one(FoundBlock).has_room(seat):
                self.to(begin(seat))
            else:
                self._add(begin)

    def action_risk(self) -> None:
        """Note a risk."""
        self._found(lambda seat: seat.add_risk(stops=False))

    def action_stopping_risk(self) -> None:
        """Note a risk that stops the payment."""
        self._found(lambda seat: seat.add_risk(stops=True))

    def action_turn_here(self) -> None:
        """Let the risk under the cursor stop the payment or not, or give the request there another area."""
        self.collect()
        self._do(lambda seat: seat.turn(seat.draft.cursor))

    def action_take_like(self) -> None:
        """Write the request under the cursor as the open one that it looks like."""
        self.collect()
        self._do(lambda seat: seat.take_like(seat.draft.cursor))

    def action_money(self) -> None:
        """Note a way to earn more."""
        self._found(Seat.add_opportunity)

    def action_request(self) -> None:
        """Note what is missing to close sooner."""
        self._found(Seat.add_request)

    def action_find_out(self) -> None:
        """Make an unknown fact the next task."""
        if self.seat is not None and self.seat.own_task:
            self._keep_own_task(self.seat)
            return
        self._do(Seat.ask)
        self._into_sight()

    def action_temperature(self) -> None:
        """Set the temperature by hand."""
        self._do(Seat.turn_temperature)

    def action_move(self, step: int) -> None:
        """Go to another block."""
        self._do(lambda seat: seat.move(step))
        self._into_sight()

    def action_skip(self) -> None:
        """Leave the block out; that is recorded."""
        self._do(Seat.skip)
        self._into_sight()

    def action_known(self) -> None:
        """Turn between the card and what is known, where there is no room for both."""
        self.toggle_class("-known")
        self.noted()
        self.call_after_refresh(self.draw)

    def action_scroll(self, step: int) -> None:
        """Scroll what is known by a page."""
        known = self.query_one(Known)
        place = known if known.display else self.query_one("#blocks")
        place.scroll_relative(y=step * max(1, place.size.height - 2), animate=False)

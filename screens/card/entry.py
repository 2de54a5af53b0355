"""One line to type into on the card: label, text, what the text means, and the problem with it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from cockpit.language import tell
from cockpit.method.sentence import Sentence
from screens.fields import QuietInput
from screens.plain import Cell, Plain, content


class Entry(Vertical):
    """A field of the card, named as in `ReviewDraft`. It keeps nothing: `draw` sets all that it shows."""

    DEFAULT_CSS = """
    Entry {
        height: auto;
        & > Horizontal { height: 1; }
        .label { width: 16; height: 1; padding: 0 1 0 0; color: $muted; }
        .means { width: auto; max-width: 34; height: 1; padding: 0 0 0 1; color: $muted; }
        .problem { display: none; height: auto; margin: 0 0 0 16; color: $alarm; }
        .note { display: none; height: 1; margin: 0 0 0 16; color: $muted; }
        &.-noted .note { display: block; }
        .label.-here { color: $foreground; text-style: bold; }
        &.-wrong .problem { display: block; }
        Input { width: 1fr; height: 1; background: $surface; }
        Input:focus { background: $cursor; }
        Input > .input--placeholder { text-style: not bold; }
    }
    """

    @dataclass
    class Changed(Message):
        """Something was typed."""

        entry: Entry

        @property
        def control(self) -> Entry:
            return self.entry

    @dataclass
    class Entered(Message):
        """Enter was pressed."""

        entry: Entry

        @property
        def control(self) -> Entry:
            return self.entry

    @dataclass
    class Came(Message):
        """The cursor came into the field."""

        entry: Entry

        @property
        def control(self) -> Entry:
            return self.entry

    def __init__(self, name: str, label: str, suggester: Suggester | None = None) -> None:
        super().__init__(name=name, classes="entry")
        self.field = name
        self._label = Plain(label, classes="label")
        self._input = QuietInput(compact=True, select_on_focus=False, suggester=suggester)
        self._means = Plain(classes="means")
        self._problem = Plain(classes="problem")
        self._note = Plain(classes="note")
        self._noted: Cell = ""
        self._shown: tuple[str | None, Cell, str] = (None, "", "")

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self._label
            yield self._input
            yield self._means
        yield self._problem
        yield self._note

    @property
    def value(self) -> str:
        """The text that stands in the field."""
        return self._input.value

    def draw(self, text: str, problem: Sentence | None = None, *, means: Cell = "", hint: str = "") -> None:
        """Show a text, the problem with it, what it means, and what may be typed while it is empty."""
        if self._input.value != text:
            self._input.value = text
            self._input.cursor_position = len(text)
        wrong = tell(problem) if problem is not None else None
        before, self._shown = self._shown, (wrong, means, hint)
        if before == self._shown:
            return
        if before[0] != wrong:
            self._problem.update(wrong or "")
            self.set_class(wrong is not None, "-wrong")
        if before[1] != means:
            self._means.update(content(means, "muted"))
        self._input.placeholder = hint

    def note(self, said: Cell) -> None:
        """Say something in a line of its own below the field; nothing takes the line away."""
        if said != self._noted:
            self._noted = said
            self._note.update(content(said, "muted"))
            self.set_class(bool(said), "-noted")

    def replaceable(self, offered: bool) -> None:
        """Let the text be selected when the cursor comes, so that the next key takes its place; or not."""
        self._input.select_on_focus = offered

    def enter(self) -> None:
        """Put the cursor behind the text, at once, so that the next key is typed here."""
        self.screen.set_focus(self._input)
        self._input.cursor_position = len(self._input.value)

    def on_descendant_focus(self) -> None:
        self._label.add_class("-here")
        self.post_message(self.Came(self))

    def on_descendant_blur(self) -> None:
        self._label.remove_class("-here")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(self))

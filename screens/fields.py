"""One field of a form: its label, what is typed into it, a hint, and the problem with it when there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Checkbox, Input, Select

from cockpit.language import t, tell
from cockpit.method.sentence import Sentence
from screens.plain import Plain, content

Kind: TypeAlias = Literal["text", "money", "date", "choice", "checkbox"]

#: The raw value of a checkbox that is ticked; one that is not has the empty value.
TICKED = "yes"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a field is.

    Attributes:
        name: its name in the values and in `Problem.field`.
        label: what stands before it, in the user's language.
        value: the raw text it opens with; `TICKED` or empty for a checkbox, one of `choices` for a choice.
        kind: how it is entered. Money and dates are typed as text and read by whoever checks the form.
        choices: for a choice, the raw values with their labels.
        hint: what may be typed, shown while the field is empty.
        optional: for a choice, may it be left open? Its raw value is then empty.
    """

    name: str
    label: str
    value: str = ""
    kind: Kind = "text"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    optional: bool = False


class QuietInput(Input):
    """An Input whose cursor does not blink: over ssh each blink is traffic."""

    def on_mount(self) -> None:
        self.cursor_blink = False


class Tick(Checkbox):
    """A checkbox that shows by its own characters, not by a colour, whether it is ticked."""

    BUTTON_LEFT = "["
    BUTTON_RIGHT = "]"

    @property
    def _button(self) -> Content:
        return Content("[x]" if self.value else "[ ]")


class Field(Vertical):
    """A field as a widget. The line under it takes room only while there is a problem."""

    DEFAULT_CSS = """
    Field {
        height: auto;
        & > Horizontal { height: auto; }
        .label { width: 20; height: 1; padding: 0 1 0 0; color: $muted; text-align: right; }
        &.-here .label { color: $foreground; text-style: bold; }
        .problem { display: none; height: auto; margin: 0 0 0 20; color: $alarm; }
        &.-wrong .problem { display: block; }
        Input, Select { width: 1fr; }
        Input, Select > SelectCurrent { background: $panel; }
        Input > .input--placeholder { color: $muted; }
        Input:focus, Select:focus > SelectCurrent { background: $cursor; }
        Checkbox { width: auto; background: $surface; }
    }
    """

    @dataclass
    class Changed(Message):
        """Something was typed or chosen."""

        field: Field

        @property
        def control(self) -> Field:
            return self.field

    @dataclass
    class Entered(Message):
        """Enter was pressed in the field."""

        field: Field

        @property
        def control(self) -> Field:
            return self.field

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(id=f"field-{spec.name}")
        self.spec = spec
        self._control = _control(spec)
        self._problem = Plain(classes="problem")

    @property
    def value(self) -> str:
        """The raw value, as `FieldSpec.value` describes it."""
        control = self._control
        if isinstance(control, Checkbox):
            return TICKED if control.value else ""
        if isinstance(control, Select):
            return control.value if isinstance(control.value, str) else ""
        return control.value

    @value.setter
    def value(self, raw: str) -> None:
        control = self._control
        if isinstance(control, Checkbox):
            control.value = raw == TICKED
        elif isinstance(control, Select):
            control.value = raw or Select.NULL
        else:
            control.value = raw

    @property
    def typed(self) -> bool:
        """Was anything changed since the field opened?"""
        return self.value != _opened_with(self.spec)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Plain(self.spec.label, classes="label")
            yield self._control
        yield self._problem

    def enter(self) -> None:
        """Put the cursor into the field."""
        self._control.focus()

    def show_problem(self, sentence: Sentence | None) -> None:
        """Show what is wrong under the field; None when nothing is."""
        if sentence is not None:
            self._problem.update(tell(sentence))
        self.set_class(sentence is not None, "-wrong")

    def on_descendant_focus(self) -> None:
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    def on_select_changed(self, event: Select.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(self))


def _opened_with(spec: FieldSpec) -> str:
    if spec.kind == "choice" and not spec.value and spec.choices and not spec.optional:
        return spec.choices[0][0]
    return spec.value


def _control(spec: FieldSpec) -> QuietInput | Checkbox | Select[str]:
    if spec.kind == "checkbox":
        return Tick(content(spec.hint), spec.value == TICKED, compact=True)
    if spec.kind == "choice":
        return Select(
            [(content(label), raw) for raw, label in spec.choices],
            prompt=spec.hint or t("Choose"),
            allow_blank=spec.optional,
            value=_opened_with(spec) or Select.NULL,
            compact=True,
        )
    return QuietInput(spec.value, placeholder=spec.hint, compact=True, select_on_focus=bool(spec.value))

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Checkbox, Input, Select

from cockpit.method.errors import CockpitError
from cockpit.method.sentence import Problem, say
from screens.dialogs import ConfirmDialog, ErrorDialog
from screens.fields import TICKED, Field, FieldSpec
from screens.forms import FormDialog, Values
from tests.screens.stage import Stage, on_top, painted_text

FIELDS = (
    FieldSpec("name", "Client", "ACME [/foo]"),
    FieldSpec("amount", "Amount", kind="money", hint="1 250 000"),
    FieldSpec("segment", "Segment", "b", "choice", (("a", "Small [/b]"), ("b", "Large"))),
    FieldSpec("key", "Key client", TICKED, "checkbox", hint="reviewed each week"),
    FieldSpec("by", "Pay by", kind="date", hint="+3, fri"),
)


class Asked(Stage):
    """A stage with an open form, what was checked, and how it ended."""

    def __init__(self, *answers: Sequence[Problem] | CockpitError, fields: Sequence[FieldSpec] = FIELDS) -> None:
        super().__init__()
        self.answers = list(answers)
        self.fields = fields
        self.checked: list[Values] = []
        self.results: list[Values | None] = []

    async def check(self, values: Values) -> Sequence[Problem]:
        self.checked.append(values)
        answer = self.answers.pop(0) if self.answers else ()
        if isinstance(answer, CockpitError):
            raise answer
        return answer

    async def open(self, pilot: Pilot[Any]) -> FormDialog:
        form = FormDialog("Edit client", self.fields, self.check)
        self.push_screen(form, self.results.append)
        await pilot.pause()
        return form

    @property
    def here(self) -> str:
        """The name of the field with the cursor."""
        focused = self.screen.focused
        assert focused is not None
        return next(node.spec.name for node in focused.ancestors if isinstance(node, Field))


SAVED = {"name": "ACME [/foo]", "amount": "", "segment": "b", "key": TICKED, "by": ""}


async def test_ctrl_s_saves_from_anywhere() -> None:
    app = Asked()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.open(pilot)
        await pilot.press("tab", "1", "2", "tab", "ctrl+ы")
        await pilot.pause()
    assert app.results == app.checked == [SAVED | {"amount": "12"}]


async def test_enter_goes_from_field_to_field_and_saves_in_the_last() -> None:
    app = Asked(fields=(FIELDS[0], FIELDS[1], FIELDS[4]))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.open(pilot)
        await pilot.press("end", "!", "enter", "5", "enter", "+", "3")
        assert app.checked == []
        await pilot.press("enter")
        await pilot.pause()
    assert app.results == [{"name": "ACME [/foo]!", "amount": "5", "by": "+3"}]


async def test_problems_stand_beside_their_fields_and_the_cursor_goes_to_the_first() -> None:
    problems = (
        Problem("by", say("The date is in the past.")),
        Problem("amount", say("An amount is a number.")),
        Problem("", say("Somebody else changed this client.")),
    )
    app = Asked(problems)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await app.open(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        shown = painted_text(app)
        for problem in problems:
            assert problem.sentence.text in shown
        assert app.here == "amount"
        assert app.results == []
        await pilot.press("7")
        await pilot.pause()
        assert "An amount is a number." not in painted_text(app)
        assert "The date is in the past." in painted_text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert on_top(app) is not form
    assert app.results == [SAVED | {"amount": "7"}]


async def test_a_store_that_fails_is_told_and_what_was_typed_stays() -> None:
    app = Asked(CockpitError(say("The file is busy"), say("Try again.")))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await app.open(pilot)
        await pilot.press("x", "ctrl+s")
        await pilot.pause()
        assert isinstance(on_top(app), ErrorDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert on_top(app) is form
        assert form.values["name"].count("x") == 1
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert len(app.checked) == 2
    assert app.results == [app.checked[1]]


async def test_escape_leaves_an_untouched_form_at_once() -> None:
    app = Asked()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.open(pilot)
        await pilot.press("escape")
        await pilot.pause()
    assert app.results == [None]


async def test_escape_asks_before_it_throws_typed_text_away() -> None:
    app = Asked()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await app.open(pilot)
        await pilot.press("z", "escape")
        await pilot.pause()
        assert isinstance(on_top(app), ConfirmDialog)
        await pilot.press("escape")
        await pilot.pause()
        assert on_top(app) is form
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
    assert app.results == [None]


async def test_choices_and_boxes_give_raw_values() -> None:
    fields = (
        FIELDS[2],
        FIELDS[3],
        FieldSpec("open", "Open choice", "", "choice", (("a", "A"), ("b", "B")), optional=True),
        FieldSpec("first", "First of all", "", "choice", (("a", "A"), ("b", "B"))),
    )
    app = Asked(fields=fields)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await app.open(pilot)
        assert form.values == {"segment": "b", "key": TICKED, "open": "", "first": "a"}
        await pilot.press("enter", "up", "enter", "tab", "space")
        await pilot.pause()
        assert form.values == {"segment": "a", "key": "", "open": "", "first": "a"}
        assert form.query(Checkbox).first().value is False
        assert form.query(Select).first().value == "a"


async def test_a_value_can_be_set_from_outside() -> None:
    app = Asked()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await app.open(pilot)
        for name, raw in (("name", "Vector"), ("segment", "a"), ("key", "")):
            field = form.query_one(f"#field-{name}", Field)
            field.value = raw
            assert field.value == raw
            assert field.typed


async def test_a_long_form_scrolls_in_a_small_terminal() -> None:
    app = Asked(fields=tuple(FieldSpec(f"f{n}", f"Field {n}") for n in range(30)))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.open(pilot)
        assert "Edit client" in painted_text(app)
        assert "Field 29" not in painted_text(app)
        await pilot.press(*["tab"] * 29)
        await pilot.pause()
        shown = painted_text(app)
        assert app.here == "f29"
        assert "Field 29" in shown
        assert "Edit client" in shown
        assert "^s" in shown


async def test_the_cursor_does_not_blink() -> None:
    app = Asked()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        form = await app.open(pilot)
        assert not any(field.cursor_blink for field in form.query(Input))

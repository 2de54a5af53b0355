from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.widgets import Input, TextArea

import screens
from cockpit.method.errors import CockpitError
from cockpit.method.sentence import say
from screens.base import Banner, TopLine, show_error
from screens.columns import Column
from screens.dialogs import ConfirmDialog
from screens.fields import Field, FieldSpec
from screens.lines import Line, LineList, Section
from screens.plain import PAINTS, Plain, StripControls, content, visible
from tests.screens.stage import EVIL, Stage, painted_text

#: Widgets that read markup in a plain string, or that a part of ours takes the place of.
FORBIDDEN = {"Static", "Label", "DataTable", "OptionList", "SelectionList", "Tree", "ListView", "Markdown", "RichLog"}
#: Widgets whose first argument is read as markup unless it is Content.
LABELLED = {"Button", "Checkbox", "RadioButton", "TabPane", "Collapsible"}
PARSED_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
SAFE = {"content", "Content"}


def called(node: ast.expr | None) -> str:
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def offences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = called(node)
            if name in FORBIDDEN:
                yield f"line {node.lineno}: {name}( reads markup; use Plain or LineList"
            if name in LABELLED and node.args and called(node.args[0]) not in SAFE:
                yield f"line {node.lineno}: the label of {name} must be content(…)"
            if name in {"from_markup", "escape"}:
                yield f"line {node.lineno}: {name}( is not safe for foreign text"
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if (
                    isinstance(target, ast.Attribute)
                    and target.attr in PARSED_ATTRIBUTES
                    and called(node.value) not in SAFE
                ):
                    yield f"line {node.lineno}: {target.attr} must be content(…)"


MODULES = sorted(Path(screens.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_screen_lets_a_text_be_read_as_markup(module: Path) -> None:
    assert list(offences(ast.parse(module.read_text(encoding="utf-8")))) == []


def test_the_search_for_markup_finds_it() -> None:
    code = "Static(name)\nButton(name)\nbox.border_title = name\nContent.from_markup(name)\nButton(content(name))"
    assert len(list(offences(ast.parse(code)))) == 4


@pytest.mark.parametrize("text", EVIL)
def test_content_shows_a_text_as_it_stands(text: str) -> None:
    shown = content(text).plain
    assert shown == visible(text)
    assert not set(shown) & set("\x1b\x9b\x07\u202e")


def test_line_breaks_of_a_note_stay() -> None:
    assert visible("one\ntwo\x1b[2J") == "one\ntwo\ufffd[2J"


def test_every_paint_is_a_style_that_textual_understands() -> None:
    for paint in PAINTS:
        assert content("x", paint).plain == "x"


@pytest.mark.parametrize("text", EVIL)
async def test_no_widget_is_hurt_by_an_evil_text(text: str) -> None:
    app = Stage()
    async with app.run_test(size=(80, 50), notifications=True) as pilot:
        lines = LineList((Column("name", text, weight=1),), empty=text)
        await app.mount(
            TopLine(text, text),
            Banner(),
            Plain(text, id="plain"),
            lines,
            LineList((), empty=text, id="empty"),
            Field(FieldSpec("a", text, text, hint=text)),
            Field(FieldSpec("b", text, "", hint=text)),
            Field(FieldSpec("c", text, "x", "choice", (("x", text), ("y", "y")))),
            Field(FieldSpec("d", text, "yes", "checkbox", hint=text)),
            TextArea(text),
        )
        lines.show((Section(text), Line(text, (text,)), Line("b", (((text, "hot"),),))))
        app.query_one(Banner).show(text)
        app.query_one("#plain", Plain).update(text)
        app.query_one(Field).show_problem(say("{text} is wrong", text=text))
        app.query_one("#field-b").border_title = content(text)
        app.notify(text, title=text)
        await pilot.pause()
        shown = painted_text(app)
        assert not set(shown) & set("\x1b\x9b\x07\u202e")
        assert visible(text)[:20] in shown
        app.query_one(Input).focus()
        await pilot.press("end", "z")
        await pilot.pause()
        assert app.query_one("#field-a", Field).value == text + "z"
        show_error(app.screen, CockpitError(say("{x}", x=text), say("{x}", x=text)))
        await pilot.pause()
        assert visible(text)[:20] in painted_text(app)
        await pilot.press("enter")
        app.push_screen(ConfirmDialog(text, text))
        await pilot.pause()
        assert visible(text)[:20] in painted_text(app)


def test_the_last_guard_takes_out_what_a_terminal_obeys() -> None:
    segments = [Segment("a\x1b[2Jb\u202ec"), Segment("plain")]
    guarded = StripControls().apply(segments, Color(0, 0, 0))
    assert [segment.text for segment in guarded] == ["a[2Jbc", "plain"]

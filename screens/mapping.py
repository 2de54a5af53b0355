"""What the columns of a table mean: its columns on the left, what they say on the right, and below what comes of it.

What is said is remembered by the name of the source, so the same table is known again tomorrow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from cockpit.language import N_, t, tell
from cockpit.language.crm import FIELDS, crm_field, source_title
from cockpit.method.crm import COALESCED, Field, Sketch, SourceMap
from cockpit.method.errors import FileError, UnmappedError
from cockpit.method.report import SampleDeal
from cockpit.method.sentence import Problem, Sentence, say
from screens.base import CockpitScreen, TopLine
from screens.choosing import ChoiceDialog
from screens.columns import Column
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Cell, Plain, Span, content
from screens.report import sample_table

_SAMPLES: Final = 4
_PREVIEW: Final = 20
_ROWS: Final = 6
#: Stands for a column that is kept as it is written, where a key is needed.
_KEPT: Final = "-"
_NAMELESS: Final = re.compile(r"[\W\d_]+")
#: The days and marks as they are chosen.
_MARKS: Final = ((",", "1 200,50"), (".", "1,200.50"))
_DAYS: Final = {"": None, "day": True, "month": False}


class _Columns(LineList):
    """The columns of the table."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Say what it means"), id="list.choose")]


class MapScreen(CockpitScreen[SourceMap | None]):
    """Says what the columns of one table mean; the result is what was remembered, or None when it was left."""

    CSS_PATH = "mapping.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,ctrl+s", "save", N_("Read it so"), id="map.save"),
        Binding("x,delete", "keep", N_("Keep as written"), id="map.keep"),
        Binding("o", "options", N_("Name, currency, dates"), id="map.options"),
        Binding("w", "write", N_("Write a map file"), tooltip=N_("As TOML, for cockpit import --map"), id="map.write"),
        Binding("f", "forget", N_("Forget"), tooltip=N_("Forget what was said of this source"), id="map.forget"),
        Binding("escape,q", "back", N_("Back"), id="map.back"),
    ]

    def __init__(self, sketch: Sketch, path: Path, known: SourceMap | None = None) -> None:
        """Make the screen.

        Args:
            sketch: the table.
            path: the file it stands in.
            known: what is remembered of its source.
        """
        super().__init__()
        self._sketch = sketch
        self._path = path
        self._known = known
        guess = dict(zip(sketch.columns, sketch.guess, strict=True))
        own = known or SourceMap(_name(sketch, path))
        self._map = replace(own, columns={**guess, **own.columns} if own.columns else guess)
        self._deals: tuple[SampleDeal, ...] = ()
        self._said: tuple[Sentence, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopLine(_title(), self._sketch.file)
        yield Plain(id="about")
        yield _Columns(_columns(), id="columns")
        yield Plain(id="preview")
        yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self.query_one(LineList).focus()
        self._preview()

    async def speak(self) -> None:
        self.query_one(TopLine).show(_title())
        self._show()
        self._tell()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return action != "forget" or self._known is not None

    def _show(self) -> None:
        told: list[Span] = [(t("Source: "), "muted"), (source_title(self._map.name), "strong")]
        for name, value in (
            (t("currency"), self._map.currency),
            (
                t("dates"),
                _day_names().get(_day_key(self._map.day_first), "") if self._map.day_first is not None else "",
            ),
            (t("decimal mark"), self._map.decimal),
        ):
            if value:
                told += [(f" · {name}: ", "muted"), (value, "")]
        asked = t("Enter says what a column means; what is not said is kept as it is written.")
        self.query_one("#about", Plain).update(Content("\n").join([content(tuple(told)), content(asked, "muted")]))
        lines = self.query_one(LineList)
        lines.columns = _columns()
        lines.show([self._line(at, name) for at, name in enumerate(self._sketch.columns)])

    def _line(self, at: int, name: str) -> Line:
        values = list(dict.fromkeys(row[at] for row in self._sketch.rows if at < len(row) and row[at]))
        meant = self._map.columns.get(name)
        return Line(
            name,
            (
                name,
                ((" | ".join(values[:_SAMPLES]), "muted"),),
                ((crm_field(meant), "accent" if meant else "muted"),),
            ),
        )

    @work(exclusive=True, group="preview", exit_on_error=False)
    async def _preview(self) -> None:
        """Read the first rows by what is said so far."""
        services = self.services
        try:
            self._deals, self._said = await services.store.first_deals(
                (self._path,), self._map, services.now(), _PREVIEW
            )
        except UnmappedError:
            self._deals = ()
            self._said = (say("No column says which client or deal a row is about yet: choose the one of the client."),)
        except FileError as error:
            self._deals, self._said = (), (error.sentence,)
        self._tell()

    def _tell(self) -> None:
        pane = self.query_one("#preview", Plain)
        room = max(2, pane.content_size.height)
        lines: list[Content] = []
        if self._deals:
            rows = self._deals[: max(1, min(_ROWS, room - 1 - bool(self._said)))]
            lines.append(sample_table(rows, max(40, pane.content_size.width)))
        lines += [content(tell(sentence), "warm") for sentence in self._said[:2]]
        pane.update(Content("\n").join(lines))

    @on(LineList.Chosen)
    @work(exclusive=True, group="choose")
    async def _choose(self, event: LineList.Chosen) -> None:
        name = cast("str", event.key)
        choices: list[tuple[str, Cell]] = [(each.value, self._choice(each, name)) for each in FIELDS]
        choices.append((_KEPT, crm_field(None)))
        meant = self._map.columns.get(name)
        title = t("What does “{column}” say?", column=name)
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, choices, at=meant.value if meant else ""))
        if chosen is not None:
            self._say(name, None if chosen == _KEPT else Field(chosen))

    def _choice(self, field: Field, name: str) -> Cell:
        other = next((each for each, meant in self._map.columns.items() if meant is field and each != name), None)
        return crm_field(field) if other is None else ((crm_field(field), ""), (f"  ← {other}", "muted"))

    def _say(self, name: str, meant: Field | None) -> None:
        """Let a column say something; where only one column can, the other one says it no more."""
        columns = dict(self._map.columns)
        if meant is not None and meant not in COALESCED:
            columns = {each: None if said is meant else said for each, said in columns.items()}
        columns[name] = meant
        self._map = replace(self._map, columns=columns)
        self._show()
        self._preview()

    def action_keep(self) -> None:
        """Keep the column under the cursor as it is written."""
        name = self.query_one(LineList).key
        if isinstance(name, str):
            self._say(name, None)

    @work(exclusive=True, group="choose")
    async def action_options(self) -> None:
        """Name the source, its currency, how its dates and decimals are written."""
        own = self._map

        async def check(values: Values) -> Sequence[Problem]:
            name, code = " ".join(values["name"].split()), values["currency"].strip().upper()
            if not name:
                return (Problem("name", say("Give the source a name.")),)
            if code and not re.fullmatch("[A-Z]{3}", code):
                return (Problem("currency", say("Three letters, as USD or RUB.")),)
            self._map = replace(
                own, name=name, currency=code, day_first=_DAYS[values["day"]], decimal=values["decimal"]
            )
            return ()

        days = _day_names()
        fields = [
            FieldSpec("name", t("Source"), own.name, hint=t("the program, as you call it")),
            FieldSpec("currency", t("Currency"), own.currency, hint=t("of amounts that name none")),
            FieldSpec(
                "day", t("03/04/2026 is"), _day_key(own.day_first), "choice", tuple(days.items())[1:], optional=True
            ),
            FieldSpec(
                "decimal",
                t("Decimal mark"),
                own.decimal,
                "choice",
                ((",", "1 200,50"), (".", "1,200.50")),
                optional=True,
            ),
        ]
        note = t("The source keeps its name: clients and deals are found again by it.")
        if await self.app.push_screen_wait(FormDialog(t("How this source is read"), fields, check, note=note)):
            self._show()
            self._preview()

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Remember what was said, and go back."""
        if Field.CLIENT not in self._map.columns.values() and not self._deals:
            self.notify(t("Say first which column holds the client."), severity="warning")
            return
        services = self.services
        await services.store.remember_source(self._map, services.now())
        self.dismiss(self._map)

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_write(self) -> None:
        """Write what was said into a file."""
        from screens.exporting import export_as

        store, source = self.services.store, self._map

        async def write(path: Path, _: str, replace_it: bool) -> None:
            await store.export_map(path, source, replace=replace_it)

        stem = "-".join(_NAMELESS.sub(" ", source.name).split()) or "map"
        await export_as(self, t("Write a map file"), stem, write, {"toml": t("TOML, for cockpit import --map")})

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_forget(self) -> None:
        """Forget what was said of this source; its columns are taken for what their names say."""
        await self.services.store.forget_source(self._map.name)
        self._known = None
        self.notify(t("Forgotten: {source}. What came from it stays.", source=source_title(self._map.name)))
        self.dismiss(None)

    def action_back(self) -> None:
        """Go back without remembering anything."""
        self.dismiss(None)


def _title() -> str:
    return t("Cockpit · what the columns mean")


def _columns() -> tuple[Column, ...]:
    return (
        Column("column", t("Column"), least=14, most=36, weight=2, priority=9, enough=24),
        Column("values", t("Values"), least=16, most=60, weight=2, priority=5),
        Column("says", t("Says"), least=22, most=30, weight=1, priority=8),
    )


def _name(sketch: Sketch, path: Path) -> str:
    """Propose a name for the source: the program's, else the file's without its numbers."""
    if sketch.source not in {"", "table"}:
        return sketch.source
    return " ".join(_NAMELESS.sub(" ", path.stem).split()) or "table"


def _day_key(day_first: bool | None) -> str:
    return next(key for key, value in _DAYS.items() if value is day_first)


def _day_names() -> dict[str, str]:
    return {"": "", "day": t("the 3rd of April"), "month": t("the 4th of March")}

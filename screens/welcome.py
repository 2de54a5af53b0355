"""The welcome page of an empty cockpit: three ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from cockpit.language import N_, t
from screens.base import CockpitScreen, TopLine
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Plain, content

if TYPE_CHECKING:
    from screens.app import CockpitApp

_WAYS: Final = (
    ("demo", N_("Look around"), N_("a made-up team, in a file of its own")),
    ("import", N_("Import a CRM file"), N_("csv or xlsx, with a preview before anything is written")),
    ("add", N_("Add a manager by hand"), N_("then clients and deals: no CRM is needed")),
)


class WelcomeScreen(CockpitScreen[None]):
    """What a newcomer sees first when there are no managers."""

    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "way('demo')", N_("Look around"), show=False, id="welcome.demo"),
        Binding("2,i", "way('import')", N_("Import a CRM file"), show=False, id="welcome.import"),
        Binding("3,a", "way('add')", N_("Add a manager by hand"), show=False, id="welcome.add"),
        Binding("q", "app.quit", N_("Quit"), id="welcome.quit"),
    ]

    def compose(self) -> ComposeResult:
        yield TopLine("Cockpit")
        with Vertical(id="page"), Vertical(id="middle"):
            yield Plain(content(t("A sales head sits beside one manager and goes through his clients."), "strong"))
            yield Plain(
                content(
                    t(
                        "Did the planned result come? If not, what will he do differently; if yes, what is left to be "
                        "paid. New risks, new money, the next task. The cockpit brings the client and counts the "
                        "minutes."
                    ),
                    "muted",
                ),
                id="method",
            )
            yield LineList((Column("way", "", least=26), Column("what", "", least=20, weight=1)), titles=False)
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        lines = self.query_one(LineList)
        lines.show(
            [
                Line(way, (((f"{number}  ", "accent"), (t(title), "strong")), ((t(what), "muted"),)))
                for number, (way, title, what) in enumerate(_WAYS, 1)
            ]
        )
        lines.focus()

    async def speak(self) -> None:
        await super().speak()
        self.on_mount()

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        self.action_way(str(event.key))

    def action_way(self, way: str) -> None:
        """Go one of the three ways on."""
        from screens.app import DEMO

        app = cast("CockpitApp", self.app)
        if way == "demo":
            app.leave(DEMO)
        elif way == "import":
            from screens.importing import ImportScreen

            app.push_screen(ImportScreen())
        else:
            self._add_manager()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def _add_manager(self) -> None:
        from screens.people import edit_manager

        if await edit_manager(self) is not None:
            cast("CockpitApp", self.app).show_managers()

"""The settings: each with its value in force and where that comes from, changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, current, t, tell
from cockpit.method.errors import CockpitError
from cockpit.method.sentence import Problem
from cockpit.method.setting import Applied, Origin, Setting
from screens.base import CockpitScreen, TopLine
from screens.choosing import ChoiceDialog
from screens.columns import Column
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Cell, Plain, content
from screens.theme import theme_name

if TYPE_CHECKING:
    from cockpit.method.desk import Desk
    from screens.app import CockpitApp


class SettingsKeeper(Protocol):
    """What reads the settings and writes them into their file; the front door has it."""

    @property
    def place(self) -> str:
        """The path of the file."""

    def read(self) -> tuple[Setting, ...]:
        """Read every setting; may raise a `CockpitError`."""

    def write(self) -> bool:
        """Write a file that says what can be set, if there is none; may raise a `CockpitError`."""

    def change(self, name: str, text: str, desk: Desk) -> Applied | tuple[Problem, ...]:
        """Set a setting as typed, or put it out of force with an empty text; may raise a `CockpitError`."""


class _Settings(LineList):
    """The settings as lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Change"), id="list.choose")]


class SettingsScreen(CockpitScreen[None]):
    """Every setting; enter changes the one under the cursor."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d,delete",
            "reset",
            N_("Default"),
            tooltip=N_("Put the setting out of force: the machine decides, or the program"),
            id="settings.reset",
        ),
        Binding("w", "write", N_("Write the file"), tooltip=N_("Write a commented settings file"), id="settings.write"),
        Binding("escape,q", "back", N_("Back"), id="settings.back"),
    ]

    def __init__(self, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._settings: dict[str, Setting] = {}

    def compose(self) -> ComposeResult:
        yield TopLine(t("Cockpit · settings"))
        yield Plain(id="place")
        yield _Settings(_columns())
        yield Plain(id="about")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._list.focus()
        self.watch(self._list, "cursor", self._explain, init=False)
        self._show()

    async def speak(self) -> None:
        self._list.columns = _columns()
        self.query_one(TopLine).show(t("Cockpit · settings"))
        self._show()
        self.refresh_bindings()

    @property
    def _list(self) -> LineList:
        return self.query_one(LineList)

    @property
    def _here(self) -> Setting | None:
        """The setting under the cursor."""
        return self._settings.get(str(self._list.key))

    def _show(self) -> None:
        try:
            self._settings = {setting.name: setting for setting in self._keeper.read()}
        except CockpitError as error:
            self.show_error(error)
            return
        self.query_one("#place", Plain).update(content(t("Kept in {file}", file=self._keeper.place), "muted"))
        self._list.show([_row(setting) for setting in self._settings.values()])
        self._explain()

    def _explain(self) -> None:
        setting = self._here
        if setting is not None:
            when = "" if setting.live else f" {t('A change takes effect at the next start.')}"
            self.query_one("#about", Plain).update(content(f"{tell(setting.about)}{when}", "muted"))

    @on(LineList.Chosen)
    @work(exclusive=True, group="form", exit_on_error=False)
    async def _choose(self) -> None:
        setting = self._here
        if setting is None:
            return

        async def check(values: Values) -> Sequence[Problem]:
            return await self._change(setting, values[setting.name])

        if setting.choices:
            choices = [("", t("default")), *((raw, tell(label)) for raw, label in setting.choices)]
            taken = await self.app.push_screen_wait(ChoiceDialog(tell(setting.about), choices, at=setting.value))
            if taken is not None:
                await self._change(setting, taken)
                self._show()
            return
        form = FormDialog(tell(setting.label), (_spec(setting),), check, note=tell(setting.about))
        await self.app.push_screen_wait(form)
        self._show()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_reset(self) -> None:
        """Put the setting under the cursor out of force."""
        setting = self._here
        if setting is not None:
            await self._change(setting, "")
            self._show()

    async def _change(self, setting: Setting, text: str) -> Sequence[Problem]:
        app = cast("CockpitApp", self.app)
        applied = self._keeper.change(setting.name, text, app.store.desk)
        if isinstance(applied, tuple):
            return applied
        app.store.use(applied.desk)
        if applied.lang != current():
            await app.speak(applied.lang)
        if setting.name == "theme" and applied.theme in {"dark", "light"}:
            app.theme = theme_name("dark" if applied.theme == "dark" else "light")
        elif setting.name == "theme" or not setting.live:
            self.notify(t("Kept. It takes effect at the next start."))
        return ()

    def action_write(self) -> None:
        """Write a settings file that says what can be set, if there is none."""
        try:
            written = self._keeper.write()
        except CockpitError as error:
            self.show_error(error)
            return
        place = self._keeper.place
        self.notify(t("Written: {file}", file=place) if written else t("{file} was not written over.", file=place))

    def action_back(self) -> None:
        """Go back to the managers."""
        self.dismiss(None)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", t("Setting"), least=20, most=30, weight=1, priority=9),
        Column("value", t("In force"), least=24, weight=3, priority=8),
        Column("origin", t("Comes from"), least=20, priority=6),
        Column("key", t("In the file"), least=15, priority=4),
    )


def _row(setting: Setting) -> Line:
    origin: Cell = ((_origins()[setting.origin], "muted" if setting.origin is Origin.DEFAULT else ""),)
    return Line(setting.name, (tell(setting.label), tell(setting.shown), origin, ((setting.name, "muted"),)))


def _origins() -> dict[Origin, str]:
    return {
        Origin.OPTION: t("given at the start"),
        Origin.CHOSEN: t("chosen in the program"),
        Origin.FILE: t("the file"),
        Origin.DEFAULT: t("default"),
    }


def _spec(setting: Setting) -> FieldSpec:
    hint = t("in force: {value}; empty: the default", value=setting.shown)
    return FieldSpec(setting.name, tell(setting.label), setting.value, hint=hint)

"""What the stages of a CRM mean: asked once, remembered by the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, number, t
from cockpit.language.crm import source_title
from cockpit.language.words import status_name
from cockpit.method.crm import MetStage, SourceMap
from cockpit.method.words import DealStatus
from screens.base import CockpitScreen, TopLine
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Paint, Plain, content

_NEXT: Final = {DealStatus.OPEN: DealStatus.WON, DealStatus.WON: DealStatus.LOST, DealStatus.LOST: DealStatus.OPEN}
_PAINTS: Final[dict[DealStatus, Paint]] = {DealStatus.OPEN: "", DealStatus.WON: "good", DealStatus.LOST: "muted"}


class _Stages(LineList):
    """The stages."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Next meaning"), id="list.choose")]


class StagesScreen(CockpitScreen[bool]):
    """Says of every stage whether its deals are open, won or lost; True when that was remembered."""

    CSS_PATH = "imports.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "mean('open')", N_("Open deal"), id="stages.open"),
        Binding("2", "mean('won')", N_("Won"), id="stages.won"),
        Binding("3", "mean('lost')", N_("Lost"), id="stages.lost"),
        Binding("s,ctrl+s", "save", N_("Remember"), id="stages.save"),
        Binding("escape,q", "back", N_("Back"), id="stages.back"),
    ]

    def __init__(self, stages: Sequence[MetStage]) -> None:
        """Make the screen; the stages that leave a question come first."""
        super().__init__()
        self._stages = {(each.source, each.text): each for each in stages}
        #: Those that are remembered: what was asked, and what was changed.
        self._asked = {key for key, each in self._stages.items() if not each.sure}

    def compose(self) -> ComposeResult:
        yield TopLine(_title())
        yield Plain(id="about")
        yield _Stages(_columns(), id="stages")
        yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self.query_one(LineList).focus()

    async def speak(self) -> None:
        self.query_one(TopLine).show(_title())
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        told = t("Those with ? are not known: say what they mean. It is remembered for every later file of the source.")
        self.query_one("#about", Plain).update(content(told, "muted"))
        lines = self.query_one(LineList)
        lines.columns = _columns()
        lines.show([_row(key, each) for key, each in self._stages.items()], keep=lines.key)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Give the stage its next meaning."""
        key = cast("tuple[str, str]", event.key)
        self._mean(key, _NEXT[self._stages[key].status])

    def action_mean(self, word: str) -> None:
        """Say what the stage under the cursor means, and go on."""
        key = self.query_one(LineList).key
        if key is not None:
            self._mean(cast("tuple[str, str]", key), DealStatus(word))
            self.query_one(LineList).action_move(1)

    def _mean(self, key: tuple[str, str], status: DealStatus) -> None:
        self._stages[key] = replace(self._stages[key], status=status, sure=True)
        self._asked.add(key)
        self._show()

    @work(exclusive=True, group="save", exit_on_error=False)
    async def action_save(self) -> None:
        """Remember what was said, and what is shown of those that were asked about."""
        from data.files.habits import stage_key

        services = self.services
        known = {each.name: each for each in await services.store.source_maps()}
        for source in sorted({of for of, _ in self._asked}):
            said = {stage_key(text): self._stages[of, text].status for of, text in self._asked if of == source}
            own = known.get(source, SourceMap(source))
            await services.store.remember_source(replace(own, stages={**own.stages, **said}), services.now())
        self.dismiss(True)

    def action_back(self) -> None:
        """Go back without remembering anything."""
        self.dismiss(False)


def _title() -> str:
    return t("Cockpit · what the stages mean")


def _columns() -> tuple[Column, ...]:
    return (
        Column("asked", "", least=1, priority=9),
        Column("stage", t("Stage or status"), least=20, most=50, weight=2, priority=9),
        Column("means", t("Means"), least=12, priority=8),
        Column("deals", t("Deals"), least=8, align="right", priority=6),
        Column("source", t("Source"), least=12, most=24, weight=1, priority=4),
    )


def _row(key: tuple[str, str], each: MetStage) -> Line:
    return Line(
        key,
        (
            (("" if each.sure else "?", "warm"),),
            each.text,
            ((status_name(each.status), _PAINTS[each.status]),),
            number(each.deals),
            source_title(each.source),
        ),
    )

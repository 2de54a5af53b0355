"""The clients that head and deputy both reviewed, with the verdict of each side by side (R39)."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t
from cockpit.language.kpi import share_text
from cockpit.method.delegation import Pair, Readiness
from cockpit.method.share import Share
from screens.base import ReadScreen, TopLine
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.numbers import delegation_rows
from screens.plain import Plain, content


class PairsScreen(ReadScreen[None]):
    """Pairs of reviews, the newest first, both in full under the list; enter goes to the client in the queue."""

    CSS_PATH = "pairs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "reload", N_("Read anew"), show=False, id="pairs.reload"),
        Binding("escape,q", "back", N_("Back"), id="pairs.back"),
    ]

    def __init__(self, part: Readiness) -> None:
        """Make the list; `part` is the segment whose head and deputy they are."""
        super().__init__()
        self._part = part
        self._pairs: dict[tuple[int, int], Pair] | None = None

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield LineList(delegation_rows.pair_columns(), id="pairs")
        yield Plain(id="detail")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._follow()
        self.action_reload()

    async def speak(self) -> None:
        await super().speak()
        self._follow()
        self._show()

    def _follow(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        self._lines.focus()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#pairs", LineList)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the reviews anew."""
        services = self.services
        found = await services.store.delegation_pairs(self._part.segment_id, services.now())
        self._pairs = {(pair.head.id, pair.deputy.id): pair for pair in found}
        self._show()

    def _show(self) -> None:
        if self._pairs is None:
            return
        pairs, part = list(self._pairs.values()), self._part
        title = t("Reviewed by both · {whose}", whose=delegation_rows.name(part))
        agreement = t("equal: {share}", share=share_text(Share(sum(pair.equal for pair in pairs), len(pairs))))
        self.query_one(TopLine).show(title, agreement if pairs else "")
        self.set_class(not pairs, "-empty")
        self._lines.empty = content(self._nothing(), "muted")
        zone = self.services.now().tzinfo
        self._lines.show([delegation_rows.pair_line(pair, zone) for pair in pairs])
        self._tell()

    def _nothing(self) -> str:
        head, deputy = self._part.head, self._part.deputy
        if not head or not deputy:
            return t("The segment needs a head and a deputy: they are named in the list of segments, under d.")
        return t(
            "{deputy} reviews clients that {head} reviewed, at most a working day apart: their verdicts stand here.",
            deputy=deputy,
            head=head,
        )

    @property
    def _here(self) -> Pair | None:
        """The pair under the cursor."""
        return next((pair for key, pair in (self._pairs or {}).items() if key == self._lines.key), None)

    def _tell(self) -> None:
        """Show what each of the two found."""
        here, zone = self._here, self.services.now().tzinfo
        self.query_one("#detail", Plain).update("" if here is None else delegation_rows.pair_detail(here, zone))

    @on(LineList.Chosen)
    def _choose(self) -> None:
        here = self._here
        if here is not None:
            from screens.queue import QueueScreen

            self._left = True
            self.app.push_screen(QueueScreen(here.head.manager_id, here.head.client_id))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)

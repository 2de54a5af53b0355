"""What the lists of rows behind a figure share (R26)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from cockpit.language import N_, t
from screens.base import ReadScreen, TopLine
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.plain import Cell, Plain, content
from screens.rows import Row

T = TypeVar("T")


class CasesScreen(ReadScreen[None], Generic[T]):
    """Rows under a title, the one under the cursor in full below; enter goes to its client in his manager's queue.

    A list says in `read` what its rows are, and in the others how they look. Until `read` has come back, `found` is
    None and the list says that it is being read.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "reload", N_("Read anew"), show=False, id="cases.reload"),
        Binding("escape,q", "back", N_("Back"), id="cases.back"),
    ]

    found: Mapping[Hashable, T] | None = None

    async def read(self) -> Mapping[Hashable, T]:
        """Read the rows, by the keys that their lines have."""
        raise NotImplementedError

    def heading(self) -> str:
        """Return what the rows have in common."""
        raise NotImplementedError

    def counted(self) -> Cell:
        """Say how many rows were found."""
        raise NotImplementedError

    def nothing(self) -> str:
        """Say why there are no rows."""
        raise NotImplementedError

    def columns(self) -> tuple[Column, ...]:
        """Return the columns in the language in use."""
        raise NotImplementedError

    def lines(self, found: Sequence[T]) -> Sequence[Row]:
        """Write the rows, in their order."""
        raise NotImplementedError

    def detail(self, row: T) -> Content:
        """Write a row in full."""
        raise NotImplementedError

    def client_of(self, row: T) -> tuple[int, int]:
        """Return the ids of the row's manager and client."""
        raise NotImplementedError

    def above(self) -> Iterable[Widget]:
        """Yield what stands between the title and the list."""
        return ()

    def show_above(self) -> None:
        """Write what stands between the title and the list; called when the rows are known."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield from self.above()
        yield LineList((), id="cases")
        yield Plain(id="detail")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        self._lines.focus()
        self._show()
        self.action_reload()

    async def speak(self) -> None:
        self._show()
        self.refresh_bindings()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the rows anew."""
        self.found = await self.read()
        self._show()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#cases", LineList)

    @property
    def _here(self) -> T | None:
        """The row under the cursor."""
        key = self._lines.key
        return None if key is None or self.found is None else self.found.get(key)

    def _show(self) -> None:
        lines, found = self._lines, self.found
        self.query_one(TopLine).show(self.heading(), "" if found is None else self.counted())
        lines.columns = self.columns()
        lines.empty = content(t("Reading…") if found is None else self.nothing(), "muted")
        if found is not None:
            self.show_above()
            lines.show(self.lines(tuple(found.values())))
        self._tell()

    def _tell(self) -> None:
        here = self._here
        self.query_one("#detail", Plain).update("" if here is None else self.detail(here), layout=False)

    @on(LineList.Chosen)
    def _choose(self) -> None:
        if (here := self._here) is not None:
            from screens.queue import QueueScreen

            self._left = True
            self.app.push_screen(QueueScreen(*self.client_of(here)))

    def action_back(self) -> None:
        """Go back to where the rows were opened from."""
        self.dismiss(None)

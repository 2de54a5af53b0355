"""What managers lack, ranked by the money stuck behind it; where leads come from; why clients refuse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, Literal, TypeAlias, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t, tn
from cockpit.language.words import area_name
from cockpit.method.records import Request, Wish
from cockpit.method.request import Backer, ReasonLine, RequestLine, SourceLine, check_request, first_day
from cockpit.method.sentence import Problem, say
from cockpit.method.words import Area, RequestState
from screens import request_rows
from screens.backers import BackersDialog
from screens.base import ReadScreen, TopLine
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.merging import MergeDialog
from screens.plain import Cell, Plain, Span, content

Page: TypeAlias = Literal["requests", "sources", "reasons"]

_PAGES: Final[tuple[Page, ...]] = ("requests", "sources", "reasons")
#: What is done to the request under the cursor.
_ON_REQUESTS: Final = {"add", "edit", "merge", "done", "drop", "area", "closed"}
_ON_OPEN: Final = {"merge", "done", "drop"}


class RequestsScreen(ReadScreen[None]):
    """The requests; two further pages tell of the leads and of the refusals."""

    CSS_PATH = "requests.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "merge", N_("Merge"), tooltip=N_("Merge it with those that are the same thing"), id="wants.merge"),
        Binding("d", "done", N_("Done"), tooltip=N_("Managers have it now; a closed one is opened"), id="wants.done"),
        Binding("x", "drop", N_("Drop"), tooltip=N_("It will not be met, with a reason"), id="wants.drop"),
        Binding("e", "edit", N_("Change"), tooltip=N_("Change its words or its area"), id="wants.edit"),
        Binding("a", "add", N_("Add"), tooltip=N_("Add a request without a client"), id="wants.add"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="wants.undo"),
        *(
            Binding(str(digit), f"area({digit})", N_("Only this area"), show=False, id=f"wants.area{digit}")
            for digit in range(len(Area) + 1)
        ),
        Binding("c", "closed", N_("Open or closed ones"), show=False, id="wants.closed"),
        Binding("o", "export", N_("Write the three pages as a file"), show=False, id="wants.export"),
        Binding("tab,right", "page(1)", N_("Page"), tooltip=N_("Leads by source, refusals"), id="wants.next-page"),
        Binding("shift+tab,left", "page(-1)", N_("Page before"), show=False, id="wants.page-before"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="wants.reload"),
        Binding("escape,q", "back", N_("Back"), id="wants.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page: Page = "requests"
        self._area: Area | None = None
        self._of_closed = False
        self._requests: dict[int, RequestLine] = {}
        self._sources: dict[str, SourceLine] = {}
        self._reasons: dict[str, ReasonLine] = {}

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Plain(id="filter")
        yield LineList(request_rows.request_columns(), id="wants")
        yield Plain(id="about")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._lines.focus()
        self.watch(self._lines, "cursor", self._follow, init=False)
        self.action_reload()

    async def speak(self) -> None:
        self._show()
        self.refresh_bindings()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#wants", LineList)

    @property
    def _line(self) -> RequestLine | None:
        """The request under the cursor."""
        key = self._lines.key
        return self._requests.get(key) if self._page == "requests" and isinstance(key, int) else None

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self, keep: int | None = None) -> None:
        """Read the page anew; the cursor stays on its line, or goes to the request with the id `keep`."""
        store, now = self.services.store, self.services.now()
        if self._page == "requests":
            self._requests = {line.request.id: line for line in await store.requests()}
        elif self._page == "sources":
            self._sources = {line.name: line for line in await store.lead_sources(now)}
        else:
            self._reasons = {line.name: line for line in await store.refusal_reasons(now)}
        self._show(keep)

    def _show(self, keep: int | None = None) -> None:
        lines, now = self._lines, self.services.now().date()
        top, line = self.query_one(TopLine), self.query_one("#filter", Plain)
        where = {"requests": t("Requests"), "sources": t("Lead sources"), "reasons": t("Refusals")}
        place: list[Span] = []
        for page, name in where.items():
            here = page == self._page
            place.append((f"{'●' if here else '○'} {name}   ", "strong" if here else "muted"))
        if self._page == "requests":
            shown = self._shown()
            lines.columns = request_rows.request_columns()
            lines.empty = content(self._nothing(), "muted")
            lines.show([request_rows.request(each) for each in shown], keep=keep)
            line.update(content(request_rows.areas(tuple(self._requests.values()), self._area, closed=self._of_closed)))
            top.show(tuple(place), self._count())
        else:
            window = request_rows.window(now, first_day(now))
            if self._page == "sources":
                lines.columns = request_rows.source_columns()
                lines.empty = content(t("No clients yet: an import brings them with their sources."), "muted")
                lines.show([request_rows.source(each) for each in self._sources.values()])
                said = " · ".join((window, t("open as of today"), request_rows.few()))
            else:
                lines.columns = request_rows.reason_columns()
                lines.empty = content(t("Nobody has refused in these days."), "muted")
                lines.show([request_rows.reason(each) for each in self._reasons.values()])
                refused = sum(each.clients for each in self._reasons.values())
                said = f"{window} · {tn('{n} refusal', '{n} refusals', refused)}"
            line.update(content(said, "muted"))
            top.show(tuple(place), "")
        self._follow()
        self.refresh_bindings()

    def _shown(self) -> list[RequestLine]:
        """The requests of the chosen area: the open ones by money, or the closed ones, the last closed first."""
        shown = [
            each
            for each in self._requests.values()
            if (each.request.state is not RequestState.OPEN) is self._of_closed
            and (self._area is None or each.request.area is self._area)
        ]
        if self._of_closed:
            shown.sort(key=lambda each: each.request.closed_on or each.request.opened_on, reverse=True)
        return shown

    def _nothing(self) -> str:
        if self._of_closed or self._area is not None:
            return t("No such request. 0 shows all areas, c turns between open and closed ones.")
        return t("Nothing is missing yet: t on a client's card notes it, a adds a request here.")

    def _count(self) -> str:
        going = [each for each in self._requests.values() if each.request.state is RequestState.OPEN]
        same = sum(bool(each.alike) for each in going)
        said = tn("{n} open request", "{n} open requests", len(going))
        return f"{said} · {tn('{n} looks like another', '{n} look like another', same)}" if same else said

    def _follow(self) -> None:
        """Say below the list what the columns leave out of the request under the cursor."""
        line = self._line
        others = [self._requests[each].request.text for each in line.alike if each in self._requests] if line else []
        self.query_one("#about", Plain).update(content(request_rows.about(line, others)))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        if action in _ON_REQUESTS and self._page != "requests":
            return False
        return not (action in _ON_OPEN - {"done"} and self._of_closed)

    def action_page(self, step: int) -> None:
        """Turn to the requests, the leads or the refusals."""
        self._page = _PAGES[(_PAGES.index(self._page) + step) % len(_PAGES)]
        self._show()
        self.action_reload()

    def action_area(self, digit: int) -> None:
        """Show one area alone; 0 shows all."""
        self._area = tuple(Area)[digit - 1] if digit else None
        self._show()

    def action_closed(self) -> None:
        """Turn between the open and the closed requests."""
        self._of_closed = not self._of_closed
        self._show()

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        self._open_rows(event.key)

    @work(exclusive=True, group="rows", exit_on_error=False)
    async def _open_rows(self, key: object) -> None:
        """Show the clients behind a line, and go to the one that is chosen."""
        store, now = self.services.store, self.services.now()
        title: Cell
        found: Sequence[Backer]
        if self._page == "requests":
            line = self._requests[cast("int", key)]
            title, found = line.request.text, await store.request_backers(line.request.id)
        elif self._page == "sources":
            source = self._sources[cast("str", key)]
            title, found = source.name or t("not named"), await store.source_backers(source.spellings, now)
        else:
            reason = self._reasons[cast("str", key)]
            title, found = reason.name or t("not named"), await store.reason_backers(reason.spellings, now)
        chosen = await self.app.push_screen_wait(BackersDialog(title, found, noted=self._page == "requests"))
        if chosen is not None:
            from screens.queue import QueueScreen

            self._left = True
            self.app.push_screen(QueueScreen(*chosen))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_merge(self) -> None:
        """Merge the request with those that are the same thing."""
        line = self._line
        if line is None:
            return
        others = [each for each in self._requests.values() if each.request.state is RequestState.OPEN]
        others.remove(line)
        if not others:
            self.notify(t("There is no other open request."))
            return
        chosen = await self.app.push_screen_wait(MergeDialog(line, others))
        if chosen:
            kept = await self.services.store.merge_requests(chosen[0], chosen[1:], self.services.now())
            self.notify(t("Merged into “{text}”. u takes it back.", text=kept.text))
            self.action_reload(kept.id)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_done(self) -> None:
        """Managers have it now; a closed one is opened again."""
        line, store, now = self._line, self.services.store, self.services.now()
        if line is None:
            return
        if line.request.state is RequestState.OPEN:
            await store.meet_request(line.request.id, now)
            self.notify(t("“{text}” is done. u takes it back.", text=line.request.text))
        else:
            await store.reopen_request(line.request.id, now)
            self.notify(t("“{text}” is open again.", text=line.request.text))
        self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_drop(self) -> None:
        """Say why a request will not be met."""
        line, services = self._line, self.services
        if line is None:
            return

        async def check(values: Values) -> tuple[Problem, ...]:
            if not values["reason"].strip():
                return (Problem("reason", say("Why will it not be met?")),)
            await services.store.drop_request(line.request.id, values["reason"], services.now())
            return ()

        fields = (FieldSpec("reason", t("Because"), hint=t("what was decided")),)
        title = t("Drop “{text}”", text=line.request.text)
        if await self.app.push_screen_wait(FormDialog(title, fields, check)) is not None:
            self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add a request by hand, without a client."""
        saved = await self._form(t("Add a request"), Wish(self._area or Area.TOOL, ""))
        if saved is not None:
            self._of_closed = False
            self._area = self._area if self._area is saved.area else None
            self.action_reload(saved.id)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the words or the area of a request."""
        line = self._line
        if line is not None:
            request = line.request
            saved = await self._form(t("Change the request"), Wish(request.area, request.text), request.id)
            if saved is not None:
                self.action_reload(saved.id)

    async def _form(self, title: str, wish: Wish, request_id: int | None = None) -> Request | None:
        services, saved = self.services, list[Request]()

        async def check(values: Values) -> tuple[Problem, ...]:
            problems = check_request(values["text"])
            if not problems:
                typed = Wish(Area(values["area"]), values["text"])
                now = services.now()
                if request_id is None:
                    saved.append(await services.store.add_request(typed, now))
                else:
                    saved.append(await services.store.change_request(request_id, typed, now))
            return problems

        fields = (
            FieldSpec("text", t("What is missing"), wish.text, hint=t("so that another head understands it")),
            FieldSpec(
                "area", t("Area"), wish.area.value, "choice", tuple((area.value, area_name(area)) for area in Area)
            ),
        )
        await self.app.push_screen_wait(FormDialog(title, fields, check))
        return saved[-1] if saved else None

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_export(self) -> None:
        """Write the requests, the leads and the refusals as a file."""
        from pathlib import Path

        from cockpit.method.sheet import TABLE_FORMS, SheetForm, file_stem
        from screens.exporting import export

        services, now = self.services, self.services.now()

        async def write(path: Path, form: SheetForm, replace: bool) -> None:
            await services.store.export_requests(path, form, now, replace=replace)

        note = t("The requests, the leads by source and the refusals; in CSV the requests alone.")
        await export(self, t("Export"), file_stem("requests", "", now.date()), write, TABLE_FORMS, note=note)

    def action_back(self) -> None:
        """Go back to the managers."""
        self.dismiss(None)

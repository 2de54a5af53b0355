"""Learning: the minutes per client falling, and the plans that are reached more often (R32, R34, R35, R38)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from cockpit.language import N_, t, tn
from cockpit.language.learning import scope_name
from cockpit.method.learning import Learner, Learning
from cockpit.method.scope import Level, Scope
from cockpit.method.training import Window
from screens import training_rows
from screens.chart import Picture
from screens.facts import Facts
from screens.lines import LineList
from screens.numbers import learning_rows
from screens.numbers.page import Handout, NumbersPage, Page, View
from screens.plain import Cell, content

if TYPE_CHECKING:
    from cockpit.method.sheet import SheetForm

_WINDOWS: Final = tuple(Window)
#: The list of everybody takes at most this part of a tall screen.
_PART: Final = 0.36


class Look(Enum):
    """What the page shows; on a tall screen everybody stands under either picture."""

    MINUTES = "minutes"
    PLANS = "plans"
    EVERYBODY = "everybody"


class LearningPage(NumbersPage):
    """A picture of one scope, and everybody as lines; enter on a line shows that one, `l` the reviews behind."""

    CSS_PATH = "learning.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "look", N_("Another picture"), tooltip=N_("Minutes, plans and rework, everybody"), id="learning.look"
        ),
        Binding(
            "l,enter", "reviews", N_("Reviews"), tooltip=N_("The reviews behind the figures"), id="learning.reviews"
        ),
        Binding("w", "window", N_("Window"), tooltip=N_("4 weeks, a quarter, all there is"), id="learning.window"),
    ]
    page: ClassVar[Page] = Page.LEARNING

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._learning: Learning | None = None
        self._look = Look.MINUTES
        self._window = Window.ALL

    def body(self) -> Iterable[Widget]:
        yield Facts(id="reach")
        yield Facts(id="told")
        yield Picture(id="picture")
        yield LineList(learning_rows.columns(), id="everybody")

    async def speak(self) -> None:
        self.show_head()
        self._lines.columns = learning_rows.columns()
        self._show()
        self.refresh_bindings()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._show)

    def show_reading(self) -> None:
        super().show_reading()
        self.query_one(Picture).show(self._draw)

    def turn(self, view: View) -> None:
        """Show the picture of another scope: everybody is read already."""
        self.view = view
        if self._look is Look.EVERYBODY:
            self._look = Look.MINUTES
        self.show_head()
        self._show()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the sittings anew."""
        services = self.services
        now = services.now()
        self._learning = await services.store.learning(now, self._window.start(now.date()))
        self._show()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#everybody", LineList)

    @property
    def _learner(self) -> Learner | None:
        """The scope that is shown."""
        return self._learning.of(self.view.scope) if self._learning else None

    def _show(self) -> None:
        learning = self._learning
        if learning is None:
            return
        tall = self.has_class("-tall")
        if tall and self._look is Look.EVERYBODY:
            self._look = Look.MINUTES
        for look in Look:
            self.set_class(self._look is look, f"-{look.value}")
        rows = learning_rows.everybody(learning)
        lines = self._lines
        lines.styles.height = min(len(rows) + 1, max(4, int(self.size.height * _PART))) if tall else "1fr"
        lines.show(rows, keep=self.view.scope)
        if lines.display:
            lines.focus()
        learner = self._learner
        reviews = tn("{n} review", "{n} reviews", learner.in_band.whole if learner else 0)
        self.show_head(f"{training_rows.window_name(self._window, learning.start, learning.end)} · {reviews}")
        plans = self._look is Look.PLANS
        told: Cell = ""
        if learner is not None:
            told = learning_rows.plans_facts(learner) if plans else learning_rows.minutes_facts(learner)
        self.query_one("#reach", Facts).show(learning_rows.reach(learning, learner) if learner else "")
        self.query_one("#told", Facts).show(told)
        self.query_one(Picture).show(self._draw)
        self.refresh_bindings()

    def _draw(self, width: int, height: int) -> Content:
        """Draw the picture into the room there is, or say what is missing for it."""
        if self._learning is None:
            return content(f"\n{t('Reading…')}", "muted")
        learner, drawn = self._learner, content("")
        if learner is not None:
            plans = self._look is Look.PLANS
            drawn = (learning_rows.plans_picture if plans else learning_rows.minutes_picture)(learner, width, height)
        return drawn if drawn.plain else content(f"\n{self._nothing()}", "muted")

    def _nothing(self) -> str:
        """Say what is missing for a picture."""
        learner = self._learner
        known = learner is not None and (learner.weeks if self._look is Look.PLANS else learner.sittings)
        if known:
            return t("The window is too small for the picture.")
        if self._window is not Window.ALL:
            return t("No review in this time: w takes more time.")
        if self._look is Look.PLANS:
            return t("No plan was judged yet. A first review sets one, the next review judges it.")
        return t(
            "No review yet. Sit down with a manager: each review is timed, and the first sitting is the first point."
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        if action == "reviews":
            learner = self._learner
            return learner is not None and bool(learner.sittings)
        return True

    def action_look(self) -> None:
        """Turn to the other picture; on a short screen everybody comes after them."""
        looks = list(Look)[: 2 if self.has_class("-tall") else 3]
        at = looks.index(self._look) if self._look in looks else -1
        self._look = looks[(at + 1) % len(looks)]
        self._show()

    def action_window(self) -> None:
        """Take another time: four weeks, a quarter, all there is."""
        self._window = _WINDOWS[(_WINDOWS.index(self._window) + 1) % len(_WINDOWS)]
        self.action_reload()

    def handout(self) -> Handout:
        store, view, now = self.services.store, self.view, self.services.now()
        start = self._window.start(now.date())

        async def body(form: SheetForm) -> bytes:
            return await store.learning_file(form, now, view.scope, start)

        return Handout("learning", t("Learning"), now.date(), body)

    def first_look(self) -> bool:
        window = self._window
        if self._look is Look.MINUTES and window is Window.ALL:
            return False
        self._look, self._window = Look.MINUTES, Window.ALL
        if window is Window.ALL:
            self._show()
        else:
            self.action_reload()
        return True

    def action_reviews(self) -> None:
        """Show the reviews behind the picture."""
        from screens.numbers.reviews import ReviewsScreen

        if self._learning is not None:
            self._left = True
            self.app.push_screen(ReviewsScreen(self.view, self._learning.start))

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        scope = cast("Scope", event.key)
        learner = self._learning.of(scope) if self._learning else None
        if learner is None:
            return
        if scope == self.view.scope and self._look is not Look.EVERYBODY:
            if self.check_action("reviews", ()):
                self.action_reviews()
            return
        name = "" if scope.level is Level.DEPARTMENT else scope_name(learner)
        self.turn(replace(self.view, scope=scope, name=name))

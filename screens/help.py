"""Help: the keys of the screen below, as they are at this moment, and the method in short."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final, cast

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from cockpit.language import N_, t
from screens.base import CockpitScreen, TopLine
from screens.keyline import KeyLine
from screens.plain import Plain, content

if TYPE_CHECKING:
    from screens.app import CockpitApp

_KEYS_WIDTH = 14
#: Cells for what a key or a sign means, so that a line that goes on keeps its indent at 80 columns.
_MEANING_WIDTH = 58
_METHOD: Final = (
    N_("For every client four things are settled, and nothing else:"),
    N_("1. Plan against actual: did the manager get what was planned last time?"),
    N_("2. If not: what exactly will he do differently. If yes: what is left to do to be paid, how much and when."),
    N_("3. New risks, new ways to earn."),
    N_("4. The next task with its planned result and its day. The next review opens on it."),
    N_(
        "Clients come in the order in which they need it: what was promised for today, then who was silent longer than "
        "is normal, by money. Everything typed is kept at once, u takes the last act back."
    ),
)
#: What stands before or behind a word, in lists and on the card.
_SIGNS: Final = (
    ("● ◐ ○", N_("hot, warm, potential: how near a client is to paying")),
    ("☾ ‖", N_("asleep; parked until a day")),
    ("✎ ✓ →", N_("a review begun and not saved; reviewed; put off")),
    ("~", N_("an estimate: the price list's or the usual check, never added up")),
    ("≥", N_("at least: no contact since is known, there may have been one")),
    ("(×3)", N_("silent three times as long as is normal, at most (×5); money times this number makes the order")),
    ("▲", N_("past the day by which it had to be reviewed: a part of the review debt")),
    ("!", N_("missing or in the way: no next task, a risk, nobody who can pay")),
    ("—", N_("not known, or there is none")),
)
#: What stands in the columns of a list, by the name of its screen.
_COLUMNS: Final = {
    "ManagersScreen": (
        (N_("Today"), N_("now: somebody is due and the sitting is not begun; part 19:27: ended then, not complete")),
        (N_("Due"), N_("clients promised for today or earlier, or silent longer than is normal")),
        (N_("Debt"), N_("clients past the day by which they had to be reviewed")),
        (N_("Hot (new)"), N_("hot clients; in brackets those who became hot this week")),
        (N_("Can pay"), N_("hot clients whose payment no risk stops, and their money")),
        (N_("Sittings"), N_("the last ten working days, today last: ▇ twice, ▃ once, · missed, ◦ not yet today")),
        (N_("Min/client"), N_("minutes per client in the last sitting, and how that changed")),
    ),
    "KpisPage": (
        (N_("n"), N_("how many clients, deals or payments stand behind the figure; no rate is told of fewer than 5")),
        (N_("Before"), N_("the same figure in the whole period before")),
        (N_("Differs"), N_("from before: as a number, money in per cent, rates in points (pp)")),
        (N_("* ≈"), N_("there is a note, under the list; worked out again for a day that is past")),
    ),
    "TargetsPage": (
        (N_("= ~"), N_("a target set by hand; proposed: the median of the last full periods, at most eight")),
        (N_("│"), N_("in the bar: the part of the working days that has passed")),
        (N_("Range"), N_("between the quartiles; below five periods from the least to the most")),
        (N_("n"), N_("how many full periods stand behind it; nothing is proposed from fewer than 3")),
        (N_("Managers' sum"), N_("what the targets of the managers add up to")),
        (N_("What if"), N_("the pay by other rates; each month is worked out alone and rounded to the smallest unit")),
    ),
    "DelegationPage": (
        (N_("✓ ✗ ?"), N_("rework, minutes, agreement: reached, missed, too little to say")),
        (N_("Below the line"), N_("weeks in a row with a rework share below the line")),
        (N_("Agree"), N_("equal verdicts of the clients that head and deputy both reviewed")),
    ),
    "ForecastPage": (
        (N_("commit"), N_("hot, the day of payment agreed, the last plan reached, no risk that stops the payment")),
        (N_("likely"), N_("commit, and every other hot deal with an agreed day ahead")),
        (N_("possible"), N_("likely, and every warm deal with an agreed day ahead")),
        (N_("weighted"), N_("each amount times the rate at which deals of its type are won")),
        (N_("assumed"), N_("fewer than 20 cases stand behind the rate, so it is mostly what is assumed at first")),
        (N_("8 of 10 cases"), N_("what 1,000 draws bring in the middle 80 of 100, each deal won or not by its rate")),
        (N_("Error"), N_("how far what came was from the forecast, as a part of the forecast")),
    ),
    "LearningPage": (
        (N_("◇ ◆ ◈"), N_("first reviews, or reviews with rework; repeat reviews, or plans reached; both in one place")),
        (N_("┬"), N_("nine of ten reviews of the sitting took no longer; from ten reviews on")),
        (N_("┃"), N_("one to five minutes per client; the scale is such that half the time is always as far down")),
        (N_("Median"), N_("minutes of the client in the middle of the last sitting; before it, how that changed")),
        (N_("Plans reached"), N_("plans reached by their day, of those that were judged")),
        (N_("Rework"), N_("reviews that missed the plan or gave a correction, of those that had a plan")),
        (N_("(18–65)"), N_("where the true share lies in 95 of 100 cases; told below 20 cases, and none below 5")),
    ),
    "QueueScreen": (
        (N_("Type"), N_("how near the client is to paying")),
        (N_("Why here"), N_("the reason of its place in the order")),
        (N_("Next step"), N_("the planned result of the open task")),
        (N_("Pay by"), N_("the nearest agreed day of payment")),
    ),
}
_LISTS: Final = "list"
_EVERYWHERE: Final = "app"


@dataclass(frozen=True, slots=True)
class Key:
    """One act of a screen and the keys that do it.

    Attributes:
        id: the binding's id, such as ``queue.defer``.
        text: what it does, in the user's language.
        shown: its keys as the footer writes them.
        action: what Textual runs, in the namespace of `node`.
    """

    id: str
    text: str
    shown: str
    action: str
    node: DOMNode

    @property
    def moves(self) -> bool:
        """Does it only move the cursor?"""
        return self.group == _LISTS and self.id != "list.choose"

    @property
    def group(self) -> str:
        """The part of the help it belongs to: lists, everywhere, or this screen."""
        prefix = self.id.partition(".")[0]
        return prefix if prefix in {_LISTS, _EVERYWHERE} else ""

    def run(self, app: App[str]) -> Callable[[], None]:
        """Return a call that does it."""

        async def act() -> None:
            await app.run_action(self.action, self.node)

        return lambda: app.call_next(act)


def keys_of(screen: Screen[object]) -> tuple[Key, ...]:
    """Return the acts that can be done on a screen now, each once, in the order of their bindings."""
    bindings = [each for each in screen.active_bindings.values() if _is_act(each)]
    found: dict[tuple[str | None, str], list[ActiveBinding]] = {}
    for active in bindings:
        found.setdefault((active.binding.id, active.binding.action), []).append(active)
    return tuple(
        Key(
            id=same[0].binding.id or "",
            text=same[0].binding.tooltip or same[0].binding.description,
            shown=" ".join(dict.fromkeys(screen.app.get_key_display(each.binding) for each in same)),
            action=same[0].binding.action,
            node=same[0].node,
        )
        for same in found.values()
    )


def _is_act(active: ActiveBinding) -> bool:
    return active.enabled and bool(active.binding.id) and bool(active.binding.description)


class HelpScreen(CockpitScreen[None]):
    """The help of one screen."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h,question_mark,f1", "back", N_("Back"), id="help.back"),
        Binding("down,j", "scroll(1)", N_("Down"), show=False, id="help.down"),
        Binding("up,k", "scroll(-1)", N_("Up"), show=False, id="help.up"),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        yield TopLine(t("Help"))
        with VerticalScroll(id="page"):
            for title, keys in _grouped(keys_of(self._below)):
                yield Plain(content(title, "section"), classes="title")
                yield Plain(_pairs(_told(keys)), classes="keys")
            columns = _COLUMNS.get(type(self._below).__name__, ())
            if columns:
                yield Plain(content(t("Columns"), "section"), classes="title")
                yield Plain(_pairs((t(name), t(text)) for name, text in columns), classes="keys")
            yield Plain(content(t("Signs"), "section"), classes="title")
            yield Plain(_pairs((sign, t(text)) for sign, text in _SIGNS), classes="keys")
            yield Plain(content(t("The method"), "section"), classes="title")
            for text in _METHOD:
                yield Plain(t(text), classes="text")
            yield Plain(content(t("Your data"), "section"), classes="title")
            yield Plain(self._where(), classes="text")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#page").focus()

    def _where(self) -> str:
        app = cast("CockpitApp", self.app)
        place = app.place or t("in a store without a name")
        return t("The made-up team: {place}", place=place) if app.demo else place

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss(None)

    def action_scroll(self, step: int) -> None:
        """Scroll by one line up (-1) or down (1)."""
        self.query_one("#page").scroll_relative(y=step, animate=False)


def _grouped(keys: Iterable[Key]) -> list[tuple[str, list[Key]]]:
    titles = {"": t("On this screen"), _LISTS: t("In a list"), _EVERYWHERE: t("Everywhere")}
    order = list(titles)
    ranked = sorted(keys, key=lambda key: order.index(key.group))
    return [(titles[group], list(same)) for group, same in groupby(ranked, key=lambda key: key.group)]


def _told(keys: Iterable[Key]) -> Iterable[tuple[str, str]]:
    """Pair keys with what they do; digits that do the same stand as one, from the first to the last."""
    for text, alike in groupby(keys, key=lambda key: key.text):
        same = list(alike)
        digits = [key.shown for key in same if key.shown.isdigit()]
        if len(digits) > 1 and len(digits) == len(same):
            yield (f"{digits[0]}…{digits[-1]}", text)
        else:
            yield from ((key.shown, key.text) for key in same)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Content:
    """Write what is explained on the left, what it means on the right."""
    lines: list[Content] = []
    for left, right in pairs:
        for at, piece in enumerate(content(right).wrap(_MEANING_WIDTH)):
            lines.append(content("" if at else left, "accent") + _indent(left, at) + piece)
    return Content("\n").join(lines)


def _indent(left: str, at: int) -> Content:
    return content(" " * (_KEYS_WIDTH + 2 if at else max(2, _KEYS_WIDTH + 2 - cell_len(left))))

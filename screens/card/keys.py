"""The keys of the card, and which of them the footer shows at this moment."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from cockpit.language import N_
from screens.seat import Seat

#: Actions that also work while a field has the cursor.
_EVERYWHERE: Final = {"save", "next_field", "jump", "outside_here", "turn_here"}
#: Actions that only make sense inside a field.
_IN_FIELD: Final = {"leave_field", "take_like", "turn_here", "outside_here", "jump"}

BINDINGS: Final[list[BindingType]] = [
    Binding("s", "save", N_("Save"), id="review.save"),
    Binding("ctrl+s,ctrl+j,ctrl+enter", "save", N_("Save"), priority=True, id="review.save-anywhere"),
    *(
        Binding(str(digit), f"digit({digit})", N_("Choose by digit"), show=False, id=f"review.digit{digit}")
        for digit in range(10)
    ),
    Binding("v,backspace", "unjudge", N_("Change the verdict"), id="review.unjudge"),
    Binding("a", "go('actual')", N_("Actual"), id="review.actual"),
    Binding("p", "go_direction", N_("Path"), tooltip=N_("Path to payment or correction"), id="review.direction"),
    Binding("o", "outside", N_("Outside our control"), id="review.outside"),
    Binding("e", "error_type", N_("Error type"), id="review.error"),
    Binding("c", "competency", N_("Competency"), id="review.competency"),
    Binding("r,exclamation_mark", "risk", N_("Risk"), id="review.risk"),
    Binding("R", "stopping_risk", N_("Risk that stops the payment"), id="review.stop"),
    Binding("m,dollar_sign", "money", N_("Money"), tooltip=N_("New money"), id="review.money"),
    Binding("t", "request", N_("Request"), tooltip=N_("What is missing to close sooner"), id="review.request"),
    Binding("g", "risk_gone", N_("Risk gone"), id="review.gone"),
    Binding("n", "go('task')", N_("Task"), tooltip=N_("Next task"), id="review.task"),
    Binding("f", "find_out", N_("Find out"), id="review.ask"),
    Binding("x", "end", N_("Ending"), id="review.end"),
    Binding("i", "facts", N_("Facts"), id="review.facts"),
    Binding("k", "known", N_("Known"), id="review.known"),
    Binding("w", "temperature", N_("Hot, warm, potential"), id="review.temperature"),
    Binding("d", "defer", N_("Put off"), id="review.defer"),
    Binding("u", "undo", N_("Take back"), id="review.undo"),
    Binding("b,space", "pause", N_("Pause"), id="review.pause"),
    Binding("minus", "silence(True)", N_("Cut the silence"), id="review.cut"),
    Binding("plus,equals_sign", "silence(False)", N_("It was this client"), id="review.keep"),
    Binding("down,j", "move(1)", N_("Next block"), show=False, id="review.down"),
    Binding("up", "move(-1)", N_("Previous block"), show=False, id="review.up"),
    Binding("l", "skip", N_("Skip the block"), show=False, id="review.skip"),
    Binding("enter", "enter", N_("Type here"), show=False, id="review.enter"),
    Binding("tab", "next_field", N_("Next field"), id="review.next-field"),
    Binding("pagedown", "scroll(1)", N_("Scroll down"), show=False, id="review.page-down"),
    Binding("pageup", "scroll(-1)", N_("Scroll up"), show=False, id="review.page-up"),
    Binding("ctrl+r", "jump('risk')", N_("Risk"), show=False, id="review.risk-anywhere"),
    Binding("ctrl+g", "jump('money')", N_("New money"), show=False, id="review.money-anywhere"),
    Binding("ctrl+n", "jump('task')", N_("Next task"), show=False, id="review.task-anywhere"),
    Binding("ctrl+o", "outside_here", N_("Outside our control"), show=False, id="review.outside-anywhere"),
    Binding("ctrl+t", "turn_here", N_("Stops the payment, or the next area"), show=False, id="review.turn-here"),
    Binding("ctrl+l", "take_like", N_("The open request that it looks like"), show=False, id="review.take-like"),
    Binding("escape", "leave_field", N_("To the card"), id="review.leave-field"),
    Binding("escape,q", "back", N_("Back"), tooltip=N_("Back to the queue"), id="review.back"),
]

#: The actions that keys of the card do.
OWN: Final = {binding.action.partition("(")[0] for binding in BINDINGS if isinstance(binding, Binding)}

_SAVING: Final = ("review.save", "review.undo", "review.back")


def legal(action: str, seat: Seat | None, *, typing: bool, narrow: bool) -> bool:
    """Say whether an action can be done now.

    Args:
        action: its name.
        seat: the client on the screen; None while there is none.
        typing: a field has the cursor.
        narrow: the facts are a page of their own.
    """
    if seat is None:
        return action == "back"
    if typing:
        if action == "turn_here":
            return seat.draft.cursor.startswith(("risks.", "requests."))
        if action == "take_like":
            return seat.draft.cursor.startswith("requests.")
        if action == "outside_here":
            return seat.missed
        return action in _EVERYWHERE | _IN_FIELD
    if action in _IN_FIELD:
        return False
    return {
        "unjudge": seat.draft.verdict is not None,
        "outside": seat.missed,
        "error_type": seat.missed and not seat.draft.outside_control,
        "competency": seat.missed and not seat.draft.outside_control,
        "risk_gone": bool(seat.card.risks),
        "find_out": bool(seat.unknown) and seat.draft.ending is None,
        "known": narrow,
        "silence": seat.timing.asked,
    }.get(action, True)


def footer(seat: Seat, *, typing: bool, narrow: bool) -> tuple[str, ...]:
    """Return the ids of the handful of keys that matter now, in the order of the footer."""
    if typing:
        return ("review.next-field", "review.save-anywhere", "review.leave-field")
    if seat.timing.asked:
        return ("review.cut", "review.keep", *_SAVING)
    page = ("review.known",) if narrow else ()
    if seat.verdict_due:
        facts = page or ("review.facts",)
        return ("review.actual", *facts, "review.end", "review.defer", *_SAVING)
    if seat.draft.ending is not None:
        return ("review.end", "review.risk", "review.money", *page, *_SAVING)
    found = ("review.risk", "review.money", "review.task")
    if narrow:
        # The line has room for no more, and the block of the correction shows its own keys.
        path = () if seat.missed else ("review.direction",)
        return (*path, *found, *page, "review.end", "review.save", "review.back")
    more = "review.outside" if seat.missed else "review.direction"
    return (more, *found[:2], "review.request", *found[2:], "review.ask", "review.end", *_SAVING)

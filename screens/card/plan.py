"""Plan against actual: the planned result, large; the verdict by one digit; what really came."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import Suggester

from cockpit.language import t, tell, tn, weekday_day
from cockpit.language.words import verdict_name
from cockpit.method.sentence import Sentence
from cockpit.method.words import Verdict
from screens.card.block import CardBlock, Told, display
from screens.card.entry import Entry
from screens.card.options import Options
from screens.plain import Plain, Span
from screens.seat import Seat


class PlanBlock(CardBlock):
    """The card opens here."""

    DEFAULT_CSS = """
    PlanBlock {
        .planned { height: auto; }
        .result { height: auto; margin: 0 0 0 0; padding: 0 1; border-left: thick $highlight; text-style: bold; }
        .verdict { height: 1; }
        .verdict > .label { width: 16; color: $muted; }
        .change { width: 12; height: 1; }
        .pass { width: auto; height: 1; }
        .wrong { height: auto; margin: 0 0 0 16; color: $alarm; }
    }
    """
    block = "plan"

    def __init__(self, suggester: Suggester | None = None) -> None:
        super().__init__()
        self._planned = Told(classes="planned")
        self._result = Told(classes="result")
        self._verdict = Options("verdict", in_row=True)
        self._guess = Options("guess", in_row=True)
        self._pass = Told(classes="pass")
        self._guessing = Horizontal(classes="verdict")
        self._guess_label = Told(classes="label")
        self._change = Told(classes="change")
        self._row = Horizontal(classes="verdict")
        self._problem = Told(classes="wrong")
        self._actual = Entry("actual", t("Actual"), suggester)

    def compose(self) -> ComposeResult:
        yield self.rule
        yield self._planned
        yield self._result
        with self._guessing:
            yield self._guess_label
            yield self._guess
            yield self._pass
        with self._row:
            yield Plain(t("Result"), classes="label")
            yield self._verdict
            yield self._change
        yield self._problem
        yield self._actual

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (self._actual,)

    def draw(self, seat: Seat) -> None:
        plan = seat.card.plan
        display(self._row, plan is not None)
        if plan is None:
            first = not seat.card.reviews
            self.rule.show(t("First review") if first else t("Without a plan"))
            none = t("No plan to judge yet.") if first else t("There is no open task, so there is no plan to judge.")
            self._planned.tell(none, "muted")
            self._result.tell(t("Find out what is known, then set the first task with its planned result."))
        else:
            self.rule.show(t("Plan → actual"))
            spans: list[Span] = [(t("Planned for {day}", day=weekday_day(plan.due_on)), "")]
            late = (seat.today - plan.due_on).days
            if late > 0:
                spans.append((", " + tn("{n} day ago", "{n} days ago", late), ""))
            spans.append((f"   {plan.text}", "muted"))
            if plan.done_on is not None:
                done = t("done by the manager on {day}, result not judged yet", day=weekday_day(plan.done_on))
                spans.append((f"\n✓ {done}", "good"))
            self._planned.tell(tuple(spans))
            self._result.tell(plan.planned_result)
        self._change.tell(t("v  change") if seat.draft.verdict else "", "muted", layout=False)
        chosen = list(Verdict).index(seat.draft.verdict) + 1 if seat.draft.verdict else 0
        self._verdict.draw([verdict_name(verdict) for verdict in Verdict], live=seat.digits == "verdict", chosen=chosen)
        self._draw_guess(seat)
        self._show_problem(seat.problems.get("verdict"))
        hint = t("a  what came of it") if plan is not None else t("a  what is known now")
        self._actual.draw(seat.draft.actual, seat.problems.get("actual"), hint=hint)

    def _draw_guess(self, seat: Seat) -> None:
        """Ask what the head expects, and show it beside the verdict afterwards."""
        expected = seat.draft.expected
        display(self._guessing, seat.guess_due or expected is not None)
        if seat.guess_due:
            self._guess_label.tell(t("You expect"), layout=False)
            self._guess.draw([verdict_name(verdict) for verdict in Verdict], live=True)
            self._pass.tell((("0 ", "accent"), (t("no guess"), "muted")), layout=False)
        elif expected is not None:
            self._guess_label.tell(t("Expected"), layout=False)
            self._guess.draw([verdict_name(expected)], live=False, chosen=1)
            self._pass.tell("", layout=False)

    def _show_problem(self, sentence: Sentence | None) -> None:
        if sentence is not None:
            self._problem.tell(tell(sentence))
        display(self._problem, sentence is not None)

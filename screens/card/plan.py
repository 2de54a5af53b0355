"""Plan against actual: the planned result, large; the verdict by one digit; what really came."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import Suggester

from cockpit.language import t, tell, tn, weekday_day
from cockpit.method.sentence import Sentence
from cockpit.method.words import Verdict
from screens.card.block import CardBlock
from screens.card.entry import Entry
from screens.card.options import Options
from screens.card.words import verdict_word
from screens.plain import Plain, Span, content
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
        .problem { display: none; height: auto; margin: 0 0 0 16; color: $alarm; }
        .problem.-shown { display: block; }
        &.-first .verdict { display: none; }
    }
    """
    block = "plan"

    def __init__(self, suggester: Suggester | None = None) -> None:
        super().__init__()
        self._planned = Plain(classes="planned")
        self._result = Plain(classes="result")
        self._verdict = Options(in_row=True)
        self._change = Plain(classes="change")
        self._problem = Plain(classes="problem")
        self._actual = Entry("actual", t("Actual"), suggester)

    def compose(self) -> ComposeResult:
        yield self._planned
        yield self._result
        with Horizontal(classes="verdict"):
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
        self.set_class(plan is None, "-first")
        if plan is None:
            self.entitle(t("First review"))
            self._planned.update(content(t("No plan to judge yet."), "muted"))
            self._result.update(t("Find out what is known, then set the first task with its planned result."))
        else:
            self.entitle(t("Plan → actual"))
            spans: list[Span] = [(t("Planned for {day}", day=weekday_day(plan.due_on)), "")]
            late = (seat.today - plan.due_on).days
            if late > 0:
                spans.append((", " + tn("{n} day ago", "{n} days ago", late), ""))
            spans.append((f"   {plan.text}", "muted"))
            self._planned.update(content(tuple(spans)))
            self._result.update(plan.planned_result)
        self._change.update(content(t("v  change") if seat.draft.verdict else "", "muted"), layout=False)
        chosen = list(Verdict).index(seat.draft.verdict) + 1 if seat.draft.verdict else 0
        self._verdict.draw([verdict_word(verdict) for verdict in Verdict], live=seat.verdict_due, chosen=chosen)
        self._show_problem(seat.problems.get("verdict"))
        hint = t("a  what came of it") if plan is not None else t("a  what is known now")
        self._actual.draw(seat.draft.actual, seat.problems.get("actual"), hint=hint)

    def _show_problem(self, sentence: Sentence | None) -> None:
        if sentence is not None:
            self._problem.update(tell(sentence))
        self._problem.set_class(sentence is not None, "-shown")

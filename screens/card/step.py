"""The next task, which is the plan of the next review; or why the client needs none."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import Suggester

from cockpit.language import money, t, tell, tn, weekday_day
from cockpit.language.words import ending_name
from cockpit.method.words import Ending
from screens.card.block import CardBlock, Told, display
from screens.card.entry import Entry
from screens.card.options import Options
from screens.plain import Span
from screens.seat import Seat


class StepBlock(CardBlock):
    """Task, planned result and day, filled by typing or by one digit."""

    DEFAULT_CSS = """
    StepBlock {
        .ended { height: auto; padding: 0 1; border-left: thick $highlight; }
        .step { height: auto; }
        .templates { margin: 1 0 0 0; }
        Entry Input { text-style: bold; }
    }
    """
    block = "next"

    def __init__(self, tasks: Suggester | None = None, results: Suggester | None = None) -> None:
        super().__init__()
        self._ended = Told(classes="ended")
        self._what = Entry("task", t("Task"), tasks)
        self._result = Entry("planned_result", t("Planned result"), results)
        self._due = Entry("due", t("Due on"))
        self._templates = Options("template", classes="templates")
        self._step = Vertical(classes="step")
        self._over = False

    def compose(self) -> ComposeResult:
        yield self.rule
        yield self._ended
        with self._step:
            yield self._what
            yield self._result
            yield self._due
            yield self._templates

    @property
    def entries(self) -> tuple[Entry, ...]:
        return () if self._over else (self._what, self._result, self._due)

    def draw(self, seat: Seat) -> None:
        draft, problems = seat.draft, seat.problems
        self._over = draft.ending is not None
        display(self._ended, self._over)
        display(self._step, not self._over)
        self.rule.show(t("No next task") if self._over else t("Next task"))
        if draft.ending is not None:
            self._ended.tell(_ending(seat, draft.ending))
        self._what.draw(draft.task, problems.get("task"), hint=t("n  what the manager does"))
        self._result.draw(
            draft.planned_result, problems.get("planned_result"), hint=t("what the client does then: yes or no")
        )
        due = seat.day_of("due")
        hint = t("{day}, as the rhythm asks; or +3, fri, 15.08", day=weekday_day(seat.card.default_due_on))
        means: tuple[Span, ...] = ()
        if due is not None and draft.due.strip():
            ahead = (due - seat.today).days
            days = tn("in {n} day", "in {n} days", ahead) if ahead > 0 else t("today") if ahead == 0 else t("passed")
            means = ((f"= {weekday_day(due)}", "strong"), (f", {days}", "muted"))
        self._due.draw(draft.due, problems.get("due"), means=means, hint=hint)
        chosen = next((n for n, template in enumerate(seat.templates, 1) if template.id == draft.template), 0)
        self._templates.draw(
            [tell(template.task) for template in seat.templates], live=seat.digits == "template", chosen=chosen
        )


def _ending(seat: Seat, ending: Ending) -> tuple[Span, ...]:
    draft = seat.draft
    facts: list[str] = []
    paid = seat.money_of("ending_amount")
    if ending is Ending.PAID and paid is not None:
        facts.append(money(paid))
    if ending is Ending.PARKED and (until := seat.day_of("ending_day")) is not None:
        facts.append(t("until {day}", day=weekday_day(until)))
    if draft.ending_reason.strip():
        facts.append(draft.ending_reason.strip())
    name = ending_name(ending).capitalize()
    return ((name, "strong"), ("   ", ""), (" · ".join(facts), ""), (t("   x  change"), "muted"))

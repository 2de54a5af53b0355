"""The rules of a review: from a card and a draft to the problems to show, or to the outcome to store."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Final

from cockpit.method.amount import read_amount
from cockpit.method.draft import ReviewDraft
from cockpit.method.money import Money
from cockpit.method.norms import Norms
from cockpit.method.records import Answer, Card, Found, Wish
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.task import horizon_of
from cockpit.method.words import Ending, Horizon, Temperature, TemperatureSource, Verdict
from cockpit.method.workdays import read_day

#: Verdicts after which something has to be corrected, unless it was outside our control (R9).
MISSED = frozenset({Verdict.PARTLY, Verdict.NOT_REACHED, Verdict.NO_CONTACT})


_VERDICT_DUE: Final = {
    None: say("Did the planned result come? Press 1, 2, 3 or 4."),
    Ending.REFUSED: say("Before the refusal is saved: did the planned result come? Press 1, 2, 3 or 4."),
    Ending.PAID: say("Before the payment is saved: did the planned result come? Press 1, 2, 3 or 4."),
    Ending.PARKED: say("Before the client is parked: did the planned result come? Press 1, 2, 3 or 4."),
}


@dataclass(frozen=True, slots=True)
class NextTask:
    """The plan of the next review."""

    text: str
    planned_result: str
    due_on: date
    horizon: Horizon


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a review decided; the store writes it in one transaction.

    Attributes:
        draft: a copy of what was entered, kept so that undo can bring it back.
        temperature, temperature_source: the client's temperature after the review.
        next_task: None only with an `ending`.
        ending: the client was refused, has paid, or is parked until `ending_day`.
        outside_control: a miss that no correction would have prevented; never set without a miss.
        contacted: the client was spoken to, so the silence starts anew.
        expected: what the head expected of a plan before he heard its result (R36).
        template: the id of the template that filled the next task, as long as the task still says what it says.
        requests: what was found missing (R30).
    """

    draft: ReviewDraft
    client_id: int
    plan_id: int | None
    verdict: Verdict | None
    actual: str
    correction: str
    error_type: str
    competency: str
    outside_control: bool
    path: str
    path_amount: Money | None
    path_on: date | None
    risks: tuple[Found, ...]
    closed_risks: tuple[int, ...]
    opportunities: tuple[Found, ...]
    answers: tuple[Answer, ...]
    next_task: NextTask | None
    ending: Ending | None
    ending_reason: str
    ending_day: date | None
    ending_amount: Money | None
    temperature: Temperature
    temperature_source: TemperatureSource
    contacted: bool
    skipped: tuple[str, ...]
    seconds: float
    wall_seconds: float
    expected: Verdict | None = None
    template: str = ""
    requests: tuple[Wish, ...] = ()


def settle(card: Card, draft: ReviewDraft, today: date, norms: Norms, currency: str) -> Outcome | tuple[Problem, ...]:
    """Judge a draft: the outcome when nothing is missing, otherwise every problem, in the order of the fields.

    Args:
        card: the client's facts as they were read.
        draft: what was entered.
        today: the local day.
        norms: the segment's norms.
        currency: the ISO 4217 code that an amount typed without one is in.

    Raises:
        ValueError: the draft is about another client than the card.
    """
    if draft.client_id != card.client.id:
        raise ValueError(f"a draft of client {draft.client_id} on the card of client {card.client.id}")
    return _Settling(card, draft, today, norms, currency).result()


class _Settling:
    """One pass over a draft: every reader returns a value and notes the problem it met."""

    def __init__(self, card: Card, draft: ReviewDraft, today: date, norms: Norms, currency: str) -> None:
        self.card, self.draft, self.today, self.norms = card, draft, today, norms
        self.currency = card.client.money.currency if card.client.money else currency
        self.problems: list[Problem] = []

    def result(self) -> Outcome | tuple[Problem, ...]:
        draft, card = self.draft, self.card
        self._verdict()
        self._path()
        path_amount = self._amount("path_amount", draft.path_amount)
        path_on = self._path_day()
        risks = tuple(self._risks())
        opportunities = tuple(self._opportunities())
        answers = tuple(self._answers())
        ending_day, ending_amount = self._ending()
        next_task = None if draft.ending else self._next_task()
        if self.problems:
            return tuple(self.problems)
        by_hand = draft.temperature is not None
        return Outcome(
            draft=deepcopy(draft),
            client_id=draft.client_id,
            plan_id=card.plan.id if card.plan else None,
            verdict=draft.verdict,
            actual=draft.actual.strip(),
            correction=draft.correction.strip(),
            error_type=draft.error_type,
            competency=draft.competency,
            outside_control=draft.outside_control and draft.verdict in MISSED,
            path=draft.path.strip(),
            path_amount=path_amount,
            path_on=path_on,
            risks=risks,
            closed_risks=tuple(draft.closed_risks),
            opportunities=opportunities,
            answers=answers,
            next_task=next_task,
            ending=draft.ending,
            ending_reason=draft.ending_reason.strip(),
            ending_day=ending_day,
            ending_amount=ending_amount,
            temperature=draft.temperature or card.client.temperature,
            temperature_source=TemperatureSource.HAND if by_hand else card.client.temperature_source,
            contacted=draft.verdict is not Verdict.NO_CONTACT,
            skipped=tuple(draft.skipped),
            seconds=draft.seconds,
            wall_seconds=draft.wall_seconds,
            expected=draft.expected if card.plan is not None else None,
            template=draft.template if next_task is not None else "",
            requests=tuple(self._requests()),
        )

    def _note(self, field: str, sentence: Sentence) -> None:
        self.problems.append(Problem(field, sentence))

    def _verdict(self) -> None:
        draft = self.draft
        if self.card.plan is not None and draft.verdict is None:
            self._note("verdict", _VERDICT_DUE[draft.ending])
        if draft.verdict in MISSED and not draft.correction.strip() and not draft.outside_control and not draft.ending:
            self._note("correction", say("What will the manager do differently? Or press o: outside our control."))

    def _path(self) -> None:
        draft = self.draft
        named = draft.path.strip() or draft.path_amount.strip() or draft.path_on.strip()
        if draft.verdict is Verdict.REACHED and draft.ending is None and not named:
            self._note("path", say("What is left to do to be paid, how much and when?"))

    def _path_day(self) -> date | None:
        """Read the agreed day of payment; one that has passed promises nothing while the client goes on."""
        day = self._day("path_on", self.draft.path_on)
        asked = self.draft.verdict not in MISSED and self.draft.ending is None
        if asked and day is not None and day < self.today:
            self._note("path_on", say("The day {day} has passed.", day=day))
        return day

    def _risks(self) -> Iterator[Found]:
        for number, risk in enumerate(self.draft.risks):
            if risk.text.strip():
                yield Found(risk.text.strip(), stops_payment=risk.stops_payment)
            elif risk.stops_payment:
                self._note(f"risks.{number}", say("Name the risk that stops the payment."))

    def _opportunities(self) -> Iterator[Found]:
        for number, found in enumerate(self.draft.opportunities):
            amount = self._amount(f"opportunities.{number}", found.amount)
            if found.text.strip():
                yield Found(found.text.strip(), amount)
            elif amount is not None:
                self._note(f"opportunities.{number}", say("Name what the new money would come for."))

    def _requests(self) -> Iterator[Wish]:
        for request in self.draft.requests:
            if request.text.strip():
                yield Wish(request.area, request.text.strip())

    def _answers(self) -> Iterator[Answer]:
        for name, text in self.draft.answers.items():
            question = self.card.playbook.question(name)
            if question is None:
                continue
            found = read_amount(text, self.currency) if question.money and text.strip() else None
            amount = found if isinstance(found, Money) else None
            yield Answer(name, text.strip(), self.today, amount)

    def _ending(self) -> tuple[date | None, Money | None]:
        draft = self.draft
        if draft.ending is Ending.REFUSED and not draft.ending_reason.strip():
            self._note("ending_reason", say("Why did the client refuse?"))
        if draft.ending is Ending.PARKED:
            if not draft.ending_reason.strip():
                self._note("ending_reason", say("Why is the client parked?"))
            day = self._day("ending_day", draft.ending_day)
            if not draft.ending_day.strip():
                self._note("ending_day", say("Until which day is the client parked?"))
            elif day is not None and day <= self.today:
                self._note("ending_day", say("The day must be later than today."))
            return day, None
        if draft.ending is Ending.PAID:
            amount = self._amount("ending_amount", draft.ending_amount)
            if not draft.ending_amount.strip() or (amount is not None and amount.minor == 0):
                self._note("ending_amount", say("How much was paid?"))
            day = self._day("ending_day", draft.ending_day, past=True) or self.today
            if day > self.today:
                self._note("ending_day", say("The day of the payment cannot be ahead."))
            return day, amount
        return None, None

    def _next_task(self) -> NextTask | None:
        draft, text, planned = self.draft, self.draft.task.strip(), self.draft.planned_result.strip()
        if not text:
            self._note("task", say("What does the manager do next? A digit takes a template."))
        if not planned:
            self._note("planned_result", say("What will the client do then? Answerable with yes or no."))
        elif planned.casefold() == text.casefold():
            self._note("planned_result", say("The planned result is what the client does, not the task again."))
        due = self._day("due", draft.due) if draft.due.strip() else self.card.default_due_on
        if due is not None and due < self.today:
            self._note("due", say("The day {day} has passed.", day=due))
        if due is None:
            return None
        return NextTask(text, planned, due, horizon_of(self.today, due, self.norms.calendar))

    def _day(self, field: str, text: str, *, past: bool = False) -> date | None:
        if not text.strip():
            return None
        found = read_day(text, self.today, self.norms.calendar, past=past)
        if isinstance(found, date):
            return found
        self._note(field, found)
        return None

    def _amount(self, field: str, text: str) -> Money | None:
        if not text.strip():
            return None
        found = read_amount(text, self.currency)
        if isinstance(found, Money):
            return found
        self._note(field, found)
        return None

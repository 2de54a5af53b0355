"""The head's seat at one client: the card, what was entered so far, and what the keys do to it.

A plain object without widgets. The screen is drawn from it, and every key changes it first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from cockpit.language import tell
from cockpit.method.amount import read_amount
from cockpit.method.desk import Desk
from cockpit.method.draft import OpportunityDraft, RequestDraft, ReviewDraft, RiskDraft
from cockpit.method.money import Money, places
from cockpit.method.profile import Question, unknown
from cockpit.method.records import Card, Sitting
from cockpit.method.review import MISSED, Outcome, settle
from cockpit.method.sentence import Problem, Sentence
from cockpit.method.template import Template
from cockpit.method.words import Ending, Temperature, Verdict
from cockpit.method.workdays import read_day
from screens.tags import Tags
from screens.timing import Timing
from screens.wishes import Wishes, next_area

Block: TypeAlias = Literal["plan", "payment", "found", "next"]
#: What a digit chooses.
Digits: TypeAlias = Literal["guess", "verdict", "tag", "template"]

BLOCKS: Final[tuple[Block, ...]] = ("plan", "payment", "found", "next")
_LOGGED: Final = {"plan", "payment", "next"}
_TEMPERATURES: Final = (Temperature.HOT, Temperature.WARM, Temperature.POTENTIAL)
_VERDICTS: Final = tuple(Verdict)


class Seat:
    """One client's review while it is being entered.

    Attributes:
        sitting: the sitting it belongs to, as it stood when the card was opened.
        draft: what was entered; the card is drawn from it.
        timing: the minutes.
        today: the local day.
        tags: what a correction is filed under.
        wishes: the requests that are known, so that the same wish is written the same way.
        problems: what kept the review from being saved, by field.
        offered: the texts that were put into fields for the head, by field.
    """

    def __init__(
        self, sitting: Sitting, card: Card, draft: ReviewDraft | None, desk: Desk, *, now: datetime, monotonic: float
    ) -> None:
        self.sitting = sitting
        self.card = card
        self.draft = draft or ReviewDraft(card.client.id)
        self.today = now.date()
        self.timing = Timing(monotonic, seconds=self.draft.seconds, wall_seconds=self.draft.wall_seconds)
        self.problems: dict[str, Sentence] = {}
        self.offered: dict[str, str] = {}
        self.tags = Tags(self.draft, card.playbook)
        self.wishes = Wishes(card.requests)
        self.block = "plan" if self.draft.verdict is None else "next"
        self._guessing = desk.surprise and self.verdict_due and not self.draft.actual.strip()
        self._norms = desk.norms
        self._currency = card.client.money.currency if card.client.money else desk.currency
        self._asked = -1

    @property
    def block(self) -> Block:
        """Where the head is on the card. Going anywhere leaves the list that digits chose from."""
        return self._block

    @block.setter
    def block(self, block: Block) -> None:
        self._block = block
        self.tags.listed = None

    @property
    def digits(self) -> Digits:
        """What a digit chooses now."""
        if self.guess_due:
            return "guess"
        if self.verdict_due:
            return "verdict"
        return "tag" if self.tags.listed is not None else "template"

    @property
    def guess_due(self) -> bool:
        """May the head still say what he expects, before anything of the actual is told (R36)?"""
        return self._guessing and self.verdict_due and self.draft.expected is None

    @property
    def verdict_due(self) -> bool:
        """Is there a plan that was not judged yet? Then digits are verdicts, otherwise templates."""
        return self.card.plan is not None and self.draft.verdict is None

    @property
    def missed(self) -> bool:
        """Does the verdict ask for a correction instead of a path to payment?"""
        return self.draft.verdict in MISSED

    @property
    def templates(self) -> tuple[Template, ...]:
        """The next tasks that fit the verdict, in the order of their digits."""
        return self.card.playbook.templates_after(self.draft.verdict)

    @property
    def own_task(self) -> bool:
        """Did the head type the next task or its planned result himself? Then no template takes its place."""
        playbook = self.card.playbook
        ready: tuple[Template | Question, ...] = (*playbook.templates, *playbook.questions)
        task, planned = self.draft.task.strip(), self.draft.planned_result.strip()
        typed_task = bool(task) and all(task != tell(each.task) for each in ready)
        return typed_task or (bool(planned) and all(planned != tell(each.planned_result) for each in ready))

    @property
    def unknown(self) -> tuple[Question, ...]:
        """The questions of the profile without an answer."""
        known = {name for name, answer in self.card.answers.items() if answer.text.strip()}
        for name, text in self.draft.answers.items():
            (known.add if text.strip() else known.discard)(name)
        return unknown(self.card.playbook.questions, known)

    @property
    def place(self) -> tuple[int, int]:
        """Which client of the sitting this is, counted from one, and of how many; the first is 0 outside the order."""
        order = self.sitting.order
        return (order.index(self.draft.client_id) + 1 if self.draft.client_id in order else 0, len(order))

    # Fields by their names, which are those of `Problem.field`

    def get(self, name: str) -> str:
        """Return the text of a field."""
        kind, number, part = _parts(name)
        if kind == "risks":
            return self.draft.risks[number].text
        if kind == "opportunities":
            found = self.draft.opportunities[number]
            return found.amount if part else found.text
        if kind == "requests":
            return self.draft.requests[number].text
        value = getattr(self.draft, kind)
        return value if isinstance(value, str) else ""

    def put(self, name: str, text: str) -> bool:
        """Set the text of a field; False when it was that already."""
        if self.get(name) == text:
            return False
        kind, number, part = _parts(name)
        if kind == "risks":
            self.draft.risks[number].text = text
        elif kind == "opportunities":
            setattr(self.draft.opportunities[number], "amount" if part else "text", text)
        elif kind == "requests":
            self.draft.requests[number] = self.wishes.written(self.draft.requests[number], text)
        else:
            setattr(self.draft, kind, text)
        self._clear(name)
        return True

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields on the card now, in their order."""
        return tuple(name for block in BLOCKS for name in self.fields_of(block))

    def fields_of(self, block: Block) -> tuple[str, ...]:
        """The fields of one block that are on the card now."""
        if block == "plan":
            return ("actual",)
        if block == "payment":
            return ("correction",) if self.missed else ("path", "path_amount", "path_on")
        if block == "found":
            return tuple(self._found())
        return () if self.draft.ending else ("task", "planned_result", "due")

    def _found(self) -> Iterator[str]:
        for number in range(len(self.draft.risks)):
            yield f"risks.{number}"
        for number in range(len(self.draft.opportunities)):
            yield f"opportunities.{number}"
            yield f"opportunities.{number}.amount"
        for number in range(len(self.draft.requests)):
            yield f"requests.{number}"

    def block_of(self, name: str) -> Block:
        """Return the block a field or a problem belongs to."""
        kind = _parts(name)[0]
        if kind in {"verdict", "actual"}:
            return "plan"
        if kind in {"risks", "opportunities", "requests"}:
            return "found"
        return "payment" if kind in {"correction", "path", "path_amount", "path_on"} else "next"

    def after(self, name: str) -> str | None:
        """Return the field that enter goes to, or None when it leads back to the card; `block` moves with it.

        New money and the next task go on to their next empty field. After a correction come the lists that it is filed
        under.
        """
        self.block = self.block_of(name)
        fields = self.fields_of(self.block)
        own = fields if self.block == "next" else [field for field in fields if field.startswith(f"{name}.")]
        later = own[own.index(name) + 1 :] if name in own else own
        follow = next((field for field in later if not self.get(field).strip()), None)
        if follow is None and not (name == "correction" and self.tags.ask()):
            self.block = "next" if name != "actual" else "plan" if self.verdict_due else "payment"
        return follow

    def judge(self, digit: int) -> str | None:
        """Give the verdict with this digit; returns the field it leads to, None when it leads nowhere."""
        draft = self.draft
        draft.verdict = _VERDICTS[digit - 1]
        self._guessing = False
        self._clear("verdict", "correction", "path")
        if draft.verdict is Verdict.REACHED and not (draft.path or draft.path_amount or draft.path_on):
            self._carry_path()
        self.block = "next" if draft.ending else "payment"
        if draft.ending or (self.missed and draft.outside_control):
            return None
        return self.fields_of("payment")[0]

    def guess(self, digit: int) -> None:
        """Keep what the head expects; 0 is no guess."""
        if digit == 0:
            self.pass_guess()
        elif digit <= len(_VERDICTS):
            self.draft.expected = _VERDICTS[digit - 1]

    def pass_guess(self) -> None:
        """Go on without a guess."""
        self._guessing = False

    def tag(self, digit: int) -> bool:
        """Choose what the correction is filed under; False when the digit chooses nothing."""
        if not self.tags.take(digit):
            return False
        if self.tags.listed is None:
            self.block = "next"
        return True

    def unjudge(self) -> None:
        """Take the verdict back; what was typed stays."""
        self.draft.verdict = None
        self.block = "plan"

    def _carry_path(self) -> None:
        """Open the path to payment with what was agreed last, or with what the deal says."""
        card, draft = self.card, self.draft
        deals = card.open_deals
        told = None if card.client.estimated else card.client.money
        stale = any(change.what == "amount" for change in card.changes)
        amount = told if stale else card.last_path_amount or told
        day = card.last_path_on or min((deal.expected_on for deal in deals if deal.expected_on), default=None)
        draft.path = card.last_path
        draft.path_amount = typed_money(amount, self._currency) if amount else ""
        draft.path_on = self._typed_day(day) if day is not None and day >= self.today else ""
        self.offered = {name: self.get(name) for name in ("path", "path_amount", "path_on")}

    def as_offered(self, name: str) -> bool:
        """Does a field still hold what was put into it for the head, so that typing replaces it?"""
        text = self.get(name)
        return bool(text) and self.offered.get(name) == text

    def take(self, digit: int) -> bool:
        """Fill the next task from the template with this digit; False when there is none or the head typed his own."""
        choices = self.templates
        if self.draft.ending or self.own_task or not 0 < digit <= len(choices):
            return False
        template = choices[digit - 1]
        due = self._norms.calendar.after(self.today, template.days)
        self._next_task(template.task, template.planned_result, template.id)
        self.draft.due = f"+{template.days}" if due < self.card.default_due_on else ""
        return True

    def ask(self) -> Question | None:
        """Make the first unknown fact the next task, the following one when asked again; not over one's own task."""
        questions = self.unknown
        if not questions or self.draft.ending or self.own_task:
            return None
        self._asked = (self._asked + 1) % len(questions)
        question = questions[self._asked]
        self._next_task(question.task, question.planned_result, "")
        self.draft.due = ""
        return question

    def _next_task(self, task: Sentence, planned: Sentence, template: str) -> None:
        draft = self.draft
        draft.task, draft.planned_result, draft.template = tell(task), tell(planned), template
        self.block = "next"
        self._clear("task", "planned_result", "due")

    def add_risk(self, *, stops: bool) -> str:
        """Begin a risk, or go on with the empty one; returns its field."""
        risks = self.draft.risks
        if not risks or risks[-1].text.strip():
            risks.append(RiskDraft())
        risks[-1].stops_payment = stops
        self.block = "found"
        return f"risks.{len(risks) - 1}"

    def add_opportunity(self) -> str:
        """Begin an opportunity, or go on with the empty one; returns its field."""
        found = self.draft.opportunities
        if not found or found[-1].text.strip() or found[-1].amount.strip():
            found.append(OpportunityDraft())
        self.block = "found"
        return f"opportunities.{len(found) - 1}"

    def add_request(self) -> str:
        """Begin a request, or go on with the empty one; returns its field."""
        requests = self.draft.requests
        if not requests or requests[-1].text.strip():
            requests.append(RequestDraft())
        self.block = "found"
        return f"requests.{len(requests) - 1}"

    def turn(self, name: str) -> bool:
        """Let a risk stop the payment or not, or give a request the next area; False when the field is neither."""
        kind, number, _ = _parts(name)
        if kind == "risks":
            risk = self.draft.risks[number]
            risk.stops_payment = not risk.stops_payment
        elif kind == "requests":
            self.draft.requests[number].area = next_area(self.draft.requests[number].area)
        return kind in {"risks", "requests"}

    def take_like(self, name: str) -> bool:
        """Write a request as the open one that it looks like, in its area; False when there is none."""
        kind, number, _ = _parts(name)
        like = self.wishes.like(self.draft.requests[number]) if kind == "requests" else None
        return like is not None and self.put(name, like)

    def toggle_closed(self, risk_id: int) -> None:
        """Close an old risk, or keep it open after all."""
        closed = self.draft.closed_risks
        (closed.remove if risk_id in closed else closed.append)(risk_id)

    def turn_temperature(self) -> None:
        """Set the temperature by hand: the next of the three, and after the last none."""
        now = self.draft.temperature
        first = self.card.client.temperature
        order = [*_TEMPERATURES[_TEMPERATURES.index(first) + 1 :], *_TEMPERATURES[: _TEMPERATURES.index(first) + 1]]
        self.draft.temperature = order[0] if now is None else None if now is first else order[order.index(now) + 1]

    def end(self, ending: Ending | None, reason: str = "", day: str = "", amount: str = "") -> None:
        """Refused, paid or parked, so that no next task is due; None takes it back."""
        draft = self.draft
        draft.ending, draft.ending_reason, draft.ending_day, draft.ending_amount = ending, reason, day, amount
        self._clear("correction", "path", "task", "planned_result", "due", "ending_reason", "ending_day")
        self.block = "plan" if self.verdict_due else "next"

    def move(self, step: int) -> None:
        """Go to the next or the previous block."""
        self.block = BLOCKS[max(0, min(len(BLOCKS) - 1, BLOCKS.index(self.block) + step))]

    def skip(self) -> None:
        """Leave the block out, on the record, and go to the next one."""
        if self.block in _LOGGED and self.block not in self.draft.skipped:
            self.draft.skipped.append(self.block)
        self.move(1)

    def count(self) -> None:
        """Put the minutes into the draft."""
        self.draft.seconds, self.draft.wall_seconds = self.timing.seconds, self.timing.wall_seconds

    def settle(self) -> Outcome | tuple[Problem, ...]:
        """Judge what stands on the card; what the verdict hides is kept in the draft and takes no part."""
        self.count()
        draft = self.draft
        skipped = [block for block in draft.skipped if not self._touched(block)]
        seen = replace(draft, skipped=skipped, risks=list(draft.risks), opportunities=list(draft.opportunities))
        if self.missed:
            seen.path = seen.path_amount = seen.path_on = ""
        else:
            seen.correction = seen.error_type = seen.competency = ""
            seen.outside_control = False
        found = settle(self.card, seen, self.today, self._norms, self._currency)
        if isinstance(found, Outcome):
            self.problems = {}
            return replace(found, draft=draft)
        self.problems = {problem.field: problem.sentence for problem in reversed(found)}
        return found

    def ending_problems(self, ending: Ending, reason: str, day: str, amount: str) -> tuple[Problem, ...]:
        """Check an ending by itself, before it is taken."""
        tried = replace(self.draft, ending=ending, ending_reason=reason, ending_day=day, ending_amount=amount, risks=[])
        found = settle(self.card, tried, self.today, self._norms, self._currency)
        return tuple(p for p in found if p.field.startswith("ending")) if not isinstance(found, Outcome) else ()

    def _touched(self, block: str) -> bool:
        if block == "plan":
            return self.draft.verdict is not None or bool(self.draft.actual.strip())
        return any(self.get(name).strip() for part in BLOCKS if part == block for name in self.fields_of(part))

    def _clear(self, *names: str) -> None:
        for name in names:
            self.problems.pop(name, None)
            self.problems.pop(name.removesuffix(".amount"), None)

    def day_of(self, name: str) -> date | None:
        """Read the day typed into a field; the next task's day is the proposed one when nothing is typed."""
        text = self.get(name)
        if not text.strip():
            return self.card.default_due_on if name == "due" else None
        found = read_day(text, self.today, self._norms.calendar)
        return found if isinstance(found, date) else None

    def money_of(self, name: str) -> Money | None:
        """Read the amount typed into a field."""
        found = read_amount(self.get(name), self._currency) if self.get(name).strip() else None
        return found if isinstance(found, Money) else None

    def _typed_day(self, day: date) -> str:
        short = f"{day.day:02}.{day.month:02}"
        return short if read_day(short, self.today, self._norms.calendar) == day else f"{short}.{day.year}"


def typed_money(amount: Money, currency: str) -> str:
    """Write an amount as a person types it, so that it reads back the same.

    Args:
        amount: what to write.
        currency: the code that is meant when none is typed.
    """
    whole, rest = divmod(amount.minor, 10 ** places(amount.currency))
    text = f"{whole:,}".replace(",", " ") + (f",{rest:0{places(amount.currency)}}" if rest else "")
    return text if amount.currency == currency else f"{text} {amount.currency}"


def _parts(name: str) -> tuple[str, int, str]:
    kind, _, rest = name.partition(".")
    number, _, part = rest.partition(".")
    return kind, int(number) if number else 0, part

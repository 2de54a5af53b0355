"""The playbook: what a department, or one segment of it, goes by (R42, R61).

Templates, questions, error types, competencies, review intervals, the high-check line and the rules of temperature.
What comes with the program is told in the user's language; what a person wrote is told as he wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cockpit.method.money import Money
from cockpit.method.norms import Norms
from cockpit.method.profile import QUESTIONS, Question
from cockpit.method.sentence import Sentence, say
from cockpit.method.template import TEMPLATES, Template
from cockpit.method.words import Skill, Temperature, Verdict

#: Of so many working days an interval may be.
INTERVAL_DAYS = range(1, 11)


@dataclass(frozen=True, slots=True)
class ErrorType:
    """What went wrong in a talk that needed a correction (R38)."""

    id: str
    label: Sentence


@dataclass(frozen=True, slots=True)
class Competency:
    """What a correction trains (R53), and the half of the training programme it belongs to (R54)."""

    id: str
    label: Sentence
    skill: Skill


@dataclass(frozen=True, slots=True)
class Intervals:
    """After how many working days a client is reviewed again (R5).

    Attributes:
        hot, warm, potential: by temperature.
        high: of clients above the high-check line, when that is sooner; None for no difference.
    """

    hot: int = 2
    warm: int = 5
    potential: int = 10
    high: int | None = None


@dataclass(frozen=True, slots=True)
class HighCheck:
    """From where on a client is high-check (R43): an amount, or the largest that make up `percent` of the money."""

    amount: Money | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class StageWords:
    """Stages whose name holds these words have this temperature."""

    words: str
    temperature: Temperature


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms in calendar days (NUMBERS.md 2).

    Attributes:
        horizon: an agreed payment within so many days makes a client hot.
        hand: so long a temperature set by hand is kept.
        asleep: a client open longer sleeps, while fewer than 20 won deals tell.
        awake: a result reached within so many days keeps a client awake.
    """

    horizon: int = 30
    hand: int = 14
    asleep: int = 120
    awake: int = 30


#: The error types that come with the program.
ERROR_TYPES: tuple[ErrorType, ...] = (
    ErrorType("no_agreement", say("No next step was agreed")),
    ErrorType("wrong_person", say("Talked to someone who does not decide")),
    ErrorType("no_need", say("The need was not found out")),
    ErrorType("price", say("The price was given too early")),
    ErrorType("late", say("Called too late")),
    ErrorType("not_done", say("Not done")),
)

#: The competencies that come with the program.
COMPETENCIES: tuple[Competency, ...] = (
    Competency("questions", say("Asking questions"), Skill.NEGOTIATION),
    Competency("deciders", say("Reaching the one who decides"), Skill.NEGOTIATION),
    Competency("agreements", say("Agreeing the next step"), Skill.NEGOTIATION),
    Competency("objections", say("Answering objections"), Skill.NEGOTIATION),
    Competency("product", say("Knowing the product"), Skill.PRODUCT),
    Competency("order", say("Order and deadlines"), Skill.NEGOTIATION),
)


@dataclass(frozen=True, slots=True)
class Playbook:
    """Everything a segment goes by. `target_minutes` is that of a repeat review; None for that of the settings."""

    templates: tuple[Template, ...] = TEMPLATES
    questions: tuple[Question, ...] = QUESTIONS
    error_types: tuple[ErrorType, ...] = ERROR_TYPES
    competencies: tuple[Competency, ...] = COMPETENCIES
    intervals: Intervals = field(default_factory=Intervals)
    high_check: HighCheck | None = None
    stages: tuple[StageWords, ...] = ()
    terms: Terms = field(default_factory=Terms)
    target_minutes: int | None = None

    def templates_after(self, verdict: Verdict | None) -> tuple[Template, ...]:
        """Return the templates in the order of their digits: those made for the verdict first.

        At a first review, with no verdict, they stand as after a miss.
        """
        fitting = [template for template in self.templates if template.fits(verdict)]
        return (*fitting, *(template for template in self.templates if not template.fits(verdict)))

    def question(self, name: str) -> Question | None:
        """Return the question with this id."""
        return next((question for question in self.questions if question.id == name), None)

    def error_type(self, name: str) -> ErrorType | None:
        """Return the error type with this id."""
        return next((error for error in self.error_types if error.id == name), None)

    def competency(self, name: str) -> Competency | None:
        """Return the competency with this id."""
        return next((competency for competency in self.competencies if competency.id == name), None)

    def norms(self, base: Norms) -> Norms:
        """Return what is normal where this playbook holds; what it does not say is taken from `base`."""
        every, terms = self.intervals, self.terms
        return replace(
            base,
            silence={
                Temperature.HOT: every.hot,
                Temperature.WARM: every.warm,
                Temperature.POTENTIAL: every.potential,
            },
            high=every.high,
            horizon_days=terms.horizon,
            hand_days=terms.hand,
            asleep_days=terms.asleep,
            awake_days=terms.awake,
            stages=tuple((each.words, each.temperature) for each in self.stages),
            target_seconds=base.target_seconds if self.target_minutes is None else self.target_minutes * 60,
        )


#: The entries that come with the program, by part and id.
BUILT_IN: dict[str, dict[str, Template | Question | ErrorType | Competency]] = {
    "templates": {each.id: each for each in TEMPLATES},
    "questions": {each.id: each for each in QUESTIONS},
    "error_types": {each.id: each for each in ERROR_TYPES},
    "competencies": {each.id: each for each in COMPETENCIES},
}


def own(text: str) -> Sentence:
    """Make a sentence of what a person wrote: it reads the same in every language."""
    return Sentence("{text}", (("text", text),))


def wording(text: Sentence) -> str:
    """Return a text of a playbook as it stands in no particular language: a person's own words, or the English ones."""
    values = dict(text.values)
    return str(values["text"]) if text.text == "{text}" and "text" in values else text.text

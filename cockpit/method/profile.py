"""The questions whose answers tell who the client is and how he buys (R45-R48), as they come with the program."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cockpit.method.money import Money
from cockpit.method.sentence import Sentence, say


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to know about a client.

    Attributes:
        id: the stored name.
        label: one or two words for the card.
        ask: the question in full.
        task, planned_result: the next task that finds it out.
        money: the answer names an amount, which is compared with the deal (R47).
        decides_temperature: the answer names the decision maker, which temperature asks for.
    """

    id: str
    label: Sentence
    ask: Sentence
    task: Sentence
    planned_result: Sentence
    money: bool = False
    decides_temperature: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question(
        "decides",
        say("Decides"),
        say("Who decides on the purchase?"),
        say("Find out who decides"),
        say("The client named the person who signs"),
        decides_temperature=True,
    ),
    Question(
        "criteria",
        say("On what"),
        say("How and on the basis of what is the decision made?"),
        say("Find out what the choice is made by"),
        say("The client named his criteria and their order"),
    ),
    Question(
        "budget",
        say("Budget"),
        say("Which budget is there for this?"),
        say("Find out the budget"),
        say("The client named the amount and the period of the budget"),
        money=True,
    ),
    Question(
        "payment",
        say("Pays"),
        say("How does the client pay: form, approval path, prepayment, usual delay?"),
        say("Find out how the payment is made"),
        say("The client told who approves the payment and how long it takes"),
    ),
    Question(
        "kind",
        say("Kind"),
        say("What kind of client is this?"),
        say("Find out what kind of client this is"),
        say("The client told what he does and what he buys it for"),
    ),
)


def unknown(questions: tuple[Question, ...], known: Collection[str]) -> tuple[Question, ...]:
    """Return those of the questions that have no answer yet, in their order; `known` are ids of answered ones."""
    return tuple(question for question in questions if question.id not in known)


def shortfall(budget: Money | None, deals: Money | None) -> Money | None:
    """Return what a client's budget lacks to pay his open deals (R47); None when it is enough or cannot be compared.

    Args:
        budget: the amount that the client named, when it is known.
        deals: the known sum of his open deals.
    """
    if budget is None or deals is None or budget.currency != deals.currency or budget.minor >= deals.minor:
        return None
    return Money(deals.minor - budget.minor, deals.currency)

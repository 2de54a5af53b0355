"""Next-step templates: a task with its planned result and its days, taken by one digit."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.method.sentence import Sentence, say
from cockpit.method.words import Verdict


@dataclass(frozen=True, slots=True)
class Template:
    """A next task that many clients need.

    Attributes:
        id: the stored name.
        task: what the manager does.
        planned_result: what the client does then, answerable yes or no.
        days: working days until it is due.
        pays: the planned result names money, a document or a date of payment (R10).
    """

    id: str
    task: Sentence
    planned_result: Sentence
    days: int
    pays: bool = False


_CONTRACT = Template(
    "contract",
    say("Send the contract and agree the signing"),
    say("The contract is signed"),
    3,
    pays=True,
)
_INVOICE = Template(
    "invoice",
    say("Send the invoice and agree the day of payment"),
    say("The client named the day on which he pays"),
    2,
    pays=True,
)
_PAYMENT = Template(
    "payment",
    say("Check the payment with the accountant"),
    say("The money is on the account"),
    2,
    pays=True,
)
_BUDGET = Template("budget", say("Call the one who decides on the budget"), say("The budget is confirmed"), 2)
_OFFER = Template(
    "offer",
    say("Send the offer and go through it together"),
    say("The client said yes or no to the offer"),
    3,
)
_MEETING = Template(
    "meeting", say("Agree a meeting with the one who decides"), say("The meeting has a day and a time"), 2
)
_DEMO = Template("demo", say("Show the product"), say("The client named what suits him and what does not"), 3)
_AGAIN = Template("again", say("Call again at another time"), say("The talk took place"), 1)
_OTHER = Template("other", say("Find another contact at the client"), say("Another contact named a time to talk"), 2)

#: The order on the card after each verdict: the digit is the place in the tuple.
AFTER_REACHED: tuple[Template, ...] = (
    _INVOICE,
    _CONTRACT,
    _PAYMENT,
    _BUDGET,
    _OFFER,
    _MEETING,
    _DEMO,
    _AGAIN,
    _OTHER,
)
AFTER_MISSED: tuple[Template, ...] = (
    _MEETING,
    _BUDGET,
    _OFFER,
    _DEMO,
    _INVOICE,
    _CONTRACT,
    _PAYMENT,
    _AGAIN,
    _OTHER,
)
AFTER_NO_CONTACT: tuple[Template, ...] = (
    _AGAIN,
    _OTHER,
    _MEETING,
    _OFFER,
    _DEMO,
    _BUDGET,
    _INVOICE,
    _CONTRACT,
    _PAYMENT,
)


def templates(verdict: Verdict | None) -> tuple[Template, ...]:
    """Return the templates in the order that fits the verdict; at a first review, with no verdict, as after a miss."""
    if verdict is Verdict.REACHED:
        return AFTER_REACHED
    return AFTER_NO_CONTACT if verdict is Verdict.NO_CONTACT else AFTER_MISSED


#: What went wrong in a talk that needed a correction (R38); editable lists come with the playbook.
ERROR_TYPES: tuple[tuple[str, Sentence], ...] = (
    ("no_agreement", say("No next step was agreed")),
    ("wrong_person", say("Talked to someone who does not decide")),
    ("no_need", say("The need was not found out")),
    ("price", say("The price was given too early")),
    ("late", say("Called too late")),
    ("not_done", say("Not done")),
)

#: What a correction trains (R53).
COMPETENCIES: tuple[tuple[str, Sentence], ...] = (
    ("questions", say("Asking questions")),
    ("deciders", say("Reaching the one who decides")),
    ("agreements", say("Agreeing the next step")),
    ("objections", say("Answering objections")),
    ("product", say("Knowing the product")),
    ("order", say("Order and deadlines")),
)

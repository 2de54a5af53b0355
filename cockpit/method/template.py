"""Next-step templates: a task with its planned result and its days, taken by one digit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from cockpit.method.sentence import Sentence, say
from cockpit.method.words import Verdict

#: What a next task comes after.
After: TypeAlias = Literal["reached", "missed", "no_contact"]


@dataclass(frozen=True, slots=True)
class Template:
    """A next task that many clients need.

    Attributes:
        id: the stored name.
        task: what the manager does.
        planned_result: what the client does then, answerable yes or no.
        days: working days until it is due.
        after: what it is offered first after: ``reached``, ``missed`` (a first review counts as one), ``no_contact``.
    """

    id: str
    task: Sentence
    planned_result: Sentence
    days: int
    after: tuple[After, ...] = ()

    def fits(self, verdict: Verdict | None) -> bool:
        """Is it made for this verdict? At a first review there is none."""
        return after(verdict) in self.after


def after(verdict: Verdict | None) -> After:
    """Return what a next task comes after."""
    if verdict is Verdict.REACHED:
        return "reached"
    return "no_contact" if verdict is Verdict.NO_CONTACT else "missed"


_CONTRACT = Template(
    "contract",
    say("Send the contract and agree the signing"),
    say("The contract is signed"),
    3,
    ("reached",),
)
_INVOICE = Template(
    "invoice",
    say("Send the invoice and agree the day of payment"),
    say("The client named the day on which he pays"),
    2,
    ("reached",),
)
_PAYMENT = Template(
    "payment",
    say("Check the payment with the accountant"),
    say("The money is on the account"),
    2,
    ("reached",),
)
_BUDGET = Template(
    "budget", say("Call the one who decides on the budget"), say("The budget is confirmed"), 2, ("missed",)
)
_OFFER = Template(
    "offer",
    say("Send the offer and go through it together"),
    say("The client said yes or no to the offer"),
    3,
    ("missed",),
)
_MEETING = Template(
    "meeting", say("Agree a meeting with the one who decides"), say("The meeting has a day and a time"), 2, ("missed",)
)
_DEMO = Template(
    "demo", say("Show the product"), say("The client named what suits him and what does not"), 3, ("missed",)
)
_AGAIN = Template("again", say("Call again at another time"), say("The talk took place"), 1, ("no_contact",))
_OTHER = Template(
    "other", say("Find another contact at the client"), say("Another contact named a time to talk"), 2, ("no_contact",)
)

#: The templates that come with the program.
TEMPLATES: tuple[Template, ...] = (
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

"""What a made-up team is written with: every text of one language, as plain values.

Texts hold places such as ``{boss}``, filled for each client: ``boss`` decides, ``tech`` uses what is sold, and ``fin``
pays. ``{boss_g}``, ``{boss_d}`` and ``{boss_i}`` are the cases of a language that has them, ``{Boss}`` begins a
sentence. ``{site}`` says where the warehouse is, ``{rival}`` who else offers, ``{qty}`` how many devices, ``{err}``
how many mistakes a month, ``{sum}`` the amount as it would be typed, ``{day}`` on which day of the week.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cockpit.method.words import Area, Temperature

#: A role in the nominative, genitive, dative and instrumental; four times the same where there are no cases.
Role = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction: what the manager does differently, with the ids of its error type and competency."""

    error: str
    competency: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sale.

    Attributes:
        stage: the stage of the deal in the CRM meanwhile.
        tasks: what the manager does, at first and when it has to be done again.
        planned: what the client does then.
        paths: what is left to do to be paid while this step is next.
        reached, partly, missed: what came of it.
        fixes: what to do differently after a miss.
    """

    stage: str
    tasks: tuple[str, str]
    planned: str
    paths: tuple[str, str]
    reached: tuple[str, ...]
    partly: tuple[str, ...]
    missed: tuple[str, ...]
    fixes: tuple[Fix, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in reviews.

    Attributes:
        steps: the steps of a sale by temperature, in their order.
        first: what is noted at a first review.
        no_contact, no_contact_fixes: nobody was reached.
        outside: what nobody could have changed.
        paid: the last result of a sale.
        risks: risks; those of `stopping` stop the payment.
        opportunities: further ways to earn.
        refusals, parkings, deferrals: reasons.
    """

    steps: Mapping[Temperature, tuple[Step, ...]]
    first: tuple[str, ...]
    no_contact: tuple[str, ...]
    no_contact_fixes: tuple[Fix, ...]
    outside: tuple[str, ...]
    paid: tuple[str, ...]
    risks: tuple[str, ...]
    stopping: tuple[str, ...]
    opportunities: tuple[str, ...]
    refusals: tuple[tuple[str, str], ...]
    parkings: tuple[str, ...]
    deferrals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Who the department is and whom it sells to.

    Attributes:
        segments: the names of the two segments, large clients first, and their heads.
        managers: six names, in the order of the plot.
        companies: the clients' names by line of business.
        kinds: what a company of that line does.
        persons: first and last names that fit together.
        bosses, techs, fins: the roles at a client.
        sites: where a warehouse is.
        days: on which day of the week, Monday first.
        rivals: who else offers.
    """

    segments: tuple[tuple[str, str], tuple[str, str]]
    managers: tuple[str, ...]
    companies: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    persons: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    bosses: tuple[Role, ...]
    techs: tuple[Role, ...]
    fins: tuple[Role, ...]
    sites: tuple[str, ...]
    days: tuple[str, ...]
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goods:
    """What is sold, and how amounts look.

    Attributes:
        products: the titles of deals.
        offers: the names of offers.
        criteria, budgets, payments: answers of the profile.
        sources: where leads come from.
        losses: why deals of the past were lost.
        notes: notes on clients.
        large, small: the median amount of a deal in each segment, and the step amounts are rounded to, in whole units.
        typed: writes whole units as a person types them.
        phone: writes a phone number that nobody has, from a number below 100.
        letters: how letters that no address holds are written in one.
    """

    products: tuple[str, ...]
    offers: tuple[str, ...]
    criteria: tuple[str, ...]
    budgets: tuple[str, ...]
    payments: tuple[str, ...]
    sources: tuple[str, ...]
    losses: tuple[str, ...]
    notes: tuple[str, ...]
    large: tuple[int, int]
    small: tuple[int, int]
    typed: Callable[[int], str]
    phone: Callable[[int], str]
    letters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Check:
    """A small step that a deputy looks at on the next day: the task, its planned result, and what came of it."""

    task: str
    planned: str
    reached: str
    path: str
    partly: str
    fix: Fix


@dataclass(frozen=True, slots=True)
class Department:
    """What the department goes by and asks for.

    Attributes:
        deputies: who stands in for the heads of the two segments.
        pay: what a manager is paid a month, for each deal won and for a target reached, in whole units.
        question: the large clients' own question: its label, the question, the task and its planned result.
        requests: what managers lack, the most wanted first.
        tasks: tasks for all clients of a temperature, with their planned results.
        checks: what the deputy looks at on the day after the head.
    """

    deputies: tuple[str, str]
    pay: tuple[int, int, int]
    question: tuple[str, str, str, str]
    requests: tuple[tuple[Area, str], ...]
    tasks: tuple[tuple[Temperature, str, str], ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything of one language."""

    currency: str
    people: People
    goods: Goods
    talk: Talk
    department: Department

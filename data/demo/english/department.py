"""What the department goes by and asks for, in English."""

from __future__ import annotations

from cockpit.method.words import Area, Temperature
from data.demo.texts import Department

DEPARTMENT = Department(
    deputies=("Marina Solberg", "Grace Lindqvist"),
    pay=(2_400, 150, 600),
    question=(
        "Go-live",
        "By which day must the warehouse run, and what happens if it does not?",
        "Find out the go-live day and what it depends on",
        "The client named the go-live day and what a delay costs him",
    ),
    requests=(
        (Area.TOOL, "A calculator of the payback for a warehouse"),
        (Area.PRODUCT, "Work without a network for half a shift"),
        (Area.MARKETING, "A case of a warehouse of the same kind with figures"),
        (Area.OFFER, "Payment in three parts by the steps of the launch"),
        (Area.TOOL, "A demo stand with the client's own labels"),
        (Area.PRODUCT, "Exchange with the accounting program out of the box"),
        (Area.LEADS, "Fewer shops without a warehouse among the leads"),
        (Area.MARKETING, "A page that explains the launch week by week"),
        (Area.OFFER, "A trial of a month on two terminals"),
    ),
    tasks=(
        (
            Temperature.WARM,
            "Send every warm client the payback of his warehouse on one page",
            "Each warm client named the figure he disagrees with",
        ),
        (
            Temperature.HOT,
            "Agree the day of payment with every hot client who has none",
            "Every hot client named a day",
        ),
        (
            Temperature.POTENTIAL,
            "Call every potential client who was not called this week",
            "Each said yes or no to a first meeting",
        ),
    ),
)

"""What the department goes by and asks for, in English."""

from __future__ import annotations

from cockpit.method.words import Area, Temperature
from data.demo.texts import Check, Department, Fix

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
    checks=(
        Check(
            "Send the client a letter with what was agreed by tomorrow",
            "The client answered and confirmed what was agreed",
            "Answered the same evening and agrees to every point",
            "On to the next step on the day agreed",
            "Read the letter and answered about the dates alone",
            Fix("no_agreement", "agreements", "End the letter with one question that is answered by yes or no"),
        ),
        Check(
            "Fix the hour of the next talk by tomorrow",
            "The talk stands in the client's calendar",
            "Took the invitation and brings the warehouse manager",
            "We prepare answers to their three questions for it",
            "Named the day and will confirm the hour later",
            Fix("no_agreement", "agreements", "Offer two hours to choose from and book one while talking"),
        ),
        Check(
            "Find out by tomorrow who else takes part in the decision",
            "A name and a position are known",
            "Named the finance director and gave his address",
            "We make a page with the payback for him",
            "Said that two decide, the other is not named yet",
            Fix("wrong_person", "deciders", "Ask who signs, not who decides"),
        ),
        Check(
            "Go through scope and dates with the client by tomorrow",
            "The client confirmed the scope or named changes",
            "Confirmed the scope, wants the training a day later",
            "We move the training and keep the rest",
            "Confirmed the scope, waits for the warehouse about the dates",
            Fix("no_need", "questions", "Ask what happens first in the warehouse and count the date from there"),
        ),
    ),
)

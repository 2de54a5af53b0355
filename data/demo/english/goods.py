"""What is sold and for how much, in English."""

from __future__ import annotations

from data.demo.texts import Goods

_MILLION = 1_000_000


def _typed(units: int) -> str:
    if units >= _MILLION:
        return f"${round(units / _MILLION, 2):g}M"
    return f"${round(units / 1000, 1):g}k"


def _phone(number: int) -> str:
    return f"(202) 555-01{number:02}"


GOODS = Goods(
    products=(
        "Warehouse system, one site",
        "Warehouse system, two sites",
        "Handheld scanners",
        "Scanners and label printers",
        "Location tracking",
        "Batch and expiry tracking",
        "Voice picking",
        "Goods labelling",
        "Web shop link",
        "Scales and scanners at receiving",
    ),
    offers=(
        "Scanners and roll-out",
        "Without training, in two payments",
        "Full scope, one warehouse",
        "Simpler, without printers",
        "With a two-week trial",
        "With a year of support",
    ),
    criteria=(
        "Go-live date, then price",
        "Shipping must not stop",
        "Price and instalments",
        "Works offline, weight of the scanner",
        "References of like warehouses",
        "Link to the accounts, no retyping",
        "Support at night and weekends",
        "Payback within a year",
        "Simple: a shift learns it in a day",
        "Who answers for go-live in person",
    ),
    budgets=("{sum}", "up to {sum}", "about {sum}"),
    payments=(
        "Invoice, run on Thursdays, 10 days",
        "Half in advance, half after go-live",
        "CFO, then the owner, a week",
        "Three monthly instalments",
        "30% in advance, the rest on acceptance",
        "Leasing through their bank",
        "On delivery, 14 days",
    ),
    sources=("Website", "Trade fair", "Referral", "Cold call", "Webinar", "Partner", "Repeat purchase"),
    losses=("Chose a competitor", "No budget", "Stopped answering", "Built it in house"),
    notes=(
        "Call after 11, trucks in the morning",
        "Does not like mail, phone only",
        "Parking through the second gate",
        "Asked not to be called on Fridays",
        "Knows our engineer",
    ),
    large=(34_000, 500),
    small=(6_800, 100),
    typed=_typed,
    phone=_phone,
    letters={},
)

"""How hot a client is (NUMBERS.md 2), and whether he can pay (R13)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.method.norms import Norms
from cockpit.method.words import Temperature, TemperatureSource

# Beginnings of words in a stage's name, the hottest first; from the default stages listed in CRM_FILES.md.
_HOT_WORDS = (
    r"contract|договор|invoice|счет|оплат|предоплат|prepay|payment|negotiation|verbal|closing"
    r"|decision maker bought|финальн"
)
_WARM_WORDS = (
    r"offer|proposal|quot|предложен|кп\b|meeting|встреч|demo|демо|presentation|презентац|переговор"
    r"|принимают решение|принятие решения|документ|engaging|value|analysis|appointment|в работе|trial"
)
# What takes a word back: «без договора», "no contract yet".
_WITHOUT = r"(?<!\bне )(?<!\bнет )(?<!\bбез )(?<!\bno )(?<!\bnot )(?<!\bwithout )"
_STAGES = (
    (Temperature.HOT, re.compile(rf"{_WITHOUT}\b(?:{_HOT_WORDS})")),
    (Temperature.WARM, re.compile(rf"{_WITHOUT}\b(?:{_WARM_WORDS})")),
)
# A stage that ends a sale or says no; what else stands in its name tells nothing about payment.
_OVER = re.compile(
    r"\b(?:расторг|расторж|отказ|отмен|аннулир|провал|проигр|потер|сорв|terminat|cancel|reject|refus|declin|lost\b|dead\b)"
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What the rule looks at for one open client.

    Attributes:
        decider_known: the profile names the decision maker.
        amount_known: an open deal has an amount, not only an estimate.
        documents_sent: an invoice or a contract has been sent.
        expected_on: the agreed day of payment.
        talked: a two-way contact took place.
        offered: an offer or a meeting is agreed or made.
        stage: the stage of its furthest open deal.
        set_by_hand: a temperature that a review set, and `set_on` the day it did.
    """

    decider_known: bool = False
    amount_known: bool = False
    documents_sent: bool = False
    expected_on: date | None = None
    talked: bool = False
    offered: bool = False
    stage: str = ""
    set_by_hand: Temperature | None = None
    set_on: date | None = None


def by_stage(stage: str, own: Sequence[tuple[str, Temperature]] = ()) -> Temperature | None:
    """Map the name of a stage to a temperature; None when its words say nothing, or that the sale is over.

    Args:
        stage: the name.
        own: words of a department's own and what they mean; the first that the name holds decides.
    """
    name = _plain(stage)
    for words, temperature in own:
        if (part := _plain(words)) and part in name:
            return temperature
    if _OVER.search(name):
        return None
    return next((temperature for temperature, words in _STAGES if words.search(name)), None)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())


def judge(
    signs: Signs, today: date, norms: Norms, cycle_median: int | None = None
) -> tuple[Temperature, TemperatureSource]:
    """Say how hot a client is and from what that is known; the first test that fits decides.

    Args:
        signs: the facts of the client.
        today: the local day.
        norms: the segment's norms.
        cycle_median: the segment's median won cycle in days, when known.
    """
    if signs.set_by_hand is not None and signs.set_on is not None and not hand_expired(signs.set_on, today, norms):
        return signs.set_by_hand, TemperatureSource.HAND
    horizon = norms.horizon_days if cycle_median is None else min(norms.horizon_days, cycle_median)
    agreed = signs.expected_on is not None and today <= signs.expected_on <= today + timedelta(days=horizon)
    if signs.decider_known and signs.amount_known and (signs.documents_sent or agreed):
        return Temperature.HOT, TemperatureSource.RULE
    staged = by_stage(signs.stage, norms.stages)
    if staged is Temperature.HOT:
        return Temperature.HOT, TemperatureSource.STAGE
    if signs.talked and signs.offered:
        return Temperature.WARM, TemperatureSource.RULE
    if staged is Temperature.WARM:
        return Temperature.WARM, TemperatureSource.STAGE
    return Temperature.POTENTIAL, TemperatureSource.RULE


def hand_expired(set_on: date, today: date, norms: Norms) -> bool:
    """Has a temperature set by hand to be asked about again?"""
    return today > set_on + timedelta(days=norms.hand_days)


def can_pay(temperature: Temperature, *, payment_stopped: bool) -> bool:
    """Can the client pay now: hot, and no open risk that stops the payment (R13)?"""
    return temperature is Temperature.HOT and not payment_stopped

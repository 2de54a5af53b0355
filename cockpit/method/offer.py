"""When a proposal was made to a client (R24): when it is noted, or when a deal comes to a stage that says so."""

from __future__ import annotations

import re

# Beginnings of words in a stage's name; from the default stages listed in CRM_FILES.md.
_MADE = re.compile(r"\b(?:offer|proposal|propose|quot|предложен|кп\b|коммерческ)")
_NOT_YET = re.compile(r"\b(?:no|not|without|нет|не|без)\b")


def is_offer(stage: str) -> bool:
    """Does a deal that comes to this stage have an offer: "Proposal", «Отправлено КП», but not «без предложения»?"""
    name = " ".join(stage.casefold().replace("ё", "е").split())
    return _MADE.search(name) is not None and _NOT_YET.search(name) is None

"""Delegation in words, the same on the screen and in the command."""

from __future__ import annotations

from collections import Counter
from typing import Final

from cockpit.language.forms import minutes, percent
from cockpit.language.kpi import NOTHING
from cockpit.language.texts import N_, t, tell, tn
from cockpit.method.delegation import Check, Condition, Finding, Readiness
from cockpit.method.norms import DelegationRule

_CONDITIONS: Final = {
    Condition.REWORK: N_("Rework"),
    Condition.MINUTES: N_("Minutes"),
    Condition.AGREEMENT: N_("Agreement"),
}
_FINDINGS: Final = {
    Finding.MET: N_("met"),
    Finding.MISSED: N_("not met"),
    Finding.UNPROVEN: N_("not proven yet"),
}
_MARKS: Final = {Finding.MET: "✓", Finding.MISSED: "✗", Finding.UNPROVEN: "?"}


def condition_name(condition: Condition) -> str:
    """Name a condition."""
    return t(_CONDITIONS[condition])


def finding_name(finding: Finding) -> str:
    """Say how a condition stands."""
    return t(_FINDINGS[finding])


def whom(row: Readiness) -> str:
    """Name a segment or a manager; the managers without a segment have no name of their own."""
    return row.name or t("No segment")


def state_line(row: Readiness) -> str:
    """Say whether the sittings can be handed over, and how many conditions stand in the way."""
    if row.ready:
        return t("ready: {deputy} can lead the sittings", deputy=row.deputy)
    counts = Counter(check.finding for check in row.checks)
    told = [
        t("{n} {finding}", n=counts[finding], finding=finding_name(finding))
        for finding in (Finding.MISSED, Finding.UNPROVEN)
        if counts[finding]
    ]
    return t("not yet: {conditions}", conditions=", ".join(told))


def mark(finding: Finding) -> str:
    """Write how a condition stands as one sign."""
    return _MARKS[finding]


def marks_line() -> str:
    """Say what the signs of the conditions mean."""
    return ", ".join(f"{mark(finding)} {finding_name(finding)}" for finding in Finding)


def check_line(check: Check) -> str:
    """Write a condition: its name, and how it stands in plain words."""
    return f"{condition_name(check.condition)}: {tell(check.sentence)}"


def weeks_line(row: Readiness, rule: DelegationRule) -> str:
    """Say how many weeks in a row are below the line: ``3 of 4``."""
    return t("{n} of {weeks}", n=row.below, weeks=rule.weeks)


def minutes_line(row: Readiness) -> str:
    """Write the median minutes of a repeat review with how many there were: ``6:25, 85 reviews``."""
    if row.minutes.median is None:
        return NOTHING
    return tn("{time}, {n} review", "{time}, {n} reviews", row.minutes.n, time=minutes(row.minutes.median))


def rule_line(rule: DelegationRule) -> str:
    """Say what has to be reached."""
    return t(
        "Wanted: rework below {line} for {weeks} weeks in a row, repeat reviews of 1 to 5 minutes, "
        "{sample} clients reviewed by both with {agreement} of the verdicts equal.",
        line=percent(rule.line),
        weeks=rule.weeks,
        sample=rule.sample,
        agreement=percent(rule.agreement),
    )

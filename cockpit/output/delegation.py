"""Who can hand over to a deputy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from cockpit.language import tell
from cockpit.method import delegation
from cockpit.method.scope import Level
from cockpit.output.base import Form
from cockpit.output.kpi import Share
from cockpit.output.learning import share_form
from cockpit.output.managers import Pace


class Rule(Form):
    """What has to be reached: a rework share below ``line`` for so many weeks in a row, and so on."""

    line: float
    weeks: int
    sample: int
    agreement: float


class Check(Form):
    """One condition, how it stands, and that as a sentence in the language in use."""

    condition: delegation.Condition
    finding: delegation.Finding
    text: str


class Week(Form):
    """The rework share of one whole week."""

    start: date
    rework: Share


class Readiness(Form):
    """A segment or a manager; ``missing`` says what there is to do until it is ready."""

    level: Level
    id: int
    name: str
    head: str
    deputy: str
    ready: bool
    missing: tuple[str, ...]
    checks: tuple[Check, ...]
    weeks_below: int
    weeks: tuple[Week, ...]
    minutes: Pace
    in_band: Share
    agreement: Share
    deputy_reviews: int

    @classmethod
    def of(cls, found: delegation.Readiness) -> Readiness:
        """Make the form of what was found."""
        return cls(
            level=found.scope.level,
            id=found.scope.id,
            name=found.name,
            head=found.head,
            deputy=found.deputy,
            ready=found.ready,
            missing=tuple(map(tell, found.missing)),
            checks=tuple(
                Check(condition=check.condition, finding=check.finding, text=tell(check.sentence))
                for check in found.checks
            ),
            weeks_below=found.below,
            weeks=tuple(Week(start=week.start, rework=share_form(week.rework)) for week in found.weeks),
            minutes=Pace.of(found.minutes),
            in_band=share_form(found.in_band),
            agreement=share_form(found.agreement),
            deputy_reviews=found.deputy_reviews,
        )


class Delegation(Form):
    """Output of ``cockpit delegation --json``."""

    as_of: datetime
    rule: Rule
    rows: tuple[Readiness, ...]

    @classmethod
    def of(cls, found: delegation.Delegation, rows: Iterable[delegation.Readiness]) -> Delegation:
        """Make the form of those that were asked for."""
        rule = found.rule
        return cls(
            as_of=found.as_of,
            rule=Rule(line=rule.line, weeks=rule.weeks, sample=rule.sample, agreement=rule.agreement),
            rows=tuple(map(Readiness.of, rows)),
        )

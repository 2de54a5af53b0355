"""The draft of a review: what the head has entered so far, as typed.

A plain mutable object. The card is drawn from it, the autosave stores it, undo brings it back. Values are the
texts that stand in the fields, so that half a date survives a crash as half a date; `cockpit.method.review.settle`
reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from cockpit.method.words import Area, Ending, Temperature, Verdict


@dataclass(slots=True)
class RiskDraft:
    """A risk noted in this review."""

    text: str = ""
    stops_payment: bool = False


@dataclass(slots=True)
class OpportunityDraft:
    """An opportunity noted in this review, with its amount as typed."""

    text: str = ""
    amount: str = ""


@dataclass(slots=True)
class RequestDraft:
    """Something found missing in this review."""

    area: Area = Area.TOOL
    text: str = ""


@dataclass(slots=True)
class ReviewDraft:
    """What has been entered about one client.

    Attributes:
        verdict: None until it is given, and at a first review.
        correction, error_type, competency: what the manager will do differently; the two are ids of the lists.
        outside_control: the miss was outside our control, so no correction is due.
        path, path_amount, path_on: what gets us paid, how much and when.
        task, planned_result, due: the next task; `due` as typed, empty means the proposed day.
        template: the id of the template that filled the task.
        ending, ending_reason, ending_day, ending_amount: refused, paid or parked, with why, until when, how much.
        closed_risks: ids of risks closed in this review.
        answers: profile answers entered in this review, by question.
        temperature: set by hand in this review.
        skipped: the blocks skipped by key ("plan", "payment", "next").
        seconds, wall_seconds: the time spent so far (NUMBERS.md, R32).
        cursor: the name of the field where the cursor was.
        expected: what the head expected before he heard the result; None when he did not say.
        requests: what was found missing.
    """

    client_id: int
    verdict: Verdict | None = None
    actual: str = ""
    correction: str = ""
    error_type: str = ""
    competency: str = ""
    outside_control: bool = False
    path: str = ""
    path_amount: str = ""
    path_on: str = ""
    risks: list[RiskDraft] = field(default_factory=list)
    opportunities: list[OpportunityDraft] = field(default_factory=list)
    closed_risks: list[int] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    task: str = ""
    planned_result: str = ""
    due: str = ""
    template: str = ""
    ending: Ending | None = None
    ending_reason: str = ""
    ending_day: str = ""
    ending_amount: str = ""
    temperature: Temperature | None = None
    skipped: list[str] = field(default_factory=list)
    seconds: float = 0.0
    wall_seconds: float = 0.0
    cursor: str = ""
    expected: Verdict | None = None
    requests: list[RequestDraft] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Has nothing been entered yet? Time alone is not an entry, nor is a row opened for a risk and left blank."""
        entered = replace(
            self,
            risks=[risk for risk in self.risks if risk.text.strip() or risk.stops_payment],
            opportunities=[found for found in self.opportunities if found.text.strip() or found.amount.strip()],
            requests=[request for request in self.requests if request.text.strip()],
            seconds=0.0,
            wall_seconds=0.0,
            cursor="",
        )
        return entered == ReviewDraft(self.client_id)

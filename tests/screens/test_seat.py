"""What the keys do to a review, without a screen."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.language import use
from cockpit.method.amount import read_amount
from cockpit.method.draft import OpportunityDraft, ReviewDraft, RiskDraft
from cockpit.method.money import Money
from cockpit.method.records import Card
from cockpit.method.review import Outcome
from cockpit.method.words import Ending, Temperature
from screens.seat import Seat, typed_money
from tests.screens.seats import DESK, NOW, card, client, deal, first_card, known_answers, roubles, sitting


@pytest.fixture(autouse=True)
def english() -> None:
    use("en", year=2026)


def seat_at(of: Card | None = None, draft: ReviewDraft | None = None) -> Seat:
    return Seat(sitting(1, 2), of or card(), draft, DESK, now=NOW, monotonic=0.0)


def test_reached_leads_to_the_payment_with_what_the_deal_says() -> None:
    seat = seat_at()
    assert seat.judge(1) == "path"
    assert (seat.draft.path, seat.draft.path_amount, seat.draft.path_on) == ("", "1 250 000", "30.11")
    assert seat.money_of("path_amount") == roubles(1_250_000)
    assert seat.day_of("path_on") == date(2026, 11, 30)


def test_reached_leads_to_the_payment_with_what_was_agreed_last() -> None:
    agreed = card(
        changes=(), last_path="sign the act", last_path_amount=roubles(900_000), last_path_on=date(2026, 12, 4)
    )
    seat = seat_at(agreed)
    seat.judge(1)
    assert (seat.draft.path, seat.draft.path_amount, seat.draft.path_on) == ("sign the act", "900 000", "04.12")


@pytest.mark.parametrize(("estimated", "offered"), [(False, "1 250 000"), (True, "")])
def test_an_amount_changed_since_the_last_review_is_not_carried_over(estimated: bool, offered: str) -> None:
    seat = seat_at(card(client=client(estimated=estimated), last_path_amount=roubles(900_000)))
    seat.judge(1)
    assert seat.draft.path_amount == offered


def test_a_day_that_has_passed_is_not_carried_over() -> None:
    seat = seat_at(card(deals=(deal(expected_on=date(2026, 11, 2)),)))
    seat.judge(1)
    assert seat.draft.path_on == ""


def test_an_estimate_is_not_carried_over_as_what_will_be_paid() -> None:
    seat = seat_at(card(client=client(estimated=True), deals=()))
    seat.judge(1)
    assert seat.draft.path_amount == ""


@pytest.mark.parametrize("digit", [2, 3, 4])
def test_anything_else_leads_to_the_correction(digit: int) -> None:
    seat = seat_at()
    assert seat.judge(digit) == "correction"
    assert seat.fields_of("payment") == ("correction",)


def test_a_verdict_hides_what_belongs_to_another_one_and_does_not_save_it() -> None:
    seat = seat_at()
    seat.judge(3)
    seat.put("correction", "write first")
    seat.unjudge()
    seat.judge(1)
    seat.take(1)
    outcome = seat.settle()
    assert isinstance(outcome, Outcome)
    assert outcome.correction == ""
    assert outcome.draft.correction == "write first"


def test_digits_are_verdicts_until_the_plan_is_judged_and_templates_then() -> None:
    seat = seat_at()
    due = [seat.verdict_due]
    seat.judge(1)
    due.append(seat.verdict_due)
    assert due == [True, False]
    assert seat.take(1)
    assert seat.draft.task == "Send the invoice and agree the day of payment"
    assert seat.draft.template == "invoice"


def test_a_template_proposes_its_own_day_when_that_comes_before_the_rhythm() -> None:
    seat = seat_at(card(default_due_on=date(2026, 12, 1)))
    seat.judge(1)
    seat.take(1)
    assert seat.draft.due == "+2"
    assert seat.day_of("due") == date(2026, 11, 25)


def test_a_template_leaves_the_day_of_the_rhythm_when_that_comes_first() -> None:
    seat = seat_at()
    seat.judge(1)
    seat.take(2)
    assert seat.draft.due == ""
    assert seat.day_of("due") == date(2026, 11, 25)


def test_a_first_review_asks_for_no_verdict() -> None:
    seat = seat_at(first_card())
    assert not seat.verdict_due
    assert seat.take(2)
    assert isinstance(seat.settle(), Outcome)


def test_unknown_facts_become_the_next_task_one_after_another() -> None:
    seat = seat_at()
    first = seat.ask()
    second = seat.ask()
    assert first is not None
    assert second is not None
    assert first.id == "decides"
    assert second.id == "criteria"
    assert seat.draft.task == "Find out what the choice is made by"
    assert seat.draft.planned_result


def test_a_fact_entered_in_this_review_is_known() -> None:
    seat = seat_at()
    seat.draft.answers["decides"] = "the CFO"
    assert "decides" not in {question.id for question in seat.unknown}


def test_nothing_is_asked_when_everything_is_known() -> None:
    assert seat_at(card(answers=known_answers())).ask() is None


def test_the_temperature_is_turned_to_each_other_and_back_to_the_rule() -> None:
    seat = seat_at()
    seen = []
    for _ in range(4):
        seat.turn_temperature()
        seen.append(seat.draft.temperature)
    assert seen == [Temperature.WARM, Temperature.POTENTIAL, Temperature.HOT, None]


def test_an_empty_risk_is_gone_on_with_and_a_named_one_is_followed_by_another() -> None:
    seat = seat_at()
    assert seat.add_risk(stops=False) == "risks.0"
    assert seat.add_risk(stops=True) == "risks.0"
    seat.put("risks.0", "competitor")
    assert seat.add_risk(stops=False) == "risks.1"
    assert seat.draft.risks[0] == RiskDraft("competitor", stops_payment=True)


def test_problems_stand_at_their_fields_and_go_when_the_field_is_typed_into() -> None:
    seat = seat_at()
    seat.judge(3)
    seat.settle()
    assert set(seat.problems) == {"correction", "task", "planned_result"}
    seat.put("correction", "x")
    assert "correction" not in seat.problems


def test_an_amount_that_cannot_be_read_is_a_problem_of_its_row() -> None:
    seat = seat_at()
    seat.draft.opportunities.append(OpportunityDraft("more licences", "many"))
    seat.judge(1)
    seat.take(1)
    seat.settle()
    assert list(seat.problems) == ["opportunities.0"]
    seat.put("opportunities.0.amount", "500k")
    assert not seat.problems


def test_an_ending_needs_no_next_task_and_no_correction() -> None:
    seat = seat_at()
    seat.end(Ending.REFUSED, "bought elsewhere")
    assert seat.judge(3) is None
    outcome = seat.settle()
    assert isinstance(outcome, Outcome)
    assert outcome.ending is Ending.REFUSED


def test_an_ending_is_checked_by_itself() -> None:
    seat = seat_at()
    assert [problem.field for problem in seat.ending_problems(Ending.PARKED, "", "", "")] == [
        "ending_reason",
        "ending_day",
    ]
    assert not seat.ending_problems(Ending.PARKED, "budget in spring", "15.03", "")


def test_a_skipped_block_is_recorded_unless_something_was_entered_there_after_all() -> None:
    seat = seat_at(first_card())
    seat.skip()
    seat.skip()
    seat.put("path", "sign")
    seat.take(1)
    outcome = seat.settle()
    assert isinstance(outcome, Outcome)
    assert outcome.skipped == ("plan",)


def test_enter_leads_through_the_next_task_and_back_to_the_card() -> None:
    seat = seat_at()
    assert seat.after("task") == "planned_result"
    assert seat.after("planned_result") == "due"
    assert seat.after("due") is None
    assert seat.after("actual") is None
    seat.put("due", "fri")
    assert seat.after("task") == "planned_result"
    seat.put("planned_result", "The CFO named a day")
    assert seat.after("task") is None
    seat.judge(2)
    assert seat.after("actual") is None


def test_enter_after_the_actual_leads_to_the_block_of_the_verdict() -> None:
    seat = seat_at()
    seat.judge(2)
    assert seat.after("actual") is None
    assert seat.block == "payment"


def test_enter_after_a_correction_asks_what_it_is_filed_under() -> None:
    """R38: an empty correction is filed under nothing."""
    seat = seat_at()
    seat.judge(2)
    assert seat.after("correction") is None
    assert (seat.block, seat.digits) == ("next", "template")
    seat.put("correction", "Ask for the day")
    seat.put("planned_result", "")
    assert seat.after("correction") is None
    assert [seat.digits] == ["tag"]


@pytest.mark.parametrize(
    "amount", [Money(0, "RUB"), Money(125_000_050, "RUB"), Money(99, "USD"), Money(1_000_000_00, "KZT")]
)
def test_an_amount_is_written_so_that_it_reads_back_the_same(amount: Money) -> None:
    assert read_amount(typed_money(amount, "RUB"), "RUB") == amount


def test_a_template_takes_the_place_of_another_one_and_never_of_what_was_typed() -> None:
    seat = seat_at()
    seat.judge(1)
    assert seat.take(1)
    assert seat.take(2)
    seat.put("task", "Call the CFO at home")
    assert not seat.take(1)
    assert seat.ask() is None
    assert seat.draft.task == "Call the CFO at home"
    seat.put("task", "")
    assert seat.take(1)

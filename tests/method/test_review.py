from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.draft import OpportunityDraft, ReviewDraft, RiskDraft
from cockpit.method.money import Money
from cockpit.method.records import Card, Found
from cockpit.method.review import NextTask, Outcome, settle
from cockpit.method.sentence import Problem
from cockpit.method.words import Ending, Horizon, Temperature, TemperatureSource, Verdict
from tests.method.builders import NORMS, TODAY, card, is_whole, rubles, task

PLANNED = card(plan=task())
FIRST = card()
YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)
MISSES = [Verdict.PARTLY, Verdict.NOT_REACHED, Verdict.NO_CONTACT]


def with_next(**entries: object) -> ReviewDraft:
    """Return a draft with a next task and what else was entered."""
    draft = ReviewDraft(1, task="Send the contract", planned_result="The contract is signed")
    for name, value in entries.items():
        setattr(draft, name, value)
    return draft


def reached(**entries: object) -> ReviewDraft:
    return with_next(**{"verdict": Verdict.REACHED, "path": "The CFO signs", **entries})


def ended(ending: Ending, **entries: object) -> ReviewDraft:
    draft = ReviewDraft(1, verdict=Verdict.REACHED, ending=ending)
    for name, value in entries.items():
        setattr(draft, name, value)
    return draft


def settled(draft: ReviewDraft, facts: Card = PLANNED) -> Outcome:
    found = settle(facts, draft, TODAY, NORMS, "RUB")
    assert isinstance(found, Outcome), found
    return found


def faults(draft: ReviewDraft, facts: Card = PLANNED) -> list[str]:
    found = settle(facts, draft, TODAY, NORMS, "RUB")
    assert isinstance(found, tuple), found
    assert all(is_whole(problem.sentence) for problem in found)
    return [problem.field for problem in found]


def test_a_review_with_a_plan_needs_a_verdict() -> None:
    """R8."""
    assert faults(with_next()) == ["verdict"]


@pytest.mark.parametrize("verdict", MISSES)
def test_a_missed_plan_needs_a_correction(verdict: Verdict) -> None:
    """R9."""
    assert faults(with_next(verdict=verdict)) == ["correction"]
    assert faults(with_next(verdict=verdict, correction="  ")) == ["correction"]
    outcome = settled(with_next(verdict=verdict, correction=" Ask first ", error_type="price", competency="order"))
    assert (outcome.correction, outcome.error_type, outcome.competency) == ("Ask first", "price", "order")
    assert not outcome.outside_control


@pytest.mark.parametrize("verdict", MISSES)
def test_a_miss_outside_our_control_needs_no_correction(verdict: Verdict) -> None:
    """R9."""
    assert settled(with_next(verdict=verdict, outside_control=True)).outside_control


def test_a_plan_that_was_reached_was_not_outside_our_control() -> None:
    assert not settled(reached(outside_control=True)).outside_control


def test_a_reached_plan_needs_a_path_to_payment() -> None:
    """R10."""
    assert faults(with_next(verdict=Verdict.REACHED)) == ["path"]


@pytest.mark.parametrize(
    ("entries", "path", "amount", "on"),
    [
        ({"path": " The CFO signs "}, "The CFO signs", None, None),
        ({"path_amount": "1,2 млн"}, "", rubles(1_200_000), None),
        ({"path_on": "+5"}, "", None, date(2026, 11, 30)),
    ],
)
def test_what_how_much_or_when_is_a_path_to_payment(
    entries: dict[str, object], path: str, amount: Money | None, on: date | None
) -> None:
    """R10."""
    outcome = settled(with_next(verdict=Verdict.REACHED, **entries))
    assert (outcome.path, outcome.path_amount, outcome.path_on) == (path, amount, on)


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"path_amount": "much"}, "path_amount"),
        ({"path_on": "soon"}, "path_on"),
        ({"path_on": "31.02"}, "path_on"),
        ({"path_on": "20.11"}, "path_on"),
    ],
)
def test_a_path_that_cannot_be_read_is_the_only_problem(entries: dict[str, object], field: str) -> None:
    assert faults(with_next(verdict=Verdict.REACHED, **entries)) == [field]


def test_a_passed_day_of_payment_is_not_asked_about_where_no_path_is_due() -> None:
    assert settled(with_next(verdict=Verdict.NOT_REACHED, correction="x", path_on="20.11")).path_on == date(
        2026, 11, 20
    )
    assert settled(ended(Ending.REFUSED, ending_reason="x", path_on="20.11")).next_task is None


def test_a_first_review_has_no_plan_to_judge() -> None:
    """R1, R32."""
    outcome = settled(with_next(), FIRST)
    assert outcome.plan_id is None
    assert outcome.verdict is None
    assert faults(ReviewDraft(1), FIRST) == ["task", "planned_result"]


def test_the_plan_that_was_judged_is_named() -> None:
    assert settled(reached()).plan_id == 7


def test_risks_are_taken_as_they_were_entered() -> None:
    """R11."""
    risks = [RiskDraft(" competitor "), RiskDraft("frozen budget", stops_payment=True), RiskDraft(" ")]
    outcome = settled(reached(risks=risks, closed_risks=[4, 5]))
    assert outcome.risks == (Found("competitor"), Found("frozen budget", stops_payment=True))
    assert outcome.closed_risks == (4, 5)
    assert faults(reached(risks=[RiskDraft("x"), RiskDraft(stops_payment=True)])) == ["risks.1"]


def test_opportunities_carry_their_amount() -> None:
    """R12."""
    found = [OpportunityDraft("second office", "300k"), OpportunityDraft("training"), OpportunityDraft()]
    assert settled(reached(opportunities=found)).opportunities == (
        Found("second office", rubles(300_000)),
        Found("training"),
    )


@pytest.mark.parametrize("found", [OpportunityDraft("second office", "lots"), OpportunityDraft("", "300k")])
def test_an_opportunity_without_a_name_or_with_an_unreadable_amount_is_refused(found: OpportunityDraft) -> None:
    """R12."""
    assert faults(reached(opportunities=[OpportunityDraft("training"), found])) == ["opportunities.1"]


def test_answers_are_facts_of_today_with_their_amount() -> None:
    """R45-R48."""
    answers = {"decides": " Ivanova, CFO ", "budget": "1,3 млн", "payment": "", "no such question": "x"}
    given_answers = settled(reached(answers=answers)).answers
    assert [(answer.question, answer.text, answer.amount) for answer in given_answers] == [
        ("decides", "Ivanova, CFO", None),
        ("budget", "1,3 млн", rubles(1_300_000)),
        ("payment", "", None),
    ]
    assert {answer.answered_on for answer in given_answers} == {TODAY}


def test_a_budget_told_in_words_is_kept_without_an_amount() -> None:
    """R47."""
    assert settled(reached(answers={"budget": "about a million a year"})).answers[0].amount is None


def test_an_open_client_needs_a_next_task_with_its_planned_result() -> None:
    """R7, R10."""
    assert faults(ReviewDraft(1, verdict=Verdict.REACHED, path="x")) == ["task", "planned_result"]
    assert faults(reached(planned_result=" ")) == ["planned_result"]
    assert faults(reached(task="")) == ["task"]


def test_the_planned_result_is_not_the_task_again() -> None:
    assert faults(reached(task="Send the contract", planned_result=" send the CONTRACT ")) == ["planned_result"]


@pytest.mark.parametrize(
    ("due", "due_on", "horizon"),
    [
        ("", date(2026, 11, 25), Horizon.WEEK),
        ("today", TODAY, Horizon.DAY),
        ("+1", TOMORROW, Horizon.DAY),
        ("+2", date(2026, 11, 25), Horizon.WEEK),
        ("пт", date(2026, 11, 27), Horizon.WEEK),
    ],
)
def test_the_next_task_has_a_day_and_belongs_to_the_day_or_the_week(due: str, due_on: date, horizon: Horizon) -> None:
    """R29."""
    assert settled(reached(due=due)).next_task == NextTask(
        "Send the contract", "The contract is signed", due_on, horizon
    )


def test_monday_belongs_to_the_day_on_friday() -> None:
    found = settle(PLANNED, reached(due="mon"), date(2026, 11, 20), NORMS, "RUB")
    assert isinstance(found, Outcome)
    assert found.next_task is not None
    assert found.next_task.horizon is Horizon.DAY


@pytest.mark.parametrize("due", ["soon", "31.02", "20.11", "22.11.2026"])
def test_a_due_day_that_passed_or_is_none_is_refused(due: str) -> None:
    assert faults(reached(due=due)) == ["due"]


def test_a_card_read_yesterday_does_not_slip_a_passed_day_in() -> None:
    assert faults(reached(), replace(PLANNED, default_due_on=YESTERDAY)) == ["due"]


def test_a_refused_client_needs_the_reason_and_no_task() -> None:
    assert faults(ended(Ending.REFUSED)) == ["ending_reason"]
    outcome = settled(ended(Ending.REFUSED, verdict=Verdict.NOT_REACHED, ending_reason=" too dear "))
    assert (outcome.ending, outcome.ending_reason, outcome.next_task) == (Ending.REFUSED, "too dear", None)


def test_a_paid_client_needs_the_amount_and_was_paid_today_unless_said() -> None:
    assert faults(ended(Ending.PAID)) == ["ending_amount"]
    assert faults(ended(Ending.PAID, ending_amount="0")) == ["ending_amount"]
    assert faults(ended(Ending.PAID, ending_amount="all")) == ["ending_amount"]
    today = settled(ended(Ending.PAID, ending_amount="500k"))
    assert (today.ending_amount, today.ending_day, today.next_task) == (rubles(500_000), TODAY, None)
    assert settled(ended(Ending.PAID, ending_amount="1", ending_day="20.11")).ending_day == date(2026, 11, 20)
    assert settled(ended(Ending.PAID, ending_amount="1", ending_day="fri")).ending_day == date(2026, 11, 20)
    assert settled(ended(Ending.PAID, ending_amount="1", ending_day="вчера")).ending_day == YESTERDAY


@pytest.mark.parametrize("day", ["tomorrow", "+3", "soon", "31.02", "24.11.2026"])
def test_a_payment_cannot_be_ahead(day: str) -> None:
    assert faults(ended(Ending.PAID, ending_amount="1", ending_day=day)) == ["ending_day"]


def test_a_parked_client_needs_a_day_ahead_and_a_reason() -> None:
    """R16."""
    assert faults(ended(Ending.PARKED)) == ["ending_reason", "ending_day"]
    assert faults(ended(Ending.PARKED, ending_reason="x", ending_day="today")) == ["ending_day"]
    assert faults(ended(Ending.PARKED, ending_reason="x", ending_day="soon")) == ["ending_day"]
    outcome = settled(ended(Ending.PARKED, ending_reason="budget in spring", ending_day="1.3"))
    assert (outcome.ending_day, outcome.next_task) == (date(2027, 3, 1), None)


@pytest.mark.parametrize("ending", list(Ending))
def test_an_ended_client_needs_neither_a_path_nor_a_correction(ending: Ending) -> None:
    for verdict in Verdict:
        draft = ended(ending, verdict=verdict, ending_reason="x", ending_day="", ending_amount="5")
        if ending is Ending.PARKED:
            draft.ending_day = "+30"
        assert settled(draft).ending is ending


@pytest.mark.parametrize(
    ("verdict", "contacted"),
    [(Verdict.REACHED, True), (Verdict.PARTLY, True), (Verdict.NOT_REACHED, True), (Verdict.NO_CONTACT, False)],
)
def test_silence_goes_on_when_there_was_no_contact(verdict: Verdict, contacted: bool) -> None:
    assert settled(reached(verdict=verdict, correction="x")).contacted is contacted


def test_a_temperature_set_in_the_review_is_a_persons_word() -> None:
    by_hand = settled(reached(temperature=Temperature.HOT))
    assert (by_hand.temperature, by_hand.temperature_source) == (Temperature.HOT, TemperatureSource.HAND)
    kept = settled(reached())
    assert (kept.temperature, kept.temperature_source) == (Temperature.WARM, TemperatureSource.RULE)


def test_an_amount_is_in_the_currency_of_the_clients_money() -> None:
    dollars = card(plan=task(), money=Money(1, "USD"))
    assert settled(reached(path_amount="500"), dollars).path_amount == Money(50_000, "USD")
    assert settled(reached(path_amount="500 р"), dollars).path_amount == rubles(500)


def test_what_was_skipped_and_the_minutes_are_kept() -> None:
    """R15, R32."""
    outcome = settled(reached(skipped=["payment"], seconds=161.0, wall_seconds=400.0))
    assert (outcome.skipped, outcome.seconds, outcome.wall_seconds) == (("payment",), 161.0, 400.0)


def test_the_outcome_keeps_the_draft_as_it_was() -> None:
    draft = reached(risks=[RiskDraft("competitor")])
    before = deepcopy(draft)
    outcome = settled(draft)
    draft.seconds += 1
    draft.risks[0].text = "other"
    draft.risks.append(RiskDraft("new"))
    assert outcome.draft == before


def test_settling_changes_nothing_in_the_draft() -> None:
    draft = reached(risks=[RiskDraft(" competitor ")], due="+3")
    before = deepcopy(draft)
    settled(draft)
    assert draft == before


def test_a_draft_of_another_client_is_never_settled() -> None:
    with pytest.raises(ValueError, match="client 2 on the card of client 1"):
        settle(PLANNED, ReviewDraft(2), TODAY, NORMS, "RUB")


def test_every_problem_is_found_at_once_in_the_order_of_the_fields() -> None:
    draft = ReviewDraft(
        1,
        path_amount="much",
        path_on="soon",
        risks=[RiskDraft(stops_payment=True)],
        opportunities=[OpportunityDraft("x", "lots")],
        due="soon",
    )
    assert faults(draft) == [
        "verdict",
        "path_amount",
        "path_on",
        "risks.0",
        "opportunities.0",
        "task",
        "planned_result",
        "due",
    ]


WORDS = st.sampled_from(["", " ", "x", "call", "1.2M", "-5", "+3", "today", "20.11", "31.02", "99.99", "[/foo]"])


def drafts(word: st.SearchStrategy[str]) -> st.SearchStrategy[ReviewDraft]:
    return st.builds(
        ReviewDraft,
        client_id=st.just(1),
        verdict=st.none() | st.sampled_from(Verdict),
        correction=word,
        outside_control=st.booleans(),
        path=word,
        path_amount=word,
        path_on=word,
        risks=st.lists(st.builds(RiskDraft, word, st.booleans()), max_size=2),
        opportunities=st.lists(st.builds(OpportunityDraft, word, word), max_size=2),
        answers=st.dictionaries(st.sampled_from(["decides", "budget", "gone"]), word),
        task=word,
        planned_result=word,
        due=word,
        ending=st.none() | st.sampled_from(Ending),
        ending_reason=word,
        ending_day=word,
        ending_amount=word,
        temperature=st.none() | st.sampled_from(Temperature),
    )


FIELDS = {field.name for field in fields(ReviewDraft)}
ROWS: dict[str, Callable[[ReviewDraft], int]] = {
    "risks": lambda draft: len(draft.risks),
    "opportunities": lambda draft: len(draft.opportunities),
}


def names_a_field(problem: Problem, draft: ReviewDraft) -> bool:
    name, _, row = problem.field.partition(".")
    return name in FIELDS and (int(row) < ROWS[name](draft) if row else name not in ROWS)


@given(drafts(WORDS | st.text(max_size=5)), st.sampled_from([PLANNED, FIRST]))
def test_a_draft_has_problems_beside_its_fields_or_an_outcome_that_leads_on(draft: ReviewDraft, facts: Card) -> None:
    """R7-R10."""
    found = settle(facts, draft, TODAY, NORMS, "RUB")
    if isinstance(found, tuple):
        assert found
        assert all(names_a_field(problem, draft) and is_whole(problem.sentence) for problem in found)
        return
    assert (found.next_task is None) == (found.ending is not None)
    if found.next_task is not None:
        assert found.next_task.due_on >= TODAY
        assert found.next_task.text
        assert found.next_task.planned_result
        assert found.verdict is not Verdict.REACHED or found.path or found.path_amount or found.path_on
        assert found.verdict not in MISSES or found.correction or found.outside_control
    if facts.plan is not None:
        assert found.verdict is not None
    if found.ending is Ending.PARKED:
        assert found.ending_day is not None
        assert found.ending_day > TODAY
        assert found.ending_reason
    if found.ending is Ending.PAID:
        assert found.ending_amount is not None
        assert found.ending_amount.minor > 0

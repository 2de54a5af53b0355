from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language import tell
from cockpit.method.playbook import INTERVAL_DAYS
from cockpit.method.queue import (
    Place,
    QueueFacts,
    Rules,
    arithmetic,
    asleep,
    changed_reason,
    in_debt,
    is_due,
    place,
    rank,
    reason,
)
from cockpit.method.sentence import say
from cockpit.method.words import Lane, Temperature
from tests.method.builders import NORMS, RULES, TODAY, facts, is_whole

FRIDAY = date(2026, 11, 20)
LONG_AGO = TODAY - timedelta(days=121)


def ago(working_days: int) -> date:
    """Return a day since which so many working days have passed."""
    return NORMS.calendar.cutoff(TODAY, working_days) if working_days else TODAY


def order(*clients: QueueFacts, rules: Rules = RULES) -> list[int]:
    return [found.facts.client_id for found in rank(clients, rules)]


def why(client: QueueFacts, rules: Rules = RULES) -> str:
    return tell(reason(place(client, rules), rules)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("client", "lane"),
    [
        (facts(promise_on=TODAY), Lane.PROMISED),
        (facts(promise_on=FRIDAY), Lane.PROMISED),
        (facts(promise_on=TODAY + timedelta(days=1)), Lane.REST),
        (facts(last_contact_on=ago(1)), Lane.REST),
        (facts(last_contact_on=ago(2)), Lane.SILENT),
        (facts(temperature=Temperature.WARM, last_contact_on=ago(4)), Lane.REST),
        (facts(temperature=Temperature.WARM, last_contact_on=ago(5)), Lane.SILENT),
        (facts(temperature=Temperature.POTENTIAL, last_contact_on=ago(9)), Lane.REST),
        (facts(temperature=Temperature.POTENTIAL, last_contact_on=ago(10)), Lane.SILENT),
        (facts(last_contact_on=None, opened_on=FRIDAY), Lane.REST),
        (facts(last_contact_on=None, opened_on=None), Lane.SILENT),
        (facts(opened_on=LONG_AGO), Lane.ASLEEP),
        (facts(opened_on=LONG_AGO, promise_on=FRIDAY), Lane.PROMISED),
        (facts(opened_on=LONG_AGO, promise_on=TODAY + timedelta(days=2)), Lane.REST),
        (facts(parked_until=TODAY + timedelta(days=1), promise_on=FRIDAY), Lane.PARKED),
        (facts(parked_until=TODAY + timedelta(days=1), opened_on=LONG_AGO), Lane.PARKED),
        (facts(parked_until=TODAY, last_contact_on=FRIDAY), Lane.PROMISED),
        (facts(parked_until=TODAY, last_contact_on=ago(60), opened_on=LONG_AGO), Lane.PROMISED),
        (facts(parked_until=FRIDAY, last_contact_on=FRIDAY), Lane.REST),
        (facts(parked_until=FRIDAY, last_contact_on=ago(60), reviewed_on=TODAY), Lane.SILENT),
    ],
)
def test_a_client_stands_in_the_lane_of_its_facts(client: QueueFacts, lane: Lane) -> None:
    assert place(client, RULES).lane is lane


@pytest.mark.parametrize(("silence", "lane"), [(2, Lane.REST), (5, Lane.REST), (6, Lane.SILENT), (30, Lane.SILENT)])
def test_a_dated_promise_ahead_stops_the_silence_clock_for_at_most_three_norms(silence: int, lane: Lane) -> None:
    client = facts(promise_on=TODAY + timedelta(days=10), last_contact_on=ago(silence))
    assert place(client, RULES).lane is lane


@pytest.mark.parametrize(("reviewed", "lane"), [(0, Lane.REST), (5, Lane.REST), (6, Lane.SILENT)])
def test_a_review_without_a_contact_still_sets_a_promise_that_counts(reviewed: int, lane: Lane) -> None:
    client = facts(promise_on=TODAY + timedelta(days=1), last_contact_on=ago(20), reviewed_on=ago(reviewed))
    assert place(client, RULES).lane is lane


@pytest.mark.parametrize(
    ("opened_days", "reached_days", "sleeps"),
    [(120, None, False), (121, None, True), (121, 30, False), (121, 31, True), (20, None, False), (None, None, False)],
)
def test_a_client_sleeps_when_it_is_old_and_nothing_was_reached_lately(
    opened_days: int | None, reached_days: int | None, sleeps: bool
) -> None:
    opened = None if opened_days is None else TODAY - timedelta(days=opened_days)
    reached = None if reached_days is None else TODAY - timedelta(days=reached_days)
    assert asleep(opened, reached, RULES) is sleeps


@pytest.mark.parametrize(("kept_days", "sleeps"), [(None, True), (31, True), (30, False), (0, False)])
def test_a_sleeping_client_that_was_kept_is_awake_for_a_while(kept_days: int | None, sleeps: bool) -> None:
    kept = None if kept_days is None else TODAY - timedelta(days=kept_days)
    assert asleep(LONG_AGO, None, RULES, kept) is sleeps
    assert (place(facts(opened_on=LONG_AGO, kept_on=kept), RULES).lane is Lane.ASLEEP) is sleeps


@pytest.mark.parametrize(
    ("client", "lane", "text"),
    [
        (facts(interval=5, last_contact_on=ago(4)), Lane.REST, "silent 4 days, norm 5"),
        (facts(interval=5, last_contact_on=ago(5)), Lane.SILENT, "silent 5 days, norm 5"),
        (
            facts(interval=5, reviewed_on=ago(5), review_due_on=TODAY),
            Lane.SILENT,
            "last review 5 working days ago, interval 5",
        ),
        (
            facts(interval=10, reviewed_on=TODAY - timedelta(days=7), review_due_on=TODAY),
            Lane.SILENT,
            "last review 7 calendar days ago, 7 at most",
        ),
        (
            facts(interval=2, known_on=ago(3), review_due_on=FRIDAY),
            Lane.SILENT,
            "not reviewed yet, known for 3 working days, interval 2",
        ),
        (
            facts(interval=10, known_on=TODAY - timedelta(days=7), review_due_on=TODAY),
            Lane.SILENT,
            "not reviewed yet, known for 7 calendar days of 7 at most",
        ),
        (facts(interval=5, review_due_on=TODAY + timedelta(days=1)), Lane.REST, "in touch"),
        (facts(review_due_on=FRIDAY, parked_until=date(2026, 12, 1)), Lane.PARKED, "parked until 1 Dec"),
    ],
)
def test_a_client_whose_review_is_due_is_silent_and_the_reason_says_by_which_rule(
    client: QueueFacts, lane: Lane, text: str
) -> None:
    """R5, R16."""
    assert (place(client, RULES).lane, why(client)) == (lane, text)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (("stage",), "changed since the morning: stage"),
        (("amount", "stage"), "changed since the morning: amount, stage"),
        (("amount", "stage", "note", "phone"), "changed since the morning: amount, stage, note …"),
    ],
)
def test_what_changed_since_the_morning_is_named(fields: tuple[str, ...], text: str) -> None:
    """R4."""
    found = changed_reason([say("{field}", field=field) for field in fields])
    assert is_whole(found)
    assert tell(found) == text


def test_the_age_of_sleep_is_the_segments_own_when_it_is_known() -> None:
    rules = replace(RULES, asleep_days=30)
    assert place(facts(opened_on=TODAY - timedelta(days=31)), rules).lane is Lane.ASLEEP
    assert place(facts(opened_on=TODAY - timedelta(days=30)), rules).lane is Lane.REST


def test_a_segment_that_sells_fast_is_silent_sooner() -> None:
    """R17."""
    client = facts(temperature=Temperature.POTENTIAL, last_contact_on=ago(2))
    assert place(client, replace(RULES, cycle_median=14)).lane is Lane.SILENT
    assert place(client, RULES).lane is Lane.REST


def test_the_lanes_come_in_their_order() -> None:
    clients = [
        facts(1, parked_until=TODAY + timedelta(days=9)),
        facts(2, opened_on=LONG_AGO),
        facts(3),
        facts(4, last_contact_on=ago(2)),
        facts(5, promise_on=TODAY, minor=1),
    ]
    assert order(*clients) == [5, 4, 3, 2, 1]


def test_promised_clients_come_by_their_money_whatever_their_silence() -> None:
    assert order(
        facts(1, promise_on=FRIDAY, minor=100, last_contact_on=ago(9)),
        facts(2, promise_on=TODAY, minor=300),
        facts(3, promise_on=TODAY, minor=None),
        facts(4, promise_on=TODAY, minor=200),
    ) == [2, 4, 1, 3]


def test_silent_clients_come_by_money_times_silence_over_the_norm() -> None:
    assert order(
        facts(1, minor=100, last_contact_on=ago(8)),
        facts(2, minor=300, last_contact_on=ago(2)),
        facts(3, minor=90, last_contact_on=ago(20)),
        facts(4, Temperature.WARM, minor=300, last_contact_on=ago(10)),
    ) == [4, 3, 1, 2]


@pytest.mark.parametrize(
    ("silence", "score"), [(1, 50.0), (2, 100.0), (6, 300.0), (10, 500.0), (11, 500.0), (99, 500.0)]
)
def test_silence_multiplies_money_by_five_at_most(silence: int, score: float) -> None:
    assert place(facts(minor=100, last_contact_on=ago(silence)), RULES).score == score


def test_clients_without_known_money_come_last_in_their_lane_by_silence() -> None:
    assert order(
        facts(1, minor=None, last_contact_on=ago(4)),
        facts(2, minor=1, last_contact_on=ago(2)),
        facts(3, minor=None, last_contact_on=ago(6)),
    ) == [2, 3, 1]


def test_equal_clients_come_older_first_and_then_by_number() -> None:
    assert order(
        facts(4, opened_on=None),
        facts(3),
        facts(2),
        facts(1, opened_on=FRIDAY),
        facts(9, opened_on=date(2026, 10, 1)),
    ) == [9, 2, 3, 1, 4]


@pytest.mark.parametrize(
    ("lane", "due"),
    [
        (Lane.PROMISED, True),
        (Lane.SILENT, True),
        (Lane.REST, False),
        (Lane.ASLEEP, False),
        (Lane.PARKED, False),
    ],
)
def test_what_was_promised_and_who_is_silent_is_due(lane: Lane, due: bool) -> None:
    """R7."""
    assert is_due(lane) is due


@pytest.mark.parametrize(
    ("client", "text"),
    [
        (facts(promise_on=TODAY), "promised for today"),
        (facts(promise_on=TODAY - timedelta(days=1)), "promised for yesterday"),
        (facts(promise_on=FRIDAY), "promise overdue by 3 days"),
        (facts(promise_on=TODAY + timedelta(days=7)), "promised for 30 Nov"),
        (facts(last_contact_on=ago(2)), "silent 2 days, norm 2"),
        (facts(last_contact_on=ago(6)), "silent 6 days, norm 2 (×3)"),
        (facts(last_contact_on=ago(3)), "silent 3 days, norm 2 (×1.5)"),
        (facts(last_contact_on=ago(90)), "silent 90 days, norm 2 (×5)"),
        (facts(last_contact_on=ago(6), weak=True), "silent ≥ 6 days, norm 2 (×3)"),
        (facts(last_contact_on=None, opened_on=ago(4)), "silent ≥ 4 days, norm 2 (×2)"),
        (facts(last_contact_on=ago(1)), "silent 1 day, norm 2"),
        (facts(last_contact_on=TODAY), "in touch"),
        (facts(last_contact_on=TODAY, weak=True), "silent ≥ 0 days, norm 2"),
        (facts(last_contact_on=None, opened_on=None), "no contact known yet"),
        (facts(opened_on=LONG_AGO), "open 121 days, nothing reached lately"),
        (facts(parked_until=date(2026, 12, 1)), "parked until 1 Dec"),
        (facts(parked_until=TODAY, last_contact_on=FRIDAY), "put off until 23 Nov"),
        (facts(last_contact_on=ago(6), promise_on=TODAY + timedelta(days=2)), "silent 6 days, norm 2 (×3)"),
    ],
)
def test_every_place_has_its_reason_in_one_line(client: QueueFacts, text: str) -> None:
    """R2: nobody asks why this client stands here."""
    assert why(client) == text


@pytest.mark.parametrize(
    ("client", "text"),
    [
        (facts(last_contact_on=ago(6)), "order: ₽500,000 × 3 (silent 6 days, norm 2)"),
        (facts(last_contact_on=ago(6), estimated=True), "order: ~₽500,000 × 3 (silent 6 days, norm 2)"),
        (facts(last_contact_on=ago(6), weak=True), "order: ₽500,000 × 3 (silent ≥ 6 days, norm 2)"),
    ],
)
def test_the_arithmetic_of_a_place_is_spelled_out(client: QueueFacts, text: str) -> None:
    found = arithmetic(place(client, RULES), RULES)
    assert found is not None
    assert is_whole(found)
    assert tell(found).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    "client",
    [
        facts(promise_on=TODAY),
        facts(last_contact_on=ago(1)),
        facts(opened_on=LONG_AGO),
        facts(parked_until=date(2026, 12, 1)),
        facts(minor=None, last_contact_on=ago(6)),
        facts(last_contact_on=None, opened_on=None),
    ],
)
def test_there_is_no_arithmetic_where_money_does_not_decide(client: QueueFacts) -> None:
    assert arithmetic(place(client, RULES), RULES) is None


DAYS = st.none() | st.dates(date(2026, 3, 1), date(2026, 12, 31))
PAST = st.none() | st.dates(date(2026, 3, 1), TODAY)
CLIENTS = st.builds(
    QueueFacts,
    client_id=st.integers(1, 10_000),
    temperature=st.sampled_from(Temperature),
    promise_on=DAYS,
    minor=st.none() | st.integers(0, 10**14),
    estimated=st.booleans(),
    last_contact_on=PAST,
    weak=st.booleans(),
    opened_on=PAST,
    last_reached_on=PAST,
    parked_until=DAYS,
    reviewed_on=PAST,
    interval=st.none() | st.sampled_from(INTERVAL_DAYS),
    review_due_on=DAYS,
    kept_on=PAST,
    known_on=PAST,
    put_off=st.booleans(),
)


def shuffled(clients: list[QueueFacts]) -> st.SearchStrategy[tuple[list[QueueFacts], list[QueueFacts]]]:
    return st.tuples(st.just(clients), st.permutations(clients))


@given(st.lists(CLIENTS, unique_by=lambda client: client.client_id).flatmap(shuffled))
def test_the_same_clients_stand_in_the_same_order_however_they_come(
    both: tuple[list[QueueFacts], list[QueueFacts]],
) -> None:
    clients, others = both
    found = rank(clients, RULES)
    assert found == rank(others, RULES)
    assert sorted(place.facts.client_id for place in found) == sorted(client.client_id for client in clients)
    lanes = [list(Lane).index(place.lane) for place in found]
    assert lanes == sorted(lanes)


@given(CLIENTS)
def test_every_place_can_be_told(client: QueueFacts) -> None:
    found = place(client, RULES)
    for sentence in (reason(found, RULES), arithmetic(found, RULES)):
        assert sentence is None or (is_whole(sentence) and "{" not in tell(sentence))


@given(CLIENTS, st.integers(1, 40))
def test_more_silence_never_moves_a_client_back(client: QueueFacts, days: int) -> None:
    def weight(found: Place) -> tuple[int, float]:
        return (-list(Lane).index(found.lane), found.score)

    if client.last_contact_on is None:
        return
    longer = client._replace(last_contact_on=client.last_contact_on - timedelta(days=days))
    assert weight(place(longer, RULES)) >= weight(place(client, RULES))


@given(CLIENTS)
def test_a_client_is_silent_exactly_before_the_cutoff_of_its_norm(client: QueueFacts) -> None:
    found = place(client, RULES)
    if client.review_due_on is not None and client.review_due_on <= TODAY:
        return
    if found.lane in {Lane.SILENT, Lane.REST} and client.last_contact_on is not None and client.promise_on is None:
        cutoff = NORMS.calendar.cutoff(TODAY, client.interval or RULES.norm(client.temperature))
        assert (found.lane is Lane.SILENT) == (client.last_contact_on <= cutoff)


@given(CLIENTS)
def test_debt_is_due_or_put_off_and_neither_asleep_nor_parked(client: QueueFacts) -> None:
    """R6, R16."""
    if in_debt(client, RULES):
        lane = place(client, RULES).lane
        assert is_due(lane) or (lane is Lane.PARKED and client.put_off)
        assert client.review_due_on is not None
        assert client.review_due_on < TODAY


@pytest.mark.parametrize(("put_off", "told"), [(True, "put off until 24 Nov"), (False, "parked until 24 Nov")])
def test_putting_off_pays_no_debt_and_says_so(put_off: bool, told: str) -> None:
    """R6, R7, R16: nobody asks before the day; past its interval the client is debt unless it was parked."""
    client = facts(parked_until=date(2026, 11, 24), review_due_on=date(2026, 11, 20), put_off=put_off)
    assert place(client, RULES).lane is Lane.PARKED
    assert in_debt(client, RULES) is put_off
    assert why(client) == told
    tomorrow = Rules(date(2026, 11, 24), NORMS, "RUB")
    assert place(client, tomorrow).lane is Lane.PROMISED


def test_a_kept_client_that_is_due_says_when_it_was_kept() -> None:
    """R16: the decision is the base of its interval."""
    client = facts(kept_on=date(2026, 11, 13), review_due_on=TODAY, reviewed_on=date(2026, 9, 1))
    assert why(client) == "kept 10 calendar days ago"

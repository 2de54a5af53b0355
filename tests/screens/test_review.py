"""The card under real keys: flows, problems, undo, drafts, and nothing of one client on the next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from cockpit.language import tell, use
from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import ConflictError
from cockpit.method.playbook import ErrorType, Playbook, own
from cockpit.method.records import Answer, Card, Risk
from cockpit.method.sentence import say
from cockpit.method.words import Ending, Temperature, Verdict
from screens.dialogs import ErrorDialog
from screens.forms import FormDialog
from screens.review import ReviewScreen
from screens.summary import SummaryScreen
from tests.screens.seats import (
    DESK,
    TODAY,
    CardApp,
    MemoryStore,
    card,
    first_card,
    known_answers,
    review,
    roubles,
    sitting,
)
from tests.screens.stage import EVIL, painted_text

GUESSING = replace(DESK, surprise=True)


@pytest.fixture(autouse=True)
def english() -> None:
    use("en", year=2026)


class Table:
    """A sitting at work: the pilot, the store, and short words for what a test looks at."""

    def __init__(self, pilot: Pilot[Any], app: CardApp, store: MemoryStore) -> None:
        self.pilot, self.app, self.store = pilot, app, store

    @property
    def screen(self) -> ReviewScreen:
        screen = self.app.screen
        assert isinstance(screen, ReviewScreen)
        return screen

    @property
    def draft(self) -> ReviewDraft:
        assert self.screen.seat is not None
        return self.screen.seat.draft

    @property
    def text(self) -> str:
        return painted_text(self.app)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def write(self, text: str) -> None:
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))
        await self.settle()

    async def settle(self) -> None:
        # a question stays open until it is answered
        running = [worker for worker in self.app.workers if worker.group != "asking"]
        if running:
            await self.app.workers.wait_for_complete(running)
        await self.pilot.pause()


@asynccontextmanager
async def sat_down(
    *cards: Card, size: tuple[int, int] = (120, 36), first: int = 1, desk: Desk = DESK
) -> AsyncIterator[Table]:
    """Sit down at the first of some cards."""
    by_id = {each.client.id: each for each in cards}
    store = MemoryStore(by_id, sitting(*by_id), desk)
    app = CardApp(store, ReviewScreen(store.sitting, first))
    async with app.run_test(size=size, notifications=True) as pilot:
        table = Table(pilot, app, store)
        await table.settle()
        app.seconds += 10.0
        yield table


async def test_it_opens_on_the_verdict_with_the_plan_in_front() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        assert "The CFO confirms the budget in writing" in table.text
        assert "1 reached  2 partly  3 not reached  4 no contact" in table.text
        assert "promised for yesterday · since the last review: amount −₽200,000" in table.text
        assert "pay by 30\xa0Nov, moved 2×, +19 days" in table.text
        assert "1 of 2" in table.text
        assert not table.screen.typing


async def test_a_reached_plan_takes_four_keys() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        keys = ("1", "enter", "1", "s")
        await table.press(*keys)
        assert len(keys) <= 6
        (outcome,) = table.store.saved
        assert outcome.verdict is Verdict.REACHED
        assert outcome.path_on == date(2026, 11, 30)
        assert outcome.next_task is not None
        assert outcome.next_task.due_on == date(2026, 11, 25)
        assert table.draft.client_id == 2


async def test_a_missed_plan_outside_our_control_takes_four_keys() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        keys = ("4", "ctrl+o", "1", "s")
        await table.press(*keys)
        assert len(keys) <= 6
        (outcome,) = table.store.saved
        assert outcome.outside_control
        assert outcome.next_task is not None
        assert outcome.next_task.text == "Call again at another time"


async def test_a_missed_plan_with_its_correction_takes_five_keys_beside_the_text() -> None:
    """R38, R53: one digit gives the error type, and with it the competency that usually goes with it."""
    async with sat_down(card(), card(2, "Vector")) as table:
        keys = 1 + len(after := ("enter", "2", "1", "s"))
        await table.press("3")
        await table.write("write to the CFO first")
        await table.press(*after)
        assert keys <= 6
        (outcome,) = table.store.saved
        assert outcome.correction == "write to the CFO first"
        assert (outcome.error_type, outcome.competency) == ("wrong_person", "deciders")


async def test_without_a_usual_competency_the_second_digit_names_it() -> None:
    """R53: the competency of an error type that none goes with yet costs one key."""
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("3")
        await table.write("ask what it is for")
        await table.press("enter")
        assert "What went wrong?" in table.text
        await table.press("3")
        assert "What has to be learned?" in table.text
        await table.press("1", "1", "s")
        (outcome,) = table.store.saved
        assert (outcome.error_type, outcome.competency) == ("no_need", "questions")
        table.store.cards[2] = card(2, "Vector")
        await table.press("3")
        await table.write("ask here too")
        await table.press("enter", "3")
        assert table.draft.competency == "questions", "what was given in this sitting is proposed in it"
        assert "as usual" in table.text


@pytest.mark.parametrize("skip", [("enter", "enter"), ("escape",)])
async def test_a_correction_can_be_saved_without_its_error_type_and_says_that_it_is_missing(
    skip: tuple[str, ...],
) -> None:
    """R38: keys are precious, so what a correction is filed under may stay open; the card shows it."""
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("3")
        await table.write("call earlier")
        await table.press(*skip)
        assert "error type: missing" in table.text
        await table.press("1", "s")
        (outcome,) = table.store.saved
        assert (outcome.error_type, outcome.competency) == ("", "")
        assert outcome.next_task is not None


async def test_a_long_list_of_error_types_is_asked_for_in_a_dialog() -> None:
    many = tuple(ErrorType(f"e{number}", own(f"Error [{number}")) for number in range(12))
    async with sat_down(card(playbook=Playbook(error_types=many))) as table:
        await table.press("3")
        await table.write("call earlier")
        await table.press("enter")
        assert "all of them" in table.text
        await table.press("e", "end", "enter")
        assert table.draft.error_type == "e11"


async def test_what_the_head_expects_is_asked_before_the_actual_and_shown_beside_the_verdict() -> None:
    """R36: one optional key, and the digits are verdicts afterwards as always."""
    async with sat_down(card(), card(2, "Vector"), desk=GUESSING) as table:
        assert "You expect" in table.text
        await table.press("1")
        assert table.draft.expected is Verdict.REACHED
        assert table.draft.verdict is None
        assert "Expected" in table.text
        await table.press("3")
        assert "Expected" in table.text
        await table.write("call earlier")
        await table.press("escape", "v", "2")
        assert table.draft.expected is Verdict.REACHED, "a changed verdict does not ask again"
        await table.press("escape", "1", "s")
        assert table.store.saved[0].expected is Verdict.REACHED
        await table.press("u")
        assert table.draft.expected is Verdict.REACHED


@pytest.mark.parametrize("keys", [("0",), ("a", "escape")])
async def test_a_guess_is_left_out_by_one_key_or_by_going_to_the_actual(keys: tuple[str, ...]) -> None:
    """R36: the guess is optional, and never comes after the actual."""
    async with sat_down(card(), card(2, "Vector"), desk=GUESSING) as table:
        await table.press(*keys)
        assert "You expect" not in table.text
        await table.press("3")
        assert table.draft.expected is None
        assert table.draft.verdict is Verdict.NOT_REACHED


async def test_nobody_is_asked_for_a_guess_where_it_is_off_or_there_is_no_plan() -> None:
    """R36: off by default."""
    async with sat_down(card()) as table:
        assert "You expect" not in table.text
    async with sat_down(first_card(), desk=GUESSING) as table:
        assert "You expect" not in table.text


async def test_a_full_client_takes_ten_keys_beside_the_text() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        keys = 0
        for step in (
            ("a",),
            "no answer from him",
            ("enter", "3"),
            "write to the CFO first",
            ("ctrl+r",),
            "competitor",
            ("ctrl+g",),
            "training",
            ("tab",),
            "500k",
            ("ctrl+n",),
            "Write to the CFO",
            ("tab",),
            "The CFO named a day",
            ("tab",),
            "fri",
            ("ctrl+s",),
        ):
            if isinstance(step, tuple):
                keys += len(step)
                await table.press(*step)
            else:
                await table.write(step)
        assert keys <= 12
        (outcome,) = table.store.saved
        assert outcome.actual == "no answer from him"
        assert [risk.text for risk in outcome.risks] == ["competitor"]
        assert [found.text for found in outcome.opportunities] == ["training"]
        assert outcome.next_task is not None
        assert outcome.next_task.planned_result == "The CFO named a day"
        assert outcome.next_task.due_on == date(2026, 11, 27)


async def test_a_refused_client_needs_no_next_task() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("3", "escape", "x", "1")
        assert isinstance(table.app.screen, FormDialog)
        await table.write("bought elsewhere")
        await table.press("enter")
        assert "Refused" in table.text
        await table.press("s")
        (outcome,) = table.store.saved
        assert outcome.ending is Ending.REFUSED
        assert outcome.ending_reason == "bought elsewhere"
        assert outcome.next_task is None


async def test_a_client_that_paid_is_asked_how_much() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("x", "2", "enter", "enter", "1", "s")
        (outcome,) = table.store.saved
        assert outcome.ending is Ending.PAID
        assert outcome.ending_amount is not None
        assert outcome.ending_amount.minor == 125_000_000


async def test_a_parked_client_needs_a_day_and_a_reason() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("x", "3", "ctrl+s")
        assert isinstance(table.app.screen, FormDialog)
        assert "Until which day is the client parked?" in table.text
        await table.press("tab")
        await table.write("budget in spring")
        await table.press("shift+tab")
        await table.write("+30")
        await table.press("ctrl+s")
        await table.press("4", "s")
        (outcome,) = table.store.saved
        assert outcome.ending is Ending.PARKED
        assert outcome.ending_reason == "budget in spring"


async def test_an_ending_can_be_taken_back() -> None:
    async with sat_down(card()) as table:
        await table.press("x", "1")
        await table.write("no")
        await table.press("enter", "x", "4")
        assert table.draft.ending is None
        assert "Next task" in table.text


async def test_problems_stand_beside_their_fields_and_the_cursor_goes_to_the_first() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("s")
        assert "Did the planned result come?" in table.text
        assert not table.screen.typing
        await table.press("3", "ctrl+s")
        assert not table.store.saved
        assert "What will the manager do differently?" in table.text
        assert "What does the manager do next?" in table.text
        assert table.draft.cursor == "correction"
        await table.write("call earlier")
        assert "What will the manager do differently?" not in table.text


async def test_undo_brings_the_card_back_with_everything_that_was_in_it() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("3")
        await table.write("call earlier")
        await table.press("enter", "R")
        await table.write("competitor")
        await table.press("enter", "2", "s")
        assert table.draft.client_id == 2
        await table.press("u")
        assert table.draft.client_id == 1
        assert table.draft.verdict is Verdict.NOT_REACHED
        assert table.draft.risks[0].stops_payment
        for text in ("call earlier", "competitor", "Call the one who decides"):
            assert text in table.text
        await table.press("s")
        assert [outcome.client_id for outcome in table.store.saved] == [1]


async def test_nothing_of_one_client_shows_on_the_next() -> None:
    async with sat_down(card(1, "Alpha"), card(2, "Beta", risks=(), changes=())) as table:
        await table.press("a")
        await table.write("secretactual")
        await table.press("enter", "3")
        await table.write("secretcorrection")
        await table.press("enter", "r")
        await table.write("secretrisk")
        await table.press("enter", "m")
        await table.write("secretmoney")
        await table.press("tab", "7", "7", "enter", "n")
        await table.press("ctrl+n")
        await table.write("secrettask")
        await table.press("tab")
        await table.write("secretresult")
        await table.press("ctrl+s")
        assert len(table.store.saved) == 1
        assert "Beta" in table.text
        assert "secret" not in table.text.replace("saved: Alpha", "")
        assert table.draft == ReviewDraft(2, seconds=table.draft.seconds, wall_seconds=table.draft.wall_seconds)
        assert all(not entry.value for entry in table.screen.entries.values())


async def test_a_draft_is_kept_and_opens_with_its_text_its_minutes_and_its_cursor() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("3")
        await table.write("call earlier")
        for _ in range(60):
            table.app.seconds += 1
            table.screen.tick()
        await table.screen.flush()
        draft, _ = table.store.drafts[1]
        assert draft.correction == "call earlier"
        assert 60 <= draft.seconds < 80
    by_id = {1: card(), 2: card(2, "Vector")}
    store = MemoryStore(by_id, sitting(1, 2), drafts={1: (draft, 1)})
    app = CardApp(store, ReviewScreen(store.sitting, 1))
    async with app.run_test(size=(120, 36)) as pilot:
        again = Table(pilot, app, store)
        await again.settle()
        assert again.draft.cursor == "correction"
        assert again.screen.seat is not None
        assert again.screen.seat.block == "payment"
        assert not again.screen.typing, "the keys belong to the card"
        assert "call earlier" in again.text
        assert "1:0" in again.text


async def test_leaving_for_the_queue_keeps_the_draft() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("3")
        await table.write("half")
        await table.press("escape", "q")
        assert not isinstance(table.app.screen, ReviewScreen)
        assert table.store.drafts[1][0].correction == "half"


async def test_a_hang_up_hands_over_what_was_typed_last() -> None:
    async with sat_down(card()) as table:
        await table.press("a")
        await table.pilot.press("h", "i")
        table.screen.flush_now()
        assert table.store.drafts[1][0].actual == "hi"


async def test_a_save_that_fails_keeps_everything_and_says_why() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        table.store.fails = ConflictError(say("Changed meanwhile"), say("Look at the card again."))
        table.store.cards[1] = card(1, "Renamed")
        await table.press("1", "enter", "1", "s")
        assert isinstance(table.app.screen, ErrorDialog)
        assert "Changed meanwhile" in table.text
        await table.press("enter")
        assert table.draft.client_id == 1
        assert table.draft.task
        assert "Renamed" in table.text
        table.store.fails = None
        await table.press("s")
        assert len(table.store.saved) == 1


async def test_the_second_press_of_save_saves_nothing_twice() -> None:
    async with sat_down(card(), card(2, "Vector"), card(3, "Gamma")) as table:
        await table.press("1", "enter", "1")
        await table.pilot.press("s", "s", "ctrl+s")
        await table.settle()
        assert [outcome.client_id for outcome in table.store.saved] == [1]
        assert table.draft.client_id == 2
        assert "Did the planned result come?" not in table.text


async def test_after_the_last_client_comes_the_summary() -> None:
    async with sat_down(card()) as table:
        await table.press("1", "enter", "1", "s")
        assert isinstance(table.app.screen, SummaryScreen)


async def test_a_client_can_be_put_off_with_a_day_and_a_reason() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("d")
        await table.write("+2")
        await table.press("enter")
        await table.write("on a trip")
        await table.press("enter")
        assert [each.reason for each in table.store.deferred] == ["on a trip"]
        assert table.draft.client_id == 2


async def test_command_keys_work_in_the_russian_layout_and_text_stays_russian() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("3")
        await table.write("звонить раньше")
        await table.press("enter", "к")
        await table.write("конкурент")
        await table.press("enter", "1", "ы")
        (outcome,) = table.store.saved
        assert outcome.correction == "звонить раньше"
        assert outcome.risks[0].text == "конкурент"


@pytest.mark.parametrize("name", EVIL)
async def test_no_name_can_hurt_the_card(name: str) -> None:
    evil = card(1, name, risks=(Risk(1, name, date(2026, 11, 1)),))
    assert evil.plan is not None
    evil = replace(evil, plan=replace(evil.plan, planned_result=name, text=name))
    async with sat_down(evil, card(2, name)) as table:
        await table.press("1", "enter", "1", "s")
        assert len(table.store.saved) == 1
        assert "\x1b" not in table.text


async def test_a_first_review_says_so_and_asks_for_no_verdict() -> None:
    async with sat_down(first_card(), card(2, "Vector")) as table:
        assert "First review" in table.text
        assert "not reached" not in table.text
        await table.press("2", "s")
        (outcome,) = table.store.saved
        assert outcome.verdict is None


async def test_an_unknown_fact_becomes_the_next_task_by_one_key() -> None:
    async with sat_down(card()) as table:
        await table.press("f")
        assert table.draft.task == "Find out who decides"
        assert "The client named the person who signs" in table.text


async def test_facts_are_entered_in_a_form_and_show_on_the_card() -> None:
    async with sat_down(card()) as table:
        await table.press("i")
        await table.write("Mr Orlov")
        await table.press("ctrl+s")
        assert table.draft.answers == {"decides": "Mr Orlov"}
        assert "Mr Orlov" in table.text


async def test_a_budget_below_the_deals_says_by_how_much() -> None:
    """R47: 1 250 000 in the deals; what is typed counts before it is saved."""
    answers = {**known_answers(), "budget": Answer("budget", "1 M₽", TODAY, roubles(1_000_000))}
    async with sat_down(card(answers=answers)) as table:
        assert "(₽250,000 below" in table.text
        await table.press("i", "tab", "tab")
        await table.write("2 mln")
        await table.press("ctrl+s")
        assert table.draft.answers == {"budget": "2 mln"}
        assert "below" not in table.text


async def test_no_fact_is_asked_for_twice() -> None:
    async with sat_down(card(answers=known_answers())) as table:
        assert "not known" not in table.text
        assert not table.screen.check_action("find_out", ())


async def test_an_old_risk_is_closed_by_one_key() -> None:
    async with sat_down(card()) as table:
        await table.press("g")
        assert table.draft.closed_risks == [1]
        await table.press("g")
        assert table.draft.closed_risks == []


async def test_the_temperature_is_set_by_hand() -> None:
    async with sat_down(card()) as table:
        await table.press("w")
        assert table.draft.temperature is Temperature.WARM
        assert "by hand" in table.text


async def test_error_type_and_competency_are_chosen_from_lists() -> None:
    async with sat_down(card()) as table:
        await table.press("3", "enter", "e", "2", "c", "3")
        assert (table.draft.error_type, table.draft.competency) == ("wrong_person", "agreements")
        assert tell(Playbook().error_types[1].label) in table.text


async def test_the_verdict_can_be_changed() -> None:
    async with sat_down(card()) as table:
        await table.press("1", "enter", "v", "2")
        assert table.draft.verdict is Verdict.PARTLY
        assert table.draft.cursor == "correction"


async def test_a_pause_stops_the_clock() -> None:
    async with sat_down(card()) as table:
        await table.press("space")
        assert "paused" in table.text
        assert table.screen.seat is not None
        before = table.screen.seat.timing.seconds
        table.app.seconds += 2
        table.screen.tick()
        assert table.screen.seat.timing.seconds == before
        await table.press("b")
        assert "paused" not in table.text


async def test_after_a_long_silence_it_asks_once_and_cuts_on_request() -> None:
    async with sat_down(card()) as table:
        assert table.screen.seat is not None
        for _ in range(620):
            table.app.seconds += 1
            table.screen.tick()
        await table.pilot.pause()
        assert "Still on this client?" in table.text
        await table.press("minus")
        assert "Still on this client?" not in table.text
        assert table.screen.seat.timing.seconds < 30


async def test_the_footer_shows_what_matters_now() -> None:
    async with sat_down(card()) as table:

        def shown() -> set[str]:
            return {key.binding.description for key in table.screen.active_bindings.values() if key.binding.show}

        assert {"Actual", "Ending", "Put off", "Save"} <= shown()
        await table.press("3")
        assert {"Next field", "Save", "To the card"} == shown() - {"Help"}
        await table.press("enter")
        assert {"Outside our control", "Risk", "Money", "Task"} <= shown()


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 50)])
async def test_everything_has_room_at_every_size(size: tuple[int, int]) -> None:
    async with sat_down(card(), size=size) as table:
        for text in ("The CFO confirms the budget", "1 reached", "Next task", "Path to payment", "Actual"):
            assert text in table.text


async def test_on_a_narrow_terminal_what_is_known_is_a_page_of_its_own() -> None:
    async with sat_down(card(), size=(80, 24)) as table:
        assert "History" not in table.text
        await table.press("k")
        assert "History" in table.text
        await table.press("k")
        assert "History" not in table.text
        assert "Plan → actual" in table.text


async def test_the_history_names_a_deputy_who_made_a_review() -> None:
    """R42: the present head is not named."""
    by_deputy = review(1, 13, Verdict.NOT_REACHED, actual="no answer", head="Pyotr [/]")
    async with sat_down(card(reviews=(review(), by_deputy)), size=(140, 40)) as table:
        assert "· Pyotr [/]" in table.text
        assert "· Head" not in table.text


async def test_the_words_of_past_reviews_are_offered() -> None:
    async with sat_down(card()) as table:
        await table.press("n")
        await table.write("cal")
        await table.press("right")
        assert table.draft.task == "call the CFO"


async def test_the_card_speaks_another_language_with_everything_that_was_typed() -> None:
    async with sat_down(card()) as table:
        await table.press("3")
        await table.write("call earlier")
        use("ru", year=2026)
        await table.screen.speak()
        await table.settle()
        assert "достигнут" in table.text
        assert "call earlier" in table.text
        assert table.draft.correction == "call earlier"


async def test_typing_replaces_an_amount_that_was_filled_in_and_not_one_that_was_typed() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("1", "tab")
        await table.write("30k")
        assert table.draft.path_amount == "30k"
        await table.press("tab", "shift+tab", "0")
        assert table.draft.path_amount == "30k0"
        await table.press("tab", "end")
        await table.write(".2027")
        assert table.draft.path_on == "30.11.2027"


async def test_a_draft_that_comes_back_is_typed_on() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("1", "tab", "q", "backspace", "4", "0", "escape", "escape")
        assert table.store.drafts[1][0].path_amount == "40"
        again = ReviewScreen(table.store.sitting, 1)
        await table.app.push_screen(again)
        await table.settle()
        await table.press("p", "tab", "0")
        assert table.draft.path_amount == "400"


async def test_leaving_twice_leaves_once() -> None:
    async with sat_down(card()) as table:
        screen = table.screen
        depth = len(table.app.screen_stack)
        await table.press("q")
        screen.dismiss(None)
        screen.action_back()
        await table.settle()
        assert len(table.app.screen_stack) == depth - 1


async def test_a_notice_takes_the_place_of_the_one_before() -> None:
    async with sat_down(card(), card(2, "Vector"), card(3, "Third")) as table:
        await table.press("1", "enter", "1", "s", "1", "enter", "1", "s")
        assert "saved: Vector" in table.text
        assert "saved: ACME" not in table.text


async def test_a_digit_keeps_a_task_that_was_typed_and_says_so() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("1", "escape", "n")
        await table.write("my task")
        await table.press("escape", "1")
        assert table.draft.task == "my task"
        assert "Your own task stays" in table.text


async def test_a_refusal_asks_for_the_verdict_with_its_reason() -> None:
    async with sat_down(card(), card(2, "Vector")) as table:
        await table.press("x", "1")
        await table.write("no")
        await table.press("ctrl+s", "s")
        assert "Before the refusal is saved" in table.text

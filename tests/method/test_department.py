from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.department import Attendance, Sorting, department, sums
from cockpit.method.money import Money, totals
from cockpit.method.overview import DayMark, Debt, ManagerLine, Rung, TodaySitting
from cockpit.method.records import Manager, Segment
from cockpit.method.timer import Pace
from cockpit.method.words import SittingState, Temperature

TODAY = date(2026, 11, 23)
KEY = Segment(1, "Key accounts", "Irina", deputy="Pyotr")
RETAIL = Segment(2, "Retail [/]", "Boris")


def rub(amount: int) -> Money:
    return Money(amount * 100, "RUB")


def marks(*held: int) -> tuple[DayMark, ...]:
    """Make a strip that ends today; weekends are of no account here."""
    return tuple(DayMark(TODAY - timedelta(days=len(held) - 1 - at), number) for at, number in enumerate(held))


def line(number: int, name: str, segment: Segment | None = None) -> ManagerLine:
    return ManagerLine(Manager(number, name, segment), 0, (), 3, 0, 0, 0, 1, (), {}, Pace(0, None, None), ())


def owing(number: int, name: str, segment: Segment | None, clients: int, amount: int, days: int = 1) -> ManagerLine:
    return replace(line(number, name, segment), debt=Debt(clients, (rub(amount),) if amount else (), days))


def test_a_sitting_is_expected_today_of_those_with_something_due_and_on_each_working_day_of_the_strip() -> None:
    """R6, R41: due and held, due and not held, nothing due and held, nothing due; today is no missed day yet."""
    lines = (
        replace(line(1, "A"), due=2, strip=marks(2, 0, 1)),
        replace(line(2, "B"), due=1, strip=marks(1, 1, 0)),
        replace(line(3, "C"), today=TodaySitting(1, SittingState.COMPLETE, 2, 2), strip=marks(0, 1)),
        line(4, "D"),
    )
    found = sums(lines, TODAY)
    assert found.today == Attendance(2, 3)
    assert found.days == Attendance(2 + 2 + 1, 3 + 2 + 2)


def test_managers_stand_in_their_segments_and_those_without_one_last() -> None:
    """R41, R42: a segment without managers is there as well."""
    lines = (owing(1, "A", None, 9, 900), owing(2, "B", KEY, 1, 10), owing(3, "C", KEY, 1, 30))
    found = department(lines, (KEY, RETAIL), TODAY)
    names = [[manager.manager.name for manager in part.lines] for part in found.parts]
    assert [(part.segment, part.key) for part in found.parts] == [(KEY, 1), (RETAIL, 2), (None, 0)]
    assert names == [["C", "B"], [], ["A"]]
    assert found.sums.debt == Debt(11, (rub(940),), 1)


def test_the_order_is_by_debt_by_money_or_by_name() -> None:
    """R41: debt compares the money and then the clients, money the open money of the main currency."""
    rich = {Temperature.HOT: Rung(1, (rub(5000),)), Temperature.WARM: Rung(1, (Money(10**9, "USD"),))}
    lines = (
        replace(owing(1, "b", KEY, 2, 10), rungs=rich),
        replace(owing(2, "A", KEY, 1, 50), rungs={Temperature.HOT: Rung(1, (rub(100),))}),
        replace(owing(3, "c", KEY, 5, 10), rungs={}),
    )
    found = {
        sorting: "".join(each.manager.name for each in department(lines, (), TODAY, sorting).parts[0].lines)
        for sorting in Sorting
    }
    assert found == {Sorting.DEBT: "Acb", Sorting.MONEY: "bAc", Sorting.NAME: "Abc"}


def test_a_manager_without_anyone_who_can_pay_counts_when_he_has_clients() -> None:
    """R13: three with clients, of whom two have nobody; one has no clients at all."""
    lines = (
        line(1, "A"),
        replace(line(2, "B"), payers=0),
        replace(line(3, "C"), payers=0, clients=0, asleep=4),
        replace(line(4, "D"), payers=0, clients=0),
    )
    assert sums(lines, TODAY).nobody == 2


AMOUNTS = st.lists(st.builds(Money, st.integers(0, 10**9), st.sampled_from(["RUB", "USD"])), max_size=2).map(totals)
LINES = st.lists(
    st.builds(
        ManagerLine,
        manager=st.builds(
            Manager, st.integers(1, 99), st.text(max_size=3), st.sampled_from([None, KEY, RETAIL]), st.just("")
        ),
        due=st.integers(0, 3),
        due_money=AMOUNTS,
        clients=st.integers(0, 3),
        asleep=st.integers(0, 3),
        parked=st.integers(0, 3),
        hot_new=st.just(0),
        payers=st.integers(0, 3),
        payers_money=AMOUNTS,
        rungs=st.dictionaries(
            st.sampled_from(Temperature), st.builds(Rung, st.integers(0, 3), AMOUNTS, st.integers(0, 3))
        ),
        pace=st.just(Pace(0, None, None)),
        paces=st.just(()),
        today=st.none(),
        debt=st.builds(Debt, st.integers(0, 5), AMOUNTS, st.integers(0, 9)),
        strip=st.lists(st.integers(0, 2), max_size=10).map(lambda held: marks(*held)),
    ),
    max_size=8,
)


@given(lines=LINES, sorting=st.sampled_from(Sorting))
def test_the_parts_hold_every_manager_once_and_the_total_is_their_sum(
    lines: list[ManagerLine], sorting: Sorting
) -> None:
    """R41: no manager and no client is lost between the lines, the segments and the total."""
    found = department(lines, (KEY, RETAIL), TODAY, sorting)
    parts = [part.sums for part in found.parts]
    assert sorted(id(each) for part in found.parts for each in part.lines) == sorted(map(id, lines))
    total = found.sums
    for name in ("managers", "due", "clients", "payers", "nobody"):
        assert getattr(total, name) == sum(getattr(part, name) for part in parts)
    for name in ("due_money", "payers_money"):
        assert getattr(total, name) == totals(amount for part in parts for amount in getattr(part, name))
    assert total.debt.clients == sum(each.debt.clients for each in lines)
    assert total.debt.money == totals(amount for part in parts for amount in part.debt.money)
    assert total.debt.oldest_days == max((each.debt.oldest_days for each in lines), default=0)
    for days in ("today", "days"):
        attended = [getattr(part, days) for part in parts]
        assert getattr(total, days) == Attendance(sum(a.held for a in attended), sum(a.expected for a in attended))
        assert all(each.held <= each.expected for each in attended)
    for warmth in Temperature:
        assert total.rungs[warmth].money == totals(amount for part in parts for amount in part.rungs[warmth].money)

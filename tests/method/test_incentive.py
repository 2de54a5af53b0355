"""What comes out of rates of pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.incentive import (
    Base,
    Month,
    Part,
    PayLine,
    Payroll,
    Rates,
    RatesEntry,
    Scheme,
    paid_by,
    pay,
    read_rates,
)
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.share import Share
from cockpit.method.window import Period, window

OCTOBER = window(Period.MONTH, date(2026, 10, 1))
RATES = Rates(
    "RUB", fixed=5_000_000, percent=250, per_deal=100_000, target_bonus=1_000_000, plans_bonus=500_000, plans_from=80
)
MONTH = Month(
    OCTOBER,
    revenue=130_000_000,
    paid=123_456_789,
    won=140_000_000,
    deals=3,
    target=120_000_000,
    plans=Share(9, 10),
)


def test_the_parts_of_the_example_are_those_worked_out_by_hand() -> None:
    """R57: 50,000.00 + 30,864.20 + 3,000.00 + 10,000.00 + 5,000.00 = 98,864.20."""
    found = pay(RATES, (MONTH,))
    assert found.parts == {
        Part.FIXED: 5_000_000,
        Part.PERCENT: 3_086_420,
        Part.DEALS: 300_000,
        Part.TARGET: 1_000_000,
        Part.PLANS: 500_000,
    }
    assert found.total == 9_886_420


@pytest.mark.parametrize(
    ("rates", "month", "part", "expected"),
    [
        (replace(RATES, base=Base.WON), MONTH, Part.PERCENT, 3_500_000),
        (replace(RATES, percent=1), replace(MONTH, paid=5_000), Part.PERCENT, 1),
        (replace(RATES, percent=1), replace(MONTH, paid=4_999), Part.PERCENT, 0),
        (RATES, replace(MONTH, paid=-1_000), Part.PERCENT, 0),
        (RATES, replace(MONTH, revenue=119_999_999), Part.TARGET, 0),
        (replace(RATES, target_from=90), replace(MONTH, revenue=108_000_000), Part.TARGET, 1_000_000),
        (replace(RATES, target_from=90), replace(MONTH, revenue=107_999_999), Part.TARGET, 0),
        (RATES, replace(MONTH, target=None), Part.TARGET, 0),
        (RATES, replace(MONTH, plans=Share(4, 4)), Part.PLANS, 0),
        (RATES, replace(MONTH, plans=Share(4, 5)), Part.PLANS, 500_000),
        (RATES, replace(MONTH, plans=Share(7, 9)), Part.PLANS, 0),
    ],
)
def test_a_part_of_the_pay(rates: Rates, month: Month, part: Part, expected: int) -> None:
    """R57: halves are rounded up, a bonus has its bound, fewer than five plans bring none."""
    assert pay(rates, (month,)).parts[part] == expected


def test_a_month_that_is_not_over_brings_what_is_fixed_by_its_working_days() -> None:
    """R57: 50,000.00 + 38,095.24 of 16 of 21 days + nothing of a month ahead = 88,095.24."""
    quarter = [replace(MONTH, gone=gone) for gone in (Share(22, 22), Share(16, 21), Share(0, 20), Share(0, 0))]
    assert [pay(RATES, (month,)).parts[Part.FIXED] for month in quarter] == [5_000_000, 3_809_524, 0, 0]
    assert pay(RATES, quarter).parts[Part.FIXED] == 8_809_524


def test_a_part_that_the_rates_do_not_have_is_not_there() -> None:
    """R57: each part is optional, and 0 is a rate."""
    assert pay(Rates("RUB", per_deal=0), (MONTH,)).parts == {Part.DEALS: 0}


_MONTHS = st.builds(
    Month,
    window=st.just(OCTOBER),
    revenue=st.integers(0, 10**12),
    paid=st.integers(-(10**9), 10**12),
    won=st.integers(0, 10**12),
    deals=st.integers(0, 500),
    target=st.one_of(st.none(), st.integers(1, 10**12)),
    plans=st.integers(0, 30).flatmap(lambda n: st.integers(0, n).map(lambda k: Share(k, n))),
    gone=st.integers(0, 23).map(lambda k: Share(k, 23)),
)


@given(st.lists(_MONTHS, max_size=4), st.lists(_MONTHS, max_size=4), st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_pay_adds_up_over_months_and_never_falls_with_a_higher_rate(
    first: list[Month], second: list[Month], percent: int
) -> None:
    """R57: the pay of a quarter is that of its months; nothing is negative."""
    rates = replace(RATES, percent=percent)
    assert pay(rates, [*first, *second]).total == pay(rates, first).total + pay(rates, second).total
    assert min(pay(rates, first).parts.values(), default=0) >= 0
    assert pay(replace(rates, percent=min(10_000, percent + 1)), first).total >= pay(rates, first).total


def test_a_segment_without_a_scheme_is_paid_by_the_departments_and_totals_follow_the_scope() -> None:
    """R57: the payroll, its share of the revenue, and the same with other rates."""
    department = Scheme(rates=Rates("RUB", percent=1_000), trial=Rates("RUB", percent=500))
    own = Scheme(7, "Key accounts", rates=Rates("RUB", fixed=1_000_000))
    now = datetime(2026, 11, 23, tzinfo=UTC)
    payroll = Payroll(now, OCTOBER, "RUB", False, (), (department, own))
    lines = (
        paid_by(PayLine(1, "Anna", 7, (MONTH,)), payroll.scheme(7)),
        paid_by(PayLine(2, "Oleg", None, (replace(MONTH, paid=10_000_000, revenue=10_000_000),)), payroll.scheme(None)),
    )
    payroll = replace(payroll, lines=lines)
    assert (payroll.total(), payroll.total(trial=True)) == (2_000_000, 1_500_000)
    assert payroll.share() == pytest.approx(2 / 140)
    assert payroll.within(Scope.segment(7)).total(trial=True) == 1_000_000
    assert payroll.within(Scope.segment(None)).total() == 1_000_000
    assert payroll.within(Scope.manager(2)).share(trial=True) == pytest.approx(0.05)
    assert payroll.within(DEPARTMENT) is payroll
    assert not payroll.running
    assert payroll.scheme(99) == replace(department, segment_id=99)
    tried = replace(own, rates=None, trial=own.rates)
    mixed = replace(payroll, schemes=(department, tried)).scheme(7)
    assert (mixed.rates, mixed.trial) == (department.rates, own.rates)
    assert payroll.scheme(7).trial is None


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (RatesEntry(percent="2.5"), Rates("RUB", percent=250)),
        (RatesEntry(percent="2,05 %", base="won"), Rates("RUB", percent=205, base=Base.WON)),
        (RatesEntry(fixed="50k", target_bonus="10000", target_from="110"), None),
        (RatesEntry(), {""}),
        (RatesEntry(fixed="much", percent="101", plans_from="120"), {"fixed", "percent", "plans_from"}),
        (RatesEntry(fixed="$100"), {"fixed"}),
    ],
)
def test_rates_are_read_as_people_type_them(entry: RatesEntry, expected: Rates | set[str] | None) -> None:
    """R57: what is wrong is told beside its field."""
    found = read_rates(entry, "RUB")
    if isinstance(found, tuple):
        assert {problem.field for problem in found} == expected
    elif expected is None:
        assert (found.fixed, found.target_bonus, found.target_from) == (5_000_000, 1_000_000, 110)
    else:
        assert found == expected

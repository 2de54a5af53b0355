"""Columns of values: each reads a cell once and remembers the answer, and keeps what to say about the column.

A column is a dict from the text of a cell to its value. Texts that repeat cost one look-up, and the dict is emptied
before it grows with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from cockpit.method.money import Money, places
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.words import DealStatus
from data.files.facts import Account, ReadOptions, Stages
from data.files.habits import Habits, stage_key
from data.files.table import Flaw, Table
from data.files.values import (
    Amount,
    DecimalMark,
    day_order,
    decimal_of,
    is_empty,
    leaves_order_open,
    negative_amount,
    read_amount,
    read_currency,
    read_date,
    read_id,
    read_status,
    tells_status,
)

_MOST_REMEMBERED = 20_000
_LONGEST_NAME = 200
#: No way to write "no value" is longer.
_LONGEST_EMPTY = 20
_MOST_PLAIN_DIGITS = 15
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_STAMP_LENGTHS = frozenset({16, 19})
_DAY_LENGTH, _COLON_AT = 10, 13

Value = TypeVar("Value")


class Problems(list[Sentence]):
    """What there is to say about one row; `unread` names the fields of its fact whose cell could not be read."""

    def __init__(self) -> None:
        super().__init__()
        self.unread: set[str] = set()

    def clear(self) -> None:
        """Begin another row."""
        super().clear()
        self.unread.clear()


class Column(dict[str, Value]):
    """The values of a column by the text of the cell.

    Attributes:
        name: the column's name, for sentences.
        problems: where a cell that cannot be read is reported; its value is then the empty one.
        facts: the fields of a fact that the column fills.
    """

    def __init__(self, name: str, problems: Problems, *facts: str) -> None:
        super().__init__()
        self.name = name
        self.problems = problems
        self.facts = facts

    def remember(self, cell: str, value: Value) -> Value:
        """Keep a cell's value for the next row with the same text."""
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[cell] = value
        return value

    def report(self, problem: Problem) -> None:
        """Say that the cell of this row cannot be read."""
        self.problems.append(say("{column}: {problem}", column=self.name, problem=problem.sentence))
        self.problems.unread.update(self.facts)


class NameColumn(Column[str | None]):
    """Names on one line; None for an empty one."""

    def __missing__(self, cell: str) -> str | None:
        if len(cell) <= _LONGEST_NAME and "\n" not in cell and "  " not in cell:
            return self.remember(cell, None if len(cell) <= _LONGEST_EMPTY and is_empty(cell) else cell)
        name = " ".join(cell.split())
        if len(name) > _LONGEST_NAME:
            cut = say("Longer than {n} characters, the rest was left out.", n=_LONGEST_NAME)
            self.problems.append(say("{column}: {problem}", column=self.name, problem=cut))
            return name[: _LONGEST_NAME - 1] + "…"
        return self.remember(cell, None if is_empty(name) else name)


class IdColumn(Column[str | None]):
    """Ids as text; None for an empty or a broken one."""

    def __missing__(self, cell: str) -> str | None:
        if "." not in cell and "+" not in cell and "," not in cell:
            return cell
        value = read_id(cell)
        if isinstance(value, Problem):
            self.report(value)
            return None
        return value


class CurrencyColumn(Column[str | None]):
    """ISO 4217 codes; None where the cell is empty."""

    def __missing__(self, cell: str) -> str | None:
        code = read_currency(cell) if cell else None
        if code is None and not is_empty(cell):
            self.report(Problem("currency", say("Not a currency: {text}", text=cell)))
            return ""
        return self.remember(cell, code)


class AmountColumn(Column[Money | None]):
    """Amounts in the currency given, unless the cell names one itself."""

    def __init__(self, name: str, problems: Problems, currency: str, decimal: DecimalMark = "") -> None:
        super().__init__(name, problems, "amount")
        self.currency = currency
        self._decimal = decimal
        self._unit = 10 ** places(currency)
        self.assumed = False
        self.doubtful = ""

    def __missing__(self, cell: str) -> Money | None:
        if len(cell) < _MOST_PLAIN_DIGITS and cell.isdecimal():
            self.assumed = True
            return Money(int(cell) * self._unit, self.currency)
        amount = read_amount(cell, decimal=self._decimal)
        if isinstance(amount, Problem):
            self.report(amount)
            return None
        if amount is None:
            return self.remember(cell, None)
        self.assumed = self.assumed or amount.currency is None
        if amount.doubtful:
            self.doubtful = cell
        if amount.negative:
            self.problems.append(say("{column}: {problem}", column=self.name, problem=negative_amount(cell)))
            return amount.money(self.currency)
        return self.remember(cell, amount.money(self.currency))


class DateColumn(Column[date | None]):
    """Days. `order` decides what 03/04/2026 means."""

    def __init__(
        self, name: str, problems: Problems, options: ReadOptions, *facts: str, day_first: bool, serials: bool
    ) -> None:
        super().__init__(name, problems, *facts)
        self._zone = options.zone
        self._day_first = day_first
        self._serials = serials

    def __missing__(self, cell: str) -> date | None:
        if len(cell) in _STAMP_LENGTHS and cell[_COLON_AT] == ":" and cell[_DAY_LENGTH] in " T":
            # Times differ on every row; the day before them does not.
            return self.get(cell[:_DAY_LENGTH]) or self[cell[:_DAY_LENGTH]]
        day = self.parsed(cell)
        if isinstance(day, Problem):
            self.report(day)
            return None
        return self.remember(cell, day)

    def parsed(self, cell: str) -> date | Problem | None:
        """Read a cell without remembering or reporting it."""
        return read_date(cell, day_first=self._day_first, zone=self._zone, serials=self._serials)


class StatusColumn(dict[tuple[str, str], DealStatus | Problem]):
    """Statuses by stage and status text; remembers which stages were met and whether they leave a question."""

    def __init__(self, stages: Stages, habits: Habits, *, flag_means_won: bool) -> None:
        super().__init__()
        self._stages = stages
        self._habits = habits
        self._frame = re.compile(habits.stage_frame, re.IGNORECASE)
        self._flag_means_won = flag_means_won

    def __missing__(self, words: tuple[str, str]) -> DealStatus | Problem:
        stage, status = words
        found, sure = self._closed(stage, status), True
        if found is None:
            found, sure = self._read(stage, status)
            if len(self._stages.met) < _MOST_REMEMBERED:
                text = stage or status
                self._stages.met.setdefault(text, found if isinstance(found, DealStatus) else DealStatus.OPEN)
                if sure:
                    self._stages.sure.add(text)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[words] = found
        return found

    def _closed(self, stage: str, status: str) -> DealStatus | Problem | None:
        """Return won or lost when a status says so beside a stage; None when it does not.

        It outranks the stage, also what a person said of that: a stage keeps its name when its deal is closed there.
        """
        if not stage or not status:
            return None
        word = stage_key(status)
        said = self._habits.said.get(word) or self._habits.stages.get(word)
        found = said or read_status("", status, flag_means_won=self._flag_means_won)
        return found if found in {DealStatus.WON, DealStatus.LOST} else None

    def _read(self, stage: str, status: str) -> tuple[DealStatus | Problem, bool]:
        """Return what a row's words mean, and whether that leaves no question.

        A person's word comes first, then the program's habits, then the words themselves.
        """
        habits = self._habits
        own, word = stage_key(self._frame.sub("", stage.strip(), count=1)), stage_key(status)
        for said in (habits.said.get(stage_key(stage)), habits.said.get(word) if word else None):
            if said is not None:
                return said, True
        if word and word in habits.stages:
            return habits.stages[word], True
        found = read_status(stage, status, flag_means_won=self._flag_means_won)
        if isinstance(found, DealStatus) and found is not DealStatus.OPEN:
            return found, True
        by_habit = habits.stages.get(own)
        if by_habit is not None and (by_habit is not DealStatus.OPEN or isinstance(found, DealStatus)):
            return by_habit, True
        return found, isinstance(found, DealStatus) and any(map(tells_status, filter(None, (stage, status))))


def decimal_mark(table: Table, column: int, habit: DecimalMark) -> DecimalMark:
    """Decide for a column of amounts what the only mark in ``1,200`` is: its other values, else the program's habit.

    The file is read through only when its first rows hold such an amount and no proof.
    """
    first = [row[column] for row in table.sample if column < len(row)]
    proof = decimal_of(first)
    if proof or not any(_is_doubtful(cell) for cell in first):
        return proof or habit
    rows = table.rows(Account(table.name))
    return decimal_of(row[1][column] for row in rows if not isinstance(row, Flaw)) or habit


def _is_doubtful(cell: str) -> bool:
    amount = read_amount(cell)
    return isinstance(amount, Amount) and amount.doubtful


def day_orders(
    table: Table, columns: Iterable[int], options: ReadOptions
) -> tuple[dict[int, bool], tuple[Sentence, ...]]:
    """Decide for each column of dates whether the day comes first, by any part above twelve.

    The file is read through only when its first rows hold a date that leaves it open. A column that leaves it open to
    its end follows another column of the table, then the option, then the language of its name.

    Returns:
        The order of each column, and what to say about it in a preview.
    """
    orders = dict.fromkeys(columns, True)
    seen = [
        column
        for column in orders
        if any(
            leaves_order_open(row[column]) or day_order(row[column]) is not None
            for row in table.sample
            if column < len(row)
        )
    ]
    if not seen:
        return orders, ()
    votes = {column: [0, 0] for column in seen}
    for row in table.rows(Account(table.name)):
        if isinstance(row, Flaw):
            continue
        for column in seen:
            order = day_order(row[1][column])
            if order is not None:
                votes[column][order] += 1
    sure = {column: vote[1] >= vote[0] for column, vote in votes.items() if any(vote)}
    notes: list[Sentence] = []
    for column in seen:
        name = table.header[column]
        if column in sure:
            orders[column] = sure[column]
            first, second = votes[column]
            notes.append(_order_note(name, day_first=orders[column], sure=not (first and second)))
            continue
        if sure:
            orders[column] = next(iter(sure.values()))
        elif options.day_first is not None:
            orders[column] = options.day_first
        else:
            orders[column] = _CYRILLIC.search(name) is not None
        notes.append(_order_note(name, day_first=orders[column], sure=False))
    return orders, tuple(notes)


def _order_note(column: str, *, day_first: bool, sure: bool) -> Sentence:
    if day_first and sure:
        return say("{column}: the day comes before the month.", column=column)
    if sure:
        return say("{column}: the month comes before the day.", column=column)
    if day_first:
        return say("{column}: the day was assumed to come before the month.", column=column)
    return say("{column}: the month was assumed to come before the day.", column=column)

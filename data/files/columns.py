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
from data.files.table import Flaw, Table
from data.files.values import (
    day_order,
    is_empty,
    leaves_order_open,
    read_amount,
    read_currency,
    read_date,
    read_id,
    read_status,
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


class Column(dict[str, Value]):
    """The values of a column by the text of the cell.

    Attributes:
        name: the column's name, for sentences.
        problems: where a cell that cannot be read is reported; its value is then the empty one.
    """

    def __init__(self, name: str, problems: list[Sentence]) -> None:
        super().__init__()
        self.name = name
        self.problems = problems

    def remember(self, cell: str, value: Value) -> Value:
        """Keep a cell's value for the next row with the same text."""
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[cell] = value
        return value

    def report(self, problem: Problem) -> None:
        """Say that the cell of this row cannot be read."""
        self.problems.append(say("{column}: {problem}", column=self.name, problem=problem.sentence))


class NameColumn(Column[str | None]):
    """Names on one line; None for an empty one."""

    def __missing__(self, cell: str) -> str | None:
        if len(cell) <= _LONGEST_NAME and "\n" not in cell and "  " not in cell:
            return self.remember(cell, None if len(cell) <= _LONGEST_EMPTY and is_empty(cell) else cell)
        name = " ".join(cell.split())
        if len(name) > _LONGEST_NAME:
            self.report(Problem("name", say("Longer than {n} characters, the rest was left out.", n=_LONGEST_NAME)))
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

    def __init__(self, name: str, problems: list[Sentence], currency: str) -> None:
        super().__init__(name, problems)
        self.currency = currency
        self._unit = 10 ** places(currency)
        self.assumed = False
        self.doubtful = ""

    def __missing__(self, cell: str) -> Money | None:
        if len(cell) < _MOST_PLAIN_DIGITS and cell.isdecimal():
            self.assumed = True
            return Money(int(cell) * self._unit, self.currency)
        amount = read_amount(cell)
        if isinstance(amount, Problem):
            self.report(amount)
            return None
        if amount is None:
            return self.remember(cell, None)
        self.assumed = self.assumed or amount.currency is None
        if amount.doubtful:
            self.doubtful = cell
        return self.remember(cell, amount.money(self.currency))


class DateColumn(Column[date | None]):
    """Days. `order` decides what 03/04/2026 means."""

    def __init__(
        self, name: str, problems: list[Sentence], options: ReadOptions, *, day_first: bool, serials: bool
    ) -> None:
        super().__init__(name, problems)
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
    """Statuses by stage and status text; remembers which stages were met."""

    def __init__(self, stages: Stages, *, flag_means_won: bool) -> None:
        super().__init__()
        self._stages = stages
        self._flag_means_won = flag_means_won

    def __missing__(self, words: tuple[str, str]) -> DealStatus | Problem:
        stage, status = words
        found = read_status(stage, status, flag_means_won=self._flag_means_won)
        if isinstance(found, DealStatus) and len(self._stages.met) < _MOST_REMEMBERED:
            self._stages.met.setdefault(stage, found)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[words] = found
        return found


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

"""Rows of a table of deals as facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeAlias

from cockpit.method.crm import Field
from cockpit.method.money import Money
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.words import DealStatus
from data.files.columns import (
    AmountColumn,
    CurrencyColumn,
    DateColumn,
    IdColumn,
    NameColumn,
    Problems,
    StatusColumn,
    day_orders,
    decimal_mark,
)
from data.files.facts import Account, DealFact, Fact, ReadOptions, Skipped, Stages, Warned
from data.files.fields import Mapping
from data.files.habits import Habits
from data.files.table import Flaw, Progress, Table

_GATHERED = {Field.PHONE: ", ", Field.EMAIL: ", ", Field.NOTE: "\n"}
_DATES = (
    Field.CREATED, Field.STARTED, Field.EXPECTED, Field.CLOSED, Field.PAID, Field.LAST_ACTIVITY, Field.UPDATED,
    Field.STAGE_CHANGED, Field.NEXT_TASK,
)  # fmt: skip
_TEXTS = (
    Field.EXTERNAL_ID, Field.TITLE, Field.CLIENT, Field.CLIENT_ID, Field.CONTACT, Field.MANAGER, Field.TEAM,
    Field.PIPELINE, Field.STAGE, Field.STATUS, Field.PHONE, Field.EMAIL, Field.LOST_REASON, Field.SOURCE, Field.NOTE,
    Field.PRODUCT,
)  # fmt: skip
_PLAIN_DAYS = (
    Field.CREATED, Field.STARTED, Field.PAID, Field.LAST_ACTIVITY, Field.UPDATED, Field.STAGE_CHANGED,
)  # fmt: skip
#: Fields that are kept only as they are written.
_KEPT_AS_WRITTEN = (Field.PROBABILITY, Field.FORECAST, Field.TAGS)
_MOST_STAGES_NAMED = 12


class Joined(NamedTuple):
    """What other tables add to a deal: an estimate of its amount, its segment, its client's kind."""

    estimate: Money | None = None
    segment: str = ""
    kind: str = ""


#: Called with a row's product, manager, client and whether the deal is open.
Join: TypeAlias = Callable[[str, str | None, str | None, bool], Joined]
_NOTHING_JOINED = Joined()


class DealRows:
    """Reads the rows of one table as deals.

    Everything that is the same for all rows (where a field stands, how its dates are written) is settled once; a row
    costs look-ups.

    Args:
        table: the table.
        mapping: what its columns mean.
        options: what the file does not say.
        join: gives what other tables add to a row; None if there are none.
        habits: those of the program that wrote the table.

    Attributes:
        stages: the stages met so far and what they were taken for.
    """

    def __init__(
        self,
        table: Table,
        mapping: Mapping,
        options: ReadOptions,
        join: Join | None = None,
        habits: Habits | None = None,
    ) -> None:
        self.table = table
        self.mapping = mapping
        self.stages = Stages()
        self._habits = habits = habits or Habits("table")
        day_first = habits.day_first if options.day_first is None else options.day_first
        self._options = replace(options, day_first=day_first)
        self._join = join
        self._problems = Problems()
        table.totals = re.compile(habits.totals, re.IGNORECASE) if habits.totals else None
        self._blank = len(table.header)
        self._settle_texts()
        self._settle_dates()
        self._settle_amounts()

    def _settle_texts(self) -> None:
        mapping, problems = self.mapping, self._problems
        self._at = {field: mapping.columns[field][0] if field in mapping.columns else self._blank for field in Field}
        self._places = tuple(self._at[field] for field in _TEXTS)
        self._coalesced = [
            (columns[0], columns[1:])
            for field, columns in mapping.columns.items()
            if len(columns) > 1 and field not in _GATHERED and field is not Field.CLOSED
        ]
        self._gathered = [
            (mapping.columns[field], mark)
            for field, mark in _GATHERED.items()
            if len(mapping.columns.get(field, ())) > 1
        ]
        kept = [column for field in _KEPT_AS_WRITTEN for column in mapping.columns.get(field, ())]
        second = [column for first, others in self._coalesced for column in others if not self._is_client(first)]
        self._extra = [
            (column, self.table.header[column]) for column in (*mapping.unknown, *mapping.unused, *kept, *second)
        ]
        self._met = self.stages.deals
        self._lists = [
            (column, mark) for field, mark in self._habits.first_of.items() for column in mapping.columns.get(field, ())
        ]
        self._clients = NameColumn(self._name(Field.CLIENT), problems)
        self._contacts = NameColumn(self._name(Field.CONTACT), problems)
        self._managers = NameColumn(self._name(Field.MANAGER), problems)
        self._titles = NameColumn(self._name(Field.TITLE), problems)
        self._ids = IdColumn(self._name(Field.EXTERNAL_ID), problems)
        self._statuses = StatusColumn(self.stages, self._habits, flag_means_won=mapping.won_flag)

    def _is_client(self, column: int) -> bool:
        return column in self.mapping.columns.get(Field.CLIENT, ())

    def _name(self, field: Field) -> str:
        columns = self.mapping.columns.get(field)
        return self.table.header[columns[0]] if columns else field.value

    def _settle_dates(self) -> None:
        columns = [column for field in _DATES for column in self.mapping.columns.get(field, ())]
        orders, self._order_notes = day_orders(self.table, columns, self._options)
        nothing = DateColumn("", self._problems, self._options, day_first=True, serials=False)
        self._days = {
            column: DateColumn(
                self.table.header[column],
                self._problems,
                self._options,
                *self._filled_by(column),
                day_first=order,
                serials=self.table.serial_dates,
            )
            for column, order in orders.items()
        } | {self._blank: nothing}
        self._plain_days = [(self._at[field], self._days[self._at[field]]) for field in _PLAIN_DAYS]
        self._task = self._at[Field.NEXT_TASK], self._at[Field.NEXT_STEP], self._days[self._at[Field.NEXT_TASK]]
        expected = self.mapping.columns.get(Field.EXPECTED, ())
        closed = self.mapping.columns.get(Field.CLOSED, ())
        either = self.mapping.either_close
        if not closed or not expected:
            # The only column of the two kinds is the expected day while a deal is open and the actual one afterwards.
            either = frozenset((*expected, *closed))
        self._expected_while_open = (*expected, *(column for column in closed if column in either))
        self._expected_when_closed = tuple(column for column in expected if column not in either)
        self._closed = (*closed, *(column for column in expected if column in either))

    def _filled_by(self, column: int) -> tuple[str, ...]:
        """Return the fields of a fact that a column of days fills."""
        found = [fact for field in _DATES if column in self.mapping.columns.get(field, ()) for fact in _FACTS_OF[field]]
        return ("expected_on", "closed_on") if {"expected_on", "closed_on"} & set(found) else tuple(found)

    def _settle_amounts(self) -> None:
        self._amounts: dict[str | None, AmountColumn] = {}
        self._currencies = CurrencyColumn(self._name(Field.CURRENCY), self._problems, "amount")
        self._at_amount, self._at_currency = self._at[Field.AMOUNT], self._at[Field.CURRENCY]
        self._default = self.mapping.currency or self._options.currency
        self._decimal = (
            decimal_mark(self.table, self._at_amount, self._habits.decimal)
            if Field.AMOUNT in self.mapping.columns
            else self._habits.decimal
        )

    def facts(self, account: Account, progress: Progress | None = None) -> Iterator[Fact]:
        """Yield a fact for every row: a deal or why there is none, and before a deal what in it could not be read."""
        name, problems = self.table.name, self._problems
        for row in self.table.rows(account, progress):
            if isinstance(row, Flaw):
                kind = Skipped if row.lost else Warned
                yield kind(name, row.line, row.sentence)
                continue
            line, cells = row
            deal = self._deal(line, cells)
            if problems:
                for sentence in problems:
                    yield Warned(name, line, sentence)
                if problems.unread and not isinstance(deal, Sentence):
                    deal = deal._replace(unread=frozenset(problems.unread))
                problems.clear()
            if isinstance(deal, Sentence):
                account.skipped += 1
                yield Skipped(name, line, deal)
            else:
                yield deal

    def _deal(self, line: int, cells: list[str]) -> DealFact | Sentence:
        cells.append("")
        for column, mark in self._lists:
            if mark in cells[column]:
                cells[column] = cells[column].partition(mark)[0].strip()
        extras = self._extras(cells) if self._extra else ()
        if self._coalesced or self._gathered:
            self._merge(cells)
        (
            at_id, at_title, at_client, at_client_id, at_contact, at_manager, at_segment, at_pipeline, at_stage,
            at_status, at_phone, at_email, at_reason, at_source, at_note, at_product,
        ) = self._places  # fmt: skip
        stage = cells[at_stage]
        status = self._statuses[stage, cells[at_status]]
        self._met[stage or cells[at_status]] += 1
        if isinstance(status, Problem):
            return status.sentence
        external_id = self._ids[cells[at_id]] if cells[at_id] else None
        title = self._titles[cells[at_title]]
        contact = self._contacts[cells[at_contact]]
        product = cells[at_product]
        client = self._clients[cells[at_client]] or contact or title
        if client is None and external_id is None:
            return say("Nothing in the row says which deal it is: no id, no client, no name.")
        manager = self._managers[cells[at_manager]]
        is_open = status is DealStatus.OPEN
        estimate, segment, kind = self._join(product, manager, client, is_open) if self._join else _NOTHING_JOINED
        created, started, paid, activity, updated, stage_changed = [
            column[cells[at]] if cells[at] else None for at, column in self._plain_days
        ]
        next_task, next_step = self._next(cells)
        return DealFact(
            self.table.name,
            line,
            external_id,
            title or product,
            client,
            cells[at_client_id],
            kind,
            manager,
            segment or cells[at_segment],
            self._amount(cells),
            estimate,
            cells[at_pipeline],
            stage,
            status,
            created or started,
            self._first_day(cells, self._expected_while_open if is_open else self._expected_when_closed),
            None if is_open else self._first_day(cells, self._closed),
            paid,
            activity,
            updated,
            stage_changed,
            next_task,
            next_step,
            contact or "",
            cells[at_phone],
            cells[at_email],
            cells[at_reason],
            cells[at_source],
            cells[at_note],
            product,
            extras,
        )

    def _merge(self, cells: list[str]) -> None:
        """Write into a field's first column what its other columns hold."""
        for first, others in self._coalesced:
            if not cells[first]:
                cells[first] = next((cells[column] for column in others if cells[column]), "")
        for columns, mark in self._gathered:
            cells[columns[0]] = mark.join(dict.fromkeys(cells[column] for column in columns if cells[column]))

    def _extras(self, cells: list[str]) -> tuple[tuple[str, str], ...]:
        return tuple([(name, cells[column]) for column, name in self._extra if cells[column]])

    def _amount(self, cells: list[str]) -> Money | None:
        cell = cells[self._at_amount]
        if not cell:
            return None
        code = self._currencies[cells[self._at_currency]]
        if code == "":
            return None
        column = self._amounts.get(code)
        if column is None:
            name = self._name(Field.AMOUNT)
            column = self._amounts[code] = AmountColumn(name, self._problems, code or self._default, self._decimal)
        return column[cell]

    def _first_day(self, cells: list[str], columns: tuple[int, ...]) -> date | None:
        for column in columns:
            if cells[column]:
                day = self._days[column][cells[column]]
                if day is not None:
                    return day
        return None

    def _next(self, cells: list[str]) -> tuple[date | None, str]:
        """Return the next task's day and the next step; a task column may hold the task's words instead of a day."""
        at_task, at_step, column = self._task
        task, step = cells[at_task], cells[at_step]
        if not task:
            return None, step
        day = column.get(task) or column.parsed(task)
        if isinstance(day, Problem):
            return None, step or task
        return day, step

    @property
    def fields(self) -> frozenset[str]:
        """The names of the `DealFact` fields that this table can fill; the others say nothing when they are empty."""
        found = {fact for field, facts in _FACTS_OF.items() if field in self.mapping.columns for fact in facts}
        if self._expected_while_open:
            found |= {"expected_on", "closed_on"}
        return frozenset(found)

    def notes(self) -> tuple[Sentence, ...]:
        """Return what to say about the table so far: assumed currency, order of dates, columns left out, stages."""
        table, mapping = self.table.name, self.mapping
        notes = list(self._order_notes)
        if any(column.assumed for code, column in self._amounts.items() if code is None) and mapping.currency is None:
            notes.append(say("{table} names no currency: {currency} was assumed.", table=table, currency=self._default))
        notes += [
            say("{column}: amounts such as {text} were read as thousands.", column=amounts.name, text=amounts.doubtful)
            for amounts in self._amounts.values()
            if amounts.doubtful
        ]
        if mapping.unknown:
            names = ", ".join(mapping.names(mapping.unknown))
            notes.append(say("Columns that are not known, kept as they are: {columns}.", columns=names))
        if mapping.unused:
            names = ", ".join(mapping.names(mapping.unused))
            notes.append(
                say("Columns that say what another one says better, kept as they are: {columns}.", columns=names)
            )
        for status, sentence in (
            (DealStatus.WON, "won"),
            (DealStatus.LOST, "lost"),
            (DealStatus.OPEN, "open"),
        ):
            named = self.stages.of(status)
            if named:
                notes.append(_stage_note(sentence, named))
        return tuple(notes)


def _stage_note(status: str, stages: tuple[str, ...]) -> Sentence:
    names = ", ".join(stages[:_MOST_STAGES_NAMED]) + (" …" if len(stages) > _MOST_STAGES_NAMED else "")
    if status == "won":
        return say("Stages taken as won: {stages}.", stages=names)
    if status == "lost":
        return say("Stages taken as lost: {stages}.", stages=names)
    return say("Stages taken as open: {stages}.", stages=names)


_FACTS_OF: dict[Field, tuple[str, ...]] = {
    Field.TITLE: ("title",),
    Field.CLIENT: ("client",),
    Field.CLIENT_ID: ("client_id",),
    Field.CONTACT: ("contact",),
    Field.PHONE: ("phone",),
    Field.EMAIL: ("email",),
    Field.MANAGER: ("manager",),
    Field.TEAM: ("segment",),
    Field.AMOUNT: ("amount",),
    Field.PIPELINE: ("pipeline",),
    Field.STAGE: ("stage", "status"),
    Field.STATUS: ("status",),
    Field.LOST_REASON: ("lost_reason",),
    Field.CREATED: ("created_on",),
    Field.STARTED: ("created_on",),
    Field.UPDATED: ("updated_on",),
    Field.STAGE_CHANGED: ("stage_changed_on",),
    Field.PAID: ("paid_on",),
    Field.LAST_ACTIVITY: ("last_activity_on",),
    Field.EXPECTED: ("expected_on",),
    Field.CLOSED: ("closed_on",),
    Field.NEXT_TASK: ("next_task_on", "next_step"),
    Field.NEXT_STEP: ("next_step",),
    Field.SOURCE: ("lead_source",),
    Field.NOTE: ("note",),
    Field.PRODUCT: ("product", "title"),
}

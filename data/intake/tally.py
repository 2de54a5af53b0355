"""The tally of an import: what became of every row, and the figures of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum

from cockpit.method.money import Money
from cockpit.method.report import FileAccount, RowNote, SampleDeal
from cockpit.method.sentence import Sentence
from cockpit.method.words import DealStatus
from data.files.facts import Account, DealFact, Skipped, Warned

#: Notes on single rows that are kept; a file with more of them is wrong as a whole.
MOST_NOTES = 20_000
_MOST_SAMPLES = 8


class Outcome(IntEnum):
    """What became of a row."""

    TAKEN = 0
    UPDATED = 1
    UNCHANGED = 2
    SKIPPED = 3


class Tally:
    """Counts rows by table and outcome, and deals and money by status.

    Attributes:
        notes: what to say about single rows, in the order met, at most `MOST_NOTES`.
        unsaid: how many more there were.
        deals, money: of the rows that were not skipped.
        without_amount: open deals without an amount.
    """

    def __init__(self) -> None:
        self._outcomes: dict[str, list[int]] = {}
        self.notes: list[RowNote] = []
        self.unsaid = 0
        self.deals: Counter[DealStatus] = Counter()
        self.without_amount = 0
        self.sample: list[SampleDeal] = []
        self._money: dict[tuple[DealStatus, str], int] = {}

    def count(self, table: str, outcome: Outcome) -> None:
        """Count a row."""
        self._counts(table)[outcome] += 1

    def _counts(self, table: str) -> list[int]:
        counts = self._outcomes.get(table)
        if counts is None:
            counts = self._outcomes[table] = [0] * len(Outcome)
        return counts

    def note(self, fact: Skipped | Warned) -> None:
        """Keep what is wrong with a row; a skipped one is counted."""
        skipped = isinstance(fact, Skipped)
        if skipped:
            self.count(fact.table, Outcome.SKIPPED)
        if len(self.notes) < MOST_NOTES:
            self.notes.append(RowNote(fact.table, fact.line, fact.sentence, skipped))
        else:
            self.unsaid += 1

    def deal(self, fact: DealFact, outcome: Outcome, client: str, manager: str, *, nameless: bool) -> None:
        """Count a deal that was taken, and keep the first few to show."""
        self._counts(fact.table)[outcome] += 1
        self.deals[fact.status] += 1
        amount = fact.amount
        if amount is not None:
            key = (fact.status, amount.currency)
            self._money[key] = self._money.get(key, 0) + amount.minor
        elif fact.status is DealStatus.OPEN:
            self.without_amount += 1
        if len(self.sample) < _MOST_SAMPLES:
            self.sample.append(
                SampleDeal(client, nameless, manager, fact.title, amount, fact.estimate, fact.stage, fact.status)
            )

    @property
    def money(self) -> dict[DealStatus, tuple[Money, ...]]:
        """The money of the deals by status, one sum per currency, the largest number first."""
        found: dict[DealStatus, list[Money]] = {}
        for (status, currency), minor in self._money.items():
            found.setdefault(status, []).append(Money(minor, currency))
        return {
            status: tuple(sorted(sums, key=lambda one: (-one.minor, one.currency))) for status, sums in found.items()
        }

    def accounts(self, read: Iterable[Account]) -> tuple[FileAccount, ...]:
        """Return the account of every table.

        A row that only adds to others (a list price, a sector) shares their lot: taken when any row was taken or
        updated, unchanged otherwise.
        """
        changed = any(counts[Outcome.TAKEN] or counts[Outcome.UPDATED] for counts in self._outcomes.values())
        return tuple(self._account(account, changed=changed) for account in read)

    def _account(self, account: Account, *, changed: bool) -> FileAccount:
        taken, updated, unchanged, skipped = self._counts(account.table)
        joined = account.rows - taken - updated - unchanged - skipped
        return FileAccount(
            account.table,
            account.rows + account.blank,
            taken + (joined if changed else 0),
            updated,
            unchanged + (0 if changed else joined),
            skipped,
            account.blank,
        )


def left_out(table: str, line: int, sentence: Sentence) -> Skipped:
    """Say that the store left a row out which the reader understood."""
    return Skipped(table, line, sentence)

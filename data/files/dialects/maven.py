"""The practice set "CRM Sales Opportunities": a pipeline with its teams, products and accounts.

Its words differ from ours: ``sales_agent`` is the manager, ``manager`` his head, ``regional_office`` the segment. An
open deal has neither an amount nor a day of closing; its product's list price is an estimate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cockpit.method.crm import MetStage
from cockpit.method.errors import FileError
from cockpit.method.money import Money
from cockpit.method.sentence import Problem, Sentence, say, say_count
from data.files.deals import DealRows, Joined
from data.files.dialects.generic import lossy_notes, met_stages
from data.files.facts import Account, Fact, ManagerFact, ReadOptions, Skipped, Stages, Warned
from data.files.fields import match, normalised
from data.files.habits import Habits, stages
from data.files.lists import ManagerRows
from data.files.meter import Meter
from data.files.table import Flaw, Table
from data.files.values import read_amount

#: The column names that make a table the one or the other; the first that fits.
_SIGNATURES = {
    "pipeline": {"opportunity_id", "sales_agent"},
    "teams": {"sales_agent", "manager"},
    "products": {"product", "sales_price"},
    "accounts": {"account", "sector"},
}


_HABITS = Habits("maven", stages=stages(open_=("Engaging", "Prospecting"), won=("Won",), lost=("Lost",)), decimal=".")


def _kind(table: Table) -> str | None:
    names = {normalised(name) for name in table.header}
    return next((kind for kind, signature in _SIGNATURES.items() if signature <= names), None)


class MavenDialect:
    """Recognises the set by the pipeline's or the teams' columns, and joins what else is there."""

    name = "maven"
    aliases: tuple[str, ...] = ()

    def claims(self, tables: Sequence[Table]) -> tuple[Table, ...]:
        """Claim the tables of the set, unless neither the pipeline nor the teams are among them."""
        mine = {table: kind for table in tables if (kind := _kind(table)) is not None}
        return tuple(mine) if {"pipeline", "teams"} & set(mine.values()) else ()

    def part(self, tables: Sequence[Table], options: ReadOptions) -> MavenPart:
        """Make ready to read the tables.

        Raises:
            FileError: a table is none of the set.
        """
        by_kind: dict[str, list[Table]] = {kind: [] for kind in _SIGNATURES}
        for table in tables:
            kind = _kind(table)
            if kind is None:
                raise FileError(
                    say("The file cannot be read"), say("{file} is no table of this source.", file=table.name)
                )
            by_kind[kind].append(table)
        return MavenPart(self.name, tuple(tables), by_kind, options)


class MavenPart:
    """The joined tables of the set."""

    def __init__(
        self, source: str, tables: tuple[Table, ...], by_kind: dict[str, list[Table]], options: ReadOptions
    ) -> None:
        self.source = source
        self.tables = tables
        self._by_kind = by_kind
        self._currency = options.currency
        self._prices: dict[str, Money] = {}
        self._segments: dict[str, str] = {}
        self._sectors: dict[str, str] = {}
        self._unpriced: Counter[str] = Counter()
        habits = _HABITS.told(options.maps.get(source))
        self._deals = [
            DealRows(table, match(table.header), options, self._joined, habits=habits) for table in by_kind["pipeline"]
        ]
        self._teams = [
            ManagerRows(table, *_columns(table, "sales_agent", "regional_office", "manager"))
            for table in by_kind["teams"]
        ]
        self._accounts: dict[Table, Account] = {}

    @property
    def accounts(self) -> tuple[Account, ...]:
        return tuple(self._accounts.values())

    @property
    def stages(self) -> Stages:
        met = Stages()
        for deals in self._deals:
            met.met |= deals.stages.met
        return met

    @property
    def met(self) -> tuple[MetStage, ...]:
        return met_stages(self.source, [deals.stages for deals in self._deals])

    @property
    def fields(self) -> frozenset[str]:
        joined = {"segment"} if self._by_kind["teams"] else set[str]()
        joined |= {"client_kind"} if self._by_kind["accounts"] else set()
        joined |= {"estimate"} if self._by_kind["products"] else set()
        return frozenset(joined).union(*(deals.fields for deals in self._deals))

    def facts(self, meter: Meter) -> Iterator[Fact]:
        """Read what is joined first, then the managers, then the deals."""
        self._accounts = {table: Account(table.name) for table in self.tables}
        self._unpriced.clear()
        for table in self._by_kind["products"]:
            yield from self._read_prices(table, meter)
        for table in self._by_kind["accounts"]:
            yield from self._read_sectors(table, meter)
        for rows in self._teams:
            for fact in rows.facts(self._accounts[rows.table], meter.of(rows.table)):
                if isinstance(fact, ManagerFact):
                    self._segments[fact.name] = fact.segment
                yield fact
        for deals in self._deals:
            yield from deals.facts(self._accounts[deals.table], meter.of(deals.table))

    def _read_prices(self, table: Table, meter: Meter) -> Iterator[Fact]:
        product, price = _columns(table, "product", "sales_price")
        for row in table.rows(self._accounts[table], meter.of(table)):
            if isinstance(row, Flaw):
                yield (Skipped if row.lost else Warned)(table.name, row.line, row.sentence)
                continue
            line, cells = row
            amount = read_amount(cells[price])
            if isinstance(amount, Problem):
                yield Warned(table.name, line, amount.sentence)
            elif amount is not None:
                self._prices[product_key(cells[product])] = amount.money(self._currency)

    def _read_sectors(self, table: Table, meter: Meter) -> Iterator[Fact]:
        account, sector = _columns(table, "account", "sector")
        for row in table.rows(self._accounts[table], meter.of(table)):
            if isinstance(row, Flaw):
                yield (Skipped if row.lost else Warned)(table.name, row.line, row.sentence)
            else:
                self._sectors[row[1][account]] = row[1][sector]

    def _joined(self, product: str, manager: str | None, client: str | None, is_open: bool) -> Joined:
        """Return a row's estimate, segment and sector from the other tables."""
        price = None
        if is_open and product:
            price = self._prices.get(product_key(product))
            if price is None:
                self._unpriced[product] += 1
        return Joined(price, self._segments.get(manager or "", ""), self._sectors.get(client or "", ""))

    def notes(self) -> tuple[Sentence, ...]:
        found = [note for table in self.tables for note in table.notes]
        found += [note for deals in self._deals for note in deals.notes()]
        found += _unread(self._by_kind["accounts"], {"account", "sector"})
        found += _unread(self._by_kind["products"], {"product", "sales_price"})
        for product, n in self._unpriced.items():
            found.append(
                say_count(
                    "{n} open deal has no estimate: {product} has no list price.",
                    "{n} open deals have no estimate: {product} has no list price.",
                    n,
                    product=product,
                )
            )
        return (*dict.fromkeys(found), *lossy_notes(self.accounts))


def _unread(tables: Sequence[Table], read: set[str]) -> Iterator[Sentence]:
    """Name the columns of joined tables that were not read."""
    for table in tables:
        if left := ", ".join(name for name in table.header if name and normalised(name) not in read):
            yield say("{table}: columns that were not read: {columns}.", table=table.name, columns=left)


def product_key(name: str) -> str:
    """Return a product's name as it is joined: letters and digits only, so GTXPro is GTX Pro."""
    return "".join(filter(str.isalnum, name)).casefold()


def _columns(table: Table, *names: str) -> tuple[int, ...]:
    header = [normalised(name) for name in table.header]
    return tuple(header.index(name) for name in names)

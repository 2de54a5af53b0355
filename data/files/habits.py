"""What a program's tables do their own way: an entry for each dialect, read by `data.files.deals`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cockpit.method.crm import Field, SourceMap
from cockpit.method.sentence import Sentence
from cockpit.method.words import DealStatus
from data.files.values import DecimalMark


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of one program, beside what is common to all.

    Attributes:
        source: its name; deals are found again by it.
        first: by field, names of columns that come before the common ones, as `fields.normalised` gives them.
        stages: what stages and statuses mean, by `stage_key`; they leave no question.
        said: what a person said that they mean; it outranks all else.
        day_first: what 03/04/2026 means where a column leaves it open; None lets the column's name decide.
        decimal: what the mark in ``1,200`` is where a column leaves it open.
        first_of: fields whose cell may list several values, with the mark between them; the first one counts.
        stage_frame: what stands before or behind a stage's own name, as a regular expression.
        totals: cells that begin a line about the table, not a row of it, as a regular expression.
        advice: what to do about a sheet with lines above its columns.
    """

    source: str
    first: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)
    stages: Mapping[str, DealStatus] = field(default_factory=dict)
    said: Mapping[str, DealStatus] = field(default_factory=dict)
    day_first: bool | None = None
    decimal: DecimalMark = ""
    first_of: Mapping[Field, str] = field(default_factory=dict)
    stage_frame: str = ""
    totals: str = ""
    advice: Sentence | None = None

    def told(self, known: SourceMap | None) -> Habits:
        """Return the habits with what a person said of the source, which outranks them."""
        if known is None:
            return self
        decimal: DecimalMark = "." if known.decimal == "." else "," if known.decimal == "," else self.decimal
        return replace(
            self,
            said=known.stages,
            day_first=self.day_first if known.day_first is None else known.day_first,
            decimal=decimal,
        )


def stage_key(text: str) -> str:
    """Return a stage or a status as it is compared: one case, single spaces, ё as е."""
    return " ".join(text.split()).casefold().replace("ё", "е")


def stages(*, open_: Iterable[str] = (), won: Iterable[str] = (), lost: Iterable[str] = ()) -> dict[str, DealStatus]:
    """Return what these stages mean, by `stage_key`."""
    return (
        {stage_key(name): DealStatus.OPEN for name in open_}
        | {stage_key(name): DealStatus.WON for name in won}
        | {stage_key(name): DealStatus.LOST for name in lost}
    )

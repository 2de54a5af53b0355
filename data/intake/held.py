"""A client as a row names it, and as it is held while rows about it are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Wanted(NamedTuple):
    """A client as a row names it; `name` is None for one that no column names, `reference` then identifies it."""

    manager_id: int
    name: str | None
    external_id: str | None
    reference: str


@dataclass(slots=True)
class Held:
    """A client of the store while rows about it are read.

    `made` says that this import made it. `external_id` is its id in the source that is read, `own_id` the one it has
    in the `source` it came from.
    """

    id: int
    manager_id: int
    name: str
    name_key: str
    nameless: bool
    external_id: str | None
    said: Sequence[str]
    made: bool
    details: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    own_id: str | None = None

"""Made-up departments: clients with any combination of the facts that decide on a place in the queue."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.orm import Session

from cockpit.method.playbook import INTERVAL_DAYS
from cockpit.method.words import ContactSource, Temperature
from data.tables import ClientRow
from tests.data.builders import NOW, TODAY


def _day(back: int, ahead: int = 0) -> st.SearchStrategy[date | None]:
    return st.none() | st.integers(-ahead, back).map(lambda days: TODAY - timedelta(days=days))


_MONEY = st.sampled_from(
    [(None, None), (0, "RUB"), (100, "RUB"), (100, "USD"), (7_000_003, "RUB"), (10**14 + 1, "RUB")]
)

CLIENTS = st.lists(
    st.fixed_dictionaries(
        {
            "temperature": st.sampled_from(Temperature),
            "is_open": st.sampled_from([True, True, True, False]),
            "money": _MONEY,
            "estimated": st.booleans(),
            "payment_stopped": st.booleans(),
            "promise_on": _day(3, 3),
            "last_contact_on": _day(75),
            "contact_source": st.sampled_from(ContactSource),
            "last_reached_on": _day(40),
            "reviewed_on": _day(50),
            "opened_on": _day(140, 2),
            "parked_until": _day(6, 2),
            "temperature_on": _day(9),
            "interval_days": st.none() | st.sampled_from(INTERVAL_DAYS),
            "review_due_on": _day(9, 9),
            "kept_on": _day(40),
            "put_off": st.booleans(),
        }
    ),
    max_size=12,
)


def many_clients(seed: int, count: int) -> list[dict[str, Any]]:
    """Make so many clients that nearly every neighbourhood of facts occurs; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  nothing secret

    def day(back: int, ahead: int = 0) -> date | None:
        return chance.choice([None, *[TODAY - timedelta(days=days) for days in range(-ahead, back + 1)]])

    return [
        {
            "temperature": chance.choice(list(Temperature)),
            "is_open": True,
            "money": chance.choice([(None, None), (chance.randint(1, 9), "RUB"), (100, "USD")]),
            "estimated": chance.random() < 0.2,
            "payment_stopped": chance.random() < 0.2,
            "promise_on": chance.choice([None, day(2, 2)]),
            "last_contact_on": chance.choice([None, day(20), day(75)]),
            "contact_source": chance.choice(list(ContactSource)),
            "last_reached_on": day(40),
            "reviewed_on": day(50),
            "opened_on": chance.choice([day(3, 3), day(140)]),
            "parked_until": chance.choice([None, None, day(30, 2)]),
            "temperature_on": day(9),
            "interval_days": chance.choice([None, *INTERVAL_DAYS]),
            "review_due_on": chance.choice([None, day(5, 9)]),
            "kept_on": chance.choice([None, day(40)]),
            "put_off": chance.random() < 0.5,
        }
        for _ in range(count)
    ]


def write_clients(session: Session, manager_id: int, clients: Sequence[dict[str, Any]]) -> list[int]:
    """Write made-up clients of a manager as they are, without working anything out; return their ids."""
    rows = []
    for number, made_up in enumerate(clients):
        columns = {name: value for name, value in made_up.items() if name != "money"}
        columns["money_minor"], columns["currency"] = made_up["money"]
        name = f"ACME [/foo] {number}"
        rows.append({"manager_id": manager_id, "name": name, "name_key": name.casefold(), "created_at": NOW, **columns})
    if not rows:
        return []
    return list(session.scalars(insert(ClientRow).returning(ClientRow.id, sort_by_parameter_order=True), rows))

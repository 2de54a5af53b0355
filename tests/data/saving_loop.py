"""A program that saves reviews without end and says which are saved, to be killed at any moment."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from data.store import Store
from tests.data.builders import NOW, outcome


async def main(url: str, drafts: str) -> None:
    """Save a draft and then its review, again and again; print ``review id`` or ``draft text`` when it is kept."""
    store = Store(url, Desk("Ирина", "loop", "RUB"), drafts=Path(drafts))
    await store.open(NOW)
    [line] = await store.tasks(NOW)
    assert line.client_id is not None
    sitting = await store.sit_down(line.manager_id, NOW)
    plan, number = line.id, 0
    while True:
        now = NOW + timedelta(seconds=number)
        text = f"строка [{number}]"
        await store.save_draft(ReviewDraft(line.client_id, actual=text), sitting.id, now)
        _tell(f"draft {text}")
        review = await store.save_review(sitting.id, outcome(line.client_id, plan, actual=text), now)
        _tell(f"review {review.id}")
        [task] = await store.tasks(now)
        plan, number = task.id, number + 1


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

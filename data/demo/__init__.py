"""A made-up team to look at the cockpit with: the same for one day and language, always relative to today."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from data.demo.crm import Crm
from data.demo.days import Days
from data.demo.department import Department
from data.demo.deputy import Deputy
from data.demo.lead import Chance, World
from data.demo.leads import make_leads
from data.demo.rows import Rows
from data.demo.schedule import Schedule
from data.demo.script import Ladder, write_script
from data.demo.story import Story
from data.demo.texts import Texts
from data.engine import make_engine
from data.failures import explained
from data.schema import bring_up_to_date
from data.upkeep import refresh


def build(file: Path, language: str, desk: Desk, now: datetime) -> None:
    """Build a department that has been reviewed for six weeks, and has not sat down today.

    It is written beside its place and moved there at the end, so a half-built file never stands in it.

    Args:
        file: where it shall stand, for its owner alone; a file that another program built meanwhile is kept.
        language: ``ru`` or ``en``, which also chooses the currency.
        desk: the norms.
        now: the present moment, in the organisation's zone.

    Raises:
        StoreError: it cannot be written.
    """
    half = file.with_name(f"{file.stem}.half-{os.getpid()}{file.suffix}")
    try:
        half.unlink(missing_ok=True)
        _write(half, language, desk, now)
        if not file.exists():
            half.rename(file)
    except (OSError, SQLAlchemyError) as error:
        raise explained(error) from error
    finally:
        for rest in (half, *(half.with_name(f"{half.name}-{end}") for end in ("wal", "shm"))):
            with suppress(OSError):
                rest.unlink(missing_ok=True)


def rows_of(texts: Texts, desk: Desk, now: datetime, seed: str) -> Rows:
    """Make every row of the department; what follows from the rows is left to `data.upkeep`."""
    world = World(texts, Days.around(now, desk.norms.calendar), desk.norms, Chance(seed), Rows())
    world.leads = make_leads(world)
    schedule = Schedule(world)
    ladder = Ladder(texts.talk.steps)
    for lead in world.leads:
        write_script(lead, ladder, world.chance)
    story = Story(world, Crm(world))
    for sitting in schedule.sittings:
        story.sit(sitting)
    story.stop_payments()
    Department(world).write()
    Deputy(world).write()
    return world.rows


def _write(file: Path, language: str, desk: Desk, now: datetime) -> None:
    rows = rows_of(_texts(language), desk, now, f"{now.date().isoformat()}-{language}")
    engine = make_engine(f"sqlite:///{file}")
    try:
        bring_up_to_date(engine, now)
        with Session(engine.execution_options(write=True)) as session, session.begin():
            rows.insert(session)
            refresh(session, desk, None, now)
    finally:
        engine.dispose()


def _texts(language: str) -> Texts:
    if language == "ru":
        from data.demo import russian

        return russian.TEXTS
    from data.demo import english

    return english.TEXTS

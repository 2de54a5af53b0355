"""The hold on a sitting: which running program has it open, so that two do not write into the same cards unnoticed."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from cockpit.method.desk import Desk
from cockpit.method.errors import HeldError
from cockpit.method.sentence import say
from data.tables import SittingRow

#: How a row that is fetched is locked on a server: against other writers, not against new rows that refer to it.
LOCK = {"key_share": True}
#: A program that gave no sign of life for so long has let go.
ALIVE = timedelta(seconds=60)


def hold(sitting: SittingRow, desk: Desk, now: datetime, *, take_over: bool = False) -> None:
    """Take the hold or keep it, and give a sign of life.

    Args:
        sitting: the sitting; on a server its row is locked by the caller.
        desk: this program.
        now: the present moment.
        take_over: take it from another program that is alive.

    Raises:
        HeldError: another program that is alive has it.
    """
    if not take_over:
        check(sitting.head, sitting.holder, sitting.held_at, desk, now)
    sitting.holder, sitting.held_at = desk.holder, now


def check(head: str, holder: str | None, held_at: datetime | None, desk: Desk, now: datetime) -> None:
    """Make sure that this program may take or keep the hold on a sitting of `head`.

    Raises:
        HeldError: another program that is alive has it.
    """
    free = holder is None or holder == desk.holder or gone(holder, desk.holder)
    if not free and held_at is not None and now - held_at < ALIVE:
        raise HeldError(
            say("The sitting is open elsewhere"),
            say(
                "{head} has it open in another window, last used at {time}. Go on there, or take it over here.",
                head=head,
                time=f"{held_at.astimezone(now.tzinfo):%H:%M}",
            ),
        )


def let_go(sitting: SittingRow, desk: Desk) -> None:
    """Give the hold up, if it is ours."""
    if sitting.holder == desk.holder:
        sitting.holder = sitting.held_at = None


def gone(holder: str, own: str) -> bool:
    """Has the program that holds ended without letting go? Only a program on this machine can be known to have.

    Args:
        holder: its name, ``machine/process/token``; one that is built otherwise may be alive.
        own: the name of this program.
    """
    machine, _, rest = holder.partition("/")
    process = rest.partition("/")[0]
    if machine != own.partition("/")[0] or not process.isdecimal() or os.name != "posix":
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False

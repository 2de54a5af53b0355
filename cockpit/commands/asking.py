"""Asking the store for a command, and handing out what it answers."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from cockpit.language import t
from cockpit.method.errors import CockpitError, FileError, FileThereError, SettingsError
from cockpit.method.overview import ManagerLine
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.sentence import say
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.start import Start

if TYPE_CHECKING:
    from cockpit.commands.options import Target, Whose
    from cockpit.output.base import Form
    from data.store import Store

R = TypeVar("R")


def ask(start: Start, question: Callable[[Store], Awaitable[R]], *, makes: bool = False) -> R:
    """Open the store, ask it, and close it.

    Args:
        start: the settings and the store's address.
        question: what is asked.
        makes: a file that is not there is made; otherwise a mistyped ``--db`` would look like lost data.

    Raises:
        SettingsError: there is no such file.
    """
    file = start.settings.db.file
    if start.options.db and not makes and file is not None and not file.exists():
        raise SettingsError(say("No such file"), say("There is no database {file}.", file=str(file)))

    async def asked() -> R:
        store = start.store()
        try:
            await store.open(start.clock())
            return await question(store)
        finally:
            store.close()

    return asyncio.run(asked())


async def one_manager(store: Store, start: Start, name: str) -> ManagerLine:
    """Find the one manager of that name, or whose name begins so.

    Raises:
        CockpitError: there is none, or there are several.
    """
    lines = await store.managers(start.clock())
    wanted = " ".join(name.split()).casefold()
    exact = [line for line in lines if line.manager.name.casefold() == wanted]
    found = exact or [line for line in lines if line.manager.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(line.manager.name for line in found or lines)
    if found:
        raise CockpitError(say("Which manager?"), say("Several managers have such a name: {names}.", names=names))
    sentence = say("No manager has the name {name}. There are: {names}.", name=name, names=names or "—")
    raise CockpitError(say("No such manager"), sentence)


async def manager_id(store: Store, start: Start, name: str | None) -> int | None:
    """Find the id of the manager of that name, as `one_manager` does; None when no name was given."""
    return (await one_manager(store, start, name)).manager.id if name else None


async def scope_of(store: Store, start: Start, whose: Whose) -> tuple[Scope, str]:
    """Find whose figures were asked for: the scope, and the name of the manager or segment; "" for the department.

    Raises:
        CockpitError: nobody has the name, or several have.
    """
    if whose.manager:
        found = await one_manager(store, start, whose.manager)
        return Scope.manager(found.manager.id), found.manager.name
    if not whose.segment:
        return DEPARTMENT, ""
    names = [(Scope.segment(each.id), each.name) for each in await store.segment_list()]
    wanted = " ".join(whose.segment.split()).casefold()
    known = [*names, (Scope.segment(None), t("No segment"))]
    exact = [each for each in known if each[1].casefold() == wanted]
    fitting = exact or [each for each in names if each[1].casefold().startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    told = ", ".join(name for _, name in fitting or names)
    if fitting:
        raise CockpitError(say("Which segment?"), say("Several segments have such a name: {names}.", names=told))
    sentence = say("No segment has the name {name}. There are: {names}.", name=whose.segment, names=told or "—")
    raise CockpitError(say("No such segment"), sentence)


def print_json(form: Form) -> None:
    """Print a form."""
    click.echo(form.model_dump_json(indent=2))


def hand_out(start: Start, path: Path | None, question: Callable[[Store], Awaitable[bytes]]) -> None:
    """Print what the store answers, or say which file it wrote.

    Raises:
        FileError: the file is there already, or cannot be written.
    """
    try:
        body = ask(start, question)
    except FileThereError as error:
        raise FileError(error.title, say("{reason} Add --force to do so.", reason=error.sentence)) from error
    if path is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    else:
        click.echo(t("Written: {file}", file=str(path)))


def hand_out_table(start: Start, target: Target, body: Callable[[Store, SheetForm], Awaitable[bytes]]) -> None:
    """Make tables in the form that was asked for, Markdown unless said otherwise, and write them where they go."""
    form, path = target.chosen(TABLE_FORMS, SheetForm.MARKDOWN), target.path

    async def question(store: Store) -> bytes:
        found = await body(store, form)
        if path is None:
            return found
        await store.hand_out(path, found, replace=target.force)
        return b""

    hand_out(start, path, question)

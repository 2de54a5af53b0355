"""Managers, clients and deals entered by hand: their forms. Await these functions in a worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from textual.screen import Screen

from cockpit.language import t
from cockpit.language.words import client_name, status_name
from cockpit.method.entry import (
    ClientEntry,
    DealEntry,
    DealFields,
    ManagerEntry,
    SegmentEntry,
    check_name,
    read_deal,
    read_interval,
)
from cockpit.method.money import Money, places
from cockpit.method.records import Client, Deal, Manager, Segment
from cockpit.method.sentence import Problem, Sentence
from cockpit.method.words import DealStatus, Temperature, TemperatureSource
from screens.base import CockpitDialog, CockpitScreen
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.temperature import temperature_word

R = TypeVar("R")
Asking = CockpitScreen[R] | CockpitDialog[R]


async def edit_manager(screen: Asking[R], manager: Manager | None = None, taken: Iterable[str] = ()) -> Manager | None:
    """Ask for a manager and store him.

    Args:
        screen: where it is asked.
        manager: who is changed; None adds one.
        taken: the names of the others.

    Returns:
        The manager as stored; None when the form was left.
    """
    store, saved = screen.services.store, list[Manager]()
    own = manager.name.casefold() if manager else None
    others = [name for name in taken if name.casefold() != own]
    segments = await store.segments()

    async def check(values: Values) -> tuple[Problem, ...]:
        segment = values["new_segment"].strip() or values.get("segment", "")
        entry = ManagerEntry(values["name"], segment, values["head"])
        problems = [*check_name(entry.name, others)]
        if values["new_segment"].strip():
            problems += [Problem("new_segment", each.sentence) for each in check_name(segment, ())]
        if not problems:
            saved.append(await store.save_manager(entry, screen.services.now(), manager.id if manager else None))
        return tuple(problems)

    present = manager.segment.name if manager and manager.segment else ""
    choice = FieldSpec(
        "segment",
        t("Segment"),
        present,
        kind="choice",
        choices=tuple((name, name) for name in segments),
        hint=t("none"),
        optional=True,
    )
    fields = (
        FieldSpec("name", t("Name"), manager.name if manager else ""),
        *((choice,) if segments else ()),
        FieldSpec(
            "new_segment",
            t("or a new segment") if segments else t("Segment"),
            hint=t("its name") if segments else t("a part of the department; may stay empty"),
        ),
        FieldSpec("head", t("Sales head"), manager.head if manager else store.desk.head),
    )
    title = t("Change the manager") if manager else t("Add a manager")
    await _asked(screen, FormDialog(title, fields, check))
    return saved[-1] if saved else None


async def edit_segment(screen: Asking[R], segment: Segment | None = None, taken: Iterable[str] = ()) -> Segment | None:
    """Ask for a segment and store it.

    Args:
        screen: where it is asked.
        segment: which one is changed; None adds one.
        taken: the names of all segments.

    Returns:
        The segment as stored; None when the form was left.
    """
    services, saved = screen.services, list[Segment]()
    own = segment.name.casefold() if segment else None
    others = [name for name in taken if name.casefold() != own]

    async def check(values: Values) -> tuple[Problem, ...]:
        entry = SegmentEntry(**values)
        if not (problems := check_name(entry.name, others)):
            saved.append(await services.store.save_segment(entry, services.now(), segment.id if segment else None))
        return problems

    known = segment or Segment(0, "")
    fields = (
        FieldSpec("name", t("Name"), known.name, hint=t("a part of the department")),
        FieldSpec("head", t("Sales head"), known.head, hint=t("who reviews its managers")),
        FieldSpec("deputy", t("Deputy"), known.deputy, hint=t("who stands in for the head")),
    )
    await _asked(screen, FormDialog(t("Change the segment") if segment else t("Add a segment"), fields, check))
    return saved[-1] if saved else None


async def edit_client(screen: Asking[R], manager: Manager, client: Client | None = None) -> Client | None:
    """Ask for a client and store him; one that is added gets his first deal with it.

    Returns:
        The client as stored; None when the form was left.
    """
    services, saved = screen.services, list[Client]()
    store = services.store

    async def check(values: Values) -> tuple[Problem, ...]:
        now = services.now()
        entry = ClientEntry(
            manager.id,
            values["name"],
            values["contact"],
            values["phone"],
            values["email"],
            values["lead_source"],
            values["note"],
            Temperature(values["temperature"]) if values["temperature"] else None,
            values["own_interval"],
        )
        problems = list(check_name(entry.name, ()))
        interval = read_interval(entry.own_interval)
        if isinstance(interval, Sentence):
            problems.append(Problem("own_interval", interval))
        deal: DealFields | None = None
        if client is None:
            first = DealEntry(0, values["title"] or values["name"], values["amount"], expected_on=values["expected_on"])
            read = read_deal(first, now.date(), store.desk.norms.calendar, store.desk.currency)
            if isinstance(read, DealFields):
                deal = read
            else:
                problems.extend(read)
        if not problems:
            # a second try after a failed deal must not add the client twice
            known = saved[-1] if saved else client
            stored = await store.save_client(entry, now, known.id if known else None)
            saved.append(stored)
            if deal is not None:
                await store.save_deal(replace(deal, client_id=stored.id), now)
        return tuple(problems)

    fields = _client_fields(client)
    if client is None:
        fields += (
            FieldSpec("title", t("First deal"), hint=t("what is being sold")),
            FieldSpec("amount", t("Amount"), kind="money", hint=t("500000, 500k or 1.2M")),
            FieldSpec("expected_on", t("Pays on"), kind="date", hint=t("15.08, +3, fri; empty when not agreed")),
        )
    title = t("Change the client") if client else t("Add a client of {manager}", manager=manager.name)
    await _asked(screen, FormDialog(title, fields, check))
    return saved[-1] if saved else None


def _client_fields(client: Client | None) -> tuple[FieldSpec, ...]:
    known = client or Client(0, 0, "", Temperature.POTENTIAL)
    by_hand = known.temperature_source is TemperatureSource.HAND
    return (
        FieldSpec("name", t("Client"), known.name, hint=t("the company")),
        FieldSpec("contact", t("Contact"), known.contact, hint=t("who one talks to")),
        FieldSpec("phone", t("Phone"), known.phone),
        FieldSpec("email", t("Email"), known.email),
        FieldSpec("lead_source", t("Source"), known.lead_source, hint=t("fair, site, recommendation…")),
        FieldSpec("note", t("Note"), known.note),
        FieldSpec(
            "temperature",
            t("Type"),
            known.temperature.value if by_hand else "",
            kind="choice",
            choices=tuple((each.value, temperature_word(each)) for each in Temperature),
            hint=t("as the facts say"),
            optional=True,
        ),
        FieldSpec(
            "own_interval",
            t("Review every"),
            "" if known.own_interval is None else str(known.own_interval),
            hint=t("1 to 10 working days; empty: by the rule"),
        ),
    )


async def edit_deal(screen: Asking[R], client: Client, deal: Deal | None = None) -> Deal | None:
    """Ask for a deal of a client and store it.

    Returns:
        The deal as stored; None when the form was left.
    """
    services, saved = screen.services, list[Deal]()
    desk = services.store.desk
    currency = deal.amount.currency if deal and deal.amount else desk.currency

    async def check(values: Values) -> tuple[Problem, ...]:
        now = services.now()
        texts = {name: text for name, text in values.items() if name != "status"}
        entry = DealEntry(client.id, status=DealStatus(values["status"]), **texts)
        read = read_deal(entry, now.date(), desk.norms.calendar, currency)
        if not isinstance(read, DealFields):
            return read
        saved.append(await services.store.save_deal(read, now, deal.id if deal else None))
        return ()

    known = deal or Deal(0, client.id, "", DealStatus.OPEN)
    days = t("15.08, +3, fri or 2026-08-15")
    fields = (
        FieldSpec("title", t("Deal"), known.title, hint=t("what is being sold")),
        FieldSpec("amount", t("Amount"), typed_amount(known.amount), kind="money", hint=t("500000, 500k or 1.2M")),
        FieldSpec("stage", t("Stage"), known.stage),
        FieldSpec("status", t("Status"), known.status.value, kind="choice", choices=tuple(deal_words().items())),
        FieldSpec("expected_on", t("Pays on"), typed_day(known.expected_on), kind="date", hint=days),
        FieldSpec("created_on", t("Began on"), typed_day(known.created_on), kind="date", hint=t("today")),
        FieldSpec("closed_on", t("Closed on"), typed_day(known.closed_on), kind="date", hint=t("today, when closed")),
        FieldSpec("lost_reason", t("Lost because"), known.lost_reason, hint=t("when it is lost")),
    )
    heading = t("Change a deal of {client}", client=client_name(client))
    if deal is None:
        heading = t("Add a deal of {client}", client=client_name(client))
    await _asked(screen, FormDialog(heading, fields, check))
    return saved[-1] if saved else None


def deal_words() -> dict[str, str]:
    """Return the words for where a deal stands, by the stored value."""
    return {status.value: status_name(status) for status in DealStatus}


def typed_amount(amount: Money | None) -> str:
    """Return an amount as one would type it into a field, in units of its own currency."""
    if amount is None:
        return ""
    shown = places(amount.currency)
    whole, rest = divmod(amount.minor, 10**shown)
    return f"{whole}.{rest:0{shown}}" if rest else str(whole)


def typed_day(day: date | None) -> str:
    """Return a day as one would type it into a field."""
    return f"{day:%d.%m.%Y}" if day else ""


async def _asked(screen: Screen[R], form: FormDialog) -> None:
    await screen.app.push_screen_wait(form)

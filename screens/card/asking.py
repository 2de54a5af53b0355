"""The forms and lists that the card asks with: an ending, the profile, putting a client off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from cockpit.language import t, tell
from cockpit.language.words import ending_name
from cockpit.method.norms import Norms
from cockpit.method.sentence import Problem
from cockpit.method.sitting import read_deferral
from cockpit.method.words import Ending
from screens.choosing import ChoiceDialog
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.plain import Cell
from screens.seat import Seat, typed_money
from screens.tags import Tag

#: The key of the line that takes a choice back.
NONE = "-"


def ending_choice(seat: Seat) -> ChoiceDialog:
    """Ask why the client needs no next task."""
    choices: list[tuple[str, Cell]] = [(ending.value, ending_name(ending).capitalize()) for ending in Ending]
    if seat.draft.ending is not None:
        choices.append((NONE, t("Take back: the client stays in work")))
    return ChoiceDialog(t("No next task, because…"), choices, at=seat.draft.ending or "")


def ending_form(seat: Seat, ending: Ending) -> FormDialog:
    """Ask what belongs to an ending, with what was entered for it before."""
    draft = seat.draft
    same = draft.ending is ending
    reason = FieldSpec("ending_reason", t("Reason"), draft.ending_reason if same else "")
    day = draft.ending_day if same else ""
    if ending is Ending.REFUSED:
        fields = [reason]
    elif ending is Ending.PARKED:
        fields = [FieldSpec("ending_day", t("Until"), day, "date", hint=t("15.08, +10, fri")), reason]
    else:
        client = seat.card.client
        known = typed_money(client.money, client.money.currency) if client.money and not client.estimated else ""
        amount = draft.ending_amount if same else known
        fields = [
            FieldSpec("ending_amount", t("How much"), amount, "money", hint=t("500000 or 500k")),
            FieldSpec("ending_day", t("When"), day, "date", hint=t("today")),
        ]

    async def check(values: Values) -> Sequence[Problem]:
        given = (values.get("ending_reason", ""), values.get("ending_day", ""), values.get("ending_amount", ""))
        problems = seat.ending_problems(ending, *given)
        if not problems:
            seat.end(ending, *given)
        return problems

    return FormDialog(ending_name(ending).capitalize(), fields, check)


def profile_form(seat: Seat) -> FormDialog:
    """Ask what is known about the client, the unknown first."""
    unknown = {question.id for question in seat.unknown}
    known = seat.card.answers

    def value(name: str) -> str:
        return seat.draft.answers.get(name, known[name].text if name in known else "")

    fields = [
        FieldSpec(question.id, tell(question.label), value(question.id), hint=tell(question.ask))
        for question in sorted(seat.card.playbook.questions, key=lambda question: question.id not in unknown)
    ]

    async def check(values: Values) -> Sequence[Problem]:
        for name, text in values.items():
            if text != (known[name].text if name in known else ""):
                seat.draft.answers[name] = text
            else:
                seat.draft.answers.pop(name, None)
        return ()

    return FormDialog(t("What is known"), fields, check)


def deferral_form(today: date, norms: Norms, save: Callable[[date, str], Awaitable[None]]) -> FormDialog:
    """Ask until when and why a client is put off; `save` stores it."""

    async def check(values: Values) -> Sequence[Problem]:
        found = read_deferral(values["until"], values["reason"], today, norms)
        if not isinstance(found, date):
            return found
        await save(found, values["reason"].strip())
        return ()

    fields = [
        FieldSpec("until", t("Until"), "", "date", hint=t("15.08, +3, fri")),
        FieldSpec("reason", t("Reason")),
    ]
    return FormDialog(
        t("Put off the client"), fields, check, note=t("The client counts as worked through in this sitting.")
    )


def tag_question(tag: Tag) -> str:
    """Ask what went wrong in the talk, or what the correction trains."""
    return t("What went wrong?") if tag == "error_type" else t("What has to be learned?")


def tag_choice(seat: Seat, tag: Tag) -> ChoiceDialog:
    """Ask for an error type or a competency by a list of its own."""
    choices: list[tuple[str, Cell]] = [(each.id, tell(each.label)) for each in seat.tags.choices(tag)]
    chosen = seat.tags.chosen(tag)
    if chosen:
        choices.append((NONE, t("None of them")))
    return ChoiceDialog(tag_question(tag), choices, at=chosen)


def risk_choice(seat: Seat) -> ChoiceDialog:
    """Ask which old risk is gone."""
    closed = set(seat.draft.closed_risks)
    return ChoiceDialog(
        t("Which risk is gone?"),
        [(str(risk.id), ((risk.text, "muted" if risk.id in closed else ""),)) for risk in seat.card.risks],
    )

"""What is done to the clients of a queue: put off, changed, woken, given an interval, and taken back."""

from __future__ import annotations

from textual import work

from cockpit.language import t, tell, tn
from cockpit.language.words import client_name
from cockpit.method.entry import read_interval
from cockpit.method.errors import HeldError
from cockpit.method.records import Sitting
from cockpit.method.sentence import Problem, Sentence
from cockpit.method.sitting import read_deferral
from screens.deals import DealsDialog
from screens.dialogs import ConfirmDialog
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.people import edit_client
from screens.queue_head import awaited
from screens.queue_list import QueueList


class QueueActs(QueueList):
    """A queue whose clients can be changed."""

    async def _sit_down(self) -> Sitting | None:
        """Begin the sitting or go on with it; None when another program has it and keeps it."""
        store, now = self.services.store, self.services.now()
        begun = self._view is not None and self._view.sitting is not None
        high_only = None if begun else self._high_only
        try:
            sitting = await store.sit_down(self._manager_id, now, high_only=high_only)
        except HeldError as error:
            question = ConfirmDialog(tell(error.title), f"{tell(error.sentence)}\n\n{t('Take the sitting over?')}")
            if not await self.app.push_screen_wait(question):
                return None
            sitting = await store.sit_down(self._manager_id, now, take_over=True, high_only=high_only)
        self._sitting = sitting.id
        if self._since is None:
            self._since = sitting.seconds  # the minutes of an earlier part of the sitting are not those of the budget
        return sitting

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def action_defer(self) -> None:
        """Put the client under the cursor off until a day, with a reason."""
        client_id = self._here
        line = self._lines.get(client_id) if client_id is not None else None
        if client_id is None or line is None:
            return
        sitting = await self._sit_down()
        if sitting is None:
            return
        services = self.services

        async def check(values: Values) -> tuple[Problem, ...]:
            now, norms = services.now(), services.store.desk.norms
            until = read_deferral(values["until"], values["reason"], now.date(), norms)
            if isinstance(until, tuple):
                return until
            await services.store.defer(sitting.id, client_id, until, values["reason"], now)
            return ()

        form = FormDialog(
            t("Put off {client}", client=client_name(line.client)),
            (
                FieldSpec("until", t("Until"), kind="date", hint=t("for example +3, fri, 15.08")),
                FieldSpec("reason", t("Because"), hint=t("what has to happen first")),
            ),
            check,
        )
        await self.app.push_screen_wait(form)
        await self._load()

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def action_budget(self) -> None:
        """Say how many minutes there are, and see whom they cover."""
        from screens.budget import ask_minutes

        view = self._view
        if view is None:
            return
        if self._workload is None:
            await self._weigh(awaited(view))
        if self._workload is None or not self._workload.clients:
            self.notify(t("Nobody is due, so there is no time to plan."))
            return
        answer = await ask_minutes(self, self._workload, self._minutes)
        if answer is not None:
            self._minutes = answer[0]
            self._since = view.sitting.seconds if view.sitting else None
            await self._lay_out(self._here)

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def action_defer_rest(self) -> None:
        """Put off, after a question, the due clients that the time does not cover."""
        from screens.budget import confirm_putting_off

        budget = self._budget
        if budget is None or not budget.left:
            self.notify(t("The time covers everybody who is due: b says how many minutes there are."))
            return
        if not await confirm_putting_off(self, budget):
            return
        sitting = await self._sit_down()
        if sitting is None:
            return
        services, count = self.services, len(budget.left)
        await services.store.defer_many(sitting.id, budget.left, budget.until, t("no time left"), services.now())
        self.notify(tn("{n} client is put off; u takes it back.", "{n} clients are put off; u takes it back.", count))
        await self._load()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_asleep(self) -> None:
        """Decide about the sleeping clients, many at once."""
        from screens.asleep import AsleepScreen

        view = self._view
        if view is None:
            return
        client_id = await self.app.push_screen_wait(AsleepScreen(view.manager))
        if client_id is not None:
            self._wanted = client_id
        self._cards.clear()
        await self._load()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_interval(self) -> None:
        """Set the review interval of the client under the cursor."""
        line = self._lines.get(self._here or 0)
        if line is None:
            return
        services, client = self.services, line.client

        async def check(values: Values) -> tuple[Problem, ...]:
            days = read_interval(values["interval"])
            if isinstance(days, Sentence):
                return (Problem("interval", days),)
            await services.store.set_interval(client.id, days, services.now())
            return ()

        own = str(client.own_interval) if client.own_interval else ""
        form = FormDialog(
            t("Review interval of {client}", client=client_name(client)),
            (FieldSpec("interval", t("Working days"), own, hint=t("empty: as the rule says")),),
            check,
            note=t(
                "After so many working days this client is reviewed again, whatever its type. An open client never "
                "waits longer than a week, and two working days where deals are won within a fortnight; only parking "
                "it until a day, with a reason, makes it wait longer."
            ),
        )
        if await self.app.push_screen_wait(form) is not None:
            self._stay()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add a client of this manager, with a first deal."""
        if self._view is not None:
            saved = await edit_client(self, self._view.manager)
            if saved is not None:
                self._wanted = saved.id
                self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the client under the cursor."""
        line = self._lines.get(self._here or 0)
        if line is not None and self._view is not None:
            await edit_client(self, self._view.manager, line.client)
            self._stay()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_deals(self) -> None:
        """Show the deals of the client under the cursor, to add and to change."""
        client_id = self._here
        if client_id is not None:
            card = await self.services.store.card(client_id, self.services.now())
            if await self.app.push_screen_wait(DealsDialog(card.client, card.deals)):
                self._stay()

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act of the day back."""
        undone = await self.take_back()
        if undone is not None:
            self._wanted = undone.client_id or self._here
            self._cards.clear()
            self.action_reload()

"""Undo: taking the last act back, whole, or not at all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import ConflictError
from cockpit.method.overview import Undone
from cockpit.method.scope import Level
from cockpit.method.sentence import Sentence, say
from data.acts import BY_HAND, Image, frozen, image, thawed
from data.drafts import from_json
from data.hold import LOCK, hold, let_go
from data.sittings import rejoin, reopen
from data.tables import (
    Base,
    ClientRow,
    ManagerRow,
    PlaybookRow,
    RequestRow,
    ReviewRow,
    SegmentRow,
    SittingRow,
    TargetRow,
    UndoStepRow,
)
from data.upkeep import refresh, rules_changed

#: The acts by which sleeping clients are decided about.
ASLEEP = frozenset({"asleep kept", "asleep parked", "asleep refused"})
# Acts of a queue that are about none of its clients alone.
_OF_A_QUEUE = ASLEEP | {"recruiting"}
# Rows that tell of another row and go with it.
_FOLLOWING = {"change", "forecast", "usual"}
# What targets are set for.
_LEVELS = {ManagerRow.__tablename__: Level.MANAGER, SegmentRow.__tablename__: Level.SEGMENT}


def take_back(
    session: Session, desk: Desk, now: datetime, *, over_clients: bool = False
) -> tuple[Undone, ReviewDraft | None, int | None] | None:
    """Take this head's last act of the local day back, whole.

    Asked `over_clients`, on a card or in a queue, an act on the department stays: who works on clients does not see
    what it would undo.

    Rows it added are removed, except a review, which stays as a trail with its `undone_at`. A sitting that was ended
    since is open again when one of its reviews comes back.

    Returns:
        What was taken back, with the draft and the sitting when it was a review; None when there is nothing.

    Raises:
        ConflictError: what it wrote was changed since; nothing was taken back.
        HeldError: the sitting is open in another program.
    """
    step = session.scalar(
        select(UndoStepRow)
        .where(UndoStepRow.head == desk.head, UndoStepRow.undone_at.is_(None))
        .order_by(UndoStepRow.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
    )
    if step is None or step.at.astimezone(now.tzinfo).date() != now.date():
        return None
    if over_clients and not _of_clients(step):
        return Undone(_elsewhere(step), elsewhere=True), None, None
    sitting = None if step.sitting_id is None else session.get(SittingRow, step.sitting_id, with_for_update=LOCK)
    ours = sitting is not None and sitting.holder == desk.holder
    if sitting is not None:
        hold(sitting, desk, now)
        reopen(session, sitting)
    clients = _clients(step)
    _TakingBack(session, step).run(now)
    step.undone_at = now
    session.flush()
    session.expire_all()
    left = session.scalars(select(ClientRow.id).where(ClientRow.id.in_(clients))).all()
    refresh(session, desk, left, now)
    if _governs(step):
        rules_changed(session, desk, now)
    if step.kind in ASLEEP:
        rejoin(session, desk, left, now)
    draft = None
    if step.draft is not None and step.client_id is not None:
        draft = from_json(step.client_id, step.draft)
    elif sitting is not None and not ours:
        let_go(sitting, desk)
    undone = Undone(_what(step.kind, step.about), step.client_id if draft is not None else None)
    return undone, draft, step.sitting_id


class _TakingBack:
    """One step read backwards: first every row is checked, then all are put back."""

    def __init__(self, session: Session, step: UndoStepRow) -> None:
        self.session = session
        self.about = step.about
        self.rows = [(Base.metadata.tables[name], key, before, after) for name, key, before, after in step.rows]
        self.own = {(table.name, key) for table, key, _, _ in self.rows}

    def run(self, now: datetime) -> None:
        order = {table: number for number, table in enumerate(Base.metadata.sorted_tables)}
        for table, key, before, after in self.rows:
            self._check(table, key, before, after)
        for table, key, before, _ in sorted(self.rows, key=lambda row: -order[row[0]]):
            if before is None and table.name == ReviewRow.__tablename__:
                self._update(table, key, {"undone_at": frozen(table.c.undone_at.type, now)})
            elif before is None:
                if table.name == RequestRow.__tablename__ and self._referring(table, key) is not None:
                    continue  # it is not this act's alone: others stand behind it by now
                self._unreferred(table, key)
                self.session.execute(delete(table).where(table.c.id == key))
        for table, _, before, after in sorted(self.rows, key=lambda row: order[row[0]]):
            if before is not None and after is None:
                self.session.execute(insert(table).values(thawed(table, before)))
        for table, key, before, after in self.rows:
            if before is not None and after is not None:
                self._update(table, key, before)

    def _check(self, table: Table, key: int, before: Image | None, after: Image | None) -> None:
        found = image(self.session, table, key)
        if after is None:
            if found is not None:
                raise self._conflict(table)
            return
        if found is None:
            raise self._conflict(table)
        changed = {column for column, value in after.items() if found[column] != value}
        if changed - (BY_HAND if table.name == ClientRow.__tablename__ else set()):
            raise self._conflict(table)
        if before is not None and changed:
            # The rule has judged the temperature anew since; it will judge what is put back as well.
            for column in BY_HAND:
                before.pop(column, None)

    def _unreferred(self, table: Table, key: int) -> None:
        """Refuse to remove what something later refers to."""
        other = self._referring(table, key)
        if other is not None:
            raise self._conflict(other)

    def _referring(self, table: Table, key: int) -> Table | None:
        """Return a table where something later refers to a row."""
        if (level := _LEVELS.get(table.name)) is not None:
            # A target names its owner without a foreign key.
            aims = select(TargetRow.id).where(TargetRow.level == level, TargetRow.owner_id == key).limit(1)
            if self.session.scalar(aims) is not None:
                return Base.metadata.tables[TargetRow.__tablename__]
        for other in Base.metadata.sorted_tables:
            if other.name in _FOLLOWING:
                continue
            for foreign in other.foreign_keys:
                if foreign.column.table is not table:
                    continue
                wanted = select(other.c.id).where(foreign.parent == key)
                if other.name == ReviewRow.__tablename__:
                    wanted = wanted.where(other.c.undone_at.is_(None))  # a mere trail
                referring = self.session.scalars(wanted)
                if any((other.name, found) not in self.own for found in referring):
                    return other
        return None

    def _update(self, table: Table, key: int, image: Image) -> None:
        if image:
            self.session.execute(update(table).where(table.c.id == key).values(thawed(table, image)))

    def _conflict(self, table: Table) -> ConflictError:
        return ConflictError(
            say("It cannot be taken back"),
            say(
                "{name}: {what} changed since, so everything stays as it is.",
                name=self.about,
                what=_NAMES.get(table.name, say("something")),
            ),
        )


def _clients(step: UndoStepRow) -> set[int]:
    found = {step.client_id} if step.client_id is not None else set()
    for name, key, before, after in step.rows:
        if name == ClientRow.__tablename__:
            found.add(key)
        found |= {image["client_id"] for image in (before, after) if image and image.get("client_id")}
    return found


def _governs(step: UndoStepRow) -> bool:
    """Did the act change what the facts of many clients are derived by?"""
    return any(
        name == PlaybookRow.__tablename__ or (name == ManagerRow.__tablename__ and before and "segment_id" in before)
        for name, _, before, _ in step.rows
    )


def _of_clients(step: UndoStepRow) -> bool:
    """Was the act done to a client, in a sitting or in a queue?"""
    return step.client_id is not None or step.sitting_id is not None or step.kind in _OF_A_QUEUE


def _elsewhere(step: UndoStepRow) -> Sentence:
    kind = step.kind.partition(" ")[0]
    what = Sentence(_ELSEWHERE[kind].text, (("name", step.about),)) if kind in _ELSEWHERE else step.about
    return say("The last act was elsewhere: {what}. Take it back on the list of managers.", what=what)


def _what(kind: str, name: str) -> Sentence:
    return Sentence(WORDS[kind].text, (("name", name),)) if kind in WORDS else say("Taken back: {name}", name=name)


#: What is said when an act of each kind was taken back.
WORDS = {
    "review": say("The review of {name} was taken back."),
    "recruiting": say("The recruiting task of {name} was taken back."),
    "deferral": say("{name} is not put off any more."),
    "manager added": say("{name} was removed again."),
    "manager changed": say("{name} is as before."),
    "client added": say("{name} was removed again."),
    "client changed": say("{name} is as before."),
    "interval": say("The review interval of {name} is as before."),
    "segment added": say("{name} was removed again."),
    "segment changed": say("{name} is as before."),
    "segment removed": say("{name} is there again."),
    "playbook changed": say("The playbook is as before: {name}."),
    "task added": say("The task of {name} was removed again."),
    "task done": say("The task of {name} is to be done again."),
    "task dropped": say("The task of {name} is open again."),
    "task moved": say("The task of {name} is due on the day it was."),
    "deal added": say("The deal of {name} was removed again."),
    "deal changed": say("The deal of {name} is as before."),
    "request added": say("The request “{name}” was removed again."),
    "request changed": say("The request “{name}” is as before."),
    "request closed": say("The request “{name}” is open again."),
    "request opened": say("The request “{name}” is closed again."),
    "requests merged": say("What was merged into “{name}” is apart again."),
    "deferrals": say("Not put off any more: {name}."),
    "target set": say("The target of {name} is as before."),
    "target removed": say("The target of {name} is there again."),
    "gone keep": say("The deal of {name} is asked about again."),
    "gone lost": say("The deal of {name} is open again."),
    "gone won": say("The deal of {name} is open again."),
    "scheme changed": say("The rates of pay are as before: {name}."),
    "asleep kept": say("Not kept any more: {name}."),
    "asleep parked": say("Not parked any more: {name}."),
    "asleep refused": say("Not refused any more: {name}."),
}
# What an act on the department was done to, by the first word of its kind.
_ELSEWHERE = {
    "gone": say("a deal of {name} that is not in the files"),
    "manager": say("the manager {name}"),
    "playbook": say("the playbook ({name})"),
    "request": say("the request “{name}”"),
    "requests": say("the request “{name}”"),
    "scheme": say("the rates of pay ({name})"),
    "segment": say("the segment {name}"),
    "target": say("a target of {name}"),
    "task": say("a task of {name}"),
}
_NAMES = {
    "answer": say("an answer"),
    "client": say("the client"),
    "deal": say("a deal"),
    "deferral": say("the day it was put off to"),
    "manager": say("the manager"),
    "mention": say("a request"),
    "offer": say("an offer"),
    "opportunity": say("an opportunity"),
    "payment": say("a payment"),
    "request": say("a request"),
    "playbook": say("the playbook"),
    "review": say("the review"),
    "risk": say("a risk"),
    "scheme": say("the rates of pay"),
    "segment": say("the segment"),
    "target": say("the target"),
    "task": say("the next task"),
}

"""Changing playbooks: a part of the department's or of a segment's own, each change one step of undo (R33, R42)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.language.playbook import part_name, recognised
from cockpit.method.bookfile import BookChange, BookScope
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError, SettingsError
from cockpit.method.playbook import Playbook
from cockpit.method.playbook_entry import PARTS, Part, Value, check
from cockpit.method.sentence import say
from data.acts import recorded
from data.playbooks import kept, read, with_gone
from data.tables import PlaybookRow, SegmentRow
from data.upkeep import rules_changed

_PROGRAM = Playbook()


def playbook(session: Session, segment_id: int | None) -> Playbook:
    """Read what a segment, or the department, goes by."""
    return Books(session).of(segment_id)


def own_parts(session: Session, segment_id: int | None) -> frozenset[Part]:
    """Return the parts that a segment has of its own; of the department, those that are not the program's."""
    body = Books(session).body(segment_id)
    return frozenset(part for part in PARTS if part in body)


def scopes(session: Session) -> Sequence[BookScope]:
    """Return the whole playbook for a file: all parts of the department, and what each segment has of its own."""
    books = Books(session)
    department = books.of(None)
    found = [BookScope(parts={part: getattr(department, part) for part in PARTS})]
    for segment in sorted(session.scalars(select(SegmentRow)), key=lambda row: row.name.casefold()):
        body, book = books.body(segment.id), books.of(segment.id)
        own = {part: getattr(book, part) for part in PARTS if part in body}
        found.append(BookScope(segment.name, own, segment.head, segment.deputy))
    return found


class Books:
    """Every playbook there is, to be read; `Keeper` changes them."""

    def __init__(self, session: Session) -> None:
        self.rows = {row.segment_id: row for row in session.scalars(select(PlaybookRow))}

    def body(self, segment_id: int | None) -> Mapping[str, Any]:
        """Return what is kept of a segment's own."""
        row = self.rows.get(segment_id)
        return {} if row is None else row.body

    def of(self, segment_id: int | None) -> Playbook:
        """Return what a segment, or the department, goes by."""
        department = read(self.body(None), _PROGRAM)
        return department if segment_id is None else read(self.body(segment_id), department)

    def other_parts(self, segment_id: int | None, parts: Mapping[Part, Value]) -> tuple[Part, ...]:
        """Return those of some parts that are not so yet; a segment's are to be its own."""
        book, body = self.of(segment_id), self.body(segment_id)
        return tuple(
            part
            for part in PARTS
            if part in parts and (getattr(book, part) != parts[part] or (segment_id is not None and part not in body))
        )


class Keeper(Books):
    """Changes playbooks in a session that may write; nothing is committed.

    While it does, nobody else changes one: nothing keeps a server from a second row for the department.
    """

    def __init__(self, session: Session, desk: Desk, now: datetime) -> None:
        if session.connection().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE playbook IN SHARE ROW EXCLUSIVE MODE"))
        super().__init__(session)
        self._session = session
        self._desk = desk
        self._now = now

    def save(self, segment_id: int | None, part: Part, value: Value, seen: Playbook | None = None) -> Playbook:
        """Give a segment, or the department, a part of its own, and return what it goes by then.

        Args:
            segment_id: the segment; None for the department.
            part: which part.
            value: what it is to hold.
            seen: the playbook that was on the screen when it was changed.

        Raises:
            SettingsError: the part cannot be so.
            ConflictError: the part is not any more as it was seen.
        """
        value = recognised(part, value)
        if problems := check(part, value):
            raise SettingsError(say("The playbook cannot be so"), problems[0].sentence)
        if seen is not None and getattr(self.of(segment_id), part) != getattr(seen, part):
            raise ConflictError(
                say("The playbook has changed"),
                say("{part} was changed by somebody else in the meantime. Look at it again.", part=part_name(part)),
            )
        if self.other_parts(segment_id, {part: value}):
            with recorded(self._session, self._desk, self._now, "playbook changed", self._name(segment_id)):
                self._put(segment_id, {part: value})
            rules_changed(self._session, self._desk, self._now)
        return Books(self._session).of(segment_id)

    def inherit(self, segment_id: int | None, part: Part) -> Playbook:
        """Drop a part of a segment's own; the department goes back to the program's. Return what it goes by then."""
        row = self.rows.get(segment_id)
        if row is not None and part in row.body:
            with recorded(self._session, self._desk, self._now, "playbook changed", self._name(segment_id)):
                self._write(row, {name: body for name, body in row.body.items() if name != part})
            rules_changed(self._session, self._desk, self._now)
        return Books(self._session).of(segment_id)

    def take_in(self, found: Sequence[BookScope], *, apply: bool) -> tuple[BookChange, ...]:
        """Say what a file changes; with `apply` do it, as one step of undo.

        What the file does not name stays as it is. A part of the department that is the program's is dropped; a part
        that the file names for a segment becomes its own. A segment that does not exist is made.
        """
        segments = {row.name.casefold(): row for row in self._session.scalars(select(SegmentRow))}
        changes = tuple(change for scope in found if (change := self._change(segments, scope)) is not None)
        if apply and changes:
            with recorded(self._session, self._desk, self._now, "playbook changed", tell(say("from a file"))):
                for scope in found:
                    self._take(segments, scope)
            rules_changed(self._session, self._desk, self._now)
        return changes

    def _change(self, segments: Mapping[str, SegmentRow], scope: BookScope) -> BookChange | None:
        segment = None if scope.name is None else segments.get(scope.name.casefold())
        if scope.name is not None and segment is None:
            return BookChange(scope.name, True, False, tuple(part for part in PARTS if part in scope.parts))
        parts = self.other_parts(segment.id if segment else None, scope.parts)
        people = segment is not None and (
            scope.head not in {None, segment.head} or scope.deputy not in {None, segment.deputy}
        )
        return BookChange(scope.name, False, people, parts) if people or parts else None

    def _take(self, segments: dict[str, SegmentRow], scope: BookScope) -> None:
        segment = None
        if scope.name is not None:
            segment = segments.get(scope.name.casefold())
            if segment is None:
                segment = segments[scope.name.casefold()] = SegmentRow(name=scope.name, head="", deputy="")
                self._session.add(segment)
            segment.head = segment.head if scope.head is None else scope.head
            segment.deputy = segment.deputy if scope.deputy is None else scope.deputy
            self._session.flush()
        segment_id = segment.id if segment is not None else None
        if other := self.other_parts(segment_id, scope.parts):
            self._put(segment_id, {part: scope.parts[part] for part in other})

    def _put(self, segment_id: int | None, parts: Mapping[Part, Value]) -> None:
        stood = {**self.body(None), **self.body(segment_id)}
        body = dict(self.body(segment_id))
        for part, value in parts.items():
            if segment_id is None and value == getattr(_PROGRAM, part):
                body.pop(part, None)
            else:
                body[part] = kept(part, value, stood.get(part, ()), self._now.date())
        row = self.rows.get(segment_id)
        if row is None:
            row = self.rows[segment_id] = PlaybookRow(segment_id=segment_id)
            self._session.add(row)
        self._write(row, body)

    def _write(self, row: PlaybookRow, body: Mapping[str, Any]) -> None:
        row.body, row.changed_at, row.changed_by = with_gone(body, row.body or {}), self._now, self._desk.head
        self._session.flush()

    def _name(self, segment_id: int | None) -> str:
        if segment_id is None:
            return tell(say("the department"))
        return self._session.get_one(SegmentRow, segment_id).name

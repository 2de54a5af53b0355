"""The reviews that head and deputy both held, as they are read, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.share import Share
from cockpit.method.words import Temperature, Verdict
from data.delegation import delegation
from data.delegation_pairs import pairs
from data.tables import ReviewRow, SegmentRow, SittingRow
from tests.data.builders import NOW, TODAY, Builder

HEAD, DEPUTY = "Ирина [глава]", "Пётр [зам]"


def test_both_reviews_of_a_client_stand_together_whoever_came_first(session: Session, desk: Desk) -> None:
    """R39: those a working day apart at most, the newest first, and as many as the agreement counts."""
    build = Builder(session)
    segment = SegmentRow(name="Ключевые", head=HEAD, deputy=DEPUTY)
    session.add(segment)
    session.flush()
    manager = build.manager(segment_id=segment.id)
    friday, monday = date(2026, 11, 20), TODAY

    def review(client: int, day: date, head: str, verdict: Verdict) -> None:
        sitting = session.scalar(select(SittingRow).where(SittingRow.day == day))
        if sitting is None:
            sitting = SittingRow(manager_id=manager.id, head=head, day=day, slot="morning", started_at=NOW, lanes=[])
            session.add(sitting)
            session.flush()
        session.add(
            ReviewRow(
                sitting_id=sitting.id,
                client_id=client,
                head=head,
                reviewed_at=NOW - timedelta(days=(TODAY - day).days),
                seconds=60.0,
                wall_seconds=60.0,
                first=False,
                verdict=verdict,
                temperature=Temperature.HOT,
            )
        )
        session.flush()

    equal, other, late = (build.client(manager, name).id for name in ("A [/]", "B", "C"))
    review(equal, friday, HEAD, Verdict.REACHED)
    review(late, date(2026, 11, 18), HEAD, Verdict.REACHED)
    review(late, monday, DEPUTY, Verdict.REACHED)
    review(other, friday, DEPUTY.upper(), Verdict.PARTLY)
    review(equal, monday, DEPUTY, Verdict.REACHED)
    review(other, monday, HEAD, Verdict.NOT_REACHED)
    found = pairs(session, desk, segment.id, NOW)
    assert [(pair.head.client, pair.head.head, pair.deputy.head, pair.equal) for pair in found] == [
        ("B", HEAD, DEPUTY.upper(), False),
        ("A [/]", HEAD, DEPUTY, True),
    ]
    assert delegation(session, desk, NOW).rows[0].agreement == Share(1, 2)
    segment.deputy = ""
    session.flush()
    assert pairs(session, desk, segment.id, NOW) == pairs(session, desk, 0, NOW) == ()

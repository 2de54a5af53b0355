"""Delegation as lines: who can be handed over, what is missing, and the reviews that head and deputy both held."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from textual.content import Content

from cockpit.language import day, minutes, t
from cockpit.language.delegation import check_line, mark, marks_line, rule_line, state_line, whom
from cockpit.language.kpi import NOTHING, share_text
from cockpit.language.words import verdict_name
from cockpit.method.delegation import Delegation, Finding, Pair, Readiness
from cockpit.method.records import Review
from cockpit.method.scope import Level
from screens.columns import Column
from screens.plain import Cell, Paint, Span, content
from screens.rows import Line

_PAINTS: Final[dict[Finding, Paint]] = {Finding.MET: "good", Finding.MISSED: "warm", Finding.UNPROVEN: "muted"}
_NOTHING: Final[Cell] = ((NOTHING, "muted"),)


def columns() -> tuple[Column, ...]:
    """Return the columns."""
    return (
        Column("name", t("Whose"), least=16, enough=26, most=34, weight=3, priority=9),
        Column("state", t("Hand over"), least=12, enough=14, priority=9),
        Column("weeks", t("Below the line"), least=15, priority=8),
        Column("minutes", t("Minutes"), least=7, align="right", priority=7),
        Column("n", t("n"), least=4, align="right", priority=4),
        Column("band", t("In 1–5 min"), least=13, align="right", priority=5),
        Column("agreement", t("Agree"), least=13, align="right", priority=6),
        Column("pair", t("Head and deputy"), least=18, enough=30, weight=1, priority=3),
    )


def line(row: Readiness, found: Delegation) -> Line:
    """Write one segment or manager."""
    segment = row.scope.level is Level.SEGMENT
    met = sum(check.finding is Finding.MET for check in row.checks)
    marks: tuple[Span, ...] = tuple((f"{mark(check.finding)} ", _PAINTS[check.finding]) for check in row.checks)
    ready: tuple[Span, ...] = ((t("ready"), "good"),) if row.ready else ((f"{met}/{len(row.checks)}", "muted"),)
    weeks = found.rule.weeks
    share = row.agreement
    people = f"{row.head or NOTHING} → {row.deputy or NOTHING}" if row.head or row.deputy else NOTHING
    return Line(
        row.scope,
        (
            ((whom(row) if segment else f"  {whom(row)}", "strong" if segment else ""),),
            (*marks, *ready),
            (
                ("▇" * row.below, "good"),
                ("─" * (weeks - row.below), "muted"),
                (f" {t('{n} of {weeks}', n=row.below, weeks=weeks)}", ""),
            ),
            _NOTHING if row.minutes.median is None else minutes(row.minutes.median),
            ((str(row.minutes.n), "muted"),),
            share_text(row.in_band),
            (((share_text(share) if share.whole else NOTHING), "" if share.whole else "muted"),) if segment else "",
            ((people, "muted"),) if segment else "",
        ),
    )


def detail(row: Readiness, found: Delegation) -> Content:
    """Write the conditions of one row, each with how it stands, and the weeks behind the first."""
    lines = [content(((whom(row), "strong"), (f"  {state_line(row)}", "good" if row.ready else "muted")))]
    lines += [
        content(((f"{mark(check.finding)} ", _PAINTS[check.finding]), (check_line(check), ""))) for check in row.checks
    ]
    weeks = [
        t("{week}: {share}", week=day(week.start), share=share_text(week.rework))
        for week in row.weeks[-found.rule.weeks :]
        if week.rework.whole
    ]
    if weeks:
        lines.append(content(t("Rework by week from {weeks}", weeks=" · ".join(weeks)), "muted"))
    return Content("\n").join(lines)


def rule(found: Delegation) -> Content:
    """Say what has to be reached, and what the signs mean."""
    return content(f"{rule_line(found.rule)} {marks_line()}", "muted")


def pair_columns() -> tuple[Column, ...]:
    """Return the columns of the reviews that both held."""
    return (
        Column("equal", "", least=1, priority=9),
        Column("client", t("Client"), least=18, enough=26, weight=1, most=40, priority=9),
        Column("head-day", t("Head on"), least=7, align="right", priority=5),
        Column("head", t("Head's verdict"), least=15, priority=8),
        Column("deputy-day", t("Deputy on"), least=9, align="right", priority=4),
        Column("deputy", t("Deputy's verdict"), least=16, priority=8),
        Column("manager", t("Manager"), least=14, weight=1, most=30, priority=3),
    )


def pair_line(pair: Pair, zone: tzinfo | None) -> Line:
    """Write both reviews of a client."""
    head, deputy = pair.head, pair.deputy
    return Line(
        (head.id, deputy.id),
        (
            (("=", "good"),) if pair.equal else (("≠", "warm"),),
            head.client,
            ((_day(head, zone), "muted"),),
            verdict_name(head.verdict),
            ((_day(deputy, zone), "muted"),),
            verdict_name(deputy.verdict),
            head.manager,
        ),
    )


def pair_detail(pair: Pair, zone: tzinfo | None) -> Content:
    """Write what each of the two found, one after the other."""
    lines = [content(((pair.head.client, "strong"), (f"  {pair.head.manager}", "muted")))]
    for review in (pair.head, pair.deputy):
        told = " · ".join(
            text
            for text in (
                t("planned: {text}", text=review.planned_result) if review.planned_result else "",
                t("actual: {text}", text=review.actual) if review.actual else "",
                t("correction: {text}", text=review.correction) if review.correction else "",
            )
            if text
        )
        head: tuple[Span, ...] = (
            (f"{review.head}, {_day(review, zone)}: ", "muted"),
            (verdict_name(review.verdict), "strong"),
            (f"  {told}", ""),
        )
        lines.append(content(head))
    return Content("\n").join(lines)


def _day(review: Review, zone: tzinfo | None) -> str:
    return day(review.reviewed_at.astimezone(zone).date())

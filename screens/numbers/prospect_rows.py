"""A deal of the forecast as a line, and its reason in full."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from cockpit.language import day, money, percent, short_money, t
from cockpit.language.forecast import agreed_text, band_name, place_name, reasons
from cockpit.language.words import temperature_name
from cockpit.method.forecast import Prospect
from screens.columns import Column
from screens.plain import Cell, Span, content
from screens.rows import Line
from screens.temperature import temperature_sign


def columns(*, one_manager: bool, dated: bool) -> tuple[Column, ...]:
    """Return the columns in the language in use.

    Args:
        one_manager: all deals are of one manager, who is not named.
        dated: they stand in weeks, so each has a band and a chance.
    """
    manager = () if one_manager else (Column("manager", t("Manager"), least=14, most=22, weight=1, priority=3),)
    band = Column("band", t("Band"), least=9, priority=5)
    bands = (band, Column("rate", t("Chance"), least=6, align="right", priority=4)) if dated else ()
    return (
        Column("client", t("Client"), least=18, enough=26, most=34, weight=3, priority=9),
        *manager,
        Column("money", t("Sum"), least=10, align="right", priority=8),
        Column("agreed", t("Agreed"), least=8, align="right", priority=8),
        *bands,
        Column("why", t("Why"), least=22, enough=40, weight=3, priority=7),
    )


def prospect(found: Prospect, today: date, *, one_manager: bool, dated: bool) -> Line:
    """Write a deal as a line of `columns`."""
    sign = temperature_sign(found.temperature)
    late = found.agreed_on is not None and found.agreed_on < today
    known = found.agreed_on
    cells: tuple[Cell, ...] = (
        (sign, (f" {found.client}", "")),
        *(() if one_manager else (((found.manager, "muted"),),)),
        _money(found),
        ((day(known), "warm" if late else ""),) if known else (("—", "muted"),),
        *((band_name(found.band) if found.band else "", ((percent(found.rate), "muted"),)) if dated else ()),
        _why(found),
    )
    return Line(found.deal_id, cells)


def _money(found: Prospect) -> Cell:
    if found.money is None:
        return (("—", "muted"),)
    shown = short_money(found.money)
    return (("~" + shown, "muted"),) if found.estimated else ((shown, "strong"),)


def _why(found: Prospect) -> Cell:
    told: list[Span] = [("! ", "alarm")] if found.stopped else []
    told.append(("; ".join(reasons(found)), ""))
    return tuple(told)


def whole(found: Prospect) -> Content:
    """Write all that is known of why a deal stands where it does."""
    place = band_name(found.band) if found.band else place_name(found.place)
    known = money(found.money) if found.money else t("no amount known")
    estimated = t("~{money}, an estimate", money=known) if found.estimated else known
    head: tuple[Span, ...] = (
        (found.client, "strong"),
        (f" · {found.manager} · ", "muted"),
        (estimated, "strong"),
        (f" · {temperature_name(found.temperature)}, {place}", "muted"),
    )
    chance = t("; chance {rate}", rate=percent(found.rate)) if found.band else ""
    lines = [content(head), content(agreed_text(found) + chance)]
    lines += [content(f"· {reason}") for reason in reasons(found)]
    return Content("\n").join(lines)

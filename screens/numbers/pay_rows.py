"""The what-if of pay as lines: what each manager would get as it is, and with other rates."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from textual.content import Content

from cockpit.language import money, short_money, t
from cockpit.language.targets import NOTHING, basis_text, part_name, rates_text, together, warnings
from cockpit.method.incentive import Part, Pay, PayLine, Payroll
from cockpit.method.money import Money
from screens.columns import Column
from screens.plain import Cell, content
from screens.rows import Line, Row

#: The key of the line that adds all managers up.
ALL: Final = 0
_MONEY: Final = 9


def parts(payroll: Payroll) -> tuple[Part, ...]:
    """Return the parts that anybody is paid, or would be."""
    paid = {part for line in payroll.lines for pay in (line.now, line.trial) if pay is not None for part in pay.parts}
    return tuple(part for part in Part if part in paid)


def columns(payroll: Payroll) -> tuple[Column, ...]:
    """Return the columns: every part of the pay as it is, the pay, and what if; all else goes before a part does."""
    return (
        Column("name", t("Manager"), least=12, enough=22, most=30, weight=1, priority=9),
        Column("revenue", t("Revenue"), least=_MONEY, align="right", enough=12, priority=5),
        Column("deals", t("Won"), least=8, align="right", priority=4),
        *(
            Column(part.value, part_name(part), least=_least(part, payroll), align="right", enough=_MONEY, priority=7)
            for part in _shown(payroll)
        ),
        Column("now", t("As it is"), least=_MONEY, align="right", enough=13, priority=9),
        Column("trial", t("What if"), least=_MONEY, align="right", enough=13, priority=8),
        Column("differs", t("Differs"), least=_MONEY + 1, align="right", enough=11, priority=6),
    )


def _shown(payroll: Payroll) -> list[Part]:
    """Return the parts of the pay as it is."""
    return [part for part in parts(payroll) if any(line.now and part in line.now.parts for line in payroll.lines)]


def _sum(part: Part, payroll: Payroll) -> int:
    return sum(line.now.parts.get(part, 0) for line in payroll.lines if line.now)


def _least(part: Part, payroll: Payroll) -> int:
    """Return the width of a part: of its name, and of what all of them get of it, which is the longest amount."""
    return max(cell_len(part_name(part)), cell_len(_amount(_sum(part, payroll), payroll)))


def rows(payroll: Payroll) -> list[Row]:
    """Write a line for each manager, and one for all of them when they are several."""
    shown = _shown(payroll)
    found: list[Row] = []
    if len(payroll.lines) > 1:
        now, trial = payroll.total(), payroll.total(trial=True)
        sums = [_sum(part, payroll) for part in shown]
        found.append(
            Line(
                ALL,
                (
                    ((t("Together"), "strong"),),
                    _amount(sum(line.revenue for line in payroll.lines), payroll),
                    str(sum(line.deals for line in payroll.lines)),
                    *(_amount(each, payroll) for each in sums),
                    ((_amount(now, payroll), "strong"),),
                    _tried(trial, payroll),
                    _differs(trial - now, payroll),
                ),
            )
        )
    return [*found, *(_line(line, shown, payroll) for line in payroll.lines)]


def _line(line: PayLine, shown: list[Part], payroll: Payroll) -> Line:
    now, trial = line.now, line.trial
    both = now is not None and trial is not None
    return Line(
        line.manager_id,
        (
            line.name,
            _amount(line.revenue, payroll),
            ((str(line.deals), "muted" if line.few else ""),),
            *((_amount(now.parts[part], payroll) if now and part in now.parts else "") for part in shown),
            ((_total(now, payroll), "strong"),),
            _tried(trial.total, payroll) if trial is not None else ((NOTHING, "muted"),),
            _differs(trial.total - now.total, payroll) if both and trial and now else "",
        ),
    )


def _total(pay: Pay | None, payroll: Payroll) -> str:
    return NOTHING if pay is None else _amount(pay.total, payroll)


def _tried(minor: int, payroll: Payroll) -> Cell:
    return _amount(minor, payroll) if payroll.tried else ((NOTHING, "muted"),)


def _differs(minor: int, payroll: Payroll) -> Cell:
    if not payroll.tried:
        return ""
    return f"{'+' if minor > 0 else ''}{_amount(minor, payroll)}"


def _amount(minor: int, payroll: Payroll) -> str:
    return short_money(Money(minor, payroll.currency))


def totals(payroll: Payroll) -> str:
    """Write all pay together as it is, and what if."""
    now = t("As it is: {pay}", pay=together(payroll))
    return f"{now} · {t('What if: {pay}', pay=together(payroll, trial=True))}" if payroll.tried else now


def everybody(payroll: Payroll) -> Content:
    """Write the rates of the department, and what has to be known before anything is concluded."""
    lines = [content(totals(payroll), "strong")]
    own = payroll.own(None)
    if own.rates is not None:
        lines.append(_rates(t("As it is: "), rates_text(own.rates)))
    if own.trial is not None:
        lines.append(_rates(t("What if: "), rates_text(own.trial)))
    lines += [content(f"· {warning}", "warm") for warning in warnings(payroll)]
    return Content("\n").join(lines)


def detail(line: PayLine, payroll: Payroll) -> Content:
    """Write what one manager's pay is made of: what each part goes by, and what comes out of it."""
    scheme = payroll.scheme(line.segment_id)
    told = []
    for part in Part:
        paid = [pay.parts[part] for pay in (line.now, line.trial) if pay is not None and part in pay.parts]
        if paid:
            told.append(f"{part_name(part)} {_then(part, line, payroll)} ({basis_text(part, line, payroll.currency)})")
    lines = [content(((f"{line.name}: ", "strong"), (" · ".join(told), "")))]
    if line.few:
        lines.append(content(t("Few deals: what the rates bring here is chance as much as work."), "warm"))
    if scheme.rates is not None:
        lines.append(_rates(t("As it is: "), rates_text(scheme.rates)))
    if scheme.trial is not None:
        lines.append(_rates(t("What if: "), rates_text(scheme.trial)))
    return Content("\n").join(lines)


def _then(part: Part, line: PayLine, payroll: Payroll) -> str:
    """Write what a part brings as it is, and after an arrow what if, where that differs."""
    now = line.now.parts.get(part, 0) if line.now else None
    trial = line.trial.parts.get(part, 0) if line.trial and payroll.tried else now
    texts = [NOTHING if each is None else money(Money(each, payroll.currency)) for each in (now, trial)]
    return texts[0] if texts[0] == texts[1] else " → ".join(texts)


def _rates(name: str, text: str) -> Content:
    return content(((name, "muted"), (text, "")))

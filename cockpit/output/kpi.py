"""The key figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from cockpit.language.kpi import value_text
from cockpit.method import change, kpi, window
from cockpit.method.kpi import Figure, Kind
from cockpit.method.scope import Level
from cockpit.output.base import Form, Money


class Window(Form):
    """Local days, the first and the last included; a running one is not over."""

    period: window.Period
    start: date
    end: date
    running: bool

    @classmethod
    def of(cls, found: window.Window, today: date) -> Window:
        """Make the form of a window."""
        return cls(period=found.period, start=found.start, end=found.end, running=found.running(today))


class Share(Form):
    """So many of so many; ``rate`` is null for fewer than five, ``low`` and ``high`` hold it in 95 of 100 cases."""

    part: int
    whole: int
    rate: float | None
    low: float
    high: float


class Value(Form):
    """A figure in a window; ``text`` is it in the language in use.

    ``number`` is a count, the median of days, or a ratio: of offers, ``n``, to ``clients`` worked with.
    ``estimated`` is not in ``money``, ``unconfirmed`` is.
    """

    text: str
    start: date
    end: date
    n: int
    clients: int | None
    number: float | None
    money: tuple[Money, ...]
    share: Share | None
    p75: float | None
    without_amount: int
    estimated: tuple[Money, ...]
    unconfirmed: tuple[Money, ...]
    undated: int
    wrong: int
    approximate: bool

    @classmethod
    def of(cls, value: kpi.Value | None) -> Value | None:
        """Make the form of a value, if there is one."""
        if value is None:
            return None
        share = value.share
        low, high = share.range if share else (0.0, 1.0)
        return cls(
            text=value_text(value),
            start=value.window.start,
            end=value.window.end,
            n=value.n,
            clients=value.clients,
            number=value.number,
            money=Money.each(value.money),
            share=Share(part=share.part, whole=share.whole, rate=share.rate, low=low, high=high) if share else None,
            p75=value.p75,
            without_amount=value.without_amount,
            estimated=Money.each(value.estimated),
            unconfirmed=Money.each(value.unconfirmed),
            undated=value.undated,
            wrong=value.wrong,
            approximate=value.approximate,
        )


class KeyFigure(Form):
    """A figure with that of the period before.

    ``change`` is of money a part of the former sum, of a rate its points, else the difference; null where the two
    cannot be compared. ``better`` is null for too few cases, while the window runs, and where neither is better.
    """

    figure: Figure
    requirement: str
    kind: Kind
    value: Value
    before: Value | None
    change: float | None
    better: bool | None


class Reason(Form):
    """Why deals were lost in the window; empty where nobody said."""

    text: str
    deals: int
    money: tuple[Money, ...]


class Line(Form):
    """The figures of the department, a segment or a manager; the department has no name and the id 0."""

    level: Level
    id: int
    name: str
    figures: tuple[KeyFigure, ...]
    refusal_reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, line: kpi.Line, *, whole: bool) -> Line:
        """Make the form of a line; `whole` says that the window is over."""
        figures = []
        for figure, now in line.now.items():
            value, before = Value.of(now), line.before.get(figure)
            changed = change.change(now, before, whole=whole)
            assert value is not None
            figures.append(
                KeyFigure(
                    figure=figure,
                    requirement=figure.requirement,
                    kind=figure.kind,
                    value=value,
                    before=Value.of(before),
                    change=changed.by if changed else None,
                    better=changed.better if changed else None,
                )
            )
        return cls(
            level=line.scope.level,
            id=line.scope.id,
            name=line.name,
            figures=tuple(sorted(figures, key=lambda each: list(Figure).index(each.figure))),
            refusal_reasons=tuple(
                Reason(text=each.text, deals=each.deals, money=Money.each(each.money)) for each in line.reasons
            ),
        )


class Kpis(Form):
    """Output of ``cockpit kpi --json``: the line that was asked for first, then those within it."""

    as_of: datetime
    window: Window
    before: Window
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, kpis: kpi.Kpis, lines: Iterable[kpi.Line]) -> Kpis:
        """Make the form of some lines of the figures."""
        today = kpis.today
        whole = not kpis.window.running(today)
        return cls(
            as_of=kpis.as_of,
            window=Window.of(kpis.window, today),
            before=Window.of(kpis.before, today),
            lines=tuple(Line.of(line, whole=whole) for line in lines),
        )

"""What control brings, as text."""

from __future__ import annotations

import click

from cockpit.language import number, t
from cockpit.language.control import headlines, month_text, sections, week_text
from cockpit.language.window import window_text
from cockpit.method.control import Control
from cockpit.printing.table import table


def control(found: Control, name: str) -> None:
    """Print the two headlines, the other figures, the months of losses, and the weeks of hours and money."""
    whose = name or t("the whole department")
    click.echo(f"{whose} · {window_text(found.window, found.as_of.date())}")
    titles = (t("Figure"), t("Value"), "n", t("When"), t("More"))
    for title, lines in ((t("Lose no clients, earn more with them"), headlines(found)), *sections(found)):
        click.echo(f"\n{title}")
        table(titles, [(told.name, told.value, number(told.n), told.time, told.note) for told in lines], frozenset({2}))
    click.echo()
    table(
        (t("Month"), t("Lost after a missed plan"), t("Lost"), t("Won")), map(month_text, found.months), frozenset({3})
    )
    click.echo()
    columns = (t("Week"), t("Reviews"), t("Hours"), t("Money that came"), t("Of reviewed clients"))
    table(columns, map(week_text, found.weeks), frozenset({1, 2}))

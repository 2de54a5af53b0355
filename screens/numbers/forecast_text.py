"""The forecast as lines of text, for a page that is read from top to bottom."""

from __future__ import annotations

from textual.content import Content

from cockpit.language import t
from cockpit.method.forecast import Forecast
from cockpit.method.outlook import groups, table
from screens.columns import fit
from screens.numbers import forecast_rows
from screens.plain import Span, content, spans
from screens.rows import MARKER, Section

_LEAST_SPACE = 4


def forecast(found: Forecast, width: int) -> list[Content]:
    """Write types and bands by week, the deals that no week has, the range and the rates."""
    # as wide as a list, which keeps room for its marker and a margin
    listed = width + len(MARKER) + 1
    place = forecast_rows.layout(listed, len(found.weeks))
    blocks, beside = table(found, place.weeks), groups(found.rests)
    if not blocks and not beside:
        return [content(t("No open money is known."), "muted")]
    lines: list[Content] = []
    if blocks:
        lines.append(forecast_rows.titles(blocks[0].spans, place, -1)[len(MARKER) :])
    for row in forecast_rows.rows(blocks, beside, -1, listed):
        if isinstance(row, Section):
            lines.append(content(row.text, "muted"))
        elif row.wide:
            lines.append(content(row.cells[0]).rstrip())
        else:
            pieces: list[Span] = fit(row.cells[0], forecast_rows.NAME)
            for cell in row.cells[1:]:
                pieces += [(" " * forecast_rows.GAP, ""), *fit(spans(cell), place.room, "right")]
            lines.append(content(tuple(pieces)))
    if told := forecast_rows.about(found):
        lines += content(told).wrap(max(_LEAST_SPACE, width))
    if found.kept:
        lines.append(content(t("As it stood when the sitting ended, {time}.", time=found.as_of), "muted"))
    return lines

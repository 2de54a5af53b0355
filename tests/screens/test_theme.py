from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Input

from screens.plain import PAINTS
from screens.theme import DARK, LIGHT, theme_name
from tests.screens.stage import Stage


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two opaque colours."""

    def luminance(colour: str) -> float:
        def linear(part: int) -> float:
            share = part / 255
            return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

        red, green, blue = (linear(part) for part in Color.parse(colour).rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_text_colour_is_legible_on_every_background(theme: Theme) -> None:
    colours = theme.variables
    texts = [colours[style.rpartition("$")[2]] for style in PAINTS.values() if "$" in style]
    grounds = [theme.background, theme.surface, theme.panel, colours["cursor"], colours["cursor-blurred"]]
    ratios = {
        (text, ground): contrast(text, ground)
        for text in (*texts, theme.foreground)
        for ground in grounds
        if text is not None and ground is not None
    }
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5} == {}


def test_both_themes_name_the_same_variables() -> None:
    assert DARK.variables.keys() == LIGHT.variables.keys()


def test_the_theme_follows_the_terminal_and_is_dark_when_nothing_is_known() -> None:
    assert theme_name("light") == LIGHT.name
    assert theme_name("dark") == theme_name(None) == DARK.name


async def test_the_theme_can_be_changed_while_the_app_runs() -> None:
    app = Stage(Input(), background="light")
    async with app.run_test(notifications=True) as pilot:
        assert app.theme == LIGHT.name
        app.action_other_theme()
        await pilot.pause()
        assert app.theme == DARK.name
        assert app.screen.styles.background == Color.parse(DARK.background or "")

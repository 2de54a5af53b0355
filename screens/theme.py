"""Two themes, dark and light, with one set of colours for what the words of the trade mean."""

from __future__ import annotations

from typing import Final

from textual.app import App
from textual.theme import Theme

from screens.terminal import Background

#: Variables that `screens.plain.PAINTS` and the style sheets use beside Textual's own.
_DARK: Final = {
    "hot": "#ffa77d",
    "warm": "#e8cb72",
    "potential": "#8dbdf2",
    "asleep": "#a3adbc",
    "good": "#93d39b",
    "alarm": "#ff9a98",
    "highlight": "#7fd0de",
    "muted": "#a3adbc",
    "cursor": "#2b3a50",
    "cursor-blurred": "#232b37",
    "rule": "#3d4859",
}
_LIGHT: Final = {
    "hot": "#a63a0c",
    "warm": "#6e5100",
    "potential": "#1a5799",
    "asleep": "#59616d",
    "good": "#1f6634",
    "alarm": "#a8231c",
    "highlight": "#0a5c6b",
    "muted": "#59616d",
    "cursor": "#d5e3f3",
    "cursor-blurred": "#e6e6e3",
    "rule": "#c3c5c6",
}


def _chrome(colours: dict[str, str], foreground: str, surface: str) -> dict[str, str]:
    """Name the colours of Textual's own widgets from ours, so that they keep the same contrast."""
    return colours | {
        "border": colours["highlight"],
        "border-blurred": colours["rule"],
        "footer-foreground": foreground,
        "footer-background": surface,
        "footer-description-foreground": colours["muted"],
        "footer-key-foreground": colours["highlight"],
        "block-cursor-foreground": foreground,
        "block-cursor-background": colours["cursor"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": foreground,
        "block-cursor-blurred-background": colours["cursor-blurred"],
        "input-selection-background": colours["cursor"],
        "scrollbar": colours["rule"],
        "scrollbar-hover": colours["muted"],
        "scrollbar-active": colours["highlight"],
        "scrollbar-background": surface,
        "scrollbar-background-hover": surface,
        "scrollbar-background-active": surface,
        "scrollbar-corner-color": surface,
    }


DARK: Final = Theme(
    name="cockpit-dark",
    dark=True,
    primary="#5b8fc9",
    secondary="#7a8aa0",
    accent=_DARK["highlight"],
    warning=_DARK["warm"],
    error=_DARK["alarm"],
    success=_DARK["good"],
    foreground="#dde2ea",
    background="#14181f",
    surface="#1b212a",
    panel="#232b37",
    variables=_chrome(_DARK, "#dde2ea", "#1b212a"),
)
LIGHT: Final = Theme(
    name="cockpit-light",
    dark=False,
    primary="#2f6cae",
    secondary="#66707e",
    accent=_LIGHT["highlight"],
    warning=_LIGHT["warm"],
    error=_LIGHT["alarm"],
    success=_LIGHT["good"],
    foreground="#22262d",
    background="#fbfaf7",
    surface="#f1f0ec",
    panel="#e6e6e3",
    variables=_chrome(_LIGHT, "#22262d", "#f1f0ec"),
)


def theme_name(background: Background | None) -> str:
    """Name the theme for a terminal's background; dark when it is not known."""
    return LIGHT.name if background == "light" else DARK.name


class ThemedApp(App[str]):
    """An app with the two themes.

    The style sheets use variables that Textual's own themes do not have, so both defaults are given here.
    """

    def __init__(self, background: Background | None = None) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme_name(background)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(_DARK)

    def action_other_theme(self) -> None:
        """Change from dark to light or back."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

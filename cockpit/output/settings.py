"""The settings in force."""

from __future__ import annotations

from cockpit.language import tell
from cockpit.method import setting
from cockpit.output.base import Form


class Setting(Form):
    """One setting with its value in force."""

    name: str
    label: str
    in_force: str
    comes_from: setting.Origin

    @classmethod
    def of(cls, one: setting.Setting) -> Setting:
        """Make the form of a setting; its words are in the language in use."""
        return cls(
            name=one.name,
            label=tell(one.label),
            in_force=tell(one.shown),
            comes_from=one.origin,
        )


class Settings(Form):
    """Output of ``cockpit settings --json``."""

    file: str
    settings: tuple[Setting, ...]

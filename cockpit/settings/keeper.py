"""The settings as the program shows and changes them: read from the file, the choices and the machine each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cockpit.method.desk import Desk
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.setting import Applied, Origin, Setting
from cockpit.settings import Settings, folders, in_force, load
from cockpit.settings.database import without_password
from cockpit.settings.given import Given
from cockpit.settings.keys import KEYS, Key
from cockpit.settings.state import State, load_state, save_state
from cockpit.settings.typed import holidays_shown, read_setting, typed, weekdays_shown


@dataclass(frozen=True)
class Keeper:
    """Reads and changes the settings.

    Attributes:
        environment: the process's variables.
        today: the local day.
        config: the file of ``--config``; None for the user's own.
        db, lang: the options, which outrank everything.
    """

    environment: Mapping[str, str]
    today: Callable[[], date]
    config: Path | None = None
    db: str | None = None
    lang: str | None = None

    @property
    def file(self) -> Path:
        """The settings file, which need not exist."""
        return self.config or folders(self.environment).settings

    @property
    def place(self) -> str:
        """The path of the settings file."""
        return str(self.file)

    def read(self) -> tuple[Setting, ...]:
        """Read every setting with its value in force and where that comes from.

        Raises:
            SettingsError: the file was made wrong meanwhile.
        """
        settings, given, state = self._settings(), self._given(), self._state()
        return tuple(self._setting(key, settings, given, state) for key in KEYS)

    def write(self) -> bool:
        """Write a file that says what can be set, if there is none; False when there is one.

        Raises:
            FileError: it cannot be written.
        """
        if self.file.exists():
            return False
        from cockpit.settings.document import blank, write  # only where a file is written

        write(self.file, blank())
        return True

    def change(self, name: str, text: str, desk: Desk) -> Applied | tuple[Problem, ...]:
        """Set a setting as typed, or put it out of force with an empty text; the file is written.

        A language or theme that was chosen in the program before gives way to it.

        Args:
            name: the setting.
            text: what was typed.
            desk: what is in force so far.

        Raises:
            FileError: the file cannot be written.
            SettingsError: the file was made wrong meanwhile.
        """
        from cockpit.settings import document
        from cockpit.settings.file import check, read_text

        written = read_text(self.file) if self.file.exists() else document.blank()
        if text.strip():
            value = read_setting(name, text, self.today(), self.file.absolute().parent)
            if isinstance(value, Sentence):
                return (Problem(name, value),)
            changed = document.with_value(written, name, value)
        else:
            changed = document.without(written, name)
        check(changed, self.file)
        document.write(self.file, changed)
        self._forget(name)
        settings = self._settings()
        applied = in_force(desk, settings)
        if name != "currency":
            applied = replace(applied, currency=desk.currency)  # the made-up team has its own
        return Applied(settings.lang, settings.theme, applied)

    def _forget(self, name: str) -> None:
        state = self._state()
        if name in {"lang", "theme"} and getattr(state, name) is not None:
            save_state(folders(self.environment).state, replace(state, **{name: None}))

    def _settings(self) -> Settings:
        return load(self.environment, config=self.file if self.file.exists() else None, db=self.db, lang=self.lang)

    def _given(self) -> Given:
        if not self.file.exists():
            return Given()
        from cockpit.settings.file import read_settings  # brings pydantic

        return read_settings(self.file)

    def _state(self) -> State:
        return load_state(folders(self.environment).state)

    def _setting(self, key: Key, settings: Settings, given: Given, state: State) -> Setting:
        value = getattr(given, key.name)
        origin = Origin.DEFAULT if value is None else Origin.FILE
        if getattr(state, key.name, None) is not None:
            origin = Origin.CHOSEN
        if getattr(self, key.name, None) is not None:
            origin = Origin.OPTION
        return Setting(
            key.name, key.label, key.about, typed(value), self._shown(key, settings), origin, key.choices, live=key.live
        )

    def _shown(self, key: Key, settings: Settings) -> Sentence:
        if key.name == "db":
            return _plain(str(settings.db.file) if settings.db.file else without_password(settings.db.url))
        if key.name == "timezone":
            return _plain(str(settings.zone))
        if key.name == "weekend":
            return _plain(weekdays_shown(settings.weekend))
        if key.name == "holidays":
            return _plain(holidays_shown(settings.holidays, self.today()))
        value = getattr(settings, key.name)
        labels = dict(key.choices)
        return labels[typed(value)] if labels else _plain(typed(value))


def _plain(text: str) -> Sentence:
    return say("{name}", name=text)

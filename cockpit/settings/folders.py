"""Where the cockpit keeps its files on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Overrides of the system's own folders, for tests and for running beside another installation.
DATA_VARIABLE = "COCKPIT_DATA_DIR"
CONFIG_VARIABLE = "COCKPIT_CONFIG_DIR"

_APP = "cockpit"


@dataclass(frozen=True, slots=True)
class Folders:
    """The two folders of one user; neither has to exist.

    Attributes:
        data: the databases, their backups, the last list of managers and the log.
        config: the settings file and the choices made inside the program.
    """

    data: Path
    config: Path

    @property
    def database(self) -> Path:
        """The user's own database, unless the settings name another."""
        return self.data / "cockpit.sqlite"

    @property
    def log(self) -> Path:
        """Where tracebacks go."""
        return self.data / "cockpit.log"

    @property
    def glances(self) -> Path:
        """The list of managers as it was last seen, which the next start shows first."""
        return self.data / "managers.json"

    @property
    def settings(self) -> Path:
        """The settings file that is read when none is named."""
        return self.config / "cockpit.toml"

    @property
    def state(self) -> Path:
        """What the program itself remembers of the user's choices."""
        return self.config / "state.json"


def folders(environment: Mapping[str, str]) -> Folders:
    """Return the user's folders.

    Args:
        environment: the process's variables; COCKPIT_DATA_DIR and COCKPIT_CONFIG_DIR come before the system's folders.
    """
    data, config = environment.get(DATA_VARIABLE, ""), environment.get(CONFIG_VARIABLE, "")
    return Folders(
        Path(data).absolute() if data else _of_user("data"), Path(config).absolute() if config else _of_user("config")
    )


def _of_user(kind: str) -> Path:
    import platformdirs  # not needed when the variables are set

    if kind == "data":
        return platformdirs.user_data_path(_APP, appauthor=False)
    return platformdirs.user_config_path(_APP, appauthor=False)

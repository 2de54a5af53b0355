"""Builds the wheel, installs it with the locked versions into an empty environment, and starts it in a terminal.

``python -m tools.check_wheel`` ends with 0 when the made-up team came up on the screen and ctrl+q ended it.
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: What the managers' list of the made-up team is recognised by, and how long it may take, in seconds.
_SIGN = "Cockpit"
_LIST = "Min/client"
_PATIENCE = 60.0


def main() -> int:
    """Build, install and start; print what failed."""
    with tempfile.TemporaryDirectory(prefix="cockpit-wheel-") as name:
        folder = Path(name)
        wheel = _build(folder)
        python = _install(wheel, folder / "environment")
        return _start(python, folder)


def _build(folder: Path) -> Path:
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    print(f"built {wheel.name}")
    return wheel


def _install(wheel: Path, environment: Path) -> Path:
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = (str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    _run(*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    _run(*pip, "--no-deps", str(wheel))
    _run(str(python), "-m", "pip", "check")
    return python


def _start(python: Path, folder: Path) -> int:
    """Run ``cockpit demo`` in a pseudo-terminal until the list of managers is there, then press ctrl+q."""
    environment = {
        "HOME": str(folder),
        "PATH": os.environ.get("PATH", ""),
        "TERM": "xterm-256color",
        "COLORFGBG": "15;0",
        "LANG": "C.UTF-8",
        "COCKPIT_DATA_DIR": str(folder / "data"),
        "COCKPIT_CONFIG_DIR": str(folder / "config"),
        "LINES": "36",
        "COLUMNS": "120",
    }
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execve(python.with_name("cockpit"), ["cockpit", "demo"], environment)  # noqa: S606  the child becomes the cockpit
    shown = b""
    end = time.monotonic() + _PATIENCE
    asked = False
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
        text = shown.decode("utf-8", "replace")
        if not asked and _SIGN in text and _LIST in text:
            os.write(terminal, b"\x11")
            asked = True
    _, status = os.waitpid(child, 0) if asked else os.waitpid(child, os.WNOHANG)
    if asked and os.waitstatus_to_exitcode(status) == 0:
        print("installed, started, ended")
        return 0
    print(f"the installed cockpit did not come up and end:\n{shown[-2000:]!r}")
    return 1


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)  # noqa: S603  our own commands
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())

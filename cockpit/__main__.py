"""The program's entry: one place that turns failures into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from itertools import zip_longest

# Under the kitty protocol a Russian layout turns ctrl+s into ctrl+ы; Textual reads this when it is imported.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

DONE, FAILED, WRONG_CALL = 0, 1, 2


def main() -> int:
    """Run the program and return its exit code: 0 done, 1 the operation failed, 2 wrong call or settings."""
    from cockpit.language import language_of, t, tell, use
    from cockpit.method.errors import CockpitError, SettingsError

    arguments = sys.argv[1:]
    use(_language(arguments) or language_of(os.environ))
    try:
        if arguments in ([], ["demo"]) and not any(name.startswith("_COCKPIT") for name in os.environ):
            from cockpit.start import (
                Options,
                open_cockpit,
            )  # the plain start does not wait for the command line's library

            return open_cockpit(Options(demo=bool(arguments)))
        from cockpit.cli import run

        return run(arguments)
    except CockpitError as error:
        title = tell(error.title)
        _say(f"{title}{'' if title.endswith(('?', '!', '.')) else '.'} {tell(error.sentence)}")
        return WRONG_CALL if isinstance(error, SettingsError) else FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        # The reader of the output is gone, such as head(1); flushing at exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:  # noqa: BLE001  the last line of defence: a traceback goes to the log, never to a user
        from cockpit.start import log_failure

        log_failure(error)
        _say(t("The cockpit failed unexpectedly; what happened stands in the log file."))
        return FAILED


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _language(arguments: list[str]) -> str | None:
    """Find --lang before the command line is read, because its help is a text too."""
    for name, value in zip_longest(arguments, arguments[1:], fillvalue=""):
        found = name.removeprefix("--lang=") if name.startswith("--lang=") else value if name == "--lang" else ""
        if found in {"ru", "en"}:
            return found
    return None


if __name__ == "__main__":
    sys.exit(main())

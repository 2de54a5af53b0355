"""The commands beside the screens. Every figure of the screens can be had here, as a table or as JSON."""

from __future__ import annotations

import gettext
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from cockpit import __version__
from cockpit.commands import (
    control,
    forecast,
    imports,
    kpi,
    learning,
    managers,
    playbook,
    requests,
    reviews,
    settings,
    targets,
    tasks,
    training,
)
from cockpit.commands.options import Day
from cockpit.language import N_, current, t
from cockpit.language.catalogue import FOLDER
from cockpit.method.errors import SettingsError
from cockpit.method.sentence import say, say_count
from cockpit.start import Options, open_cockpit

#: The library's own texts that a user meets; it asks the catalogue for them.
_LIBRARY_TEXTS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("required"),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Choose from:\n\t{choices}"),
    N_("path"),
    N_("{name} {filename!r} is not readable."),
    N_("Shell completion is not supported for Bash versions older than 4.4."),
    N_("Couldn't detect Bash version, shell completion is not supported."),
    say_count("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    say_count("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    say_count("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    say_count("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)

_SHELLS = ("bash", "zsh", "fish")
_COMPLETE = "_COCKPIT_COMPLETE"


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code.

    Raises:
        CockpitError: the operation failed; a wrong call is a `SettingsError`.
    """
    gettext.bindtextdomain("cockpit", FOLDER)
    gettext.textdomain("cockpit")
    os.environ["LANGUAGE"] = current()
    try:
        code = commands().main(arguments, prog_name="cockpit", standalone_mode=False, complete_var=_COMPLETE)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "cockpit"
        reason = say("{reason} See: {help}", reason=error.format_message(), help=f"{path} --help")
        raise SettingsError(say("Wrong call"), reason) from error
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0


def commands() -> click.Group:
    """Build the commands, with their help in the language in use."""

    @click.group(
        invoke_without_command=True,
        help=t("Go through every manager's clients one by one: plan, actual, correction, next task."),
        epilog=t("Without a command the cockpit opens. Shell completion: cockpit completion bash."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.option("--db", metavar="URL|PATH", help=t("The database: a file, or postgresql://USER@HOST/NAME."))
    @click.option("--demo", is_flag=True, help=t("Use the made-up team's own file instead of yours."))
    @click.option("--lang", type=click.Choice(["ru", "en"]), help=t("The language."))
    @click.option("--today", type=Day(), help=t("Figures as of this day."))
    @click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help=t("The settings file."))
    @click.version_option(__version__, prog_name="cockpit", message="%(prog)s %(version)s")
    @click.pass_context
    def cockpit(ctx: click.Context, /, **given: Any) -> int:
        ctx.obj = Options(**given)
        if ctx.obj.db and (ctx.obj.demo or ctx.invoked_subcommand == "demo"):
            raise click.UsageError(t("--db and the made-up team exclude each other."))
        return open_cockpit(ctx.obj) if ctx.invoked_subcommand is None else 0

    @cockpit.command(help=t("Open on a made-up team; your data stays as it is."))
    @click.option("--fresh", is_flag=True, help=t("Make the team anew."))
    @click.pass_obj
    def demo(options: Options, fresh: bool) -> int:
        return open_cockpit(replace(options, demo=True, fresh=fresh))

    @cockpit.group(help=t("Write a file to hand out."))
    def export() -> None:
        pass

    for noun in (imports, managers, playbook, settings):
        noun.add(cockpit)
    for noun in (control, forecast, kpi, learning, requests, reviews, targets, tasks, training):
        noun.add(cockpit, export)

    @cockpit.command(help=t("Print a shell's completion script."))
    @click.argument("shell", type=click.Choice(_SHELLS))
    def completion(shell: str) -> None:
        from click.shell_completion import get_completion_class

        kind = get_completion_class(shell)
        if kind is not None:
            click.echo(kind(cockpit, {}, "cockpit", _COMPLETE).source())

    return cockpit

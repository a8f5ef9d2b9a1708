"""treaty: build, check and explain a package of cited events."""

import contextlib
import importlib
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from .reporting.failures import exit_status

COMMANDS = {
    "build": "Rebuild the package from its sources.",
    "validate": "Check a package against every rule.",
    "verify": "Check quotes and pins against the articles' texts.",
    "locate": "Find words in a text, to pin or quote them.",
    "fetch": "Fetch articles' texts.",
    "draft": "Draft an article's source file, to be filled in.",
    "fix": "Mend what needs no judgement in source files.",
    "show": "Show a row with all evidence for and against it.",
    "describe": "Describe what a package covers and leaves out.",
    "diff": "Show what changed between two releases.",
    "release": "Prepare a release.",
    "health": "Check whether the articles' addresses still answer.",
    "export": "Export a package to other formats.",
    "site": "Generate a web site of a package.",
    "rules": "List the rules.",
    "init": "Start a package about another subject.",
}
"""Every command with its line in the help; each has its own module, imported when the command runs."""


def debug_option(*, hidden: bool) -> click.Option:
    """Return the option that shows tracebacks, which may come before or after the command's name."""
    text = "Show the traceback of an error that ends a command."
    return click.Option(["--debug"], is_flag=True, expose_value=False, hidden=hidden, help=text)


def directory_option() -> click.Option:
    """Return the option that runs a command as if started in another folder, like git's; it may come first, too."""
    return click.Option(
        ["-C", "directory"],
        type=click.Path(exists=True, file_okay=False),
        metavar="DIR",
        is_eager=True,  # before the paths of other options are looked up
        expose_value=False,
        callback=_enter,
        help="Run as if started in DIR.",
    )


def _enter(context: click.Context, _: click.Parameter, directory: str | None) -> None:
    """Change to a folder until the program ends."""
    if directory is not None:
        context.find_root().with_resource(contextlib.chdir(directory))


class Commands(click.Group):
    """The commands, loaded one at a time, so that help is fast; whatever ends one is reported in a sentence."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; as a program, exit with its status and never with a traceback."""
        run = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        sys.exit(exit_status(run, sys.argv[1:] if args is None else args))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command from its module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"treaty_tools.commands.{cmd_name}").command
        if "--debug" not in (name for option in command.params for name in option.opts):
            command.params += [directory_option(), debug_option(hidden=True)]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    "treaty",
    cls=Commands,
    params=[directory_option(), debug_option(hidden=False)],
    epilog="Example: treaty show events/bridge-closes",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="treaty-record")
def main() -> None:
    """Build, check and explain a package of cited events."""

"""treaty: rebuild, check and explain a package of cited events."""

import importlib
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from .reporting.failures import exit_status

COMMANDS = {
    "build": "Rebuild the package from its sources.",
    "validate": "Check a package, this one or another.",
    "verify": "Check the quoted words against the texts you hold.",
    "locate": "Find words in a text, for a passage to quote.",
    "fetch": "Fetch an article's text into your folder of texts.",
    "show": "Show a row with all that is said for and against it.",
    "describe": "Tell what a package holds and leaves out.",
    "diff": "Tell what changed from one release to another.",
    "release": "Make a release of the package.",
    "health": "Check whether the articles' addresses still answer.",
    "export": "Write a package in other formats.",
    "site": "Make a web site of a package.",
    "rules": "List what is checked.",
    "init": "Start a package about another subject.",
}
"""Every command with its line in the help; each has a module of its own, imported when it runs."""


def debug_option(*, hidden: bool) -> click.Option:
    """Return the option that shows tracebacks; it is looked for among the arguments, wherever it stands."""
    told = "Show the traceback of an error that ends a command; may follow the command, too."
    return click.Option(["--debug"], is_flag=True, expose_value=False, hidden=hidden, help=told)


class Commands(click.Group):
    """The commands, loaded one at a time, so that help comes at once; whatever ends one is told in a sentence."""

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
        """Return the commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command from its module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"treaty_tools.commands.{cmd_name}").command
        if "--debug" not in (name for option in command.params for name in option.opts):
            command.params.append(debug_option(hidden=True))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    "treaty",
    cls=Commands,
    params=[debug_option(hidden=False)],
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="treaty-record")
def main() -> None:
    """Rebuild, check and explain a package of cited events."""

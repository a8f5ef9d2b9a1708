"""treaty: rebuild, check and explain a package of cited events."""

import errno
import importlib
from typing import Any

import click

COMMANDS = {
    "build": "Rebuild the package from its sources.",
    "validate": "Check a package, this one or another.",
    "verify": "Check the quoted words against the texts you hold.",
    "locate": "Find words in a text, for a passage to quote.",
    "fetch": "Bring an article's text into your folder of texts.",
    "show": "Show a row with all that is said for and against it.",
    "describe": "Tell what a package holds and leaves out.",
    "diff": "Tell what changed from one release to another.",
    "release": "Make a release of the package.",
    "health": "Ask whether the articles' addresses still answer.",
    "export": "Write a package in other formats.",
    "site": "Make a web site of a package.",
    "rules": "List what is checked.",
    "init": "Start a package about another subject.",
}
"""Every command with its line in the help; each has a module of its own, imported when it runs."""


class Commands(click.Group):
    """The commands, loaded one at a time, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command from its module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"treaty_tools.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and report an error of the file system in one sentence."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # click ends quietly when nobody reads on
                raise
            named = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{named}{error.strerror or error}") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command("treaty", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="treaty-record")
def main() -> None:
    """Rebuild, check and explain a package of cited events."""

"""Blocks of the README, CONTRIBUTING and docs/ that are generated from the data and the program; cog inserts them.

Update the pages: uv run cog -r -I scripts/docs README.md CONTRIBUTING.md docs/commands.md
"""

from collections.abc import Iterator

import click
from click.testing import CliRunner

from treaty_record import home, load
from treaty_tools.cli import COMMANDS, main
from treaty_tools.explain import describe
from treaty_tools.releases import rules  # noqa: F401 -- importing registers the rules of level 5
from treaty_tools.rules import listing


def tables() -> str:
    """Return a table of the data files: row counts and what a row is."""
    lines = ["| file | rows | a row is |", "|---|--:|---|"]
    for resource in home.descriptor()["resources"]:
        meaning = resource["description"].rstrip(".")
        meaning = meaning[0].lower() + meaning[1:]
        lines.append(f"| [`{resource['path']}`]({resource['path']}) | {resource['rows']:,} | {meaning} |")
    return "\n".join(lines)


def session(row: str, *parts: str | int) -> str:
    """Return a console session of ``treaty show``: of each pair in ``parts``, a text and the lines shown from there."""
    lines = CliRunner().invoke(main, ["show", row]).output.splitlines()
    shown = [f"$ uv run treaty show {row}", lines[0], "  …"]
    for text, number in zip(parts[::2], parts[1::2], strict=True):
        start = next(n for n, line in enumerate(lines) if str(text) in line)
        shown += [*lines[start : start + int(number)], "  …"]
    return "\n".join(["```console", *shown, "```"])


def coverage(most: int) -> str:
    """Return a table of what the data covers, in the first ``most`` numbers of ``treaty describe``."""
    return "\n".join([*describe.in_numbers(load())][: most + 2])


def remedies() -> str:
    """Return a table of what to do about an error of each rule."""
    return "\n".join(listing.remedies())


def commands() -> str:
    """Return the help text of every command as a section in Markdown."""
    return "\n\n".join(section for name in COMMANDS for section in _command(name))


def _command(name: str) -> Iterator[str]:
    context = click.Context(
        main, info_name="treaty", terminal_width=100, max_content_width=100, **main.context_settings
    )
    command = main.get_command(context, name)
    assert command is not None
    own = click.Context(command, parent=context, info_name=name, terminal_width=100, max_content_width=100)
    yield f"## treaty {name}"
    yield f"```text\n{command.get_help(own)}\n```"

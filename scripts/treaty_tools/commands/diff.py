"""treaty diff: what changed from one release to another."""

from pathlib import Path
from typing import Literal, get_args

import click

from ..package.descriptor import DESCRIPTOR
from ..package.project import find_root
from ..releases import read_release
from ..releases.difference import Difference, compare
from ..releases.difference.as_csv import as_csv
from ..releases.difference.as_json import as_json
from ..releases.difference.as_markdown import as_markdown
from ..releases.difference.as_text import as_text
from ..releases.naming import folder
from ..reporting.terminal import echo

Form = Literal["text", "json", "csv", "markdown"]
SHOWN = {"text": 20, "markdown": 20}
"""How many rows of each table and kind are shown where nobody says how many; programs get all."""


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(get_args(Form)), default="text", help="How to print differences.")
@click.option(
    "--max-shown",
    type=click.IntRange(0),
    help="Rows shown of each table and kind of change; 0 shows all. By default 20 for people, all for programs.",
)
def command(old: str, new: str | None, form: Form, max_shown: int | None) -> None:
    """Show what changed from release OLD to NEW, by default the package around the current folder.

    Each is a path (a folder, a datapackage.json or a zip file), a version (0.1.0: its tag) or a git revision (HEAD~3).
    A path begins with a dot or a slash, or ends in .zip or .json: ./old is a folder, old a tag or branch. A bare word
    may name a folder as NEW, if git knows no such revision, and as OLD outside git repositories. Versions and revisions
    are those of the repository that the other package lies in, and name that package as it was then.
    """
    around = find_root(DESCRIPTOR) if new is None else _around()
    new = str(around) if new is None else new
    later = read_release(new, "NEW", folder(old, around) or around, words_are_paths=True)
    between = compare(read_release(old, "OLD", folder(new, around) or around), later)
    most = SHOWN.get(form, 0) if max_shown is None else max_shown
    echo(told(form, between, most or None), end="")


def told(form: Form, between: Difference, most: int | None) -> str:
    """Return what changed as people or programs want it."""
    if form == "csv":
        return as_csv(between, most)
    lines = {"text": as_text, "json": as_json, "markdown": as_markdown}[form](between, most)
    return "".join(f"{line}\n" for line in lines)


def _around() -> Path:
    """Return the project around the current folder, else that folder."""
    try:
        return find_root(DESCRIPTOR)
    except click.UsageError:
        return Path.cwd()

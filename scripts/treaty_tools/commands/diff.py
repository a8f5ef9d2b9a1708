"""treaty diff: what changed from one release to another."""

from pathlib import Path
from typing import get_args

import click

from ..package.descriptor import DESCRIPTOR
from ..package.project import find_root
from ..releases import read_release
from ..releases.difference import compare
from ..releases.difference.forms import Form, in_form
from ..releases.naming import as_path, folder
from ..reporting.terminal import echo
from .options import package_path_option

SHOWN = {"text": 20, "markdown": 20}
"""Rows shown of each table and kind of change by default; formats for programs show all."""


@click.command("diff", epilog="Example: treaty diff 0.1.0")
@click.argument("old")
@click.argument("new", required=False)
@package_path_option
@click.option("--format", "form", type=click.Choice(get_args(Form)), default="text", help="Output format.")
@click.option(
    "--max-shown",
    type=click.IntRange(0),
    help="Maximum number of rows shown for each table and kind of change; 0 shows all. "
    "[default: 20 in text and Markdown, otherwise all]",
)
def command(old: str, new: str | None, package: Path | None, form: Form, max_shown: int | None) -> None:
    """Show what changed from release OLD to NEW, by default the project around the current folder.

    OLD and NEW are each a path (a folder, a datapackage.json or a zip file), a version (0.1.0: its tag) or a git
    revision (HEAD~3). A path begins with a dot or a slash, or ends in .zip or .json: ./old is a folder, old is a tag or
    branch. A bare word is read as a folder only if it is NEW and no such revision exists, or if it is OLD and there is
    no git repository. Versions and revisions are looked up in the repository of the other package, and mean that
    package as it was then. --package PATH is another way to give NEW.
    """
    if new is not None and package is not None:
        raise click.UsageError("name the newer package as NEW or with --package, not both")
    new = as_path(package) if package else new
    around = find_root(DESCRIPTOR) if new is None else _around()
    new = str(around) if new is None else new
    later = read_release(new, "NEW", folder(old, around) or around, words_are_paths=True)
    between = compare(read_release(old, "OLD", folder(new, around) or around), later)
    most = SHOWN.get(form, 0) if max_shown is None else max_shown
    echo(in_form(form, between, most or None), end="")


def _around() -> Path:
    """Return the project around the current folder, or that folder if there is none."""
    try:
        return find_root(DESCRIPTOR)
    except click.UsageError:
        return Path.cwd()

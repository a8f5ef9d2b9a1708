"""treaty init: start a package of cited events about another subject."""

import re
from pathlib import Path

import click

from treaty_record.values.patterns import SLUG

from ..reporting.terminal import echo_lines
from ..reporting.text import count
from ..sources.new_project import COMMAND, add, package_name, project
from ..writing import writing


@click.command("init", epilog="Example: treaty init bridges --name bridges-of-bangladesh")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="The package's name. [default: the name of DIR]")
def command(folder: Path, name: str | None) -> None:
    """Start a package of cited events in DIR, with an example article, its sources, a vocabulary and a CI workflow.

    DIR may be the clone of a new repository. Existing files are not replaced.
    """
    name = package_name(folder) if name is None else name
    if not re.fullmatch(SLUG, name):
        expected = "lower-case words and digits joined by hyphens"
        raise click.UsageError(f"{name!r} cannot be a package's name ({expected}): choose one with --name")
    with writing(folder, COMMAND) as draft:
        files, tables = project(name)
        kept = [] if draft.is_made else add(draft, files)
        draft.commit()
    if kept:
        echo_lines([f"not replaced: {', '.join(kept)}"])
    echo_lines([f"Created {count(tables, 'table')} in {folder}; start with {folder / 'README.md'}"])

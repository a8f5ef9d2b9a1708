"""Find the project around the current folder, and the folder of a package."""

from pathlib import Path

import click

from treaty_record.home import descriptor_of

SOURCES = "scripts/sources"
"""The folder of a project with its source files."""


def find_root(marker: str) -> Path:
    """Return the nearest folder, from the current one upwards, that contains ``marker``.

    Raises click.UsageError if none does.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / marker).exists():
            return folder
    raise click.UsageError(f"no {marker} here or above: run this in a project, or name its folder")


def folder_of(package: Path) -> Path:
    """Return a package's folder, given the folder or the path of its descriptor."""
    return descriptor_of(package).parent

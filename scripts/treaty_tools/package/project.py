"""Find the project around the current folder, and the folder of a package."""

from pathlib import Path

import click

from treaty_record import home
from treaty_record.home import DESCRIPTOR, descriptor_of

SOURCES = "scripts/sources"
"""The folder of a project with its source files."""


def find_root(marker: str) -> Path:
    """Return the nearest folder, from the current one upwards, that contains ``marker``.

    Raises click.UsageError if none does.
    """
    if found := _around(marker):
        return found
    raise click.UsageError(f"no {marker} here or above: run this in a project, or name its folder")


def find_package() -> Path:
    """Return the folder of the package around the current folder, or of the installed data, which is reported then.

    Raises click.UsageError if there is neither.
    """
    if found := _around(DESCRIPTOR):
        return found
    try:
        installed = home.folder()
    except FileNotFoundError:
        return find_root(DESCRIPTOR)
    descriptor = home.descriptor()
    click.echo(
        f"No {DESCRIPTOR} here or above: reading the installed data, {descriptor['name']} {descriptor['version']}",
        err=True,
    )
    return installed


def _around(marker: str) -> Path | None:
    """Return the nearest folder, from the current one upwards, that contains ``marker``; None if none does."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / marker).exists()), None)


def folder_of(package: Path) -> Path:
    """Return a package's folder, given the folder or the path of its descriptor."""
    return descriptor_of(package).parent

"""Where the project is that a command works on."""

from pathlib import Path

import click


def find_root(marker: str) -> Path:
    """Return the nearest folder, from the current one upwards, that holds ``marker``.

    Raises click.UsageError where none does.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / marker).exists():
            return folder
    raise click.UsageError(f"no {marker} here or above: run this in a project, or name its folder")

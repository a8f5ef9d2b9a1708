"""Choose the source files of a project that are to be mended."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..reporting.problem import BadData
from ..reporting.terminal import safe
from ..sources.build import FOLDER
from ..sources.files import link_above, listing


def chosen(root: Path, files: Sequence[Path]) -> list[str]:
    """Return the paths of some source files in their project, of all if none is named.

    Raises click.UsageError if one is not a source file of the project, BadData if the sources cannot be listed.
    """
    if link := link_above(root, FOLDER):
        raise BadData([link])
    found = listing(root / FOLDER, FOLDER)
    if found.problems:
        raise BadData(found.problems)
    known = [f"{FOLDER}/{name}" for name in found.names if name.endswith(".toml")]
    return sorted(set(_named(root, files, known))) if files else known


def _named(root: Path, files: Sequence[Path], known: Sequence[str]) -> Iterator[str]:
    """Yield the source files that are named, and those in the folders that are named."""
    for file in files:
        path = os.path.relpath(file.absolute(), root.absolute()).replace(os.sep, "/")
        below = [name for name in known if name == path or name.startswith(f"{path}/")]
        if not below:
            raise click.UsageError(f"{safe(str(file))} is not a source file of {safe(str(root))}")
        yield from below

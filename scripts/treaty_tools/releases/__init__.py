"""A package as one release among others: where it lies, and what it holds, even if it followed another contract.

A release is named by a path (a folder, its descriptor or a zip file), a version, or a revision of a git repository.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from treaty_record.home import descriptor_of
from treaty_record.values.version import EXPECTED, parts

from ..package.descriptor import DESCRIPTOR
from ..package.reading import Read, read_package
from ..reporting.problem import BadData
from .difference import Release
from .git import GitError
from .naming import place, shown
from .opening import NoPackageError


def read_release(name: str, hint: str, root: Path, *, words_are_paths: bool = False) -> Release:
    """Return the release that a name stands for, in the project at ``root``; ``hint`` is the argument that gives it.

    Its tables are read as its own descriptor declares them. Raises click.BadParameter if they cannot be, since nothing
    can then be said of what changed.
    """
    with TemporaryDirectory(prefix="treaty-") as room:
        try:
            package = place(name, root, Path(room), words_are_paths=words_are_paths)
        except NoPackageError as error:
            raise click.BadParameter(f"{shown(name)} {error}", param_hint=f"'{hint}'") from None
        except (BadData, GitError) as error:
            raise _unreadable(name, str(error).partition("\n")[0], hint) from None
        read = read_package(package, {})
        if read.problems or read.faults:
            typed = (problem for found in read.faults for problem in read.problems_of("type", found, 1))
            raise _unreadable(name, str(min([*read.problems, *typed])), hint)
        release = as_release(read, package)
    if not release.version:
        raise _unreadable(name, f"its {DESCRIPTOR} has no version: add {EXPECTED}", hint)
    if parts(release.version) is None:
        raise _unreadable(name, f"its version, {release.version!r}, is not {EXPECTED}", hint)
    return release


def as_release(read: Read, package: Path) -> Release:
    """Return a package that was read, with the version that its descriptor gives; an empty one if it gives none."""
    path = descriptor_of(package)
    descriptor = json.loads(path.read_bytes())
    derived = (
        (table, field["name"])
        for resource in descriptor["resources"]
        if (table := str(resource.get("name"))) in read.tables
        for field in resource["schema"]["fields"]
        if field.get("derived") is True
    )
    return Release(str(descriptor.get("version", "")), read.tables, read.contract, frozenset(derived))


def _unreadable(name: str, why: str, hint: str) -> click.BadParameter:
    return click.BadParameter(f"{shown(name)} cannot be compared: {why}", param_hint=f"'{hint}'")

"""A package as one release among others: where it lies, and what it holds, also where it kept another contract.

A release is named by a folder, its descriptor, a zip file, a version, or a revision of the git repository of a project.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..comparing import Release
from ..comparing.version import parts
from ..descriptor import DESCRIPTOR
from ..package import Read, read_package
from ..problem import BadData
from . import archive, revision

NOWHERE = "no folder, zip file, version or git revision is named so here"


def read_release(name: str, hint: str, root: Path) -> Release:
    """Return the release that a name stands for, in the project at ``root``; ``hint`` is what the name was given for.

    Its tables are read as its own descriptor declares them. Raises click.BadParameter where they cannot be, since
    nothing can then be said of what changed.
    """
    with TemporaryDirectory(prefix="treaty-") as room:
        try:
            package = _package(name, root, Path(room))
        except BadData as error:
            raise _unreadable(name, str(error.problems[0]), hint) from None
        if package is None:
            raise _unreadable(name, NOWHERE, hint)
        read = read_package(package, {})
        if read.problems or read.faults:
            typed = (problem for found in read.faults for problem in read.problems_of("type", found, 1))
            raise _unreadable(name, str(min([*read.problems, *typed])), hint)
        release = as_release(read, package)
    if parts(release.version) is None:
        raise _unreadable(name, f"its version, {release.version!r}, is not written as 1.2.3", hint)
    return release


def as_release(read: Read, package: Path) -> Release:
    """Return a package that was read, with the version that its descriptor gives; a text that is none where none is."""
    path = package / DESCRIPTOR if package.is_dir() else package
    descriptor = json.loads(path.read_bytes())
    derived = (
        (table, field["name"])
        for resource in descriptor["resources"]
        if (table := str(resource.get("name"))) in read.tables
        for field in resource["schema"]["fields"]
        if field.get("derived") is True
    )
    return Release(str(descriptor.get("version", "")), read.tables, read.contract, frozenset(derived))


def _package(name: str, root: Path, room: Path) -> Path | None:
    """Return the folder or descriptor of a release, unpacked into ``room`` where need be; None where none is there."""
    path = Path(name)
    if path.is_file() and (path.suffix == ".zip" or zipfile.is_zipfile(path)):
        return archive.unpack(path, room)
    if path.exists():
        return path
    if version := re.fullmatch(r"v?([0-9]+\.[0-9]+\.[0-9]+)", name):
        if commit := revision.commit(root, f"refs/tags/v{version[1]}"):
            return revision.unpack(root, commit, room)
        for made in _archives(root, version[1]):
            return archive.unpack(made, room)
    commit = revision.commit(root, name)
    return revision.unpack(root, commit, room) if commit else None


def _archives(root: Path, version: str) -> Iterator[Path]:
    """Yield the archives of a version that lie where releases are made, or in the project's folder."""
    for folder in (root / "dist", root):
        yield from sorted(path for path in folder.glob(f"*-{version}.zip") if path.is_file())


def _unreadable(name: str, why: str, hint: str) -> click.BadParameter:
    return click.BadParameter(f"{name} cannot be compared with: {why}", param_hint=f"'{hint}'")

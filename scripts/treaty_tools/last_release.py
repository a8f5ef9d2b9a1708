"""A package as one release among others, also where it kept another contract than today's."""

import json
from pathlib import Path

import click

from .checks.release import Release, parts
from .descriptor import DESCRIPTOR
from .package import Read, read_package


def read_release(package: Path) -> Release:
    """Return the last release from its folder or descriptor.

    Its tables are read as its own descriptor declares them. Raises click.BadParameter where they cannot be, since
    nothing can then be said of what changed.
    """
    read = read_package(package, {})
    if read.problems or read.faults:
        typed = (problem for found in read.faults for problem in read.problems_of("type", found, 1))
        raise _unreadable(package, str(min([*read.problems, *typed])))
    release = as_release(read, package)
    if parts(release.version) is None:
        raise _unreadable(package, f"its version, {release.version!r}, is not written as 1.2.3")
    return release


def as_release(read: Read, package: Path) -> Release:
    """Return a package that was read, with the version that its descriptor gives; a text that is none where none is."""
    path = package / DESCRIPTOR if package.is_dir() else package
    types = {
        name: {field["name"]: field["type"] for field in table["schema"]["fields"]}
        for name, table in read.contract.items()
    }
    return Release(str(json.loads(path.read_bytes()).get("version", "")), read.tables, types)


def _unreadable(package: Path, why: str) -> click.BadParameter:
    return click.BadParameter(f"{package} cannot be compared with: {why}", param_hint="'--since'")

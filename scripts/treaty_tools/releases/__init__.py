"""A package as one of several releases: where to find it and what it contains, even under another contract.

A release is named by a path (a folder, its descriptor or a zip file), a version, or a revision of a git repository.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from treaty_record.contract import Contract
from treaty_record.values.version import EXPECTED, parts

from ..package.descriptor import DESCRIPTOR
from ..package.reading import read_package
from ..reporting.problem import BadData
from .difference import Release
from .git import GitError
from .naming import place, shown
from .opening import NoPackageError


def read_release(name: str, hint: str, root: Path, *, words_are_paths: bool = False) -> Release:
    """Return the release with a name, in the project at ``root``; ``hint`` is the argument that gives the name.

    Its tables are read as its own descriptor declares them. Raises click.BadParameter if that fails, since the changes
    cannot be determined then.
    """
    with TemporaryDirectory(prefix="treaty-") as room:
        try:
            package = place(name, root, Path(room), words_are_paths=words_are_paths)
        except NoPackageError as error:
            raise click.BadParameter(f"{shown(name)} {error}", param_hint=f"'{hint}'") from None
        except (BadData, GitError) as error:
            raise _unreadable(name, str(error).partition("\n")[0], hint) from None
        read = read_package(package, Contract())
        if problems := read.reading_problems(1):
            raise _unreadable(name, str(min(problems)), hint)
        release = Release(read)
    if not release.version:
        raise _unreadable(name, f"its {DESCRIPTOR} has no version: add {EXPECTED}", hint)
    if parts(release.version) is None:
        raise _unreadable(name, f"its version, {release.version!r}, is not {EXPECTED}", hint)
    return release


def _unreadable(name: str, why: str, hint: str) -> click.BadParameter:
    return click.BadParameter(f"{shown(name)} cannot be compared: {why}", param_hint=f"'{hint}'")

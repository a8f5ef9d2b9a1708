"""Find a release by its name: a path, or a version or revision that git knows. One is never mistaken for the other."""

import os
from contextlib import suppress
from pathlib import Path

from treaty_record.values.version import parts

from ..reporting.terminal import safe
from . import repository, revision
from .git import GitError
from .opening import NoPackageError, opened
from .repository import Repository

LONGEST = 1_000
"""Maximum length of a name."""
SHOWN = 100
"""How much of a name messages show."""
SHALLOW = (
    "; this clone is shallow and lacks older history: run 'git fetch --unshallow --tags', "
    "or give actions/checkout 'fetch-depth: 0'"
)


def is_path(name: str) -> bool:
    """Return whether a name is written as a path: with a dot at its start, absolute, or ending in .zip or .json."""
    return name.startswith(".") or Path(name).is_absolute() or Path(name).suffix.lower() in (".zip", ".json")


def as_path(path: Path) -> str:
    """Return a path in a form that is never read as a version or revision."""
    return str(path) if is_path(str(path)) else os.path.join(os.curdir, path)  # noqa: PTH118 -- pathlib drops the dot


def is_version(name: str) -> bool:
    """Return whether a name is a version: ``0.1.0`` or ``v0.1.0``."""
    return parts(name.removeprefix("v")) is not None


def shown(name: str) -> str:
    """Return a name as messages show it, on one line and not too long."""
    return safe(name if len(name) <= SHOWN else f"{name[:SHOWN]}...") or "''"


def place(name: str, root: Path, room: Path, *, words_are_paths: bool) -> Path:
    """Return the folder or descriptor of the package with a name, unpacked into ``room`` if necessary.

    A word that is not written as a path is a version or a revision of the repository around ``root``. Only if it is
    neither can it be a path: outside every repository, or if ``words_are_paths``. Raises NoPackageError if there is no
    such package, GitError if git cannot tell, BadData if the package cannot be unpacked.
    """
    if not name or len(name) > LONGEST or "\0" in name:
        raise NoPackageError(f"is not the name of a package, version or revision ({len(name):,} characters)")
    if is_path(name):
        return opened(Path(name), room)
    around = repository.around(root)
    if around and (commit := _commit(around, name)):
        return revision.unpack(around, commit, room)
    if not is_version(name) and (words_are_paths or not around) and _exists(name):
        return opened(Path(name), room)
    raise NoPackageError(_why(name, root, around))


def folder(name: str, around: Path) -> Path | None:
    """Return the folder of the package that a name gives as a path, None if it is an archive or not a path.

    Its repository is the one whose versions and revisions the package is compared with.
    """
    path = Path(name)
    with suppress(OSError, ValueError, GitError):
        if is_path(name) or _is_word_for_path(name, around):
            return path if path.is_dir() else path.parent if path.suffix.lower() == ".json" else None
    return None


def _is_word_for_path(name: str, root: Path) -> bool:
    """Return whether a word names a file or folder, and not a version or revision."""
    if is_version(name) or len(name) > LONGEST or not _exists(name):
        return False
    around = repository.around(root)
    return around is None or repository.commit(around, name) is None


def _commit(around: Repository, name: str) -> str | None:
    """Return the commit that a version or revision names; a version is always a tag, even if a branch has its name."""
    version = name.removeprefix("v")
    tag = repository.tagged(around, version) if is_version(name) else None
    return tag or repository.commit(around, name)


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _why(name: str, root: Path, around: Repository | None) -> str:
    """Return why a word names no package."""
    path = f"; to name the file or folder, write ./{shown(name)}" if _exists(name) else ""
    if around is None:
        here = "" if path else "no such path exists, and "
        return f"is unknown: {here}{root} is not in a git repository{path}"
    what = f"tag v{shown(name.removeprefix('v'))}" if is_version(name) else "tag, branch or commit of this name"
    shallow = SHALLOW if repository.is_shallow(around) else ""
    return f"is unknown: the repository {around.top} has no {what}{shallow}{_archive(name, root)}{path}"


def _archive(name: str, root: Path) -> str:
    """Return how to name the archive of a version if one was made here, otherwise nothing."""
    version = name.removeprefix("v")
    made = sorted((root / "dist").glob(f"*-{version}.zip")) if is_version(name) else []
    return f"; to compare with dist/{made[0].name}, name that file" if made else ""

"""A package at a revision of a git repository."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from ..comparing.version import parts
from .taking import refused, take

OF_ANOTHER = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_WORK_TREE")
"""Variables by which git tells a hook of the repository that it runs for, which need not be the one asked about."""


def git(root: Path, *arguments: str) -> bytes | None:
    """Return what git says in a folder, None where it refuses or is not there."""
    here = {name: value for name, value in os.environ.items() if name not in OF_ANOTHER}
    try:
        done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, check=False, env=here)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None


def commit(root: Path, name: str) -> str | None:
    """Return the hash of the commit that a revision is, None where there is none of that name."""
    if not name or "\0" in name:
        return None
    found = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return found.decode().strip() if found else None


def releases(root: Path) -> dict[tuple[int, ...], str]:
    """Return the tags of releases that led to what is checked out, ``v1.2.3``, by their numbers."""
    tags = (git(root, "tag", "--list", "v*", "--merged", "HEAD") or b"").decode().split()
    return {number: tag for tag in tags if (number := parts(tag.removeprefix("v")))}


def changed(root: Path) -> list[str] | None:
    """Return the files of a project that are not as they were committed; None where no repository is."""
    prefix = git(root, "rev-parse", "--show-prefix")
    said = git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    if prefix is None or said is None:
        return None
    below = prefix.decode().rstrip("\n")
    return sorted(entry[3:].removeprefix(below) for entry in said.decode("utf-8", "replace").split("\0") if entry)


def unpack(root: Path, commit: str, room: Path) -> Path:
    """Write the package of a project, as it was at a commit, into an empty folder, and return that.

    Raises BadData where it cannot be taken out.
    """
    return take(_reader(root, commit), room)


def _reader(root: Path, commit: str) -> Callable[[str, int], bytes | None]:
    """Return what reads files of a project at a commit; links are not followed."""
    listed = (git(root, "ls-tree", "-r", "-l", "-z", commit) or b"").decode("utf-8", "replace").split("\0")
    blobs = {}
    for entry in filter(None, listed):
        (mode, _, blob, size), path = entry.partition("\t")[0].split(), entry.partition("\t")[2]
        if mode.startswith("100"):
            blobs[path] = blob, int(size)

    def read(path: str, most: int) -> bytes | None:
        blob, size = blobs.get(path, ("", 0))
        if size > most:
            raise refused(path, f"is larger than {most // 1024 // 1024} MiB")
        return git(root, "cat-file", "blob", blob) if blob else None

    return read

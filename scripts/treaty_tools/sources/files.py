"""Find source files; links are reported, never followed."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..reporting.problem import Problem, unreadable

LINKED = "is a link, and links to folders are not followed: move the folder itself there"


@dataclass(frozen=True)
class Listing:
    """The names of the files below a folder, in order, and what could not be listed."""

    names: list[str]
    problems: list[Problem]


def link_above(root: Path, folder: str) -> Problem | None:
    """Return the error of a folder of a project that a link leads to, None if it lies in the project itself."""
    at = root
    for part in PurePosixPath(folder).parts:
        at = at / part
        if at.is_symlink():
            return Problem(at.relative_to(root).as_posix(), 1, "", LINKED, "toml")
    return None


def listing(folder: Path, shown: str) -> Listing:
    """Return what is to be read below a folder, which messages name as ``shown``: TOML and what is not hidden."""
    failed: list[OSError] = []
    names, links = [], []
    for at, folders, files in os.walk(folder, onerror=failed.append):
        below = PurePosixPath(Path(at).relative_to(folder).as_posix())
        links += [str(below / name) for name in folders if (Path(at) / name).is_symlink()]
        names += [str(below / name) for name in (*files, *folders) if _is_source(name, is_file=name in files)]
    problems = [Problem(f"{shown}/{name}", 1, "", LINKED, "toml") for name in links]
    problems += [unreadable(_named(error, folder, shown), error, "toml") for error in failed]
    return Listing(sorted(set(names) - set(links)), problems)


def _is_source(name: str, *, is_file: bool) -> bool:
    return name.endswith(".toml") or (is_file and not name.startswith("."))


def _named(error: OSError, folder: Path, shown: str) -> str:
    """Return how messages name the folder that could not be listed."""
    below = Path(os.fsdecode(error.filename or folder)).relative_to(folder).as_posix()
    return str(PurePosixPath(shown) / below)

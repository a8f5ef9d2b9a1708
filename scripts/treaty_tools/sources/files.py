"""Find source files; links are reported, never followed."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..reporting.problem import Problem, unreadable

LINKED = "is a symbolic link, and linked folders are not read; replace the link by the folder"


@dataclass(frozen=True)
class Listing:
    """The sorted names of the files below a folder, and the errors of what could not be listed."""

    names: list[str]
    problems: list[Problem]


def link_above(root: Path, folder: str) -> Problem | None:
    """Return an error if a link leads to a folder of a project, None if the folder lies in the project itself."""
    at = root
    for part in PurePosixPath(folder).parts:
        at = at / part
        if at.is_symlink():
            return Problem(at.relative_to(root).as_posix(), 1, "", LINKED, "toml")
    return None


def listing(folder: Path, shown: str) -> Listing:
    """Return the files to read below a folder, named ``shown`` in messages: all but hidden files and backups."""
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
    """Return whether a file is to be read: all are, apart from hidden ones and what editors leave behind."""
    if is_file and (name.startswith((".", "#")) or name.endswith(("~", ".bak", ".orig", ".rej", ".swp"))):
        return False
    return is_file or name.endswith(".toml")


def _named(error: OSError, folder: Path, shown: str) -> str:
    """Return the name for messages of a folder that could not be listed."""
    below = Path(os.fsdecode(error.filename or folder)).relative_to(folder).as_posix()
    return str(PurePosixPath(shown) / below)

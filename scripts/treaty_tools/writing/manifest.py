"""The manifest of files that a command created in a folder, so that a later run recognises them."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from ..reporting.terminal import echo, safe
from ..reporting.text import count
from .draft import Draft
from .errors import STAGING
from .files import digest, fault, is_there, may_write

Made = Mapping[str, str | None]
"""Files of an earlier run with their SHA-256, or None if that is not known: such files are not removed."""

LISTED = 3
"""Maximum number of names that a message lists; for more files it gives their number."""

_LINE = re.compile("([0-9a-f]{64})  (.+)")


def read(path: Path) -> dict[str, str] | None:
    """Return the files that a manifest lists with their SHA-256, None if there is no manifest."""
    if path.is_symlink() or not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    found = (match for line in lines if (match := _LINE.fullmatch(line)))
    return {match[2]: match[1] for match in found if may_write(match[2])}


def text(command: str, files: Mapping[str, str]) -> bytes:
    """Return a manifest, in the form that ``sha256sum --check`` reads."""
    head = f"# Made by '{command}', which replaces and removes these files, and no others, when it runs again.\n"
    return (head + "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(files.items()))).encode()


def replace(draft: Draft, made: Made, manifest: str, others: Mapping[str, str], *, take_over: bool) -> None:
    """Replace the files of an earlier run with a draft's, remove those no longer created, and report both.

    A file of an earlier run is removed only if its content has not changed. ``others`` are files in the manifest that
    the draft does not affect. Raises click.UsageError if a file would replace one that the command did not create.
    """
    files = dict(draft.files)
    strangers = [path for path, change in draft.changes.items() if change.old and path not in made]
    if strangers and not take_over:
        names = listed([str(draft.root / path) for path in strangers])
        raise click.UsageError(f"'{draft.command}' did not make {names}: move it elsewhere, or use --take-over")
    for path, sha256 in made.items():
        if path not in files and sha256 and not fault(draft.root, path) and sha256 == digest(draft.root / path):
            draft.remove(path)
    announce(draft)
    draft.add(manifest, text(draft.command, {**others, **files}))
    draft.commit()


def announce(draft: Draft) -> None:
    """Print on standard error how many files are about to be replaced and removed."""
    replaced = [path for path, change in draft.changes.items() if change.old and change.new]
    removed = [path for path, change in draft.changes.items() if change.new is None]
    parts = [f"{what} {listed(paths)}" for what, paths in (("replacing", replaced), ("removing", removed)) if paths]
    if parts:
        echo(f"{draft.root}: {', '.join(parts)}", err=True)


def listed(paths: Iterable[str]) -> str:
    """Return the names of a few files, or how many there are."""
    names = sorted(paths)
    return ", ".join(map(safe, names)) if len(names) <= LISTED else count(len(names), "file")


def is_empty(folder: Path) -> bool:
    """Return whether a folder is missing or empty, apart from what an interrupted run left."""
    return not is_there(folder) or not any(entry.name != STAGING for entry in folder.iterdir())

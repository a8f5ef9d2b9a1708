"""Write the site whole: beside its place first, then in one move, and never over what is not a site."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

MARKER = ".treaty-site"
"""The file by which a folder is known as a site that may be replaced."""


def check(out: Path) -> None:
    """Stop where a folder holds something else than a site.

    Raises click.UsageError then.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise click.UsageError(f"{out} is no folder: name one that is empty, or a site made before")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise click.UsageError(f"{out} is not empty and holds no site: name another folder, or empty it")


def write(out: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write a site's files in the place of the one that is there; return how many they are.

    Where it fails, the site that was there stays.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
        made = Path(beside) / "site"
        many = _written(made, files)
        _put(made, out, Path(beside) / "before")
    return many


def _put(made: Path, out: Path, before: Path) -> None:
    """Move a folder to its place, and what was there back again where that fails."""
    if out.exists():
        out.rename(before)
    try:
        made.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise


def _written(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    folder.mkdir()
    (folder / MARKER).write_text("Made by treaty site; it is replaced whole when made again.\n", encoding="utf-8")
    known: set[Path] = set()
    many = 0
    for path, content in files:
        many += 1
        target = folder / path
        if target.parent not in known:
            target.parent.mkdir(parents=True, exist_ok=True)
            known.add(target.parent)
        target.write_bytes(content)
    return many

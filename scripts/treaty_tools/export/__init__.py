"""Write a package in the formats that other tools like best."""

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from ..writing import manifest, writing
from . import earlier
from .exported_package import ExportedPackage

COMMAND = "treaty export"

FORMATS = {
    "csv": "csv_files",
    "parquet": "parquet",
    "sqlite": "sqlite",
    "duckdb": "duckdb_file",
    "xlsx": "xlsx",
    "jsonl": "jsonl",
    "croissant": "croissant",
    "ro-crate": "ro_crate",
    "prov": "prov",
}
"""Every format with the module that writes it, imported where it is asked for.

A module has ``write(package, out)``: it writes into the folder ``out`` and returns the file or folder that it made,
named after the package so that no other format makes the same.
"""
Write = Callable[[ExportedPackage, Path], Path]


def writer(name: str) -> Write:
    """Return what writes a format.

    Raises click.UsageError where its library is not installed.
    """
    try:
        write: Write = importlib.import_module(f"{__name__}.{FORMATS[name]}").write
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("treaty_"):
            raise
        library = error.name.partition(".")[0]
        needs = f"--to {name} needs {library}, which is not installed: pip install 'treaty-record[tools]'"
        raise click.UsageError(needs) from None
    return write


def export(package: ExportedPackage, writers: Iterable[Write], out: Path, *, take_over: bool = False) -> list[Path]:
    """Write every format, all of them or none; return the file or folder of each.

    Files that were exported there before are replaced, and those no longer made are removed; all others are left alone.
    Raises click.UsageError if something else is in the way, NotWritten if the file system refuses.
    """
    with writing(out, COMMAND) as draft:
        paths = [write(package, draft.room) for write in writers]
        tops = {path.name for path in draft.room.iterdir()}
        before = earlier.known(out, package, tops)
        if not take_over:
            earlier.check(out, tops, before)
        for path in sorted(path for path in draft.room.rglob("*") if path.is_file()):
            draft.adopt(path.relative_to(draft.room).as_posix(), path)
        listed = manifest.read(out / earlier.MANIFEST) or {}
        others = {path: sha256 for path, sha256 in listed.items() if earlier.top(path) not in tops}
        manifest.replace(draft, before, earlier.MANIFEST, others, take_over=take_over)
    return [out / path.name for path in paths]

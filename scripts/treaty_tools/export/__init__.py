"""treaty export: a package in the formats that other tools like best."""

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..problem import BadData
from ..report import report
from ..terminal import echo_lines
from .package import Package, read

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
Write = Callable[[Package, Path], Path]


@click.command("export")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--to",
    "formats",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    required=True,
    help="A format to write; the option repeats.",
)
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
def command(out: Path, formats: tuple[str, ...], package: Path | None) -> None:
    """Write a package into the folder OUT in other formats; what was exported there before is replaced."""
    writers = {name: writer(name) for name in FORMATS if name in formats}
    try:
        found = read(package)
    except BadData as error:
        raise report(error.problems, "'treaty validate' says more") from None
    try:
        written = export(found, writers.values(), out)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from None
    echo_lines(map(str, written))


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
        needs = f"--to {name} needs {library}, which is not installed: pip install 'treaty-record[export]'"
        raise click.UsageError(needs) from None
    return write


def export(package: Package, writers: Iterable[Write], out: Path) -> list[Path]:
    """Write every format in a folder beside ``out``, then move all into it, so that nothing there is half written."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        made = [write(package, Path(folder)) for write in writers]
        out.mkdir(exist_ok=True)
        for path in sorted(Path(folder).iterdir()):
            replace(path, out / path.name)
    return [out / path.name for path in made]


def replace(path: Path, target: Path) -> None:
    """Move a file or folder to where another may stand; the other is gone only once the new one is there."""
    if target.is_dir() or (target.exists() and path.is_dir()):  # only a file replaces a file
        target.replace(path.with_name(f"{path.name}.old"))
    path.replace(target)

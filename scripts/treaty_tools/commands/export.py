"""treaty export: a package in the formats of other tools."""

from pathlib import Path

import click

from ..export import FORMATS, export, writer
from ..export.exported_package import read
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from .options import package_option, reported, take_over_option


@click.command("export", epilog="Example: treaty export --to xlsx --to sqlite out")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--to",
    "formats",
    type=click.Choice(list(FORMATS)),
    multiple=True,
    required=True,
    help="Format to write; may be given several times.",
)
@package_option
@take_over_option
def command(out: Path, formats: tuple[str, ...], package: Path | None, take_over: bool) -> None:
    """Export a package to the folder OUT in other formats.

    Files from an earlier export are replaced; all other files in OUT are left alone.
    """
    writers = {name: writer(name) for name in FORMATS if name in formats}
    with reported("'treaty validate' lists all errors"):
        found = read(package)
    with progress("Writing formats", len(writers)) as bar:
        made = export(found, bar.track(writers.values()), out, take_over=take_over)
    echo_lines(map(str, made))

"""treaty export: a package in the formats that other tools like best."""

from pathlib import Path

import click

from ..export import FORMATS, export, writer
from ..export.package import read
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_lines
from .options import take_over_option


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
@take_over_option
def command(out: Path, formats: tuple[str, ...], package: Path | None, take_over: bool) -> None:
    """Write a package into the folder OUT in other formats.

    Files that were exported there before are replaced; all other files in OUT are left alone.
    """
    writers = {name: writer(name) for name in FORMATS if name in formats}
    try:
        found = read(package)
    except BadData as error:
        raise report(error.problems, "'treaty validate' says more") from None
    echo_lines(map(str, export(found, writers.values(), out, take_over=take_over)))

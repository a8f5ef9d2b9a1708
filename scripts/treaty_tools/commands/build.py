"""treaty build: rebuild the package from its sources."""

import click

from ..package.project import SOURCES, find_root
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from ..sources.build import checked, left_alone, rebuild, summary
from .options import reported


@click.command("build", epilog="Example: treaty build")
@click.option("--check", is_flag=True, help="Write nothing; report whether the committed files are up to date.")
def command(check: bool) -> None:
    """Rebuild data/ and datapackage.json from scripts/sources/; if there are errors, report them and write nothing.

    Tables and columns that datapackage.json declares beyond the contract are carried over; other files are not touched.
    """
    root = find_root(SOURCES)
    with progress("Building the package"), reported(f"nothing was written: correct the files in {SOURCES}/"):
        built, outcome = checked(root) if check else rebuild(root)
    echo_lines([outcome, *left_alone(root, built), *summary(built.tables)])

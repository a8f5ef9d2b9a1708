"""treaty build: rebuild the package from its sources."""

from pathlib import Path

import click

from ..package.project import find_root
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_lines
from ..sources.build import FOLDER, checked, left_alone, rebuild, summary
from .options import root_option


@click.command("build")
@click.option("--check", is_flag=True, help="Change nothing; say whether what is committed is what the sources build.")
@root_option
def command(check: bool, root: Path | None) -> None:
    """Rebuild data/ and datapackage.json from scripts/sources/, or say what is wrong and change nothing.

    Tables and columns that datapackage.json declares beyond the contract are carried over; other files are left alone.
    """
    root = root or find_root(FOLDER)
    try:
        built, outcome = checked(root) if check else rebuild(root)
    except BadData as error:
        raise report(error.problems, f"nothing was written: mend these in {FOLDER}/") from None
    echo_lines([outcome, *left_alone(root, built), *summary(built.tables)])

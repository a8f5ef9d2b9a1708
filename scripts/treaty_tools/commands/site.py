"""treaty site: a web site of a package, to look through without a server."""

import gc
from pathlib import Path

import click

from ..package.descriptor import DESCRIPTOR
from ..package.project import find_root
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_lines
from ..site import folder
from .options import take_over_option


@click.command("site")
@click.argument("out", type=click.Path(path_type=Path))
@take_over_option
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
def command(out: Path, package: Path | None, take_over: bool) -> None:
    """Make a web site of a package in the folder OUT, which works from disk, offline and without scripts.

    OUT is new, empty, or a site made before. That site's files are replaced, and those of rows that are gone removed;
    all other files in OUT are left alone.
    """
    folder.check(out, take_over=take_over)
    try:
        import jinja2  # noqa: F401 -- told here rather than by a traceback
    except ImportError:
        raise click.UsageError("the site needs more: pip install 'treaty-record[site,tools]'") from None
    from ..site import build, record

    found = package or find_root(DESCRIPTOR)
    try:
        read = record.read(found)
    except BadData as error:
        raise report(error.problems, "'treaty validate' says more") from None
    gc.freeze()  # all rows stay to the end, and need not be looked through for garbage page after page
    many = folder.write(out, build.files(read, found), take_over=take_over)
    echo_lines([f"{many:,} files in {out}; open {out / 'index.html'}"])

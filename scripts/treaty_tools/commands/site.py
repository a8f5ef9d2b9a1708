"""treaty site: a web site of a package that needs no server."""

import gc
from pathlib import Path
from urllib.parse import urlsplit

import click

from ..package.project import find_package
from ..releases import read_release
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from ..site import folder
from .options import package_option, reported, take_over_option


def published_at(_: click.Context, __: click.Parameter, given: str | None) -> str:
    """Return an address that ends in a slash, empty if none is given."""
    if not given:
        return ""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise click.BadParameter(
            f"{given!r} is not the address of a site: give one such as https://example.org/record/"
        )
    return given.rstrip("/") + "/"


@click.command("site", epilog="Example: treaty site out")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--base-url",
    "base",
    callback=published_at,
    help="Address at which the site is published; adds its address to citations, and what search engines, feed readers "
    "and social networks read.",
)
@click.option(
    "--since",
    metavar="OLD",
    help="An earlier release (a path, a version or a git revision): adds a page of what changed, and with --base-url "
    "feeds.",
)
@click.option("--full", is_flag=True, help="Also write the data as SQLite and Excel, which takes some seconds.")
@take_over_option
@package_option
def command(out: Path, package: Path | None, take_over: bool, base: str, full: bool, since: str | None) -> None:
    """Generate a web site of a package in the folder OUT. It works from disk, offline and without scripts.

    OUT is new, empty, or an earlier site, whose files are replaced or removed; all other files in OUT are left alone.
    """
    folder.check(out, take_over=take_over)
    from ..site import build, changes, published, record

    found = package or find_package()
    with progress("Writing files") as bar:
        with reported("'treaty validate' lists all errors"):
            read = record.read(found)
            root = found if found.is_dir() else found.parent
            earlier = read_release(since, "--since", root) if since else None
        told = changes.changes(read, earlier) if earlier else None
        gc.freeze()  # all rows are needed to the end: do not search them for garbage page after page
        many = folder.write(
            out, bar.track(build.files(read, found, published.Published(read, base, full, told))), take_over=take_over
        )
    echo_lines([f"{many:,} files in {out}; open {out / 'index.html'}"])

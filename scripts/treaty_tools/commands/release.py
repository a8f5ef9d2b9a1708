"""treaty release: prepare a release, as far as a machine can."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from ..package.project import find_root
from ..releases.difference.counts import in_words
from ..releases.making.make import make, prepare
from ..releases.making.plan import Plan
from ..releases.making.stamping import Stamp
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from ..sources.build import FOLDER
from .options import reported

GUIDE = "RELEASING.md"
"""A project's own page on what comes before and after."""
NEXT = "commit these files, and tag the commit with the version"


@click.command("release", epilog="Example: treaty release 0.2.0 --check")
@click.argument("version")
@click.option("--check", is_flag=True, help="Write nothing; show what would be written, or what is in the way.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the release. [default: today in UTC]")
def command(version: str, check: bool, day: datetime | None) -> None:
    """Set VERSION in every file, add the changes since the last release to the changelog, and pack the data.

    If anything fails, nothing is written. Then commit the files and tag the commit with the version.
    """
    root = find_root(FOLDER).resolve()
    stamp = Stamp(version, f"{day or datetime.now(UTC):%Y-%m-%d}")
    with progress("Preparing the release"), reported("nothing was written: correct these first"):
        plan = prepare(root, stamp) if check else make(root, stamp)
    if plan is None:
        echo_lines([f"an interrupted run already made {version}; {following(root)}"])
    else:
        echo_lines([*summary(plan, stamp, check), "nothing was written" if check else following(root)])


def following(root: Path) -> str:
    """Return what to do next: what the project says, if it has a page on that."""
    return f"{GUIDE} describes the next steps" if (root / GUIDE).is_file() else NEXT


def summary(plan: Plan, stamp: Stamp, check: bool) -> Iterator[str]:
    """Yield the lines that describe a release."""
    since = f"after {plan.since.old.version}" if plan.since else "the first release"
    yield f"{stamp.version}, {stamp.day}, {since}"
    yield from (f"  {table.name}: {in_words(table)}" for table in (plan.since.tables if plan.since else []))
    yield "would write:" if check else "wrote:"
    yield from (f"  {path}" for path in plan.files)

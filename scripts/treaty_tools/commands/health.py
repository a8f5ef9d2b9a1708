"""treaty health: check whether the articles' addresses still answer."""

from pathlib import Path

import click

from ..package.reading import read_tables
from ..reporting.failures import FAILED, INTERRUPTED
from ..reporting.progress import progress
from ..reporting.terminal import echo_lines
from ..web import limits
from ..web.health import FORMS, Run, addresses, nothing_answered, report_lines, request_all
from ..web.health_report import exit_status
from ..web.outcome import STATUSES
from .options import contact_option, package_option, private_option, reported, timeout_option

WIDTH = max(map(len, STATUSES))
MEANINGS = "\b\nStatuses:\n" + "\n".join(f"{name:<{WIDTH}}  {meaning}" for name, meaning in STATUSES.items())


@click.command("health", epilog=f"{MEANINGS}\n\nExample: treaty health --out health.csv")
@package_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Report file to write: .csv or .json.")
@click.option("--parallel", type=click.IntRange(1, 64), default=16, show_default=True, help="Concurrent requests.")
@timeout_option
@contact_option
@click.option("--strict", is_flag=True, help="Exit with status 1 if an address is dead.")
@private_option
@click.pass_context
def command(
    context: click.Context,
    package: Path | None,
    out: Path | None,
    parallel: int,
    timeout: float,
    contact: str | None,
    strict: bool,
    allow_private: bool,
) -> None:
    """Check whether each article's address still answers, and that of its archived copy if there is one.

    An article that has no address of its own is checked at its source's. Each host gets one request at a time, and
    none that its robots.txt forbids. The report is written as answers arrive, so that an interrupted run leaves one,
    too. Exit status 1 means that nothing answered, 3 that treaty itself failed on an address.
    """
    if out and (out.suffix not in FORMS or not out.parent.is_dir()):
        raise click.BadParameter(f"{out} must be a .csv or .json file in an existing folder", param_hint="'--out'")
    bounds = limits(timeout, allow_private=allow_private)
    with reported("nothing was requested: correct the package first"):
        run = Run(addresses(read_tables(package)["articles"]), out)
    with progress("Requesting addresses", len(run.addresses)) as bar:
        is_complete = request_all(run, bounds, parallel, contact, on_address=bar.advance)
    if run.addresses and run.is_offline:
        echo_lines([nothing_answered(run, is_complete=is_complete)], err=True)
        context.exit(FAILED if is_complete else INTERRUPTED)
    run.write()
    echo_lines(report_lines(run))
    if not is_complete:
        checked = f"{len(run.found):,} of {len(run.addresses):,} addresses were checked"
        echo_lines([f"Interrupted: {checked}"], err=True)
        context.exit(INTERRUPTED)
    context.exit(exit_status(run.healths(), strict=strict))

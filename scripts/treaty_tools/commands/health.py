"""Check whether the articles' addresses still answer."""

from pathlib import Path

import click

from ..package.reading import read_tables
from ..reporting.failures import FAILED, INTERRUPTED
from ..reporting.problem import BadData
from ..reporting.report import report
from ..reporting.terminal import echo_lines
from ..web import contact_option, limits, private_option, timeout_option
from ..web.health import FORMS, Run, addresses, nothing_answered, request_all, show
from ..web.health_report import exit_status
from ..web.outcome import STATUSES


def meanings() -> str:
    """Return the statuses with their meanings, for the help."""
    width = max(map(len, STATUSES))
    return "\b\nStatuses:\n" + "\n".join(f"{name:<{width}}  {meaning}" for name, meaning in STATUSES.items())


@click.command("health", epilog=meanings())
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Report file to write: .csv or .json.")
@click.option("--parallel", type=click.IntRange(1, 64), default=16, show_default=True, help="Requests at once.")
@timeout_option
@contact_option
@click.option("--strict", is_flag=True, help="Exit with 1 if an address is dead.")
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
    """Check whether each article's address still answers, and its archived copy's if there is one.

    An article without an address of its own is checked at its source's. Each host gets one request at a time, and
    nothing that its robots.txt forbids. The report is written as answers come, so that an interrupted run keeps what
    it has. Exit status 1 means that nothing answered, 3 that treaty itself failed on an address.
    """
    if out and (out.suffix not in FORMS or not out.parent.is_dir()):
        raise click.BadParameter(f"{out} must be a .csv or .json file in an existing folder", param_hint="'--out'")
    bounds = limits(timeout, allow_private=allow_private)
    try:
        run = Run(addresses(read_tables(package)["articles"]), out)
    except BadData as error:
        raise report(error.problems, "nothing was requested: correct the package first") from None
    is_whole = request_all(run, bounds, parallel, contact)
    if run.addresses and run.is_offline:
        echo_lines([nothing_answered(run, is_whole=is_whole)], err=True)
        context.exit(FAILED if is_whole else INTERRUPTED)
    show(run)
    if not is_whole:
        checked = f"{len(run.found):,} of {len(run.addresses):,} addresses were checked"
        echo_lines([f"Interrupted: {checked}"], err=True)
        context.exit(INTERRUPTED)
    context.exit(exit_status(run.healths(), strict=strict))

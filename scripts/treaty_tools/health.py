"""Check whether the articles' addresses still answer."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import polars as pl

from .failures import FAILED, INTERRUPTED
from .health_report import Health, as_csv, as_json, exit_status, of_articles, summary, table
from .package import read_tables
from .problem import BadData
from .report import count, report
from .terminal import echo_lines
from .web import answers, contact_option, limits, private_option, timeout_option
from .web.outcome import OFFLINE, STATUSES, Answer
from .writing import NotWritten, write_file

if TYPE_CHECKING:
    from .web.client import Limits

FORMS = (".csv", ".json")


@dataclass
class Run:
    """The addresses of a run, the answers so far, and the file that reports them, if any."""

    articles: Sequence[tuple[str, str | None, str | None]]
    out: Path | None
    found: dict[str, Answer] = field(default_factory=dict)
    reported: int = 0
    """How many answers the file has."""

    @property
    def addresses(self) -> list[str]:
        """Return the addresses to request, each once."""
        return sorted({address for _, own, archived in self.articles for address in (own, archived) if address})

    @property
    def is_offline(self) -> bool:
        """Tell whether every answer so far is what one gets without a network."""
        return all(answer.status in OFFLINE for answer in self.found.values())

    def healths(self) -> list[Health]:
        """Return the state of each article."""
        return list(of_articles(self.articles, self.found, datetime.now(UTC).date()))

    def write(self) -> None:
        """Write the report so far."""
        if self.out:
            self.reported = len(self.found)
            write_file(self.out, (as_csv if self.out.suffix == ".csv" else as_json)(self.healths()), "treaty health")

    def write_if_new(self) -> None:
        """Write the report if it would have more answers than before, though none that only a lost network explains."""
        if len(self.found) > self.reported and not self.is_offline:
            with contextlib.suppress(NotWritten, OSError):  # the last writing will report it
                self.write()


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


def request_all(run: Run, bounds: "Limits", parallel: int, contact: str | None) -> bool:
    """Request every address of a run; return whether the run was not interrupted."""

    def keep(address: str, answer: Answer) -> None:
        run.found[address] = answer

    try:
        answers(run.addresses, bounds, parallel, contact, on_answer=keep, at_intervals=run.write_if_new)
    except KeyboardInterrupt:
        return False
    return True


def nothing_answered(run: Run, *, is_whole: bool) -> str:
    """Return what to say of a run in which no connection came about."""
    if not is_whole:
        return "Interrupted before anything answered; no report was written"
    tried = f"{len(run.addresses):,} tried"
    return f"Error: nothing answered: no address could be reached ({tried}); check the network connection"


def show(run: Run) -> None:
    """Write the report, or print it, and print its summary."""
    healths = run.healths()
    if run.out:
        run.write()
        echo_lines([f"{run.out}: {count(len(healths), 'article')}"])
    else:
        echo_lines(table(healths))
    echo_lines(summary(healths))


def addresses(articles: pl.DataFrame) -> list[tuple[str, str | None, str | None]]:
    """Return each article's id, its address or else its source's, and its archived copy's, sorted by id."""
    own = pl.coalesce("url", "source_url")
    return articles.sort("article_id").select("article_id", own, "archive_url").rows()

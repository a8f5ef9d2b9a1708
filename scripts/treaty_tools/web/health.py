"""Check whether the articles' addresses still answer."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from ..reporting.text import count
from ..writing import NotWritten, write_file
from . import answers
from .health_report import Health, as_csv, as_json, of_articles, summary, table
from .outcome import OFFLINE, Answer

if TYPE_CHECKING:
    from .client import Limits

FORMS = (".csv", ".json")


@dataclass
class Run:
    """The addresses of a run, the answers so far, and the file that reports them, if any."""

    articles: Sequence[tuple[str, str | None, str | None]]
    out: Path | None
    found: dict[str, Answer] = field(default_factory=dict)
    reported: int = 0
    """How many answers the file contains."""

    @property
    def addresses(self) -> list[str]:
        """Return the addresses to request, each once."""
        return sorted({address for _, own, archived in self.articles for address in (own, archived) if address})

    @property
    def is_offline(self) -> bool:
        """Return whether every answer so far is one that a missing network would explain."""
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
        """Write the report if it would have more answers than before, unless a lost network explains all of them."""
        if len(self.found) > self.reported and not self.is_offline:
            with contextlib.suppress(NotWritten, OSError):  # the final write will report it
                self.write()


def request_all(run: Run, bounds: "Limits", parallel: int, contact: str | None, on_address: Callable[[], None]) -> bool:
    """Request every address of a run, calling ``on_address`` after each; return whether the run was completed."""

    def keep(address: str, answer: Answer) -> None:
        run.found[address] = answer
        on_address()

    try:
        answers(run.addresses, bounds, parallel, contact, on_answer=keep, at_intervals=run.write_if_new)
    except KeyboardInterrupt:
        return False
    return True


def nothing_answered(run: Run, *, is_complete: bool) -> str:
    """Return the message for a run in which no connection succeeded."""
    if not is_complete:
        return "Interrupted before anything answered; no report was written"
    tried = f"{len(run.addresses):,} tried"
    return f"Error: nothing answered: no address could be reached ({tried}); check the network connection"


def report_lines(run: Run) -> Iterator[str]:
    """Yield the lines of the report, or where it was written, and its summary."""
    healths = run.healths()
    yield from [f"{run.out}: {count(len(healths), 'article')}"] if run.out else table(healths)
    yield from summary(healths)


def addresses(articles: pl.DataFrame) -> list[tuple[str, str | None, str | None]]:
    """Return each article's id, its address or else its source's, and its archived copy's, sorted by id."""
    own = pl.coalesce("url", "source_url")
    return articles.sort("article_id").select("article_id", own, "archive_url").rows()

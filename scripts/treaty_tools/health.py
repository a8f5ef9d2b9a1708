"""Ask whether the articles' addresses still answer."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path

import click
import polars as pl

from .package import read_tables
from .problem import BadData
from .report import count, report
from .terminal import echo_lines, safe
from .web import answers, contact_option, limits, private_option, timeout_option
from .web.outcome import ALIVE, STATUSES, UNDECIDED, Answer
from .writing import write_file

FORMS = (".csv", ".json")

NOT_KNOWN = Answer("not asked", note="no address is known")


@dataclass(frozen=True)
class Health:
    """How an article's address does: ``address`` is its own or its source's, ``archive_url`` a copy if one is known."""

    article_id: str
    address: str | None
    status: str
    code: int | None
    final_address: str | None
    archive_url: str | None
    archive_status: str | None
    day: date
    note: str | None


def meanings() -> str:
    """Return the statuses with what they mean, for the help."""
    width = max(map(len, STATUSES))
    return "\b\nStatuses:\n" + "\n".join(f"{name:<{width}}  {meaning}" for name, meaning in STATUSES.items())


@click.command("health", epilog=meanings())
@click.option("--package", type=click.Path(path_type=Path, exists=True), help="Another package's folder or descriptor.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the report there: .csv or .json.")
@click.option("--parallel", type=click.IntRange(1, 64), default=16, show_default=True, help="Requests at once.")
@timeout_option
@contact_option
@click.option("--strict", is_flag=True, help="Exit with 1 where an address is dead.")
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
    """Ask each article's address whether it still answers, and an archived copy's where one is known.

    An article without an address of its own is asked for at its source's. Each host gets one request at a time, and
    what its robots.txt forbids is not asked.
    """
    if out and (out.suffix not in FORMS or not out.parent.is_dir()):
        raise click.BadParameter(f"{out} is no .csv or .json file in a folder that is there", param_hint="'--out'")
    bounds = limits(timeout, allow_private=allow_private)
    try:
        articles = addresses(read_tables(package)["articles"])
    except BadData as error:
        raise report(error.problems, "nothing was asked: mend the package first") from None
    asked = sorted({address for _, own, archived in articles for address in (own, archived) if address})
    found = answers(asked, bounds, parallel, contact)
    healths = list(of_articles(articles, dict(zip(asked, found, strict=True)), datetime.now(UTC).date()))
    if out:
        write_file(out, (as_csv if out.suffix == ".csv" else as_json)(healths), "treaty health")
        echo_lines([f"{out}: {count(len(healths), 'article')}"])
    else:
        echo_lines(table(healths))
    echo_lines(summary(healths))
    context.exit(int(strict and any(is_dead(health) for health in healths)))


def addresses(articles: pl.DataFrame) -> list[tuple[str, str | None, str | None]]:
    """Return each article's id, its address or else its source's, and its archived copy's, in the order of ids."""
    own = pl.coalesce("url", "source_url")
    return articles.sort("article_id").select("article_id", own, "archive_url").rows()


def of_articles(
    articles: Sequence[tuple[str, str | None, str | None]], found: Mapping[str, Answer], day: date
) -> Iterator[Health]:
    """Yield how each article does, by what became of the addresses."""
    for article_id, own, archived in articles:
        answer = found[own] if own else NOT_KNOWN
        copy = found[archived].status if archived else None
        yield Health(article_id, own, answer.status, answer.code, answer.address, archived, copy, day, answer.note)


def is_dead(health: Health) -> bool:
    """Tell whether an article is surely not to be had where it is said to be."""
    return health.status not in (*ALIVE, *UNDECIDED)


def as_csv(healths: Sequence[Health]) -> bytes:
    """Return the report as CSV, as the tables are written: UTF-8, LF, nothing for what is not known."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(field.name for field in fields(Health))
    rows.writerows(asdict(health).values() for health in healths)
    return text.getvalue().encode()


def as_json(healths: Sequence[Health]) -> bytes:
    """Return the report as JSON: the counts by status, then the articles."""
    content = {"counts": counts(healths), "articles": [asdict(health) for health in healths]}
    return (json.dumps(content, indent=2, ensure_ascii=False, default=date.isoformat) + "\n").encode()


def counts(healths: Sequence[Health]) -> dict[str, int]:
    """Return how many articles have each status, in the order of the statuses."""
    counted = Counter(health.status for health in healths)
    return {status: counted[status] for status in STATUSES if counted[status]}


def table(healths: Sequence[Health]) -> Iterator[str]:
    """Yield a line for each article: its status, its code, and where it went or what is to be said."""
    width = max((len(health.article_id) for health in healths), default=0)
    for health in healths:
        went = health.final_address if health.final_address != health.address else None
        said = "; ".join(part for part in (went, health.note, archive(health)) if part)
        yield safe(f"{health.article_id:<{width}}  {health.status:<17}  {health.code or '':<3}  {said}".rstrip())


def archive(health: Health) -> str | None:
    """Return what is to be said of an article's archived copy."""
    return f"archived copy: {health.archive_status}" if health.archive_status else None


def summary(healths: Sequence[Health]) -> Iterator[str]:
    """Yield how many articles have each status, and which need someone to look."""
    told = ", ".join(f"{number} {status}" for status, number in counts(healths).items())
    yield f"{count(len(healths), 'article')}: {told or 'nothing to ask'}"
    dead = [health for health in healths if is_dead(health)]
    if dead:
        kept = sum(health.archive_status in ALIVE for health in dead)
        yield f"dead: {len(dead)}; with an archived copy that answers: {kept}"

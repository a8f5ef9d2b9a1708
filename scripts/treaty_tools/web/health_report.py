"""The report of ``treaty health``: the state of each article's addresses, as CSV, JSON and lines."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from ..reporting.failures import BROKEN, FAILED
from ..reporting.terminal import safe
from ..reporting.text import count
from .outcome import ALIVE, STATUSES, UNDECIDED, Answer, shortened

NO_ADDRESS = Answer("not asked", note="the article has no address")
NOT_YET = Answer("not asked", note="no answer yet when the report was written")


@dataclass(frozen=True)
class Health:
    """The state of an article's addresses: ``address`` is its own or its source's, ``archive_url`` a copy's, if any."""

    article_id: str
    address: str | None
    status: str
    code: int | None
    final_address: str | None
    archive_url: str | None
    archive_status: str | None
    day: date
    note: str | None


def of_articles(
    articles: Sequence[tuple[str, str | None, str | None]], found: Mapping[str, Answer], day: date
) -> Iterator[Health]:
    """Yield the state of each article, given the outcomes of its addresses."""
    for article_id, own, archived in articles:
        answer = found.get(own, NOT_YET) if own else NO_ADDRESS
        copy = found.get(archived, NOT_YET).status if archived else None
        yield Health(article_id, own, answer.status, answer.code, answer.address, archived, copy, day, answer.note)


def is_dead(health: Health) -> bool:
    """Return whether an article is certainly not at its address."""
    return health.status not in (*ALIVE, *UNDECIDED)


def as_csv(healths: Sequence[Health]) -> bytes:
    """Return the report as CSV in the format of the tables: UTF-8, LF, missing values empty."""
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
    """Yield a line for each article: its status, its code, its new address if it moved, and notes."""
    width = max((len(health.article_id) for health in healths), default=0)
    for health in healths:
        moved = health.final_address if health.final_address != health.address else None
        notes = "; ".join(shortened(part) for part in (moved, health.note, archive(health)) if part)
        yield safe(f"{health.article_id:<{width}}  {health.status:<17}  {health.code or '':<3}  {notes}".rstrip())


def archive(health: Health) -> str | None:
    """Return the note on an article's archived copy, if it has one."""
    return f"archived copy: {health.archive_status}" if health.archive_status else None


def summary(healths: Sequence[Health]) -> Iterator[str]:
    """Yield how many articles have each status, how many are dead, and what to report."""
    by_status = ", ".join(f"{number} {status}" for status, number in counts(healths).items())
    yield f"{count(len(healths), 'article')}: {by_status or 'no addresses'}"
    dead = [health for health in healths if is_dead(health)]
    if dead:
        kept = sum(health.archive_status in ALIVE for health in dead)
        yield f"{len(dead)} dead, {kept} of them with an archived copy that answers"
    if exit_status(healths, strict=False):
        yield "treaty itself failed on an address: please report it with the note above"


def exit_status(healths: Sequence[Health], *, strict: bool) -> int:
    """Return 3 if our own code failed on an address, 1 with ``strict`` if one is dead, otherwise 0."""
    if any("failed" in (health.status, health.archive_status) for health in healths):
        return BROKEN
    return FAILED if strict and any(map(is_dead, healths)) else 0

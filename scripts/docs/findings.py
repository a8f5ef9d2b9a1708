"""Three findings of the data, each worked out by a query that a reader can repeat.

``package.toml`` has the same sentences, for the site; ``uv run python scripts/docs/findings.py`` prints them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

import treaty_record
from treaty_record import home


@dataclass(frozen=True)
class Finding:
    """A query in Python, and the sentence that its result makes."""

    query: str
    words: Callable[[pl.DataFrame], str]

    def sentence(self) -> str:
        """Return the sentence, with the numbers that the data give."""
        tables = {name: treaty_record.load(name) for name in ("claims", "events")}
        return self.words(eval(self.query, {"pl": pl, **tables}))


def reversed_(claims: pl.DataFrame) -> str:
    """Say how often the troops were denied or not commented on by those who later confirmed them."""
    denials = claims.filter(kind="denial").height
    first = day(claims["said_on_earliest"].min())
    return (
        f"From {first} on, {denials} statements of Russia, North Korea and their officials denied that North Korean "
        f"troops were in Russia, and {len(claims) - denials} neither confirmed nor denied it; their own side confirmed "
        "it in April 2025, or admitted it before."
    )


def killed(figures: pl.DataFrame) -> str:
    """Tell how the count of the dead by South Korea's intelligence service grew."""
    counts = [f"{said(figure)} ({month(when)})" for figure, when in figures.iter_rows()]
    return (
        "South Korea's National Intelligence Service has raised its count of North Korean soldiers killed for Russia "
        f"from {counts[0]} to {', '.join(counts[1:-1])} and {counts[-1]}."
    )


def copies(counts: pl.DataFrame) -> str:
    """Say how few origins the articles on the best-known event have, and how few claims two newsrooms heard."""
    row = counts.row(0, named=True)
    return (
        f"The {row['signing']} articles that tell of the signing of the treaty can be traced to {row['origins']} "
        f"independent newsrooms. Of {row['claims']:,} claims, {row['several']:,} were heard by two or more of these, "
        f"{row['one']:,} by one alone, and of the others no article shows by whom."
    )


def day(date: object) -> str:
    """Return a day in words."""
    return f"{date:%-d %B %Y}"


def month(date: object) -> str:
    """Return a month in words."""
    return f"{date:%B %Y}"


def said(figure: str) -> str:
    """Return a figure as it was said, in words."""
    signs = {"~": "about ", ">=": "at least ", ">": "over "}
    sign = next((sign for sign in (">=", "~", ">") if figure.startswith(sign)), "")
    return f"{signs.get(sign, '')}{int(figure.removeprefix(sign)):,}"


FINDINGS = (
    Finding(
        'claims.filter(pl.col("reversed_by").is_not_null() & pl.col("event_id").str.contains("troops"))', reversed_
    ),
    Finding(
        """claims.filter(measure="killed", claimant_id="national-intelligence-service", modality="asserted").sort(
    "said_on_latest"
).select("figure", "said_on_latest")""",
        killed,
    ),
    Finding(
        """events.filter(event_id="treaty-signing").select(
    signing="n_articles",
    origins="n_origins",
    claims=len(claims),
    several=claims.filter(pl.col("n_origins") > 1).height,
    one=claims.filter(n_origins=1).height,
)""",
        copies,
    ),
)
START = """import polars as pl

import treaty_record

claims, events = treaty_record.load("claims"), treaty_record.load("events")"""


def page() -> Iterator[str]:
    """Yield the findings in Markdown, and their queries."""
    for number, finding in enumerate(FINDINGS, 1):
        yield f"{number}. {finding.sentence()}"
    yield from ("", "```python", START)
    for number, finding in enumerate(FINDINGS, 1):
        yield f"{finding.query}  # {number}"
    yield "```"


def browse() -> str:
    """Return how to browse the data: on the site at the package's homepage, or unpacked from a release."""
    homepage = home.descriptor().get("homepage")
    unpacked = "unpack `site-VERSION.zip` of a [release](RELEASING.md#use-a-release) and open `index.html`"
    if homepage:
        return f"**[Browse it on the web]({homepage})**, or offline: {unpacked}."
    return f"**To browse it**, {unpacked}: it needs no installation and no network."


if __name__ == "__main__":
    print("\n".join(finding.sentence() for finding in FINDINGS))

"""How far two coders of the same articles agree, statement by statement.

uv run python scripts/second_reading/agreement.py

Each sheet has a row for each statement noted of an article: what a coder made of it, empty where nothing. Agreement is
how many, of the statements of which a coder made something, both coders made the same of; alpha is Krippendorff's, for
nominal values.
"""

from collections.abc import Iterator
from pathlib import Path

import krippendorff
import polars as pl

HERE = Path(__file__).parent
KEY = ["article_id", "fact"]
TABLES = {
    "events": ["event_type", "event_status", "event_date"],
    "claims": ["claim_kind", "claimant_id", "figure", "said_on"],
    "citations": ["basis"],
}
"""What was compared, by the table whose cells it is."""


def sheet(name: str) -> pl.DataFrame:
    """Return a coder's sheet, sorted by statement."""
    return pl.read_csv(HERE / f"{name}.csv", infer_schema=False).sort(KEY)


def coded(first: pl.DataFrame, second: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return what each coder made of the statements of which at least one made something, ``none`` where nothing."""
    both = pl.DataFrame({"first": first[column], "second": second[column]})
    return both.filter(~pl.all_horizontal(pl.all().is_null())).select(pl.all().fill_null("none"))


def share(both: pl.DataFrame) -> float:
    """Return the share of statements of which both coders made the same."""
    return float((both["first"] == both["second"]).sum()) / len(both)


def alpha(both: pl.DataFrame) -> float:
    """Return Krippendorff's alpha for nominal values: 1 is agreement, 0 what chance gives."""
    known = pl.concat([both["first"], both["second"]]).unique().sort().to_list()
    codes = [[known.index(value) for value in both[coder]] for coder in ("first", "second")]
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal"))


def report() -> Iterator[str]:
    """Yield the table of agreement, in Markdown.

    Raises ValueError where the sheets are not of the same statements.
    """
    first, second = sheet("first"), sheet("second")
    if not first.select(KEY).equals(second.select(KEY)):
        raise ValueError("the sheets are not of the same statements")
    yield f"{len(first)} statements of {first['article_id'].n_unique()} articles"
    yield ""
    yield "| table | column | statements | agreement | alpha |"
    yield "|---|---|--:|--:|--:|"
    for table, columns in TABLES.items():
        for column in columns:
            both = coded(first, second, column)
            yield f"| {table} | {column} | {len(both)} | {share(both):.0%} | {alpha(both):.2f} |"


if __name__ == "__main__":
    print("\n".join(report()))

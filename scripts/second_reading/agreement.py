"""How far two coders of the same articles agree, statement by statement.

uv run python scripts/second_reading/agreement.py

Each round has a folder with a sheet of either coder: a row for each statement noted of an article, or part of one, with
what the coder made of it, empty where nothing. Agreement is how many, of the statements of which a coder made
something, both coders made the same of; alpha is Krippendorff's, for nominal values.
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


def sheet(round_: Path, coder: str) -> pl.DataFrame:
    """Return a coder's sheet, sorted by statement."""
    return pl.read_csv(round_ / f"{coder}.csv", infer_schema=False).sort(KEY)


def coded(first: pl.DataFrame, second: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return what each coder made of the statements of which at least one made something, ``none`` where nothing."""
    both = pl.DataFrame({"first": first[column], "second": second[column]})
    return both.filter(~pl.all_horizontal(pl.all().is_null())).select(pl.all().fill_null("none"))


def share(both: pl.DataFrame) -> float:
    """Return the share of statements of which both coders made the same."""
    return float((both["first"] == both["second"]).sum()) / len(both)


def alpha(both: pl.DataFrame) -> float | None:
    """Return Krippendorff's alpha for nominal values: 1 is agreement, 0 what chance gives, None if all is one value."""
    known = pl.concat([both["first"], both["second"]]).unique().sort().to_list()
    if len(known) == 1:
        return None
    codes = [[known.index(value) for value in both[coder]] for coder in ("first", "second")]
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal"))


def line(table: str, column: str, both: pl.DataFrame) -> str:
    """Return the row of a column in the table of agreement."""
    found = alpha(both)
    shown = "-" if found is None else f"{found:.2f}"
    return f"| {table} | {column} | {len(both)} | {share(both):.0%} | {shown} |"


def report(round_: Path) -> Iterator[str]:
    """Yield a round's table of agreement, in Markdown.

    Raises ValueError where the sheets are not of the same statements.
    """
    first, second = sheet(round_, "first"), sheet(round_, "second")
    if not first.select(KEY).equals(second.select(KEY)):
        raise ValueError(f"the sheets of {round_.name} are not of the same statements")
    yield f"{round_.name}: {len(first)} statements of {first['article_id'].n_unique()} articles"
    yield ""
    yield "| table | column | statements | agreement | alpha |"
    yield "|---|---|--:|--:|--:|"
    for table, columns in TABLES.items():
        for column in columns:
            yield line(table, column, coded(first, second, column))


if __name__ == "__main__":
    for found in sorted(HERE.glob("round-*")):
        print("\n".join(report(found)), end="\n\n")

"""How far two coders of the same articles agree, and how much of the articles' texts is coded, and rightly.

uv run python scripts/second_reading/agreement.py

``first.csv`` and ``second.csv`` have a row for each statement that the second coder found in an article, with what the
first coding and the second coder made of it, empty where nothing. Agreement is how many, of the statements of which a
coder made something, both made the same of; alpha is Krippendorff's, for nominal values. ``rates.csv`` counts, for each
of these articles, the facts of its text and those that were coded, its citations and those that were wrong, its claims
and those with a wrong claimant, its cells of metadata and those that were wrong; ``final.csv`` does so for other
articles, read after all that the first sample showed had been corrected.
"""

from collections.abc import Iterator
from math import sqrt
from pathlib import Path

import krippendorff
import polars as pl

HERE = Path(__file__).parent
KEY = ["article_id", "fact"]
TABLES = {
    "events": ["event_type", "event_status", "event_date"],
    "claims": ["claim_kind", "modality", "claimant_id", "measure", "figure", "said_on"],
}
"""What was compared, by the table whose cells it is."""
RATES = {
    "facts of the text that are coded": ("coded", "facts"),
    "citations that are wrong": ("wrong", "citations"),
    "claims with a wrong claimant": ("wrong_claimants", "claims"),
    "cells of metadata that are wrong": ("wrong_cells", "cells"),
}
"""The rates of a sample: of which column, among which."""
Z = 1.96
"""Standard deviations on either side of a 95 % interval."""


def sheet(coder: str) -> pl.DataFrame:
    """Return a coder's sheet, sorted by statement."""
    return pl.read_csv(HERE / f"{coder}.csv", infer_schema=False).sort(KEY)


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


def agreement() -> Iterator[str]:
    """Yield the table of agreement, in Markdown. Raises ValueError if the sheets are not of the same statements."""
    first, second = sheet("first"), sheet("second")
    if not first.select(KEY).equals(second.select(KEY)):
        raise ValueError("the sheets are not of the same statements")
    yield f"{len(first)} statements of {first['article_id'].n_unique()} articles:"
    yield ""
    yield "| table | column | statements | agreement | alpha |"
    yield "|---|---|--:|--:|--:|"
    for table, columns in TABLES.items():
        for column in columns:
            both = coded(first, second, column)
            found = alpha(both)
            shown = "-" if found is None else f"{found:.2f}"
            yield f"| {table} | {column} | {len(both)} | {share(both):.0%} | {shown} |"


def interval(found: int, among: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share."""
    part, spread = found / among, Z * Z / among
    middle = (part + spread / 2) / (1 + spread)
    half = Z * sqrt(part * (1 - part) / among + spread / among / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def rates(sample: str) -> Iterator[str]:
    """Yield the table of a sample's rates, in Markdown."""
    counts = pl.read_csv(HERE / f"{sample}.csv")
    yield f"{len(counts)} articles:"
    yield ""
    yield "| what | of | share | 95 % interval |"
    yield "|---|--:|--:|---|"
    for what, (column, whole) in RATES.items():
        found, among = int(counts[column].sum()), int(counts[whole].sum())
        low, high = interval(found, among)
        yield f"| {what} | {found} of {among} | {found / among:.1%} | {low:.1%} to {high:.1%} |"


if __name__ == "__main__":
    print("\n\n".join("\n".join(table) for table in (agreement(), rates("rates"), rates("final"))))

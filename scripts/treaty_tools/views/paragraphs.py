"""Articles with the paragraphs that are named twice, or not at all."""

import polars as pl

from .checked_package import CheckedPackage
from .parents import parent
from .view import view

READ = ("whole", "beginning")
"""Extents of articles whose text was read."""
PARAGRAPH = r"^p([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?$"


@view("articles", kept=False)
def paragraphs(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound articles that were read, once for paragraphs both covered and skipped, once for neither.

    Columns: those of articles, ``_paragraphs``, a sorted list, and ``_is_skipped``, true for the former. Articles with
    an unsound passage are left out.
    """
    articles = package.numbered("articles").filter(pl.col("extent").is_in(READ))
    if articles.is_empty():
        return articles.with_columns(_paragraphs=pl.lit(None, pl.List(pl.Int64)), _is_skipped=pl.lit(False))
    number = parent(package, "passages", "article_id")
    passages = package.tables["passages"].select("place", "_bad", at=number).lazy()
    unsound = passages.filter("_bad").select("at")
    judged = articles.lazy().join(unsound, on="at", how="anti", maintain_order="left")
    covered = _paragraphs(passages.join(judged.select("at"), on="at", how="semi"))
    listed = judged.select("at", place=pl.col("skipped").str.split("; ")).explode("place", empty_as_null=False)
    skipped = _paragraphs(listed.select("at", pl.col("place").str.split(" ").list.first()).drop_nulls("place"))
    both = covered.join(skipped, on=["at", "paragraph"], how="semi").with_columns(_is_skipped=True)
    missing = _missing(pl.concat([covered, skipped])).with_columns(_is_skipped=False)
    named = pl.concat([both, missing]).group_by("at", "_is_skipped")
    listed_once = named.agg(_paragraphs=pl.col("paragraph").unique().sort())
    return judged.join(listed_once, on="at").collect()


def _paragraphs(places: pl.LazyFrame) -> pl.LazyFrame:
    """Return at and paragraph: one line for each paragraph of the body that some places name."""
    first = pl.col("place").str.extract(PARAGRAPH, 1).cast(pl.Int64)
    last = pl.col("place").str.extract(PARAGRAPH, 2).cast(pl.Int64)
    ends = places.select("at", first=first, last=last.fill_null(first)).drop_nulls().filter(LIMITED)
    ranges = ends.select("at", paragraph=pl.int_ranges("first", pl.col("last") + 1))
    return ranges.explode("paragraph", empty_as_null=False).unique()


LIMITED = (pl.col("last") >= pl.col("first")) & (pl.col("last") - pl.col("first") < 10_000)
"""Places that are no mistyped numbers, which would make millions of paragraphs."""


def _missing(named: pl.LazyFrame) -> pl.LazyFrame:
    """Return the paragraphs of each article up to the last named one that are not named."""
    last = named.group_by("at").agg(pl.col("paragraph").max()).filter(pl.col("paragraph") < 10_000)
    wanted = last.select("at", paragraph=pl.int_ranges(1, pl.col("paragraph") + 1))
    wanted = wanted.explode("paragraph", empty_as_null=False)
    return wanted.join(named, on=["at", "paragraph"], how="anti")

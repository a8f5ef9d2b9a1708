"""Articles with the paragraphs that are named twice, or not at all."""

import polars as pl

from .checked_package import CheckedPackage
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
    articles = package.sound("articles").filter(pl.col("extent").is_in(READ))
    covered = _paragraphs(package.tables["passages"].select("article_id", "place", "_bad"))
    listed = articles.select("article_id", place=pl.col("skipped").str.split("; "))
    listed = listed.explode("place").with_columns(pl.col("place").str.split(" ").list.first())
    skipped = _paragraphs(listed.drop_nulls("place"))
    both = covered.join(skipped, on=["article_id", "paragraph"], how="semi").with_columns(_is_skipped=True)
    missing = _missing(pl.concat([covered, skipped])).with_columns(_is_skipped=False)
    named = pl.concat([both, missing]).group_by("article_id", "_is_skipped")
    unsound = package.tables["passages"].filter("_bad")["article_id"].implode()
    judged = articles.filter(~pl.col("article_id").is_in(unsound))
    return judged.join(named.agg(_paragraphs=pl.col("paragraph").unique().sort()), on="article_id")


def _paragraphs(places: pl.DataFrame) -> pl.DataFrame:
    """Return article_id and paragraph: one line for each paragraph of the body that some places name."""
    first = pl.col("place").str.extract(PARAGRAPH, 1).cast(pl.Int64)
    last = pl.col("place").str.extract(PARAGRAPH, 2).cast(pl.Int64)
    ends = places.select("article_id", first=first, last=last.fill_null(first)).drop_nulls().filter(LIMITED)
    ranges = ends.select("article_id", paragraph=pl.int_ranges("first", pl.col("last") + 1))
    return ranges.explode("paragraph", empty_as_null=False).unique()


LIMITED = (pl.col("last") >= pl.col("first")) & (pl.col("last") - pl.col("first") < 10_000)
"""Places that are no mistyped numbers, which would make millions of paragraphs."""


def _missing(named: pl.DataFrame) -> pl.DataFrame:
    """Return the paragraphs of each article up to the last named one that are not named."""
    last = named.group_by("article_id").agg(pl.col("paragraph").max()).filter(pl.col("paragraph") < 10_000)
    wanted = last.select("article_id", paragraph=pl.int_ranges(1, pl.col("paragraph") + 1))
    wanted = wanted.explode("paragraph", empty_as_null=False)
    return wanted.join(named, on=["article_id", "paragraph"], how="anti")

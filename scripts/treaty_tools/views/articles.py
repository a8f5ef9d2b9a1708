"""Articles with their original, and with how much of them is quoted, pinned and cited."""

import polars as pl

from treaty_record.values.bounds import spans
from treaty_record.values.limits import LARGEST_SHARE

from .checked_package import CheckedPackage
from .citations import citations, unresolved_for
from .parents import parent
from .passages import with_owners
from .policy import policy
from .view import view


@view("articles")
def quoted_articles(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound articles with the code points that their passages quote and pin, and what the policy allows.

    Columns: ``_quoted``, not counting titles, ``_pinned``, ``_share``, ``_allowed`` (the share in words) and ``_held``.
    """
    stated = policy(package)
    quoted = [pl.col(name).str.len_chars().fill_null(0) for name in ("quote", "begins", "ends")]
    pinned = pl.col("begins").str.len_chars() + pl.col("ends").str.len_chars().fill_null(0)
    body = pl.col("place") != "title"
    passages = package.numbered("passages")
    if not package.ascends("passages"):  # a passage that the table has twice is quoted once
        passages = passages.filter(pl.col("passage_id").is_first_distinct())
    lengths = {"_quoted": pl.when(body).then(pl.sum_horizontal(quoted)), "_pinned": pinned}
    of_passages = passages.select(at=parent(package, "passages", "article_id")[passages["at"]], **lengths)
    sums = of_passages.group_by("at").agg(pl.col("_quoted", "_pinned").sum().cast(pl.Int64))
    joined = package.numbered("articles").join(sums, on="at", how="left", maintain_order="left")
    return joined.with_columns(
        _share=pl.lit(stated.share),
        _allowed=pl.lit("half" if stated.share == LARGEST_SHARE else f"{stated.share:.0%}"),
        _held=pl.lit(stated.texts_held),
    )


@view("articles", kept=False)
def articles(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound articles with the days that they and their originals can mean, and what shows their origin.

    Columns: ``_first`` and ``_last`` of published; of the original, ``_original`` (published), ``_original_first`` and
    ``_there``, the number of its row; ``_is_above``, see ``with_owners``; and ``_shown``, whether a passage of the
    article cites its origin, or an unresolved citation may be meant to.
    """
    rows = package.sound("articles")
    first, last = spans(rows["published"])
    days = rows.with_columns(_first=first, _last=last)
    originals = days.select(copy_of="article_id", _original="published", _original_first="_first", _there="_row")
    joined = days.join(originals.unique("copy_of"), on="copy_of", how="left", maintain_order="left")
    return with_owners(package, joined).with_columns(_shown=_is_shown(package))


def _is_shown(package: CheckedPackage) -> pl.Expr:
    """Return whether a passage of an article cites its origin, or an unresolved citation may be meant to."""
    if len(unresolved_for(package, "articles")):
        return pl.lit(True)
    of_origins = citations(package).lazy().filter(row_table="articles", field="origin_id")
    showing = of_origins.filter(pl.col("article") == pl.col("at")).select("row_id").collect()
    return pl.col("article_id").is_in(showing["row_id"].implode())

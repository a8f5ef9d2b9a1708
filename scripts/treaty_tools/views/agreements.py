"""Citations with the derived cells as they follow from what each says, from its passage and from its article."""

import polars as pl

from treaty_record.facts import witnesses
from treaty_record.facts.origins import passage_origins

from ..derive.agreement import agreement
from .checked_package import CheckedPackage
from .citations import cells, citations, judged
from .view import view


@view("citations", kept=False)
def agreements(package: CheckedPackage) -> pl.DataFrame:
    """Return all citations with ``_agrees``, the derived value, ``_depends_on_unsound`` and ``_row_depends``.

    ``_depends_on_unsound`` counts the cited row too; ``_row_depends`` is whether a citation of the same row depends on
    something unsound, or agrees otherwise than it should: one passage may give the others of its article their origin.
    """
    cited = citations(package).select("_row", "agrees", "_depends_on_unsound", _agrees=_agrees(package))
    depend = cells(package).filter("_depends_on_unsound")["_row"]
    if len(depend):
        cited = cited.with_columns(pl.col("_depends_on_unsound") | pl.col("_row").is_in(depend.implode()))
    return cited


@view("citations", kept=False)
def supports(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations of rows whose citations are all sound, with ``_origin`` and ``_counts``, the derived values.

    One passage may give the others of its article their origin. There are none if an actor is unsound, because a house
    may be that of an unsound actor.
    """
    cited = citations(package)
    if package.tables["actors"]["_bad"].any():
        return cited.clear()
    places = passage_origins(package.tables)[cited["passage"]]
    columns = cited[["row_table", "row_id", "passage_id", "stance", "agrees"]]
    again = witnesses.support_of(columns.with_columns(places.drop("passage_id")))
    cited = cited.with_columns(_origin=again["origin"], _counts=again["counts"], _agrees=_agrees(package))
    unsure = pl.col("_depends_on_unsound") | pl.col("agrees").ne_missing(pl.col("_agrees"))
    if not cited.select(unsure.any()).item():
        return cited
    return cited.filter(~unsure.any().over("row_table", "row_id"))


def _agrees(package: CheckedPackage) -> pl.Series:
    """Return whether each citation agrees with the cell that it cites, as derived."""
    return agreement(package.tables["citations"], judged(package))

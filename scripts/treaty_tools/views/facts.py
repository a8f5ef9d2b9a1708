"""Rows of facts with what their citations support."""

from functools import partial

import polars as pl

from treaty_record.facts.said import follow

from ..derive.support import FACTS
from .checked_package import CheckedPackage
from .citations import cells, citations, depending_on_unsound, unresolved_for
from .passages import ownership
from .view import View, view

GROUNDED = {"events": ("date", "place"), "claims": ("figure", "as_of", "said_on")}
"""Cells that need a citation of their own that is at least as precise."""


def _with_support(package: CheckedPackage, table: str) -> pl.DataFrame:
    """Return the sound rows of a table of facts with ``at``, their number, and ``_cited``.

    That is whether a citation agrees with the row, or may agree: it depends on something unsound, or may be meant for
    the row. An article is the citation of its publisher and of those that own it.
    """
    rows = package.numbered(table)
    if len(unresolved_for(package, table)):
        return rows.with_columns(_cited=True)
    agreeing = citations(package).lazy().filter("agrees", row_table=table).select("at").collect()["at"]
    cited = _is_cited(package, table, agreeing)[rows["at"]]
    if table == "actors":
        publishers = package.tables["articles"]["publisher_id"].implode()
        published = ownership(package).filter(pl.col("publisher_id").is_in(publishers))["origin_id"]
        cited |= rows["actor_id"].is_in(published.implode())
    return rows.with_columns(_cited=cited)


def _is_cited(package: CheckedPackage, table: str, cited: pl.Series) -> pl.Series:
    """Return whether each row of a table is among those cited, or a citation of it depends on something unsound."""
    unsure = depending_on_unsound(package)
    found = pl.Series([False]).new_from_index(0, len(package.tables[table])).scatter(cited.drop_nulls(), True)
    return found.scatter(unsure.filter(row_table=table)["at"], True) if len(unsure) else found


WITH_SUPPORT = {
    table: View(table, partial(_with_support, table=table), kept=False) for table in FACTS if table != "relations"
}
"""The view of each table of facts that is cited itself."""


@view("citations")
def grounding(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations of cells that agree with them and are as precise; announcements only if the row is planned.

    A source that says June does not support a day in June.
    """
    fits = cells(package).lazy().filter(pl.col("precise") & pl.col("agrees"))
    announcing = pl.col("stance") == "announces"
    events = package.numbered("events")
    planned = events.filter(pl.col("status") == "planned")["at"].implode()
    fits = fits.filter(~announcing | ((pl.col("row_table") == "events") & pl.col("at").is_in(planned)))
    return fits.select("row_table", "field", "at").collect()


def _ungrounded(package: CheckedPackage, table: str, column: str) -> pl.DataFrame:
    """Return the sound rows whose cell no citation grounds, with ``at``; none if an unresolved one may be meant to.

    The day of a claim may also follow from the event in which it was said, or from its first article's publication.
    """
    rows = package.numbered(table)
    others = [name for name in ("*", *package.columns(table)) if name != column]
    if not unresolved_for(package, table)["field"].is_in(others).all():
        return rows.clear()
    grounds = grounding(package).filter(row_table=table, field=column)["at"]
    grounded = _is_cited(package, table, grounds)[rows["at"]]
    bare = rows.filter(pl.col(column).is_not_null() & ~grounded)
    if column == "said_on" and len(bare):
        cited = bare.filter(pl.col("claim_id").is_in(citations(package)["row_id"].implode()))
        bare = cited.filter(~follow(cited, package.tables))  # the rule "cited" reports claims without citations
    return bare


def _with_nearest(package: CheckedPackage, table: str, column: str) -> pl.DataFrame:
    """Return the rows of ``UNGROUNDED`` with the citation of the cell that comes nearest, one that agrees if any does.

    Columns: ``_there``, ``_id`` and ``_value`` of the row, its number, key and cell; ``_says`` and ``_agrees`` of the
    citation, and ``_citation``, the number of its row, all three null if there is none.
    """
    bare = UNGROUNDED[table, column](package)
    if bare.is_empty():
        return bare
    bare = bare.with_columns(_there="_row", _id=package.key(table)[0], _value=pl.col(column).cast(pl.String))
    said = (pl.col("stance") != "refutes") & (pl.col("basis") != "garbled")
    cited = cells(package).filter(said, row_table=table, field=column)
    first = cited.sort(pl.col("agrees").fill_null(False), descending=True, maintain_order=True)
    first = first.unique("at", keep="first").select("at", _says="says", _agrees="agrees", _citation="_row")
    return bare.join(first, on="at", how="left", maintain_order="left")


_CELLS = [(table, column) for table, columns in GROUNDED.items() for column in columns]
UNGROUNDED = {
    (table, column): View(table, partial(_ungrounded, table=table, column=column)) for table, column in _CELLS
}
"""The view of each table and column."""
WITH_NEAREST = {
    (table, column): View(table, partial(_with_nearest, table=table, column=column), kept=False)
    for table, column in _CELLS
}
"""The view of each table and column."""

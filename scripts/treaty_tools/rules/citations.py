"""Level 3: every fact is supported by a passage, and every date, figure and place by one that is as precise."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.said import follow
from treaty_record.facts.sources import publications

from ..derive.support import FACTS
from ..reporting.found import Found, cell, shown, where
from ..views.checked_package import CheckedPackage
from ..views.citations import cells, citations, depending_on_unsound, unresolved_for
from .rule import rule

GROUNDED = {"events": ("date", "place"), "claims": ("figure", "as_of", "said_on")}
"""Cells that need a citation of their own that is at least as precise."""


@rule(
    "cited",
    3,
    "Every row of facts has a citation that agrees with it; a relation has one through its claims.",
    fix="Add the row to the rows of a passage that supports it, or cite one of its cells there.",
)
def facts_are_cited(package: CheckedPackage) -> Iterator[Found]:
    """The project promises no row without a passage."""
    agreeing = citations(package).filter("agrees")
    for table in FACTS:
        if table != "relations" and unresolved_for(package, table).is_empty():
            key = package.key(table)[0]
            bare = _without(package, package.numbered(table), table, agreeing)
            if table == "actors":  # an article is the citation of its publisher and of those that own it
                published = publications(package.tables["actors"], package.tables["articles"])
                bare = bare.join(published, on="actor_id", how="anti")
            words = f"{{}} has no citation that agrees with it; cite '{table}/{{}}' in a passage that supports it"
            yield from where(table, bare, key, pl.format(words, shown(key), key))


def _without(package: CheckedPackage, rows: pl.DataFrame, table: str, cited: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that some citations do not cite, except those that depend on an unsound citation."""
    for frame in (cited, depending_on_unsound(package)):
        if len(frame):
            rows = rows.join(frame.filter(row_table=table), on="at", how="anti")
    return rows


@rule(
    "grounded",
    3,
    "Every date, figure and place has a citation for that cell that agrees and is at least as precise.",
    fix="Cite a passage that gives the date, figure or place as precisely, or write the cell less precisely.",
)
def cells_are_grounded(package: CheckedPackage) -> Iterator[Found]:
    """A source that says June does not support a day in June, and an announcement only grounds what is planned.

    The day of a claim may also follow from the event in which it was said, or from its first article's publication.
    """
    for table, column, bare in ungrounded(package):
        nearest = _said_of(package, table, column, bare)
        other = nearest.filter(pl.col("agrees").is_null() | ~pl.col("agrees"))
        there = pl.format(f"says {{}}, but {table}/{{}} has {{}}, which no citation supports", "_says", "_id", "_value")
        yield from where("citations", other, "says", there, cell(table, "_there", column), CORRECT)
        words = "{} has no citation for this cell that agrees and is as precise"
        less = nearest.filter("agrees").select("_says", _row="_there", _value="_value", _here="_row")
        also = pl.format(f"{words}: one says {{}}", "_value", "_says")
        yield from where(table, less, column, also, cell("citations", "_here", "says"), WRITE_LESS)
        silent = bare.join(nearest, on="at", how="anti")
        yield from where(table, silent, column, pl.format(f"{words}{CITE}", shown(column)))


CORRECT = "; correct one of them, or cite a passage that gives it"
WRITE_LESS = "; cite a passage that is as precise, or write the cell as the citation has it"
CITE = "; cite a passage that gives it, or leave it out"


def _said_of(package: CheckedPackage, table: str, column: str, bare: pl.DataFrame) -> pl.DataFrame:
    """Return the first citation of each of some cells, those that agree before others, with what both say."""
    rows = bare.select("at", _there="_row", _id=package.key(table)[0], _value=shown(column))
    of_column = cells(package).filter(pl.col("stance") != "refutes", row_table=table, field=column)
    cited = of_column.filter(pl.col("basis") != "garbled").join(rows, on="at", maintain_order="left")
    first = cited.sort(pl.col("agrees").fill_null(False), descending=True, maintain_order=True)
    return first.unique("at", keep="first", maintain_order=True).with_columns(_says=shown("says"))


def ungrounded(package: CheckedPackage) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Yield a table, a column and the rows whose cell has no citation that agrees and is at least as precise."""
    fits = cells(package).filter(pl.col("precise") & pl.col("agrees"))
    planned = package.numbered("events").filter(status="planned").select("at", row_table=pl.lit("events"))
    announcing = pl.col("stance") == "announces"
    grounding = pl.concat(
        [fits.filter(~announcing), fits.filter(announcing).join(planned, on=["row_table", "at"], how="semi")]
    )
    for table, columns in GROUNDED.items():
        for column in columns:
            others = [name for name in ("*", *package.columns(table)) if name != column]
            if not unresolved_for(package, table)["field"].is_in(others).all():  # it may be meant for this cell
                continue
            rows = package.numbered(table).filter(pl.col(column).is_not_null())
            bare = _without(package, rows, table, grounding.filter(field=column))
            if column == "said_on" and len(bare):
                cited = bare.filter(
                    pl.col("claim_id").is_in(citations(package)["row_id"].implode())
                )  # others break 'cited'
                bare = cited.filter(~follow(cited, package.tables))
            yield table, column, bare

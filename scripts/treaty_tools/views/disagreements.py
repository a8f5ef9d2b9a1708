"""Citations that differ from the row that they cite."""

from collections.abc import Iterator

import polars as pl

from treaty_record.facts.disputes import differs

from .checked_package import CheckedPackage
from .citations import citations
from .facts import UNGROUNDED
from .view import view


@view("citations", kept=False)
def disagreements(package: CheckedPackage) -> pl.DataFrame:
    """Return the citations that refute or contradict a sound row, and depend on nothing unsound.

    Columns: ``_there``, ``_id`` and ``_value``, the number, key and cell of the row; ``_note``, that of the row or, if
    its table has no notes, of the passage, and ``_in_row``, which of them; ``_is_first``, whether it is the first one
    about its row that is not about an ungrounded cell, which the rule "grounded" reports.
    """
    cited = citations(package).filter(differs() & ~pl.col("_depends_on_unsound"))
    return pl.concat([_NONE, *_parts(package, cited)], how="diagonal")


_NONE = pl.DataFrame(
    schema={
        **dict.fromkeys(("row_table", "field", "says", "_id", "_value", "_note"), pl.String),
        **dict.fromkeys(("_row", "_there"), pl.Int64),
        **dict.fromkeys(("_in_row", "_is_first"), pl.Boolean),
    }
)


def _parts(package: CheckedPackage, cited: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield some citations by the table that they cite, with the columns of ``disagreements``."""
    found = set(cited["row_table"])
    for table in package.tables:
        if table in found:
            yield _with_row(package, table, cited.filter(row_table=table)).select(_NONE.columns)


def _with_row(package: CheckedPackage, table: str, cited: pl.DataFrame) -> pl.DataFrame:
    """Return citations of sound rows of a table with the columns of ``disagreements``."""
    in_row = "note" in package.columns(table)
    notes = package.tables["passages"]["note"][cited["passage"]].alias("_note")
    columns = [name for name in cited["field"].unique() if name in package.tables[table].columns]
    cells = {f"_{name}_": pl.col(name).cast(pl.String) for name in columns}
    own = {"_note": "note"} if in_row else {}
    rows = package.numbered(table).select("at", _there="_row", _id=package.key(table)[0], **own, **cells)
    cited = cited if in_row else cited.with_columns(notes)
    joined = cited.join(rows, on="at", maintain_order="left")
    values = [pl.when(pl.col("field") == name).then(f"_{name}_") for name in columns]
    value = pl.coalesce(pl.lit(None, pl.String), *values)
    judged = joined.with_columns(_value=value, _in_row=pl.lit(in_row), _grounded=~_is_ungrounded(package, table))
    return judged.with_columns(_is_first=pl.struct("at", "_grounded").is_first_distinct() & pl.col("_grounded"))


def _is_ungrounded(package: CheckedPackage, table: str) -> pl.Expr:
    """Return whether a citation is of a cell that no citation grounds."""
    found = pl.repeat(False, pl.len())
    for (parent, column), bare in UNGROUNDED.items():
        if parent == table:
            found |= pl.col("at").is_in(bare(package)["at"].implode()) & (pl.col("field") == column)
    return found

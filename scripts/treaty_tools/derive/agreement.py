"""Whether what a citation says of a cell meets what the cell holds, and is as precise."""

import polars as pl

from treaty_record.contract import Contract

from .bounds import overlap, ranges, spans, within
from .links import Tables

_BOUNDS = {"edtf": spans, "figure": ranges}
"""What gives the bounds of a cell, by its notation."""


def said_cells(tables: Tables, at: pl.Series, contract: Contract) -> pl.DataFrame:
    """Return the citations of single cells that exist, in the order of their table.

    Columns: citation (its number), notation (how the cell is written), met (whether what is said meets the cell: spans
    and ranges overlap, all else is equal) and precise (whether it lies within).
    """
    said = tables["citations"].select("row_table", "field", "says").with_row_index("citation").with_columns(at)
    groups: dict[str | None, list[pl.DataFrame]] = {}
    for (table, column), group in said.filter((pl.col("field") != "*") & pl.col("at").is_not_null()).group_by(
        "row_table", "field"
    ):
        columns = contract.tables[str(table)].columns
        if column in columns:
            value = tables[str(table)][str(column)].gather(group["at"]).cast(pl.String)
            with_value = group.select("citation", "says", value=value)
            groups.setdefault(columns[str(column)].notation, []).append(with_value)
    parts = [_judged(pl.concat(group), notation) for notation, group in groups.items()]
    return pl.concat([_NONE, *parts]).sort("citation")


_NONE = pl.DataFrame(
    schema={"citation": pl.get_index_type(), "notation": pl.String, "met": pl.Boolean, "precise": pl.Boolean}
)


def _judged(said: pl.DataFrame, notation: str | None) -> pl.DataFrame:
    """Return what is said of the cells of one notation, judged by the values that they have."""
    value = said["value"]
    met, precise = said["says"] == value, value.is_not_null()
    if bounds := _BOUNDS.get(notation or ""):
        inner, outer = bounds(said["says"]), bounds(value)
        met, precise = overlap(*inner, *outer), within(*inner, *outer)
    return said.select(
        "citation",
        notation=pl.lit(notation, pl.String),
        met=met.fill_null(False) & value.is_not_null(),
        precise=precise,
    )


def agreement(citations: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """Return, for each citation, whether it agrees; null where it is garbled or cites a cell that does not exist."""
    met = pl.repeat(None, len(citations), dtype=pl.Boolean, eager=True).scatter(cells["citation"], cells["met"])
    garbled, whole = pl.col("basis") == "garbled", pl.col("field") == "*"
    return citations.select(agrees=pl.when(garbled).then(None).when(whole).then(True).otherwise(met)).to_series()

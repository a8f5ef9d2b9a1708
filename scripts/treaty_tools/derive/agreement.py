"""Whether the value that a citation gives for a cell is compatible with the cell, and as precise."""

import polars as pl

from treaty_record.contract import Contract
from treaty_record.values.bounds import BY_NOTATION

from .bounds import overlap, within
from .links import Tables


def cited_cells(tables: Tables, at: pl.Series, contract: Contract) -> pl.DataFrame:
    """Return the citations of single cells that exist, in the order of their table.

    Columns: citation (its number), notation (how the cell is written), met (whether the value is compatible with the
    cell: spans and ranges overlap, other values are equal) and precise (whether it lies within the cell's bounds).
    """
    cited = tables["citations"].select("row_table", "field", "says").with_row_index("citation").with_columns(at)
    groups: dict[str | None, list[pl.DataFrame]] = {}
    for (table, column), group in cited.filter((pl.col("field") != "*") & pl.col("at").is_not_null()).group_by(
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


def _judged(cited: pl.DataFrame, notation: str | None) -> pl.DataFrame:
    """Return the citations of cells in one notation, compared with the values of the cells."""
    value = cited["value"]
    met, precise = cited["says"] == value, value.is_not_null()
    if bounds := BY_NOTATION.get(notation or ""):
        inner, outer = bounds(cited["says"]), bounds(value)
        met, precise = overlap(*inner, *outer), within(*inner, *outer)
    return cited.select(
        "citation",
        notation=pl.lit(notation, pl.String),
        met=met.fill_null(False) & value.is_not_null(),
        precise=precise,
    )


def agreement(citations: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """Return, for each citation, whether it agrees; null if it is garbled, refutes, or cites no existing cell."""
    met = pl.repeat(None, len(citations), dtype=pl.Boolean, eager=True).scatter(cells["citation"], cells["met"])
    judged_not = (pl.col("basis") == "garbled") | (pl.col("stance") == "refutes")
    whole = pl.col("field") == "*"
    return citations.select(agrees=pl.when(judged_not).then(None).when(whole).then(True).otherwise(met)).to_series()

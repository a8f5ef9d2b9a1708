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
    cells = cited.filter((pl.col("field") != "*") & pl.col("at").is_not_null())
    groups: dict[str | None, list[tuple[pl.Series, ...]]] = {}
    for (table, column), group in cells.group_by("row_table", "field"):
        columns = contract.tables[str(table)].columns
        if column in columns:
            value = tables[str(table)][str(column)][group["at"]].cast(pl.String)
            groups.setdefault(columns[str(column)].notation, []).append((group["citation"], group["says"], value))
    parts = [_judged(_together(group), notation) for notation, group in groups.items()]
    return pl.concat([_NONE, *parts]).sort("citation")


_NONE = pl.DataFrame(
    schema={"citation": pl.get_index_type(), "notation": pl.String, "met": pl.Boolean, "precise": pl.Boolean}
)


def _together(parts: list[tuple[pl.Series, ...]]) -> dict[str, pl.Series]:
    """Return the columns citation, says and value of some groups of citations."""
    return dict(zip(("citation", "says", "value"), map(pl.concat, zip(*parts, strict=True)), strict=True))


def _judged(columns: dict[str, pl.Series], notation: str | None) -> pl.DataFrame:
    """Return the citations of cells in one notation, compared with the values of the cells."""
    given = pl.col("value").is_not_null()
    met, precise = pl.col("says") == pl.col("value"), given
    if bounds := BY_NOTATION.get(notation or ""):
        ends = (*bounds(columns["says"]), *bounds(columns["value"]))
        columns = columns | dict(zip(_ENDS, ends, strict=True))
        met, precise = overlap(*map(pl.col, _ENDS)), within(*map(pl.col, _ENDS))
    judged = {"notation": pl.lit(notation, pl.String), "met": met.fill_null(False) & given, "precise": precise}
    return pl.DataFrame(columns).select("citation", **judged)


_ENDS = ("low", "high", "other_low", "other_high")
"""The bounds of the value that a citation gives, and those of the cell."""


def agreement(citations: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """Return, for each citation, whether it agrees; null if it is garbled, refutes, or cites no existing cell."""
    met = pl.repeat(None, len(citations), dtype=pl.Boolean, eager=True).scatter(cells["citation"], cells["met"])
    judged_not = (pl.col("basis") == "garbled") | (pl.col("stance") == "refutes")
    whole = pl.col("field") == "*"
    return citations.select(agrees=pl.when(judged_not).then(None).when(whole).then(True).otherwise(met)).to_series()

"""Write a difference as CSV: one line for each changed table, column, row or cell."""

from collections.abc import Iterator

import polars as pl

from ...reporting.terminal import json_inert, safe
from .changed_rows import keys_of
from .columns import ColumnChange
from .difference import Difference, TableDifference

COLUMNS = ["change", "table", "key", "column", "old", "new", "derived", "retired_in", "reason", "replaced_by"]

_WILD = r"[[\p{Cc}&&[^\t]]\x{2028}\x{2029}\x{202a}-\x{202e}\x{2066}-\x{2069}]"
_RUN = r"^[=+\-@\t\r]"
_NUMBER = r"^[+-]?[0-9]+(?:\.[0-9]+)?$"


def as_csv(between: Difference, most: int | None) -> str:
    """Return the lines with a header, with at most ``most`` added rows, removed rows and cells of each table.

    A key of several columns is a JSON object. Text that a spreadsheet would run as a formula is prefixed with "'".
    """
    lines = [_lines([{}]).clear()]
    if between.old.version != between.new.version:
        lines.append(_lines([{"change": "version changed", "old": between.old.version, "new": between.new.version}]))
    for table in between.tables:
        lines += (part if most is None else part.head(most) for part in _of_table(table))
    return _one_line_each(pl.concat(lines)).with_columns(map(_inert, COLUMNS)).write_csv()


def _of_table(table: TableDifference) -> Iterator[pl.DataFrame]:
    """Yield the changes to a table and to its columns, rows and cells."""
    if table.change != "changed":
        yield _lines([{"change": f"table {table.change}", "table": table.name}])
    yield _lines([_of_column(table.name, column) for column in table.columns])
    if table.rows.moved:
        yield _lines([{"change": "rows moved", "table": table.name}])
    added = pl.DataFrame({"key": _keys(table, keys_of(table.rows.added, table.key))})
    yield _filled(added, table, pl.lit("row added"))
    ends = table.rows.ends.with_columns(_keys(table, keys_of(table.rows.removed, table.key)))
    replaced = (
        pl.when(pl.col("replaced_by").is_not_null()).then(pl.lit("row replaced")).otherwise(pl.lit("row retired"))
    )
    yield _filled(ends, table, pl.when(pl.col("retired_in").is_null()).then(pl.lit("row removed")).otherwise(replaced))
    cells = table.rows.cells.with_columns(_keys(table, table.rows.cells["key"]))
    derived = pl.when(pl.col("column").is_in(list(table.derived))).then(pl.lit("true")).otherwise(pl.lit("false"))
    yield _filled(cells.with_columns(derived=derived), table, _of_cell())


def _of_column(table: str, column: ColumnChange) -> dict[str, str]:
    """Return the change to a column, with ``new`` being its new name or type, if any."""
    return {"change": f"column {column.change}", "table": table, "column": column.name, "new": column.to or None}  # type: ignore[dict-item]


def _of_cell() -> pl.Expr:
    """Return the kind of change to a cell, derived from its old and new text."""
    gone = pl.when(pl.col("new").is_null()).then(pl.lit("cell removed")).otherwise(pl.lit("cell changed"))
    return pl.when(pl.col("old").is_null()).then(pl.lit("cell added")).otherwise(gone)


def _keys(table: TableDifference, keys: pl.Series) -> pl.Series:
    """Return keys as text: one column unchanged, several as JSON."""
    if len(table.key) == 1:
        return keys.struct.field(table.key[0]).alias("key")
    encoded = keys.struct.json_encode()
    return encoded.map_elements(json_inert, pl.String) if encoded.str.contains(_WILD).any() else encoded


def _lines(rows: list[dict[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))


def _filled(rows: pl.DataFrame, table: TableDifference, change: pl.Expr) -> pl.DataFrame:
    """Return rows with all columns, empty if not applicable."""
    named = rows.with_columns(change.alias("change"), pl.lit(table.name).alias("table"))
    missing = [pl.lit(None, pl.String).alias(name) for name in COLUMNS if name not in named.columns]
    return named.with_columns(missing).select(COLUMNS)


def _one_line_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with control characters, line breaks and changes of text direction escaped in their cells."""
    wild = [name for name in COLUMNS if rows[name].str.contains(_WILD).any()]
    return rows.with_columns(rows[name].map_elements(safe, pl.String) for name in wild)


def _inert(column: str) -> pl.Expr:
    """Return a column with an apostrophe before text that a spreadsheet would run (OWASP, CSV injection)."""
    cell = pl.col(column)
    runs = cell.str.contains(_RUN) & ~cell.str.contains(_NUMBER)
    return pl.when(runs).then(pl.concat_str(pl.lit("'"), cell)).otherwise(cell).alias(column)

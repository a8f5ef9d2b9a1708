"""Level 2: the rows and cells that citations name exist, and the values that they give are valid."""

from collections.abc import Iterator

import polars as pl

from treaty_record.cells.messages import not_allowed
from treaty_record.contract import Column, Reference
from treaty_record.values.nearest import proposed

from ..reporting.found import EACH, Found, faults, shown, where
from ..views.checked_package import CheckedPackage
from ..views.citations import unresolved
from .references import absent_from, has_wrong_keys
from .rule import NAMES, rule


@rule(
    "cited-row",
    2,
    "The row that a citation names exists.",
    fix="Correct the spelling of the id, or add the row that it names.",
    stage=NAMES,
)
def cited_rows_exist(package: CheckedPackage) -> Iterator[Found]:
    """Table Schema cannot express that row_table and row_id together refer to a row of one of several tables."""
    for (table,), rows in _citations_without_row(package).group_by("row_table"):
        reference = _row_of(package, str(table))
        message = pl.format("{} is not in {}{}", shown("row_id"), "row_table", _meant(package, str(table)))
        errors = faults(rows, "row_id", message)
        yield Found("citations", errors, depends_on_unsound=has_wrong_keys(package, reference), parent=str(table))


def _meant(package: CheckedPackage, table: str) -> pl.Expr:
    """Return what may be meant by an id that is not in a table: the nearest id, or the form of a participant's."""
    known = package.tables[table][package.key(table)[0]].drop_nulls().to_list()
    near = proposed(pl.col("row_id"), known)
    if table != "participants":
        return near
    parts = pl.col("row_id").str.count_matches(".", literal=True)
    return pl.when(parts != 2).then(pl.lit("; a participant's id has the form EVENT.ROLE.ACTOR")).otherwise(near)


def _citations_without_row(package: CheckedPackage) -> pl.DataFrame:
    """Return the sound citations that name a table, but no row of it."""
    with_ids = [table for table in package.tables if len(package.key(table)) == 1]
    return unresolved(package).filter(~pl.col("_bad") & pl.col("row_table").is_in(with_ids))


def _row_of(package: CheckedPackage, table: str) -> Reference:
    """Return the foreign key by which a citation names a row of a table."""
    return Reference(("row_id",), table, tuple(package.key(table)))


@rule(
    "cited-field",
    2,
    "A citation of a cell names a column that a passage can be cited for, and gives the value that the passage states.",
    fix="Cite a column that people type, not a key or a derived column, and give its value in says.",
    stage=NAMES,
)
def cited_fields_exist(package: CheckedPackage) -> Iterator[Found]:
    """No article states keys or derived columns."""
    citations, whole = package.sound("citations"), pl.col("field") == "*"
    if len(without_row := _citations_without_row(package)):
        citations = citations.join(without_row, on="_row", how="anti")
    idle = citations.filter(whole & pl.col("says").is_not_null())
    yield from where("citations", idle, "says", "is given, but the citation is of the whole row: leave it empty")
    cells = citations.filter(~whole).join(_citable(package), on=["row_table", "field"], how="left")
    if not cells["_citable"].all(ignore_nulls=False):
        yield from _not_citable(package, cells.filter(pl.col("_citable").is_null()))
    silent = cells.filter(pl.col("_citable") & pl.col("says").is_null())
    yield from where("citations", silent, "says", "is empty: give the value that the passage states for this cell")


def _not_citable(package: CheckedPackage, cells: pl.DataFrame) -> Iterator[Found]:
    """Yield the citations of columns that a passage cannot be cited for, with the nearest that it can."""
    for (table,), wrong in cells.group_by("row_table", maintain_order=True):
        known = _citable(package).filter(row_table=table)["field"].to_list()
        words = "{} is not a column of {} that a passage can be cited for{}"
        message = pl.format(words, shown("field"), "row_table", proposed(pl.col("field"), known))
        yield from where("citations", wrong, "field", message)


def _citable(package: CheckedPackage) -> pl.DataFrame:
    """Return row_table and field of every column that a passage can be cited for, with ``_citable``."""
    columns = [
        (table, name)
        for table in package.tables
        for name, column in package.columns(table).items()
        if not column.derived and name not in package.key(table)
    ]
    return pl.DataFrame(columns, schema=["row_table", "field"], orient="row").with_columns(_citable=True)


@rule(
    "says",
    2,
    "The value that a citation gives for a cell is a valid value of its column.",
    fix="Write a value that the column allows: a date in EDTF, a term of its vocabulary, or the key of a row.",
    stage=NAMES,
)
def cited_values_are_valid(package: CheckedPackage) -> Iterator[Found]:
    """A value that the cell could never have would count as a disagreement between sources."""
    citations = package.sound("citations").select("_row", "row_table", "field", "says").drop_nulls("says")
    for (table, name), group in citations.group_by("row_table", "field"):
        column = package.columns(str(table)).get(str(name)) if table in package.contract.tables else None
        if column is None:
            continue
        valid = _is_valid(column)
        wrong = group.filter(~valid) if column.pattern or column.closed else group.clear()
        if len(wrong):
            yield from where("citations", wrong, "says", not_allowed(pl.col("says"), column))
        for reference in package.references(str(table)):
            if reference.columns == (column.name,) and column.type == "string":
                known = package.tables[reference.parent][reference.parent_columns[0]]
                absent = group.filter(valid & ~pl.col("says").is_in(known.implode()))
                if len(absent):
                    message = absent_from(reference.parent, pl.col("says"), known)
                    yield from where("citations", absent, "says", message, parent=reference.parent)


def _is_valid(column: Column) -> pl.Expr:
    """Return whether ``says`` is a value of a column by its pattern and its terms."""
    holds = EACH
    if column.pattern:
        holds &= pl.col("says").str.contains(f"^(?:{column.pattern})$")
    if column.closed:
        holds &= pl.col("says").is_in(list(column.enum))
    return holds

"""Level 1: each cell, taken alone, is a value that its column allows."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

import polars as pl

from treaty_record.contract import Column, Value
from treaty_record.flat import FLAT
from treaty_record.values.number import as_text, spelt

from ..reporting.found import Found, faults, shown
from ..reporting.nearest import nearest_country, proposed
from . import edtf_forms, invisible
from .characters import FORMAT
from .checked_package import CheckedPackage
from .rule import CELLS, rule

NO_FIGURE = "{} is not a figure; write it as 10000, -2.5, ~11000, >10000, 12000..15000 or 1000s"


class Test(NamedTuple):
    """How a rule tests one cell: the columns that it applies to, which cells fail, and the message."""

    applies: Callable[[Column], bool]
    fails: Callable[[pl.Expr, Column], pl.Expr]
    message: Callable[[pl.Expr, Column], pl.Expr]


def is_text(column: Column) -> bool:
    """Return whether a column holds free text on one line."""
    return column.notation == "text"


def cells_that_fail(
    package: CheckedPackage, test: Test, may_fail: Callable[[str, str], bool] = lambda table, column: True
) -> Iterator[Found]:
    """Yield every sound cell that fails a test, table by table, in the columns that ``may_fail`` selects.

    Empty strings are left to the rule "blank".
    """
    for table in package.tables:
        frame = package.sound(table)
        columns = {
            name: column
            for name, column in package.columns(table).items()
            if test.applies(column) and may_fail(table, name)
        }
        if not columns:
            continue
        fails = frame.select(test.fails(pl.col(name), column).alias(name) for name, column in columns.items())
        for name, column in columns.items():
            if fails[name].any():
                failing = frame.select("_row", name).filter(fails[name])
                if column.type == "string":
                    failing = failing.filter(pl.col(name).ne_missing(""))
                yield Found(table, faults(failing, name, test.message(pl.col(name), column)))


def or_invisible(message: Callable[[pl.Expr, Column], pl.Expr]) -> Callable[[pl.Expr, Column], pl.Expr]:
    """Return the message on a cell that its column does not allow, or on the invisible character that is the reason."""
    return lambda cell, column: (
        pl.when(invisible.has(cell, FORMAT)).then(invisible.message(cell)).otherwise(message(cell, column))
        if column.type == "string"
        else message(cell, column)
    )


def typed_value(column: Column, value: Value) -> Value | date:
    """Return the value of a column's constraint, converted to a date if the column holds dates."""
    return date.fromisoformat(str(value)) if column.type == "date" else value


@rule(
    "required",
    1,
    "A required cell is not empty.",
    fix="Fill in the cell: every row of this table needs it.",
    stage=CELLS,
)
def required_cells(package: CheckedPackage) -> Iterator[Found]:
    """An empty cell means unknown or not applicable, which these columns never are."""
    # Derived cells are left to the rules "derived" and "cited", which can name the value that is missing.
    test = Test(
        lambda column: column.required and not column.derived,
        lambda cell, _: cell.is_null(),
        lambda *_: pl.lit("is empty, but every row needs a value"),
    )
    return cells_that_fail(package, test, lambda table, column: package.tables[table][column].null_count() > 0)


@rule(
    "term",
    1,
    "A cell of a column with a closed vocabulary holds one of its terms.",
    fix="Write one of the terms that the message lists; vocabulary.csv defines them.",
    stage=CELLS,
)
def closed_columns(package: CheckedPackage) -> Iterator[Found]:
    """A program that counts takes a misspelled term for another term; countries are those of ISO 3166-1."""
    test = Test(
        lambda column: column.closed,
        lambda cell, column: ~cell.is_in([typed_value(column, term) for term in column.enum]),
        or_invisible(_terms),
    )
    return cells_that_fail(package, test)


COUNTRIES = 40
"""Terms from which a closed column can only be that of countries."""
MOST_TERMS = 15
"""Terms that a message lists."""


def _terms(cell: pl.Expr, column: Column) -> pl.Expr:
    """Return the message on a cell that is not a term: the terms, if they are few, and the nearest."""
    if not column.enum:
        return pl.format(
            "{} is not a term: the package has none for this column; define it in vocabulary.toml", shown(cell)
        )
    terms = list(map(written, column.enum))
    if len(terms) >= COUNTRIES:
        words = f"{{}} is not one of the {len(terms)} codes of ISO 3166-1 alpha-3, such as {terms[0]}{{}}"
        return pl.format(words, shown(as_text(cell)), proposed(as_text(cell), terms, nearest_country))
    more = len(terms) - MOST_TERMS
    rest = f" and {more} more, which vocabulary.csv defines" if more > 0 else ""
    words = f"{{}} is not one of: {', '.join(terms[:MOST_TERMS])}{rest}{{}}"
    return pl.format(words, shown(as_text(cell)), proposed(as_text(cell), terms))


def written(value: Value) -> str:
    """Return a value as it is written in a cell."""
    if isinstance(value, float):
        return spelt(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@rule(
    "edtf",
    1,
    "A date is written in the subset of EDTF that the tables use, and exists in the calendar.",
    fix="Write the date as 2024, 2024-11, 2024-11-12, a/b, ../b, a/.. or [a..b], with ?, ~ or % after a single date.",
    stage=CELLS,
)
def dates(package: CheckedPackage) -> Iterator[Found]:
    """The Extended Date/Time Format (Library of Congress, 2019) can express dates that are not known exactly."""
    return cells_that_fail(package, _notation("edtf", _not_a_date), partial(_has_cells, package))


def _not_a_date(cell: pl.Expr, _: Column) -> pl.Expr:
    return pl.format("{} {}", shown(cell), cell.map_batches(_each_not_a_date, return_dtype=pl.String))


def _each_not_a_date(texts: pl.Series) -> pl.Series:
    known = texts.unique().drop_nulls()
    return texts.replace_strict(known, [edtf_forms.why_not(text) for text in known], return_dtype=pl.String)


@rule(
    "figure",
    1,
    "A figure is written as the source gives it: 10000, -2.5, ~11000, >10000, 12000..15000, 1000s.",
    fix="Write the figure as 10000, -2.5, ~11000, >10000, >=10000, <10000, <=10000, 12000..15000, or 1000s for "
    "thousands: at most 14 digits, without separators, exponent or final zeros after the point.",
    stage=CELLS,
)
def figures(package: CheckedPackage) -> Iterator[Found]:
    """This keeps how exact the source was, and programs can compute the bounds."""
    test = _notation("figure", _not_a_figure)
    return cells_that_fail(package, test, partial(_has_cells, package))


def _notation(notation: str, message: Callable[[pl.Expr, Column], pl.Expr]) -> Test:
    """Return the test for columns that are written in a notation."""
    return Test(
        lambda column: column.notation == notation,
        lambda cell, column: ~cell.str.contains(f"^(?:{column.pattern})$"),
        or_invisible(message),
    )


@rule(
    "pattern",
    1,
    "The whole cell matches the pattern of its column, such as that of ids or addresses.",
    fix="Write the value as the message says.",
    stage=CELLS,
)
def patterns(package: CheckedPackage) -> Iterator[Found]:
    """Programs parse ids, addresses and hashes."""
    test = Test(
        lambda column: column.pattern is not None and not column.notation,
        lambda cell, column: ~cell.str.contains(f"^(?:{column.pattern})$"),
        or_invisible(_not_of_form),
    )
    return cells_that_fail(package, test, partial(_has_cells, package))


def not_allowed(cell: pl.Expr, column: Column) -> pl.Expr:
    """Return the message on a text that a column does not allow, as the rules on its cells report it."""
    if column.closed:
        return or_invisible(_terms)(cell, column)
    by_notation = {"edtf": _not_a_date, "figure": _not_a_figure}
    return or_invisible(by_notation.get(column.notation or "", _not_of_form))(cell, column)


def _not_a_figure(cell: pl.Expr, _: Column) -> pl.Expr:
    return pl.format(NO_FIGURE, shown(cell))


def _has_cells(package: CheckedPackage, table: str, column: str) -> bool:
    """Return whether a column has a value, without which its pattern need not be compiled."""
    frame = package.tables[table]
    return frame[column].null_count() < len(frame)


def _not_of_form(cell: pl.Expr, column: Column) -> pl.Expr:
    if column.form:
        return pl.format("{} is not {}", shown(cell), pl.lit(column.form))
    return pl.format("{} does not match the pattern {}", shown(cell), shown(pl.lit(column.pattern)))


@rule(
    "row-order",
    1,
    "Rows are sorted by key.",
    fix="Sort the rows by key; 'treaty build' does.",
)
def rows_are_sorted(package: CheckedPackage) -> Iterator[Found]:
    """Comparing two versions then shows only what changed, not what moved."""
    for table in package.tables:
        frame, key = package.sound(table), package.key(table)
        if not key or table in FLAT or package.ascends(table):  # flat tables are in reading order
            continue
        sorted_rows = frame.select(*key, "_row").sort(key, maintain_order=True)
        if frame["_row"].equals(sorted_rows["_row"]):
            continue
        place = frame.select("_row", _moved=frame["_row"] != sorted_rows["_row"]).filter("_moved").head(1)
        yield Found(table, faults(place, key[0], "is out of order: sort the rows by key"))

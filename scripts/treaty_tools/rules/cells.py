"""Level 1: each cell, taken alone, is what its column holds."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import polars as pl

from treaty_record.flat import FLAT

from ..reporting.found import Found, faults, shown
from . import edtf_forms, invisible
from .characters import FORMAT
from .checked_package import Package
from .rule import CELLS, rule

Field = Mapping[str, Any]

NO_FIGURE = "{} is not a figure (10000, ~11000, >10000, 12000..15000, 1000s)"


class Test(NamedTuple):
    """How one rule looks at one cell: where it applies, what fails, and what is said then."""

    applies: Callable[[Field], bool]
    fails: Callable[[pl.Expr, Field], pl.Expr]
    says: Callable[[pl.Expr, Field], pl.Expr]


def is_text(field: Field) -> bool:
    """Tell whether a column holds free text in one line."""
    return field.get("notation") == "text"


def cells_that_fail(
    package: Package, test: Test, doubtful: Callable[[str, str], bool] = lambda table, column: True
) -> Iterator[Found]:
    """Yield every sound cell that fails a test, table by table, in columns that are doubtful.

    An empty string is left to the rule "blank".
    """
    for table in package.tables:
        frame = package.sound(table)
        fields = {
            name: field
            for name, field in package.fields(table).items()
            if test.applies(field) and doubtful(table, name)
        }
        if not fields:
            continue
        fails = frame.select(test.fails(pl.col(name), field).alias(name) for name, field in fields.items())
        for name, field in fields.items():
            if fails[name].any():
                failing = frame.select("_row", name).filter(fails[name])
                if field["type"] == "string":
                    failing = failing.filter(pl.col(name).ne_missing(""))
                yield Found(table, faults(failing, name, test.says(pl.col(name), field)))


def unlike(says: Callable[[pl.Expr, Field], pl.Expr]) -> Callable[[pl.Expr, Field], pl.Expr]:
    """Return what is said of a cell that is not as its column wants it, or of the invisible character that is why."""
    return lambda cell, field: (
        pl.when(invisible.has(cell, FORMAT)).then(invisible.message(cell)).otherwise(says(cell, field))
        if field["type"] == "string"
        else says(cell, field)
    )


def constraint(name: str, fails: Callable[[pl.Expr, Any], pl.Expr], says: Callable[[pl.Expr, Field], pl.Expr]) -> Test:
    """Return the test of one Table Schema constraint."""
    return Test(
        lambda field: name in field["constraints"] and field["constraints"][name] is not False,
        lambda cell, field: fails(cell, _typed(field, field["constraints"][name])),
        says,
    )


def _typed(field: Field, given: Any) -> Any:
    """Return the value of a constraint, days as days."""
    if field["type"] != "date" or isinstance(given, bool):
        return given
    return [date.fromisoformat(day) for day in given] if isinstance(given, list) else date.fromisoformat(given)


@rule("required", 1, "A cell that every row needs is not empty.", stage=CELLS)
def required_cells(package: Package) -> Iterator[Found]:
    """An empty cell means not known or not applicable, and these columns always are known."""
    # Derived cells are left to the rules "derived" and "cited", which know what should stand there.
    test = Test(
        lambda field: field["constraints"]["required"] and not field.get("derived"),
        lambda cell, _: cell.is_null(),
        lambda *_: pl.lit("is empty, and every row needs it"),
    )
    return cells_that_fail(package, test, lambda table, column: package.tables[table][column].null_count() > 0)


@rule("term", 1, "A cell of a closed column holds one of its terms.", stage=CELLS)
def closed_columns(package: Package) -> Iterator[Found]:
    """A misspelt term is a term of its own to every program that counts; countries are ISO 3166-1's."""
    return cells_that_fail(package, constraint("enum", lambda cell, terms: ~cell.is_in(terms), unlike(_terms)))


def _terms(cell: pl.Expr, field: Field) -> pl.Expr:
    terms = list(map(_written, field["constraints"]["enum"]))
    known = ", ".join(terms) if len(terms) < 40 else f"the {len(terms)} codes of ISO 3166-1 alpha-3, such as {terms[0]}"
    return pl.format("{} is not one of: {}", shown(cell), pl.lit(known))


def _written(value: object) -> str:
    """Return a value as a cell has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@rule("edtf", 1, "A date is written in the part of EDTF that the tables use, and the calendar has it.", stage=CELLS)
def dates(package: Package) -> Iterator[Found]:
    """Extended Date/Time Format, Library of Congress 2019: what is not known exactly is written so."""
    return cells_that_fail(package, _notation("edtf", _not_a_date), partial(_has_cells, package))


def _not_a_date(cell: pl.Expr, _: Field) -> pl.Expr:
    return pl.format("{} {}", shown(cell), cell.map_batches(_each_not_a_date, return_dtype=pl.String))


def _each_not_a_date(texts: pl.Series) -> pl.Series:
    known = texts.unique().drop_nulls()
    return texts.replace_strict(known, [edtf_forms.why_not(text) for text in known], return_dtype=pl.String)


@rule("figure", 1, "A figure is written as it was said: 10000, ~11000, >10000, 12000..15000, 1000s.", stage=CELLS)
def figures(package: Package) -> Iterator[Found]:
    """A figure keeps what was said of it, and a machine can work out its bounds."""
    test = _notation("figure", lambda cell, _: pl.format(NO_FIGURE, shown(cell)))
    return cells_that_fail(package, test, partial(_has_cells, package))


def _notation(notation: str, says: Callable[[pl.Expr, Field], pl.Expr]) -> Test:
    """Return the test of columns written in a notation of their own."""
    return Test(
        lambda field: field.get("notation") == notation,
        lambda cell, field: ~cell.str.contains(f"^(?:{field['constraints']['pattern']})$"),
        unlike(says),
    )


@rule("pattern", 1, "A cell of a column with a pattern, such as an id or an address, matches all of it.", stage=CELLS)
def patterns(package: Package) -> Iterator[Found]:
    """Ids, addresses and hashes are read by programs."""
    test = Test(
        lambda field: "pattern" in field["constraints"] and not field.get("notation"),
        lambda cell, field: ~cell.str.contains(f"^(?:{field['constraints']['pattern']})$"),
        unlike(_not_of_form),
    )
    return cells_that_fail(package, test, partial(_has_cells, package))


def _has_cells(package: Package, table: str, column: str) -> bool:
    """Tell whether a column has any cell, so that its pattern need be compiled."""
    frame = package.tables[table]
    return frame[column].null_count() < len(frame)


def _not_of_form(cell: pl.Expr, field: Field) -> pl.Expr:
    return pl.format("{} is not {}", shown(cell), pl.lit(field.get("form") or "of the column's form"))


@rule("row-order", 1, "Rows stand in the order of their keys.")
def rows_are_sorted(package: Package) -> Iterator[Found]:
    """Two versions of the data then differ only where they differ."""
    for table in package.tables:
        frame, key = package.sound(table), package.key(table)
        if not key or table in FLAT or package.ascends(table):  # flat tables are in the order in which people read them
            continue
        sorted_rows = frame.select(*key, "_row").sort(key, maintain_order=True)
        if frame["_row"].equals(sorted_rows["_row"]):
            continue
        place = frame.select("_row", _moved=frame["_row"] != sorted_rows["_row"]).filter("_moved").head(1)
        yield Found(table, faults(place, key[0], "is not where its key belongs: sort the rows by key"))

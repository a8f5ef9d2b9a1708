"""Level 1: each cell, taken alone, is what its column holds."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from treaty_record.flat import FLAT

from .package import Package
from .rule import CELLS, Found, faults, read_rule, rule, shown

Field = Mapping[str, Any]

CONTROL = r"[\x00-\x1f\x7f-\x9f]"

read_rule(
    "type",
    1,
    "A cell of a typed column is written as its type: 3, true, 2024-11-12.",
    "Readers differ in what else they take for a number or a date, so that one file would load as different data.",
)


class Test(NamedTuple):
    """How one rule looks at one cell: where it applies, what fails, and what is said then."""

    applies: Callable[[Field], bool]
    fails: Callable[[pl.Expr, Field], pl.Expr]
    says: Callable[[pl.Expr, Field], pl.Expr]


def is_text(field: Field) -> bool:
    """Tell whether a column holds free text in one line."""
    return field.get("notation") == "text"


def beyond_ascii(cell: pl.Expr) -> pl.Expr:
    """Return the cell where it has other characters than those of ASCII, else null."""
    return pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)


def odd_text(package: Package, test: Test) -> Iterator[Found]:
    """Yield every sound cell of text that fails a test, looking only at columns with a cell that is not plain."""
    return cells_that_fail(package, test, lambda table, column: not package.plain(table, column))


def cells_that_fail(
    package: Package, test: Test, doubtful: Callable[[str, str], bool] = lambda table, column: True
) -> Iterator[Found]:
    """Yield every sound cell that fails a test, table by table, in columns that are doubtful."""
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
                yield Found(table, faults(frame.filter(fails[name]), name, test.says(pl.col(name), field)))


def constraint(name: str, fails: Callable[[pl.Expr, Any], pl.Expr], says: Callable[[pl.Expr, Field], pl.Expr]) -> Test:
    """Return the test of one Table Schema constraint."""
    return Test(
        lambda field: name in field["constraints"] and field["constraints"][name] is not False,
        lambda cell, field: fails(cell, field["constraints"][name]),
        says,
    )


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
    return cells_that_fail(package, constraint("enum", lambda cell, terms: ~cell.is_in(terms), _terms))


def _terms(cell: pl.Expr, field: Field) -> pl.Expr:
    terms = field["constraints"]["enum"]
    known = ", ".join(terms) if len(terms) < 40 else f"the {len(terms)} codes of ISO 3166-1 alpha-3, such as {terms[0]}"
    return pl.format("{} is not one of: {}", shown(cell), pl.lit(known))


@rule("edtf", 1, "A date is written in the part of EDTF that the tables use, and the calendar has it.", stage=CELLS)
def dates(package: Package) -> Iterator[Found]:
    """Extended Date/Time Format, Library of Congress 2019: what is not known exactly is written so."""
    return cells_that_fail(package, _notation("edtf", "is not a date in EDTF"))


@rule("figure", 1, "A figure is written as it was said: 10000, ~11000, >10000, 12000..15000, 1000s.", stage=CELLS)
def figures(package: Package) -> Iterator[Found]:
    """A figure keeps what was said of it, and a machine can work out its bounds."""
    return cells_that_fail(package, _notation("figure", "is not a figure (10000, ~11000, >10000, 12000..15000, 1000s)"))


def _notation(notation: str, message: str) -> Test:
    """Return the test of columns written in a notation of their own."""
    return Test(
        lambda field: field.get("notation") == notation,
        lambda cell, field: ~cell.str.contains(f"^{field['constraints']['pattern']}$"),
        lambda cell, _: pl.format("{} {}", shown(cell), pl.lit(message)),
    )


@rule("pattern", 1, "A cell of a column with a pattern, such as an id or an address, matches all of it.", stage=CELLS)
def patterns(package: Package) -> Iterator[Found]:
    """Ids, addresses and hashes are read by programs."""
    test = Test(
        lambda field: "pattern" in field["constraints"] and not field.get("notation"),
        lambda cell, field: ~cell.str.contains(f"^{field['constraints']['pattern']}$"),
        lambda cell, field: pl.format("{} is not {}", shown(cell), pl.lit(field.get("form") or "of the column's form")),
    )
    return cells_that_fail(package, test)


@rule("minimum", 1, "A number is not less than its column allows.", stage=CELLS)
def minimums(package: Package) -> Iterator[Found]:
    """Offsets and counts do not go below nothing."""
    test = constraint(
        "minimum",
        lambda cell, least: cell < least,
        lambda cell, field: pl.format("{} is less than {}", cell, pl.lit(field["constraints"]["minimum"])),
    )
    return cells_that_fail(package, test)


@rule(
    "blank",
    1,
    "Text has no blanks before or after it, and nothing is written as an empty cell, not as empty quotes.",
    stage=CELLS,
)
def blanks(package: Package) -> Iterator[Found]:
    """Values that look the same must be the same."""
    test = Test(
        is_text,
        lambda cell, _: cell.str.contains(r"^(?:\s|$)|\s$") & ~cell.str.contains(CONTROL),
        lambda cell, _: (
            pl.when(cell == "")
            .then(pl.lit("is an empty text in quotes; leave the cell empty"))
            .otherwise(pl.format("{} has blanks before or after it", shown(cell)))
        ),
    )
    return odd_text(package, test)


@rule("control", 1, "Text has no control characters, line breaks and tabs included.", stage=CELLS)
def control_characters(package: Package) -> Iterator[Found]:
    """One row is one line; a terminal or a spreadsheet may act on the rest."""
    test = Test(
        is_text,
        lambda cell, _: cell.str.contains(CONTROL),
        lambda cell, _: pl.format("{} has a control character in it", shown(cell)),
    )
    return odd_text(package, test)


@rule("formula", 1, "Text does not begin with a character that a spreadsheet would run: = + - @.", stage=CELLS)
def formulas(package: Package) -> Iterator[Found]:
    """OWASP, CSV injection: a spreadsheet that opens the file runs such a cell as a formula."""
    test = Test(
        is_text,
        lambda cell, _: cell.str.contains(r"^[=+\-@]"),
        lambda cell, _: pl.format("{} begins with a character that a spreadsheet would run as a formula", shown(cell)),
    )
    return odd_text(package, test)


@rule("nfc", 1, "Text is in Unicode normalisation form C.", stage=CELLS)
def normal_form(package: Package) -> Iterator[Found]:
    """Offsets count code points of NFC, and a word must not have two spellings that look alike (Unicode, UAX 15)."""
    test = Test(
        is_text,
        lambda cell, _: beyond_ascii(cell) != beyond_ascii(cell).str.normalize("NFC"),
        lambda cell, _: pl.format("{} is not in NFC; normalise it", shown(cell)),
    )
    return cells_that_fail(package, test)


@rule("language", 1, "A language tag is one that the registry of BCP 47 has, in its canonical form.", stage=CELLS)
def languages(package: Package) -> Iterator[Found]:
    """RFC 5646: programs choose fonts, digits and month names by it."""
    for table in ("articles", "names"):
        frame = package.sound(table)
        form = package.fields(table)["language"]["constraints"]["pattern"]
        tags = frame["language"].drop_nulls().unique()
        unknown = [tag for tag in tags.filter(tags.str.contains(f"^{form}$")) if not _registered(tag)]
        failing = frame.filter(pl.col("language").is_in(unknown))
        if len(failing):
            yield Found(
                table, faults(failing, "language", pl.format("{} is not a tag of BCP 47's registry", shown("language")))
            )


def _registered(tag: str) -> bool:
    import langcodes

    return bool(langcodes.tag_is_valid(tag)) and langcodes.standardize_tag(tag) == tag


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


def written_otherwise(text: pl.Series, cells: pl.Series) -> pl.Series:
    """Return which cells hold something that is not written as their column's type."""
    return text.is_not_null() & cells.is_null()

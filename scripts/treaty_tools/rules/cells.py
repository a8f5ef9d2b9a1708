"""Level 1: each cell is a value that its column allows, and rows are sorted.

pandera finds the errors in cells, all rules at once: by the schema that ``treaty_record.schema`` returns.
"""

from collections.abc import Iterator
from functools import partial

import polars as pl

from treaty_record.cells.messages import MISSING
from treaty_record.flat import FLAT

from ..reporting.found import Found, faults
from ..views.checked_package import CheckedPackage
from ..views.view import Once
from .rule import CELLS, RULES, Rule, rule


def cell_rule(id: str, sentence: str, *, why: str, fix: str) -> None:
    """Register a rule on cells, which a check of the pandera schemas finds."""
    RULES[id] = Rule(id, 1, sentence, fix, why, CELLS, partial(_found, id))


def _found(rule: str, package: CheckedPackage) -> Iterator[Found]:
    """Yield the cells that break a rule."""
    yield from _found_by_rule(package).get(rule, [])


@Once
def _found_by_rule(package: CheckedPackage) -> dict[str, list[Found]]:
    """Return the cells that break each rule on cells."""
    from treaty_record.cells.errors import cell_errors  # imports pandera, which takes long

    found: dict[str, list[Found]] = {}
    for name, table in package.contract.tables.items():
        if len(rows := package.sound(name)):
            for each in cell_errors(table, rows):
                errors = faults(each.rows, each.column, each.message)
                found.setdefault(each.rule, []).append(Found(name, errors))
    return found


def missing_cells(package: CheckedPackage) -> Iterator[Found]:
    """Yield the required cells that are empty, as the rule "required" does, without pandera."""
    for name, table in package.contract.tables.items():
        for column in table.columns.values():
            empty = pl.col(column.name).is_null()
            if column.must_be_filled and len(rows := package.sound(name).filter(empty)):
                yield Found(name, faults(rows, column.name, MISSING))


cell_rule(
    "required",
    "A required cell is not empty.",
    why="An empty cell means unknown or not applicable, which these columns never are.",
    fix="Fill in the cell: every row of this table needs it.",
)
cell_rule(
    "term",
    "A cell of a column with a closed vocabulary holds one of its terms.",
    why="A program that counts takes a misspelled term for another term; countries are those of ISO 3166-1.",
    fix="Write one of the terms that the message lists; vocabulary.csv defines them.",
)
cell_rule(
    "edtf",
    "A date is written in the subset of EDTF that the tables use, and exists in the calendar.",
    why="The Extended Date/Time Format (Library of Congress, 2019) can express dates that are not known exactly.",
    fix="Write the date as 2024, 2024-11, 2024-11-12, a/b, ../b, a/.. or [a..b], with ?, ~ or % after a single date.",
)
cell_rule(
    "figure",
    "A figure is written as the source gives it: 10000, -2.5, ~11000, >10000, 12000..15000, 1000s.",
    why="This keeps how exact the source was, and programs can compute the bounds.",
    fix="Write the figure as 10000, -2.5, ~11000, >10000, >=10000, <10000, <=10000, 12000..15000, or 1000s for "
    "thousands: at most 14 digits, without separators, exponent or final zeros after the point.",
)
cell_rule(
    "pattern",
    "The whole cell matches the pattern of its column, such as that of ids or addresses.",
    why="Programs parse ids, addresses and hashes.",
    fix="Write the value as the message says.",
)
cell_rule(
    "minimum",
    "A number or a day is not less than the minimum of its column.",
    why="Offsets and counts are never negative.",
    fix="Correct the cell; if a column of the package's own has the wrong minimum, correct that.",
)
cell_rule(
    "maximum",
    "A number or a day is not greater than the maximum of its column.",
    why="A package's own columns may declare a maximum, which other tools enforce too.",
    fix="Correct the cell, or the limit that datapackage.json declares for this column.",
)
cell_rule(
    "length",
    "The length of a text is within the limits of its column.",
    why="A package's own columns may declare limits of length, which other tools enforce too.",
    fix="Correct the cell, or the limit that datapackage.json declares for this column.",
)
cell_rule(
    "unique",
    "A value of a unique column, or of a unique key, occurs in one row only.",
    why="Other tools rely on this when they join tables; empty cells may repeat, as in SQL and Table Schema v2.",
    fix="Correct the cells, or the unique column or key that datapackage.json declares.",
)
cell_rule(
    "blank",
    "Text does not start or end with whitespace, and a missing value is an empty cell, not an empty quoted string.",
    why="Values that look equal must be equal, and programs disagree on what an empty quoted string means.",
    fix="Remove the whitespace around the text, or leave the cell empty.",
)
cell_rule(
    "control",
    "Text has no control, invisible or replacement characters, and no line breaks or tabs.",
    why="A row is one line; terminals, editors and spreadsheets may act on such characters (CVE-2021-42574).",
    fix="Remove the character, or replace it as the message says; write the text on one line.",
)
cell_rule(
    "formula",
    "Text does not start with a character that makes a spreadsheet run it as a formula: = + - @; titles, quotes, pins, "
    "names and cited values, which are not ours to change, may start with + - or @.",
    why="A spreadsheet that opens the file runs such a cell as a formula (OWASP, CSV injection).",
    fix="Reword the text so that it does not start with = + - or @; leave out the = of words that are not ours.",
)
cell_rule(
    "nfc",
    "Text is in Unicode normalisation form C (NFC).",
    why="Offsets count code points of NFC, and a word must not have two encodings that look the same (UAX 15).",
    fix="Replace the characters that the message names by those that it gives, as 'treaty fix' does in source files.",
)
cell_rule(
    "language",
    "A language tag is in canonical form, and its subtags are in the IANA registry and not deprecated.",
    why="Programs choose fonts, digits and month names by the language tag (RFC 5646).",
    fix="Write the tag that the message proposes, or look it up in the IANA registry: bn, zh-Hant, pt-BR.",
)


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

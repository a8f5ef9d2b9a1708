"""Level 4, the rules on columns of one row: narwhals expressions, which DuckDB, pandas and Spark run as polars does."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar, cast

import narwhals as nw
import polars as pl

from ..reporting.found import Found, shown, where
from .checked_package import Package
from .rule import MEANING, NAMES, RULES, Rule

Frame = TypeVar("Frame")
"""A frame of any engine that narwhals knows."""


class RowTest(NamedTuple):
    """What is wrong with a row of a table, at which column; ``{}`` in the message stands for the cell."""

    table: str
    column: str
    fails: nw.Expr
    message: str


ROW_TESTS: dict[str, tuple[RowTest, ...]] = {}
"""The tests of each rule on columns of one row."""


def failing(rows: Frame, test: RowTest) -> Frame:
    """Return the rows that fail a test, as a frame of the engine that they come from."""
    engine: Any = nw.from_native(cast(Any, rows))
    found: Frame = engine.filter(test.fails).to_native()
    return found


def row_rule(id: str, sentence: str, why: str, *tests: RowTest, stage: int = MEANING) -> None:
    """Register a rule of level 4 on columns of one row."""

    def check(package: Package) -> Iterator[Found]:
        for test in tests:
            message = pl.format(test.message, shown(test.column)) if "{}" in test.message else test.message
            yield from where(test.table, failing(package.sound(test.table), test), test.column, message)

    ROW_TESTS[id] = tests
    RULES[id] = Rule(id, 4, sentence, why, stage, check)


def _given(column: str) -> nw.Expr:
    return ~nw.col(column).is_null()


def _empty(column: str) -> nw.Expr:
    return nw.col(column).is_null()


row_rule(
    "measure",
    "A figure has a measure, and a measure a figure.",
    "A number without what it counts says nothing, and the other way round.",
    RowTest("claims", "figure", _given("figure") & _empty("measure"), "{} measures nothing: give its measure"),
    RowTest("claims", "measure", _given("measure") & _empty("figure"), "{} has no figure"),
)

row_rule(
    "address",
    "An article has an address, its own or that of the text it translates or copies.",
    "A source nobody can look up is none.",
    RowTest(
        "articles",
        "url",
        _empty("url") & _empty("source_url"),
        "is empty, and so is source_url: one of them is needed",
    ),
)

_PAIRS = (("published", "published_basis"), ("origin_id", "origin_basis"), ("text_sha256", "text_length"))

row_rule(
    "paired",
    "What an article is known by, and how it is known, are given together.",
    "A day or an origin is worth as much as the way it is known; a hash goes with its text's length.",
    *(
        RowTest(
            "articles",
            missing,
            _given(given) & _empty(missing),
            f"is empty, while {given} is given: give both or none",
        )
        for one, other in _PAIRS
        for given, missing in ((one, other), (other, one))
    ),
    stage=NAMES,
)

row_rule(
    "dated",
    "An event has a date, is planned, or its note says why it has none.",
    "An event outside time cannot be compared with any other.",
    RowTest(
        "events",
        "date",
        _empty("date") & (nw.col("status") != "planned") & _empty("note"),
        "is empty: give it, or say in the note why it is not known",
    ),
)

row_rule(
    "claimant",
    "A claim whose claimant the text does not name has a note.",
    "What nobody is named for is nobody's, and the reader is told how the text puts it.",
    RowTest(
        "claims",
        "note",
        _empty("claimant_id") & _empty("note"),
        "is empty, and so is claimant_id: say how the text puts it",
    ),
)

"""Level 4: rules on the columns of a single row, as narwhals expressions that DuckDB, pandas and Spark can run too."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar, cast

import narwhals as nw
import polars as pl

from ..reporting.found import Found, shown, where
from .checked_package import CheckedPackage
from .rule import NAMES, Check, rule

Frame = TypeVar("Frame")
"""A frame of any engine that narwhals knows."""


class RowTest(NamedTuple):
    """When a row of a table fails, in which column, and the message, in which ``{}`` stands for the cell."""

    table: str
    column: str
    fails: nw.Expr
    message: str


ROW_TESTS: list[RowTest] = []
"""Every test of a single row, so that each can be tried on other engines."""


def failing(rows: Frame, test: RowTest) -> Frame:
    """Return the rows that fail a test, as a frame of the engine that they come from."""
    engine: Any = nw.from_native(cast(Any, rows))
    found: Frame = engine.filter(test.fails).to_native()
    return found


def row_tests(make: Callable[[], Iterator[RowTest]]) -> Check:
    """Return the check that reports every row which fails one of some tests."""
    tests = tuple(make())
    ROW_TESTS.extend(tests)

    def check(package: CheckedPackage) -> Iterator[Found]:
        for test in tests:
            message = pl.format(test.message, shown(test.column)) if "{}" in test.message else test.message
            yield from where(test.table, failing(package.sound(test.table), test), test.column, message)

    check.__doc__ = make.__doc__
    return check


def _given(column: str) -> nw.Expr:
    return ~nw.col(column).is_null()


def _empty(column: str) -> nw.Expr:
    return nw.col(column).is_null()


@rule("measure", 4, "A figure has a measure, and a measure has a figure.", fix="Give both columns or neither.")
@row_tests
def figures_have_measures() -> Iterator[RowTest]:
    """A number means nothing without what it counts, and neither does a measure without a number."""
    yield RowTest("claims", "figure", _given("figure") & _empty("measure"), "{} has no measure: give both or neither")
    yield RowTest("claims", "measure", _given("measure") & _empty("figure"), "{} has no figure: give both or neither")


@rule(
    "address",
    4,
    "An article has an address: its own, or that of the text that it translates or copies.",
    fix="Give url or source_url.",
)
@row_tests
def articles_have_addresses() -> Iterator[RowTest]:
    """A source that nobody can look up is no source."""
    yield RowTest(
        "articles",
        "url",
        _empty("url") & _empty("source_url"),
        "is empty, and so is source_url: give one of them",
    )


_PAIRS = (("published", "published_basis"), ("published_basis", "published"), ("text_sha256", "text_length"))
"""Columns of articles of which the first, if given, needs the second."""


@rule(
    "paired",
    4,
    "An article's day and how the day is known are given together, and the hash of its text with its length.",
    fix="Give both columns or neither.",
    stage=NAMES,
)
@row_tests
def pairs_are_complete() -> Iterator[RowTest]:
    """A day is only as good as its basis, and the hash and the length describe the same text."""
    for given, missing in _PAIRS:
        message = f"is empty, but {given} is given: give both or neither"
        yield RowTest("articles", missing, _given(given) & _empty(missing), message)


@rule(
    "dated",
    4,
    "An event has a date, or is planned, or has a note that explains why its date is unknown.",
    fix="Give the date, or write the note that the message asks for.",
)
@row_tests
def events_are_dated() -> Iterator[RowTest]:
    """An event without a date cannot be placed in time or compared with others."""
    yield RowTest(
        "events",
        "date",
        _empty("date") & (nw.col("status") != "planned") & _empty("note"),
        "is empty: give it, or explain in the note why it is unknown",
    )


@rule(
    "claimant",
    4,
    "A claim has a claimant, or a note that explains how the text attributes it.",
    fix="Give the claimant_id, or write the note that the message asks for.",
)
@row_tests
def claims_are_attributed() -> Iterator[RowTest]:
    """Readers need to know whose claim it is, or how the text puts it if it names nobody."""
    yield RowTest(
        "claims",
        "note",
        _empty("claimant_id") & _empty("note"),
        "is empty, and so is claimant_id: explain how the text attributes the claim",
    )

"""Level 4: rules on the columns of a single row."""

import polars as pl

from ..views.view import rows
from .predicate import Predicate
from .rule import NAMES, rule

CLAIMS, ARTICLES, EVENTS = rows("claims"), rows("articles"), rows("events")


def given(column: str) -> pl.Expr:
    """Return whether a cell has a value."""
    return pl.col(column).is_not_null()


def empty(column: str) -> pl.Expr:
    """Return whether a cell has no value."""
    return pl.col(column).is_null()


rule(
    "measure",
    4,
    "A figure has a measure, and a measure has a figure.",
    why="A number means nothing without what it counts, and neither does a measure without a number.",
    predicates=(
        Predicate(
            view=CLAIMS,
            fails=given("figure") & empty("measure"),
            column="figure",
            message="{} has no measure: give both or neither",
        ),
        Predicate(
            view=CLAIMS,
            fails=given("measure") & empty("figure"),
            column="measure",
            message="{} has no figure: give both or neither",
        ),
    ),
    fix="Give both columns or neither.",
)

rule(
    "address",
    4,
    "An article has an address: its own, or that of the text that it translates or copies.",
    why="A source that nobody can look up is no source.",
    view=ARTICLES,
    fails=empty("url") & empty("source_url"),
    column="url",
    message="is empty, and so is source_url: give one of them",
    fix="Give url or source_url.",
)

rule(
    "paired",
    4,
    "An article's day and how the day is known are given together, and the hash of its text with its length.",
    why="A day is only as good as its basis, and the hash and the length describe the same text.",
    predicates=(
        Predicate(
            view=ARTICLES,
            fails=given("published") & empty("published_basis"),
            column="published_basis",
            message="is empty, but published is given: give both or neither",
        ),
        Predicate(
            view=ARTICLES,
            fails=given("published_basis") & empty("published"),
            column="published",
            message="is empty, but published_basis is given: give both or neither",
        ),
        Predicate(
            view=ARTICLES,
            fails=given("text_sha256") & empty("text_length"),
            column="text_length",
            message="is empty, but text_sha256 is given: give both or neither",
        ),
    ),
    fix="Give both columns or neither.",
    stage=NAMES,
)

rule(
    "dated",
    4,
    "An event has a date, or is planned, or has a note that explains why its date is unknown.",
    why="An event without a date cannot be placed in time or compared with others.",
    view=EVENTS,
    fails=empty("date") & (pl.col("status") != "planned") & empty("note"),
    column="date",
    message="is empty: give it, or explain in the note why it is unknown",
    fix="Give the date, or write the note that the message asks for.",
)

rule(
    "claimant",
    4,
    "A claim has a claimant, or a note that explains how the text attributes it.",
    why="Readers need to know whose claim it is, or how the text puts it if it names nobody.",
    view=CLAIMS,
    fails=empty("claimant_id") & empty("note"),
    column="note",
    message="is empty, and so is claimant_id: explain how the text attributes the claim",
    fix="Give the claimant_id, or write the note that the message asks for.",
)

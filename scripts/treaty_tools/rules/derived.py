"""Level 2: derived cells match what they are derived from."""

from functools import reduce

import polars as pl

from treaty_record.values.number import as_text

from ..derive.support import COUNTS as COUNTED
from ..reporting.found import shown
from ..views.agreements import agreements, supports
from ..views.bounds import BOUND_COLUMNS, WITH_BOUNDS
from ..views.derived import SUPPORTED, WITH_DERIVED
from .predicate import Predicate
from .rule import AGREEMENT, BOUNDS, COUNTS, rule


def differs(name: str, derived: str = "") -> pl.Expr:
    """Return whether a cell is not as derived."""
    return pl.col(name).ne_missing(pl.col(derived or f"_{name}"))


def difference(name: str, derived: str = "") -> pl.Expr:
    """Return the message on a cell that is not as derived."""
    return pl.format("is {}, but the derived value is {}", _cell(name), _cell(derived or f"_{name}"))


def _cell(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_null()).then(pl.lit("empty")).otherwise(shown(as_text(pl.col(name))))


def first_difference(table: str, number: int) -> pl.Expr:
    """Return whether a bound differs, and none before it in the row: one wrong bound often comes with others."""
    name, *before = reversed(BOUND_COLUMNS[table][: number + 1])
    return reduce(lambda found, other: found & ~differs(other), before, differs(name))


rule(
    "bounds",
    2,
    "The bounds and the precision of a date or a figure match how it is written.",
    why="Readers sort and filter by the bounds, which must not differ from the date or the figure as written.",
    predicates=(
        Predicate(WITH_BOUNDS[table], first_difference(table, number), name, difference(name))
        for table, names in BOUND_COLUMNS.items()
        for number, name in enumerate(names)
    ),
    fix="Correct the date or the figure if it is wrong, then run 'treaty build', which computes this cell.",
    stage=BOUNDS,
)

rule(
    "agreement",
    2,
    "A citation of a cell is marked as agreeing if, and only if, its value is compatible with the cell.",
    why="All counts depend on it; spans of dates and ranges of figures agree if they overlap, other values if equal.",
    view=agreements,
    fails=differs("agrees") & ~pl.col("_depends_on_unsound"),
    column="agrees",
    message=difference("agrees"),
    fix="Correct the citation or the cell if one of them is wrong, then run 'treaty build', which computes this cell.",
    stage=AGREEMENT,
)

rule(
    "support",
    2,
    "The origin that a citation gives its row, and whether it counts, match its article and passage.",
    why="Readers count independent sources by these two columns.",
    predicates=(Predicate(supports, differs(name), name, difference(name)) for name in ("origin", "counts")),
    fix="Correct the origin of the passage or the article if it is wrong, then run 'treaty build', which computes it.",
    stage=AGREEMENT,
)


NUMBERS = (*COUNTED, "n_claimants")
"""Derived columns that each citation may change by one."""


def differs_too_much(name: str) -> pl.Expr:
    """Return whether a cell is not as derived, whatever rows the unresolved citations were meant for."""
    if name not in NUMBERS:
        return differs(name) & (pl.col("_most") == 0)
    return differs(name) & ((pl.col(name) - pl.col(f"_{name}")).abs() > pl.col("_most")).fill_null(True)


rule(
    "derived",
    2,
    "The article to read first, the counts and the disputes match the citations.",
    why="Anyone can claim that a row has thirteen origins; here the citations must show it.",
    predicates=(
        Predicate(WITH_DERIVED[table], differs_too_much(name), name, difference(name))
        for table, names in SUPPORTED.items()
        for name in names
    ),
    fix="Correct the citations if they are wrong, then run 'treaty build', which computes this cell.",
    stage=COUNTS,
)

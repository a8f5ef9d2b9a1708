"""Level 2: nothing is here twice under two ids."""

import polars as pl

from ..reporting.found import cell
from ..views.twins import TWINS, Mark
from .predicate import Predicate
from .rule import rule

WORDS = r"[a-z0-9]+(?:-[a-z0-9]+)*"
"""What ids of rows look like in a note."""


def names(note: str, other: str) -> pl.Expr:
    """Return whether a note names an id."""
    return pl.col(note).str.extract_all(WORDS).list.contains(pl.col(other)).fill_null(False)


NAMED = names("note", "_other") | names("_other_note", "_id")
LINKED = ((pl.col("_link") == pl.col("_other")) | (pl.col("_other_link") == pl.col("_id"))).fill_null(False)


def twins(mark: Mark) -> Predicate:
    """Return when two rows that share a mark are the same: neither names the other, in its note or by its link."""
    return Predicate(
        TWINS[mark],
        ~NAMED & ~LINKED & ~pl.col("_apart"),
        mark.column,
        pl.format("has the same {} as '{}'", pl.lit(mark.words), "_other"),
        cell(mark.table, "_other_row", mark.column),
        "; merge them, or name it in the note and say how they differ",
    )


rule(
    "twin",
    2,
    "No article, claim, event or actor is here twice, unless a note says why two rows that look the same are not.",
    why="The same thing under two ids would be counted twice.",
    predicates=map(twins, TWINS),
    fix="Merge the two rows; or name the other's id in the note of one of them and say how they differ.",
)

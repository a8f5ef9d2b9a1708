"""Level 3: every fact is supported by a passage, and every date, figure and place by one that is as precise."""

from collections.abc import Iterator

import polars as pl

from ..reporting.found import cell, shown
from ..views.facts import WITH_NEAREST, WITH_SUPPORT
from .predicate import Predicate
from .rule import rule

KEYS = {
    "actors": "actor_id",
    "names": "name_id",
    "events": "event_id",
    "participants": "participant_id",
    "claims": "claim_id",
}


def uncited(table: str) -> Predicate:
    """Return when a row of a table of facts has no citation."""
    key = KEYS[table]
    words = f"{{}} has no citation that agrees with it; cite '{table}/{{}}' in a passage that supports it"
    return Predicate(WITH_SUPPORT[table], ~pl.col("_cited"), key, pl.format(words, shown(key), key))


rule(
    "cited",
    3,
    "Every row of facts has a citation that agrees with it; a relation has one through its claims.",
    why="The project promises no row without a passage.",
    predicates=map(uncited, WITH_SUPPORT),
    fix="Add the row to the rows of a passage that supports it, or cite one of its cells there.",
)


def ungrounded(table: str, column: str) -> Iterator[Predicate]:
    """Yield when no citation grounds a cell: the nearest says something else, or less, or there is none."""
    view, value = WITH_NEAREST[table, column], shown("_value")
    yield Predicate(
        view,
        pl.col("_citation").is_not_null() & ~pl.col("_agrees").fill_null(False),
        "says",
        pl.format(f"says {{}}, but {table}/{{}} has {{}}, which no citation supports", shown("_says"), "_id", value),
        cell(table, "_there", column),
        "; correct one of them, or cite a passage that gives it",
        of=("citations", "_citation"),
    )
    words = "{} has no citation for this cell that agrees and is as precise"
    yield Predicate(
        view,
        pl.col("_agrees"),
        column,
        pl.format(f"{words}: one says {{}}", value, shown("_says")),
        cell("citations", "_citation", "says"),
        "; cite a passage that is as precise, or write the cell as the citation has it",
    )
    message = pl.format(f"{words}; cite a passage that gives it, or leave it out", value)
    yield Predicate(view, pl.col("_citation").is_null(), column, message)


rule(
    "grounded",
    3,
    "Every date, figure and place has a citation for that cell that agrees and is at least as precise.",
    why="A source that says June does not support a day in June, and an announcement only grounds what is planned. The "
    "day of a claim may also follow from the event in which it was said, or from its first article's publication.",
    predicates=(predicate for table, column in WITH_NEAREST for predicate in ungrounded(table, column)),
    fix="Cite a passage that gives the date, figure or place as precisely, or write the cell less precisely.",
)

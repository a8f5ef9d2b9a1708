"""Level 4: rows make sense, alone and together."""

from functools import partial

import polars as pl

from treaty_record.values.bounds import BY_NOTATION

from ..grounding import unseen
from ..reporting.found import cell, shown
from ..views.articles import articles
from ..views.citations import cells
from ..views.claims import claims
from ..views.disagreements import disagreements
from ..views.passages import passages
from ..views.relations import relations
from ..views.verbatim import verbatim
from ..views.view import View, rows
from .predicate import Predicate
from .rule import NAMES, rule

NEEDING_NOTES = ("contradicts", "corrects")
"""Relations whose note must explain them."""


RANGES = {
    ("articles", "published"): "edtf",
    ("articles", "accessed"): "edtf",
    ("events", "date"): "edtf",
    ("claims", "figure"): "figure",
    ("claims", "as_of"): "edtf",
    ("claims", "said_on"): "edtf",
}
"""The columns that can hold a range, with their notation."""


def backward(rows: pl.DataFrame, column: str, notation: str) -> pl.DataFrame:
    """Return the rows whose cell ends before it begins."""
    first, last = BY_NOTATION[notation](rows[column])
    return rows.filter(first > last)


def ends_before_it_begins(view: View, column: str, notation: str, among: pl.Expr | None = None) -> Predicate:
    """Return when a cell in a notation ends before it begins."""
    two_ended = pl.col(column).str.contains_any(["..", "/"])
    return Predicate(
        view,
        partial(backward, column=column, notation=notation),
        column,
        "{} ends before it begins",
        among=two_ended if among is None else two_ended & among,
    )


rule(
    "range",
    4,
    "The start of a range is not later or greater than its end.",
    why="An interval that ends before it begins is empty.",
    predicates=(
        *(ends_before_it_begins(rows(table), column, notation) for (table, column), notation in RANGES.items()),
        *(
            ends_before_it_begins(
                cells, "says", notation, (pl.col("notation") == notation) & ~pl.col("_depends_on_unsound")
            )
            for notation in BY_NOTATION
        ),
    ),
    fix="Swap the two ends of the range, or correct the wrong one.",
    stage=NAMES,
)

rule(
    "copy",
    4,
    "A copy or translation is not older than its original.",
    why="Otherwise one of the days is wrong, or the two texts are the wrong way round.",
    view=articles,
    fails=pl.col("_last") < pl.col("_original_first"),
    column="published",
    message=pl.format("is {}, but the original, {}, is of {}", shown("published"), "copy_of", shown("_original")),
    other=cell("articles", "_there", "published"),
    advice="; correct a day, or which of them copies the other",
    fix="Check the day of both articles, and which of them translates the other.",
)

rule(
    "denial",
    4,
    "A denial answers a claim, or its note says what it denies.",
    why="A denial is one side of a contradiction, and readers need the other.",
    view=claims,
    fails=(pl.col("_kind") == "denial") & pl.col("note").is_null() & ~pl.col("_answers"),
    column="kind",
    message="is a denial, but answers no claim: relate it to one, or say in the note what it denies",
    fix="Relate the denial to the claim that it answers, or say in its note what it denies.",
)

rule(
    "noted",
    4,
    "A contradiction, a correction and a garbled passage have a note.",
    why="Readers need to know why two sources are set against each other, or why a passage is not taken literally.",
    predicates=(
        Predicate(
            view=relations,
            fails=pl.col("_core").is_in(NEEDING_NOTES) & pl.col("note").is_null(),
            column="note",
            message=pl.format("is empty: explain why the claim {} the other", "relation"),
        ),
        Predicate(
            view=passages,
            fails=pl.col("_garbled") & pl.col("note").is_null(),
            column="note",
            message="is empty: explain what garbled the words",
        ),
    ),
    fix="Write the note that the message asks for.",
)


THERE = pl.format("{}/{}", "row_table", "_id")
AGAINST = (
    pl.when(pl.col("field") == "*")
    .then(pl.format("refutes {}", THERE))
    .otherwise(
        pl.format(
            "says {}, but {} has {}",
            shown("says"),
            THERE,
            pl.when(pl.col("_value").is_null()).then(pl.lit("none")).otherwise(shown("_value")),
        )
    )
)
"""What a citation says against its row, and what the row has."""
CITED = cell(pl.col("row_table"), "_there", pl.when(pl.col("field") == "*").then(pl.lit("")).otherwise("field"))
SILENT = pl.col("_note").is_null()

rule(
    "settled",
    4,
    "A row with which a citation disagrees has a note on how the disagreement was settled, or that it is open.",
    why="Readers who find two days for one event ask why the row has one of them.",
    predicates=(
        Predicate(
            disagreements,
            SILENT & pl.col("_in_row") & pl.col("_is_first"),
            "says",
            AGAINST,
            CITED,
            "; settle it there with a note, or correct one of them",
        ),
        Predicate(
            disagreements,
            SILENT & ~pl.col("_in_row"),
            "says",
            AGAINST,
            CITED,
            "; say why in the note of this passage, or correct one of them",
        ),
    ),
    fix="Write a note in the row (of a name or participant, in the passage) on how this was settled, or correct the "
    "citation or the row.",
)


rule(
    "contradiction",
    4,
    "Claims that contradict each other on the same measure give different figures.",
    why="Equal figures do not contradict each other.",
    view=relations,
    fails=(pl.col("_core") == "contradicts")
    & (pl.col("claim_measure") == pl.col("other_measure"))
    & (pl.col("claim_figure") == pl.col("other_figure")),
    column="relation",
    message=pl.format("is {}, but {} gives {} as well", shown("relation"), "other_claim_id", shown("claim_figure")),
    other=cell("claims", "other__row", "figure"),
    advice="; use another relation, or correct one of the figures",
    fix="Use another relation, or correct the figure of one of the claims.",
)

rule(
    "update",
    4,
    "An update is made later than the claim that it updates.",
    why="Otherwise the other claim would be the update.",
    view=relations,
    fails=(pl.col("_core") == "updates") & (pl.col("claim_said_on_latest") <= pl.col("other_said_on_earliest")),
    column="relation",
    message=pl.format(
        "is {}, but the claim was made on {}, and {} on {}",
        shown("relation"),
        shown("claim_said_on"),
        "other_claim_id",
        shown("other_said_on"),
    ),
    other=cell("claims", "other__row", "said_on"),
    advice="; correct a day, or swap the claims",
    fix="Check said_on of both claims, or swap them.",
)


def unseen_values(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the citations whose value is not visible, with ``_message``, what was searched for."""
    messages = unseen(rows.select("kind", "value", "quote", "language", "reference"))
    hidden = rows.with_columns(_message=messages).filter(pl.col("_message").is_not_null())
    of_names = pl.col("_message").str.replace(ADVICE, "; correct the name, or use it in a passage whose words show it")
    return hidden.with_columns(_message=pl.when(pl.col("field") == "*").then(of_names).otherwise("_message"))


ADVICE = r"; quote the words [^;]*$"
"""What the message on a value advises, which does not apply to names."""
QUOTED, PINNED = pl.col("quote").is_not_null(), pl.col("begins").is_not_null()

rule(
    "visible",
    4,
    "A value or name cited as verbatim is visible in the words of its passage: its quote, its title or, to 'treaty "
    "verify', the pinned words.",
    why="A program can check whether the quoted words contain the value, so that nobody has to take it on trust.",
    predicates=(
        Predicate(
            view=verbatim,
            fails=~QUOTED & ~PINNED,
            column="basis",
            message="is cited as 'verbatim', but the passage has neither a quote nor a pin: cite it as read",
        ),
        Predicate(
            view=verbatim,
            among=QUOTED & pl.col("kind").is_not_null(),
            fails=unseen_values,
            column="says",
            message=pl.col("_message"),
        ),
        Predicate(
            view=verbatim,
            fails=(QUOTED | PINNED) & pl.col("kind").is_null(),
            column="basis",
            message=pl.format(
                "is cited as 'verbatim', but no text contains codes or ids such as {}: cite it as read", "field"
            ),
        ),
    ),
    fix="Quote or pin the words that show the value, or cite it as read or, if it is your own classification, coded: "
    "in a source file, move it from 'verbatim' to 'says'.",
)

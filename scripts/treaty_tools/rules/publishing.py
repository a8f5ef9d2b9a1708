"""Levels 3 and 4: who owns publishers, and who first reported what an article reports."""

import polars as pl

from treaty_record.facts.origins import KNOWN_BASES

from ..reporting.found import shown
from ..views.actors import actors
from ..views.articles import articles
from ..views.passages import own_origins
from ..views.view import rows
from .predicate import Predicate
from .rule import rule

SHOWN_BASES = ("own", "stated")
"""Bases of an origin that the words of a text show."""
PASSAGES = rows("passages")
KNOWN = pl.col("origin_basis").is_in(KNOWN_BASES)
GIVEN = pl.col("origin_id").is_not_null()

rule(
    "publisher",
    4,
    "An actor that publishes an article has an ownership.",
    why="Whose house a text comes from is what readers weigh first.",
    view=actors,
    fails=pl.col("_publishes") & pl.col("ownership").is_null(),
    column="ownership",
    message="is empty, but the actor publishes an article: give it, or 'unknown'",
    fix="Give the publisher's ownership: state, public, private or party, or unknown if it is not known.",
)

rule(
    "origin",
    4,
    "An origin is given if, and only if, its basis names one; an inherited origin has a text that it comes from.",
    why="Independent sources are counted by these columns.",
    predicates=(
        Predicate(
            view=articles,
            fails=(pl.col("origin_basis") == "inherited") & pl.col("copy_of").is_null(),
            column="copy_of",
            message="is empty, but the origin is inherited: name the text it copies",
        ),
        Predicate(
            view=PASSAGES,
            fails=GIVEN & pl.col("origin_basis").is_null(),
            column="origin_basis",
            message="is empty, but origin_id is given: give both or neither",
        ),
        *(
            Predicate(
                view=view,
                fails=KNOWN & ~GIVEN,
                column="origin_id",
                message=pl.format("is empty, but origin_basis is {}: name the actor", shown("origin_basis")),
            )
            for view in (articles, PASSAGES)
        ),
        *(
            Predicate(
                view=view,
                fails=GIVEN & pl.col("origin_basis").is_not_null() & ~KNOWN,
                column="origin_id",
                message=pl.format("is given, but origin_basis is {}, which names nobody", shown("origin_basis")),
            )
            for view in (articles, PASSAGES)
        ),
        *(
            Predicate(
                view=view,
                fails=(pl.col("origin_basis") == "own") & GIVEN & pl.col("_is_above").is_null(),
                column="origin_id",
                message="is {}, but an own origin is the publisher or an owner of it",
            )
            for view in (articles, own_origins)
        ),
    ),
    fix="Give origin_id for own (the publisher or its owner), stated and inferred, none for inherited and unknown.",
)
rule(
    "origin-shown",
    3,
    "An article whose origin is own or stated cites the words that show it, unless it was coded from notes.",
    why="Being published on a newspaper's site is not evidence of reporting.",
    view=articles,
    fails=pl.col("origin_basis").is_in(SHOWN_BASES) & (pl.col("extent") != "notes") & ~pl.col("_shown"),
    column="origin_basis",
    message="is {}, but no passage of the article cites its origin_id",
    fix="Cite articles/ID with origin_id in the passage that shows the origin, or set origin_basis to unknown.",
)

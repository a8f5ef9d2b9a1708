"""Level 3: quotes are whole, unchanged and where they are said to be, and every passage is cited."""

import polars as pl

from treaty_record.values.code_points import misquoted

from ..views.passages import passages
from .predicate import Predicate
from .rule import BOUNDS, NAMES, rule

QUOTED, STARTED = pl.col("quote").is_not_null(), pl.col("start").is_not_null()
IN_TITLE, HELD = pl.col("place") == "title", pl.col("_held")
OF_SOUND_ARTICLE = ~pl.col("_article_bad")
COMPLETE = (QUOTED == STARTED) | ~HELD
"""If the quote or the start is missing, the rule "quote-place" reports it."""
SAME_HASH = pl.col("quote_sha256").eq_missing(pl.col("_quote_sha256"))

rule(
    "quote-hash",
    3,
    "The hash and the end of a quote match its words.",
    why="A quoted word cannot be changed unnoticed.",
    predicates=(
        Predicate(
            view=passages,
            fails=COMPLETE & ~SAME_HASH,
            column="quote_sha256",
            message="is not the hash of the quote",
        ),
        Predicate(
            view=passages,
            fails=COMPLETE & SAME_HASH & pl.col("end").ne_missing(pl.col("_end")),
            column="end",
            message="is not where the quote ends",
        ),
    ),
    fix="Restore the quote if it was changed by mistake, then run 'treaty build', which computes its hash and end.",
    stage=NAMES,
)

rule(
    "quote-place",
    3,
    "A quote has a start and lies within its text; a quote from the title is in the title.",
    why="Titles are part of the data, so quotes from them can be checked; for other texts, only the length is known.",
    predicates=(
        Predicate(
            view=passages,
            fails=OF_SOUND_ARTICLE & QUOTED & ~STARTED & (HELD | IN_TITLE),
            column="start",
            message="is empty, but there is a quote: 'treaty locate --fill' finds where it starts",
        ),
        Predicate(
            view=passages,
            fails=OF_SOUND_ARTICLE & ~QUOTED & STARTED,
            column="start",
            message="is given, but there is no quote: give both or neither",
        ),
        Predicate(
            view=passages,
            fails=OF_SOUND_ARTICLE & QUOTED & IN_TITLE & pl.col("_title").is_null(),
            column="quote",
            message="is from the title, but the article has no title",
        ),
        Predicate(
            view=passages,
            fails=OF_SOUND_ARTICLE
            & STARTED
            & IN_TITLE
            & (pl.col("_title").str.slice(pl.col("start"), pl.col("quote").str.len_chars()) != pl.col("quote")),
            column="quote",
            message=pl.struct("quote", "_title", "start").map_elements(
                lambda row: misquoted(row["quote"], row["_title"], row["start"]), pl.String
            ),
        ),
        Predicate(
            view=passages,
            fails=OF_SOUND_ARTICLE & QUOTED & ~IN_TITLE & HELD & pl.col("_text_length").is_null(),
            column="quote",
            message="is from a text whose text_length is not given",
        ),
        Predicate(
            view=passages,
            fails=OF_SOUND_ARTICLE
            & ~IN_TITLE
            & (pl.col("start") + pl.col("quote").str.len_chars().cast(pl.Int64) > pl.col("_text_length")),
            column="start",
            message="places the quote beyond the text's end: delete it, and 'treaty locate --fill' finds it",
        ),
    ),
    fix="Correct the quote or the title; delete a wrong start, and 'treaty locate --fill' finds it.",
    stage=BOUNDS,
)

rule(
    "quote-whole",
    3,
    "A quote starts and ends at the edge of a character as readers see it.",
    why="A consonant without its vowel sign makes another word (Unicode, UAX 29).",
    view=passages,
    fails=pl.col("quote").str.contains(r"^[\p{M}\x{200C}\x{200D}]|\x{200D}$"),
    column="quote",
    message="{} starts or ends inside a character",
    fix="Start and end the quote at whole characters: include the vowel sign, mark or joiner.",
    stage=BOUNDS,
)

rule(
    "idle-passage",
    3,
    "Every passage is cited.",
    why="A passage that supports no row was probably forgotten.",
    view=passages,
    fails=~pl.col("_cited") & ~pl.col("_may_be_cited"),
    column="passage_id",
    message="{} cites nothing; list the rows that it supports, or delete it",
    fix="Cite the passage for a row or a cell, or delete it.",
)
